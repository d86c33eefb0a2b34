/** How many of what? Adds up outcomes for the summary, in little memory. */
import type { NotWritten, Outcome, Written } from '../flow/outcome.js';
import type { SummaryData } from '../report/summary.js';
import { publicSopClass } from '../standard/sop-class.js';

type Counts = Pick<
  SummaryData,
  'written' | 'skipped' | 'quarantined' | 'failed' | 'bytesIn' | 'bytesOut' | 'sopClasses' | 'reasons' | 'findings'
>;

export class Tally {
  readonly #outcomes = { written: 0, skipped: 0, quarantined: 0, failed: 0 };
  readonly #sopClasses = new Map<string, { written: number; notWritten: number; bytesOut: number }>();
  readonly #reasons = new Map<string, { outcome: 'skipped' | 'quarantined' | 'failed'; code: string; count: number }>();
  readonly #findings = new Map<string, number>();
  #bytesIn = 0;
  #bytesOut = 0;

  /** @param size of the input, in bytes */
  add(outcome: Outcome, size: number): void {
    this.#outcomes[outcome.outcome]++;
    this.#bytesIn += size;
    for (const { code } of outcome.findings) this.finding(code);
    const uid = publicSopClass(outcome.sopClassUid);
    const row = this.#sopClasses.get(uid) ?? { written: 0, notWritten: 0, bytesOut: 0 };
    this.#sopClasses.set(uid, row);
    if (outcome.outcome === 'written') {
      row.written++;
      row.bytesOut += outcome.bytesOut;
      this.#bytesOut += outcome.bytesOut;
      return;
    }
    row.notWritten++;
    this.#reason(outcome);
  }

  /** One that was counted as written is not. */
  recall(before: Written, outcome: NotWritten): void {
    this.#outcomes.written--;
    this.#outcomes[outcome.outcome]++;
    for (const { code } of outcome.findings) this.finding(code);
    const row = this.#sopClasses.get(sopClass(before.sopClassUid) || before.sopClassUid === '' ? before.sopClassUid : 'private')!;
    row.written--;
    row.notWritten++;
    row.bytesOut -= before.bytesOut;
    this.#bytesOut -= before.bytesOut;
    this.#reason(outcome);
  }

  #reason(outcome: NotWritten): void {
    const name = `${outcome.outcome} ${outcome.code}`;
    const reason = this.#reasons.get(name) ?? { outcome: outcome.outcome, code: outcome.code, count: 0 };
    this.#reasons.set(name, reason);
    reason.count++;
  }

  finding(code: string, count = 1): void {
    this.#findings.set(code, (this.#findings.get(code) ?? 0) + count);
  }

  get troubles(): number {
    return this.#outcomes.failed + this.#outcomes.quarantined;
  }

  counts(): Counts {
    const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
    return {
      ...this.#outcomes,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      sopClasses: [...this.#sopClasses].map(([uid, row]) => ({ uid, ...row })).sort((a, b) => (a.uid < b.uid ? -1 : 1)),
      reasons: [...this.#reasons.values()].sort(byCode),
      findings: [...this.#findings].map(([code, count]) => ({ code, count })).sort(byCode),
    };
  }
}
