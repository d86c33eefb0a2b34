/**
 * Are the outputs of a run right together? Gathers the small facts that workers found, judges them when all is written, and puts aside what
 * fails only then. Loaded by runs that verify only.
 */
import { limits } from '../base/limits.js';
import type { Written } from '../flow/outcome.js';
import type { PatientIdentity } from '../flow/process-file.js';
import { buildGraph } from '../rt/graph.js';
import type { InstanceFacts } from '../rt/instance-facts.js';
import { VerdictMaker } from '../verify/verdict.js';
import type { Ledger, RunVerdict, Settled } from './ledger.js';
import { putAside, type RunPairFacts, type SelfCheckPlan } from './self-check.js';

export class ClosingCheck {
  readonly #plan: SelfCheckPlan;
  readonly #folder: string;
  readonly #maker: VerdictMaker;
  readonly #settled: (Settled & { readonly outcome: Written })[] = [];

  /** Of the first files; `at` is the number of the pair. */
  readonly #graph: { readonly at: number; readonly before: InstanceFacts; readonly after: InstanceFacts }[] = [];

  /** @param folder of the outputs */
  constructor(plan: SelfCheckPlan, folder: string) {
    this.#plan = plan;
    this.#folder = folder;
    this.#maker = new VerdictMaker(plan.policy);
  }

  add(settled: Settled & { readonly outcome: Written }, { graph, ...facts }: RunPairFacts, identity: PatientIdentity | undefined): void {
    const shiftDays = identity?.assigned?.shiftDays;
    // Where nobody's identity is known, as in a re-encoding, the original's ID tells patients apart.
    const patient = identity?.patientKey ?? facts.original.patientId;
    this.#maker.add(facts, { patient, ...(shiftDays === undefined ? {} : { shiftDays }) });
    const file = settled.file.index + 1;
    if (this.#graph.length < limits.graphFiles)
      this.#graph.push({
        at: this.#settled.length,
        before: { ...graph.before, file, patientKey: patient },
        after: { ...graph.after, file, patientKey: facts.output.patientId },
      });
    this.#settled.push({ ...settled, outcome: { ...settled.outcome, mappings: [], review: [] } });
  }

  async settle(ledger: Ledger): Promise<void> {
    const failed = new Set<number>();
    const warnings = new Map<string, number>();
    const { findings: all, resolvedBefore, resolvedAfter } = this.#maker.verdict();
    for (const [index, findings] of all.entries()) {
      for (const code of new Set(findings.filter(({ severity }) => severity === 'warning').map((finding) => finding.code)))
        warnings.set(code, (warnings.get(code) ?? 0) + 1);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length === 0) continue;
      const one = this.#settled[index]!;
      failed.add(index);
      await ledger.recall(one, putAside(this.#folder, this.#plan.aside, one.outcome, errors));
    }
    ledger.verified = this.#settled.length - failed.size;
    ledger.verdict = { resolvedBefore, resolvedAfter, warnings, ...this.#graphs(failed) };
  }

  /** Of outputs that are there; none when that is more than anyone looks at. */
  #graphs(failed: ReadonlySet<number>): Pick<RunVerdict, 'graphs'> {
    if (this.#settled.length > limits.graphFiles) return {};
    const rows = this.#graph.filter(({ at }) => !failed.has(at)).sort((a, b) => a.before.file - b.before.file);
    return { graphs: { before: buildGraph(rows.map(({ before }) => before)), after: buildGraph(rows.map(({ after }) => after)) } };
  }
}
