/**
 * Are the outputs of a run right together? Gathers the small facts that workers found, judges them when all is written, and puts aside what
 * fails only then. Loaded by runs that verify only.
 */
import type { Written } from '../flow/outcome.js';
import type { PatientIdentity } from '../flow/process-file.js';
import { VerdictMaker } from '../verify/verdict.js';
import type { PairFacts } from '../verify/verify.js';
import type { Ledger, Settled } from './ledger.js';
import { putAside, type SelfCheckPlan } from './self-check.js';

export class ClosingCheck {
  readonly #plan: SelfCheckPlan;
  readonly #folder: string;
  readonly #maker: VerdictMaker;
  readonly #settled: (Settled & { readonly outcome: Written })[] = [];

  /** @param folder of the outputs */
  constructor(plan: SelfCheckPlan, folder: string) {
    this.#plan = plan;
    this.#folder = folder;
    this.#maker = new VerdictMaker(plan.policy);
  }

  add(settled: Settled & { readonly outcome: Written }, facts: PairFacts, identity: PatientIdentity | undefined): void {
    const shiftDays = identity?.assigned?.shiftDays;
    this.#maker.add(facts, { patient: identity?.patientKey ?? '', ...(shiftDays === undefined ? {} : { shiftDays }) });
    this.#settled.push({ ...settled, outcome: { ...settled.outcome, mappings: [], review: [] } });
  }

  async settle(ledger: Ledger): Promise<void> {
    let failed = 0;
    const warnings = new Map<string, number>();
    const { findings: all, resolvedBefore, resolvedAfter } = this.#maker.verdict();
    for (const [index, findings] of all.entries()) {
      for (const code of new Set(findings.filter(({ severity }) => severity === 'warning').map((finding) => finding.code)))
        warnings.set(code, (warnings.get(code) ?? 0) + 1);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length === 0) continue;
      const one = this.#settled[index]!;
      failed++;
      await ledger.recall(one, putAside(this.#folder, this.#plan.aside, one.outcome, errors));
    }
    ledger.verified = this.#settled.length - failed;
    ledger.verdict = { resolvedBefore, resolvedAfter, warnings };
  }
}
