/** How many of what? Adds up outcomes for the summary, in little memory. */
import type { NotWritten, Outcome, Written } from '../flow/outcome.js';
import type { PixelsCleaned } from '../flow/pixel-cleaning.js';
import type { SummaryData } from '../report/summary.js';
import { publicSopClass } from '../standard/sop-class.js';

type Counts = Pick<
  SummaryData,
  'written' | 'skipped' | 'quarantined' | 'failed' | 'bytesIn' | 'bytesOut' | 'sopClasses' | 'reasons' | 'findings'
>;

/** Of one SOP Class. */
interface Row {
  written: number;
  skipped: number;
  quarantined: number;
  failed: number;
  doneBefore: number;
  bytesIn: number;
  bytesOut: number;
}

interface Reason {
  outcome: 'skipped' | 'quarantined' | 'failed';
  code: string;
  count: number;
  /** Numbers of the first ones, from 1. */
  files: number[];
}

/** Of a reason. */
const numbersKept = 20;

export class Tally {
  readonly #outcomes = { written: 0, skipped: 0, quarantined: 0, failed: 0 };
  readonly #sopClasses = new Map<string, Row>();
  readonly #reasons = new Map<string, Reason>();
  readonly #findings = new Map<string, number>();
  readonly #pixels = new Map<PixelsCleaned['how'], { files: number; frames: number; rectangles: number }>();
  #bytesIn = 0;
  #bytesOut = 0;

  /** @param size of the input, in bytes @param file number, from 1 */
  add(outcome: Outcome, size: number, file: number): void {
    this.#outcomes[outcome.outcome]++;
    this.#bytesIn += size;
    for (const { code } of outcome.findings) this.finding(code);
    const row = this.#row(publicSopClass(outcome.sopClassUid));
    row[outcome.outcome]++;
    row.bytesIn += size;
    if (outcome.outcome === 'written') {
      row.bytesOut += outcome.bytesOut;
      this.#bytesOut += outcome.bytesOut;
      this.#cleaned(outcome.pixels, 1);
      return;
    }
    this.#reason(outcome, file);
  }

  /** One that was counted as written is not. @param file number, from 1 */
  recall(before: Written, outcome: NotWritten, file: number): void {
    this.#outcomes.written--;
    this.#outcomes[outcome.outcome]++;
    for (const { code } of outcome.findings) this.finding(code);
    const row = this.#row(publicSopClass(before.sopClassUid));
    row.written--;
    row[outcome.outcome]++;
    row.bytesOut -= before.bytesOut;
    this.#bytesOut -= before.bytesOut;
    this.#cleaned(before.pixels, -1);
    this.#reason(outcome, file);
  }

  #reason(outcome: NotWritten, file: number): void {
    const name = `${outcome.outcome} ${outcome.code}`;
    const reason = this.#reasons.get(name) ?? { outcome: outcome.outcome, code: outcome.code, count: 0, files: [] };
    this.#reasons.set(name, reason);
    reason.count++;
    reason.files.push(file);
    // Files come in any order: the first numbers stay.
    if (reason.files.length > numbersKept * 2) reason.files = firstOf(reason.files);
  }

  #cleaned(done: PixelsCleaned | undefined, by: 1 | -1): void {
    if (done === undefined) return;
    const sum = this.#pixels.get(done.how) ?? { files: 0, frames: 0, rectangles: 0 };
    this.#pixels.set(done.how, {
      files: sum.files + by,
      frames: sum.frames + by * done.frames,
      rectangles: sum.rectangles + by * done.rectangles,
    });
  }

  /** Outputs whose pixels were cleaned. */
  pixels(): readonly (Pick<PixelsCleaned, 'how' | 'frames' | 'rectangles'> & { readonly files: number })[] {
    const rows = [...this.#pixels].map(([how, sums]) => ({ how, ...sums })).filter(({ files }) => files > 0);
    return rows.sort((a, b) => (a.how < b.how ? 1 : -1));
  }

  /** @param uid as an earlier run noted it */
  doneBefore(uid = 'unknown'): void {
    this.#row(uid).doneBefore++;
  }

  finding(code: string, count = 1): void {
    this.#findings.set(code, (this.#findings.get(code) ?? 0) + count);
  }

  get troubles(): number {
    return this.#outcomes.failed + this.#outcomes.quarantined;
  }

  /** By UID. */
  classes(): readonly (readonly [uid: string, Readonly<Row>])[] {
    return [...this.#sopClasses].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** By code, each with the numbers of its first files. */
  reasons(): readonly Readonly<Reason>[] {
    return [...this.#reasons.values()]
      .sort((a, b) => (`${a.code} ${a.outcome}` < `${b.code} ${b.outcome}` ? -1 : 1))
      .map((reason) => ({ ...reason, files: firstOf(reason.files) }));
  }

  counts(): Counts {
    const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
    return {
      ...this.#outcomes,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      sopClasses: this.classes()
        .map(([uid, row]) => ({
          uid,
          written: row.written,
          notWritten: row.skipped + row.quarantined + row.failed,
          bytesOut: row.bytesOut,
        }))
        .filter(({ written, notWritten }) => written + notWritten > 0),
      reasons: this.reasons().map(({ files: _, ...reason }) => reason),
      findings: [...this.#findings].map(([code, count]) => ({ code, count })).sort(byCode),
    };
  }

  #row(uid: string): Row {
    const row = this.#sopClasses.get(uid) ?? { written: 0, skipped: 0, quarantined: 0, failed: 0, doneBefore: 0, bytesIn: 0, bytesOut: 0 };
    this.#sopClasses.set(uid, row);
    return row;
  }
}

const firstOf = (files: readonly number[]): number[] => [...files].sort((a, b) => a - b).slice(0, numbersKept);
