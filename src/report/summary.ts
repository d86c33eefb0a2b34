/** What did a run come to, for people? Data in, text out: counts only, nothing of any file but SOP Class and codes. */
import { hintOf } from '../base/errors.js';
import { sopClass } from '../standard/sop-class.js';
import { noPaint, type Paint, wrappedLine } from './text-table.js';

export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

export interface SummaryData {
  readonly command: string;
  readonly dryRun: boolean;
  readonly interrupted: boolean;
  readonly files: number;
  /** Which of how many parts of the inputs' files (`files` in all) these are. */
  readonly shard?: { readonly number: number; readonly of: number; readonly files: number };
  /** Finished by an earlier run and left alone. */
  readonly doneBefore: number;
  /** Files of the output folder that earlier runs with another profile or key wrote. */
  readonly earlierOutputs?: number;
  readonly written: number;
  readonly skipped: number;
  readonly quarantined: number;
  readonly failed: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly seconds: number;
  /** By UID; all private ones together as `private`, absent ones as the empty text. */
  readonly sopClasses: readonly {
    readonly uid: string;
    readonly written: number;
    readonly notWritten: number;
    readonly bytesOut: number;
  }[];
  /** Why files were not written. */
  readonly reasons: readonly (CodeCount & { readonly outcome: 'skipped' | 'quarantined' | 'failed' })[];
  readonly findings: readonly CodeCount[];
  /** Outputs that a second parser read again and found right; absent where that was not asked for. */
  readonly verified?: number;
  /** Of these, where a warning remains: by code, how many have it. */
  readonly warnings?: readonly CodeCount[];
  /** Of those done before: verified when they were written. */
  readonly verifiedBefore?: number;
  /** Entries of the inputs that could not be examined at all. */
  readonly unreadable: number;
  /** How many heads were read before anything was written, and how long that took. */
  readonly survey?: { readonly files: number; readonly seconds: number; readonly patients?: number };
  /** Texts that cleaning saw and that are new on the review list. */
  readonly review?: { readonly kept: number; readonly changed: number; readonly removed: number; readonly doubtful: number };
  /** As a terminal may show it; absent when nothing was kept. */
  readonly stateFolder?: string;
}

/** @param width columns of the terminal, or of nothing that has any */
export function summaryText(data: SummaryData, width = Number.POSITIVE_INFINITY, paint: Paint = noPaint): string {
  const lines: string[] = [...sopClassTable(data), ''];
  const say = (text: string, as = (line: string): string => line): void => void lines.push(...wrappedLine(text, width).map(as));
  say(totals(data), paint.head);
  for (const { outcome, code, count } of data.reasons)
    say(`  ${outcome} ${count}  ${code}  ${hintOf(code)}`.trimEnd(), outcome === 'skipped' ? undefined : paint.bad);
  if (data.unreadable > 0) say(`  ${data.unreadable} entries of the inputs could not be examined (permissions, broken links)`, paint.bad);
  for (const { code, count } of data.findings) say(`  note ${count}  ${code}  ${hintOf(code)}`.trimEnd(), paint.faint);
  for (const line of [...shared(data), ...surveyed(data), ...verified(data), ...earlier(data), ...reviewed(data)]) say(line);
  if (data.dryRun) say('Dry run: nothing was written.');
  if (data.stateFolder !== undefined) say(`Private state (originals inside, keep it safe): ${data.stateFolder}`);
  const next = nextStep(data);
  if (next !== undefined) say(next, paint.head);
  return `${lines.join('\n').trimStart()}\n`;
}

function verified(data: SummaryData): string[] {
  const { verified: count, verifiedBefore = 0, doneBefore } = data;
  if (count === undefined) return [];
  const lines = [count === 0 ? noneVerified(data) : someVerified(count, data)];
  if (doneBefore > 0)
    lines.push(
      `Of ${doneBefore} done before, ${verifiedBefore} were verified when they were written; radonym verify looks at all together.`,
    );
  return lines;
}

function someVerified(count: number, { warnings = [] }: SummaryData): string {
  const read = `Verified: a second parser read ${count} outputs again and found`;
  if (warnings.length === 0) return `${read} nothing wrong in them (docs/verify.md).`;
  const told = warnings.map((row) => `${row.code} in ${row.count}`).join(', ');
  return `${read} no error in them, but warnings: ${told}. radonym verify -v says where (docs/verify.md).`;
}

