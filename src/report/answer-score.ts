/** What did outputs score against an answer key, for machines and for people? Plain data, and its text: counts by action and category. */
import { cut, type Paint, tableLines } from './text-table.js';

export interface AnswerTally {
  readonly passed: number;
  readonly failed: number;
  /** What nobody but an eye can tell, or the key asks in a way that nobody knows. */
  readonly unchecked: number;
}

export type AnswerRecord =
  | ({ readonly type: 'action'; readonly action: string } & AnswerTally)
  | ({ readonly type: 'category'; readonly family: string; readonly code: string } & AnswerTally)
  | {
      readonly type: 'case';
      /** Of the answer key, from 1. */
      readonly row: number;
      /** Under the folder of the outputs; absent where there is none for the row. */
      readonly output?: string;
      readonly action: string;
      readonly category: string;
      readonly place: string;
    }
  | ({ readonly type: 'summary' } & AnswerSummary);

export interface AnswerSummary extends AnswerTally {
  readonly rows: number;
  readonly outputs: number;
  /** Rows for which there is no output. */
  readonly missing: number;
  /** Outputs that no row speaks of. */
  readonly unasked: number;
  readonly unreadable: number;
  readonly interrupted: boolean;
  readonly seconds: number;
}

/** Lines of one action; `--json` has them all. */
const most = 20;

export function answerScoreText(
  records: readonly AnswerRecord[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const row = (name: string, { passed, failed, unchecked }: AnswerTally): string[] => [
    name,
    ...[passed, failed, unchecked].map((count, at) => (count === 0 && at === 2 ? '' : String(count))),
  ];
  const head = ['', 'passed', 'failed', 'not checked'];
  const actions = records.filter((record) => record.type === 'action');
  const categories = records.filter((record) => record.type === 'category');
  const lines = [
    paint.head('By action'),
    ...tableLines([head, ...actions.map((one) => row(one.action, one))], [1, 2, 3], width),
    '',
    paint.head('By category of the key'),
    ...tableLines([head, ...categories.map((one) => row(`${one.family} ${one.code}`.trim(), one))], [1, 2, 3], width),
  ];
  for (const { action } of actions) {
    const cases = records.filter((record) => record.type === 'case' && record.action === action) as readonly Case[];
    if (cases.length > 0) lines.push('', paint.head(`Failed: ${action}`));
    for (const one of cases.slice(0, most))
      lines.push(cut(`  row ${one.row}  ${one.place}  ${one.category}  ${one.output ?? '(no output)'}`.trimEnd(), width));
    if (cases.length > most) lines.push(`  … and ${cases.length - most} more (see --json)`);
  }
  const summary = records.find((record) => record.type === 'summary');
  if (summary) lines.push('', ...verdict(summary, paint));
  return `${lines.join('\n')}\n`;
}

type Case = Extract<AnswerRecord, { readonly type: 'case' }>;

function verdict(summary: AnswerSummary, paint: Paint): string[] {
  const { rows, outputs, missing, unasked, unreadable, passed, failed, unchecked, interrupted, seconds } = summary;
  const lines = [`${rows} rows of the answer key, ${outputs} outputs${unasked > 0 ? `, ${unasked} of them in no row` : ''}`];
  if (missing > 0) lines.push(paint.bad(`${missing} rows without an output: what they want kept has failed`));
  if (unreadable > 0) lines.push(paint.bad(`${unreadable} outputs cannot be read by the second parser`));
  const score = `${passed} of ${passed + failed} checks passed${unchecked > 0 ? `, ${unchecked} not checked` : ''} (${seconds.toFixed(1)} s)`;
  lines.push(interrupted ? `Interrupted: ${score}` : failed > 0 ? paint.bad(`FAILED ${failed}: ${score}`) : score);
  return lines;
}
