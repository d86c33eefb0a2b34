/** What did a selftest come to, for machines and for people? Plain data, and its text: counts by IOD and category, never one percentage. */
import { cut, type Paint, tableLines } from './text-table.js';

/** Of one SOP Class or category: how often an identifier was planted, how many leaked; how many values should stay, how many did. */
export interface SelftestTally {
  readonly instances: number;
  readonly planted: number;
  readonly leaked: number;
  readonly expected: number;
  readonly kept: number;
}

/** Values are synthetic: no secret. */
export interface SelftestCase {
  readonly kind: 'leak' | 'link' | 'date' | 'invalid' | 'lost';
  readonly profile: string;
  readonly sopClass: string;
  readonly patient: number;
  readonly path: string;
  /** Kind of identifier with its disguise, category of value, or code. */
  readonly what: string;
  readonly text: string;
  readonly was: string;
  readonly now: string;
}

export interface SelftestMutant {
  readonly profile: string;
  readonly mutant: string;
  readonly noticed: boolean;
  /** What told it. */
  readonly cases: number;
}

export interface SelftestProfile {
  readonly profile: string;
  readonly tally: SelftestTally;
  /** Identifiers that stay where a rule of the profile keeps them. */
  readonly keptByRule: number;
  readonly written: number;
  /** As the profile wants it. */
  readonly quarantined: number;
  readonly failed: number;
  readonly linksBefore: number;
  readonly linksAfter: number;
  readonly brokenLinks: number;
  readonly wrongDates: number;
  readonly invalid: number;
  readonly passed: boolean;
}

export interface SelftestSummary {
  readonly patients: number;
  readonly seed: number;
  readonly profiles: readonly SelftestProfile[];
  readonly mutants: number;
  readonly mutantsNoticed: number;
  readonly interrupted: boolean;
  readonly passed: boolean;
  readonly seconds: number;
}

export type SelftestRecord =
  | {
      readonly type: 'selftest';
      readonly version: string;
      readonly patients: number;
      readonly seed: number;
      readonly profiles: readonly string[];
    }
  | ({ readonly type: 'iod' | 'category'; readonly profile: string; readonly name: string } & SelftestTally)
  | ({ readonly type: 'case' } & SelftestCase)
  | ({ readonly type: 'profile' } & SelftestProfile)
  | ({ readonly type: 'mutant' } & SelftestMutant)
  | ({ readonly type: 'summary' } & SelftestSummary);

/** Lines of one sort; `--json` has them all. */
const most = 20;

export function selftestText(
  records: readonly SelftestRecord[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const lines: string[] = [];
  const title = (text: string): void => void lines.push(...(lines.length > 0 ? [''] : []), paint.head(text));
  for (const record of records) if (record.type === 'profile') lines.push(...profileLines(record, records, width, title, paint));
  const mutants = records.filter((record) => record.type === 'mutant');
  if (mutants.length > 0) {
    title('Broken on purpose');
    for (const { mutant, noticed, cases } of mutants) {
      const line = `  ${noticed ? 'noticed' : 'NOT NOTICED'}  ${mutant}${noticed ? ` (${cases})` : ''}`;
      lines.push(noticed ? line : paint.bad(line));
    }
  }
  const summary = records.find((record) => record.type === 'summary');
  if (summary) lines.push('', verdict(summary, paint));
  return `${lines.join('\n')}\n`;
}

function profileLines(
  { profile, tally, keptByRule, written, quarantined, failed, linksBefore, linksAfter, brokenLinks, wrongDates, invalid }: SelftestProfile,
  records: readonly SelftestRecord[],
  width: number,
  title: (text: string) => void,
  paint: Paint,
): string[] {
  title(`${profile}: ${written} files written, ${quarantined} set aside as the profile wants it${failed > 0 ? `, ${failed} FAILED` : ''}`);
  const head = ['', 'instances', 'planted', 'leaked', 'to stay', 'stayed'];
  const row = (name: string, one: SelftestTally): string[] => [name, ...counts(one)];
  const of = (type: 'iod' | 'category') =>
    records.flatMap((one) => (one.type === type && one.profile === profile ? [row(one.name, one)] : []));
  const lines = tableLines([head, ...of('iod'), [], head.with(1, ''), ...of('category'), [], row('all', tally)], [1, 2, 3, 4, 5], width);
  lines.push(`  references that resolve: ${linksBefore} before, ${linksAfter} after; broken: ${brokenLinks}`);
  lines.push(`  dates that left the others: ${wrongDates}; required and missing or empty: ${invalid}`);
  if (keptByRule > 0) lines.push(`  identifiers that stay because a rule of the profile keeps them: ${keptByRule}`);
  const cases = records.filter((one) => one.type === 'case' && one.profile === profile) as readonly SelftestCase[];
  for (const kind of ['leak', 'link', 'date', 'invalid', 'lost'] as const) {
    const own = cases.filter((one) => one.kind === kind);
    for (const { sopClass, path, what, text } of own.slice(0, most))
      lines.push(cut(`  ${kind === 'lost' ? kind : paint.bad(kind)}  ${sopClass} ${path} ${what}${text === '' ? '' : `: ${text}`}`, width));
    if (own.length > most) lines.push(`  … and ${own.length - most} more (see --json)`);
  }
  return lines;
}

const counts = ({ instances, planted, leaked, expected, kept }: SelftestTally): string[] =>
  [instances, planted, leaked, expected, kept].map((count, at) => (count === 0 && at !== 2 ? '' : String(count)));

function verdict(
  { passed, interrupted, profiles, mutants, mutantsNoticed, patients, seed, seconds }: SelftestSummary,
  paint: Paint,
): string {
  const made = `${patients} patients, seed ${seed} (${seconds.toFixed(1)} s)`;
  if (interrupted) return `Interrupted: not all was tested; ${made}`;
  const proof = mutants > 0 ? ` ${mutantsNoticed} of ${mutants} broken de-identifiers were noticed.` : '';
  if (passed) return `Passed: nothing leaked, no link is broken.${proof} ${made}`;
  const failed = profiles.filter((one) => !one.passed).map(({ profile }) => profile);
  return paint.bad(`FAILED${failed.length > 0 ? `: ${failed.join(', ')}` : ''}.${proof} ${made}`);
}