function noneVerified({ written, reasons }: SummaryData): string {
  const aside = reasons.filter(isFoundWrong).reduce((sum, row) => sum + row.count, 0);
  if (aside > 0)
    return `Verified: none of ${aside + written} outputs. Something was wrong in ${aside}, which are in quarantine/ of the private state.`;
  return written > 0
    ? `Verified: none of ${written} outputs could be judged (docs/verify.md).`
    : 'Verified: nothing, for nothing was written.';
}

const isFoundWrong = ({ code, outcome }: SummaryData['reasons'][number]): boolean =>
  outcome === 'quarantined' && code.startsWith('verify/');

function earlier({ earlierOutputs: count = 0 }: SummaryData): string[] {
  if (count === 0) return [];
  return [
    `The output folder also holds ${count} files of earlier runs with another profile or key: what is said here is not said of them.`,
  ];
}

function shared({ shard, files }: SummaryData): string[] {
  if (shard === undefined) return [];
  return [
    `Shard ${shard.number} of ${shard.of}: ${files} of ${shard.files} files. When all have ended, radonym merge-state joins what they noted.`,
  ];
}

/** That an identifier which only one file states is cleaned in all files of its patient. */
function surveyed({ survey }: SummaryData): string[] {
  if (survey === undefined || survey.files === 0) return [];
  const { files, seconds } = survey;
  return [
    `Read first: the heads of all ${files} files (${seconds.toFixed(1)} s), so that what one file says of its patient is cleaned in all.`,
  ];
}

function reviewed({ review, dryRun }: SummaryData): string[] {
  if (review === undefined || review.kept + review.changed + review.removed === 0) return [];
  const { kept, changed, removed, doubtful } = review;
  const counts = `${kept} kept, ${changed} changed, ${removed} removed${doubtful > 0 ? `; ${doubtful} are doubtful` : ''}`;
  return [dryRun ? `Texts: ${counts}.` : `Texts: ${counts}. Look through review.csv in the private state.`];
}

export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} MB`;
}

function sopClassTable({ sopClasses }: SummaryData): string[] {
  const rows = sopClasses
    .filter((row) => row.written > 0)
    .map((row) => ({ name: nameOf(row.uid), written: row.written, size: megabytes(row.bytesOut) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(0, ...rows.map((row) => row.name.length));
  return rows.map(({ name, written, size }) => `${name.padEnd(width)} ${String(written).padStart(7)} files ${size.padStart(9)}`);
}

const nameOf = (uid: string): string =>
  sopClass(uid)?.name.replace(/ Storage$/, '') ?? (uid === '' ? 'without SOP Class' : 'private SOP Class');

function totals(data: SummaryData): string {
  const { written, skipped, quarantined, failed, doneBefore, files, bytesIn, seconds } = data;
  const parts = [`${written} ${data.dryRun ? 'would be written' : 'written'}`, `${skipped} skipped`];
  parts.push(`${quarantined} quarantined`, `${failed} failed`);
  if (doneBefore > 0) parts.push(`${doneBefore} done before`);
  const open = files - written - skipped - quarantined - failed - doneBefore;
  if (open > 0) parts.push(`${open} not begun`);
  const speed = seconds > 0 ? `, ${megabytes(bytesIn / seconds)}/s` : '';
  return `${files} files: ${parts.join(', ')}. ${megabytes(bytesIn)} in ${seconds.toFixed(1)} s${speed}`;
}

function nextStep(data: SummaryData): string | undefined {
  if (data.interrupted) return 'Interrupted. Next: the same command with --resume.';
  if (data.files === 0) return 'The inputs hold no files.';
  if (data.dryRun) return 'Next: the same command without --dry-run.';
  if (data.quarantined + data.failed > 0 && data.stateFolder !== undefined) return 'Next: journal.jsonl there says which files these are.';
  if (data.written === 0 || data.shard !== undefined) return undefined;
  if (data.verified !== undefined && data.command === 'transcode') return 'Next: radonym inspect <output> shows what came out.';
  if (data.verified !== undefined)
    return 'Next: radonym inspect <output> shows what came out; report.html in the private state may be shown to anyone.';
  if (data.command === 'deidentify' || data.command === 'transcode')
    return 'Next: radonym verify <input> <output> compares each output with its original.';
  return undefined;
}
