/**
 * What do all pairs come to together? One patient stays one and two stay two, one date offset each, the graph of references is the same,
 * planning systems find what they need. Takes small facts one by one, answers with findings by pair. It reads nothing.
 */
import { importProblems, importSet } from '../rt/importability.js';
import { error, type VerifyFinding, warning } from './finding.js';
import { LinkChecker } from './links.js';
import type { Policy } from './policy.js';
import { linkFinding, type PairFacts } from './verify.js';

/** What else is known of a pair: whose it is, and what the mapping says. */
export interface PairSubject {
  /** The same text for all originals of one patient. */
  readonly patient: string;
  /** Days by mapping.csv, where it has a row. */
  readonly shiftDays?: number;
}

export interface Verdict {
  /** In the order of the pairs. */
  readonly findings: readonly (readonly VerifyFinding[])[];
  readonly resolvedBefore: number;
  readonly resolvedAfter: number;
  readonly patients: number;
}

interface Kept {
  readonly facts: Omit<PairFacts, 'links'>;
  readonly subject: PairSubject;
}

export class VerdictMaker {
  readonly #policy: Policy;
  readonly #pairs: Kept[] = [];
  readonly #links = new LinkChecker();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  add(facts: PairFacts, subject: PairSubject): void {
    const { links, ...rest } = facts;
    this.#links.addFacts(links, { before: subject.patient, after: facts.output.patientId });
    this.#pairs.push({ facts: rest, subject });
  }

  verdict(): Verdict {
    const findings: VerifyFinding[][] = this.#pairs.map(({ facts }) => [...facts.findings]);
    const links = this.#links.report();
    for (const { code, path, pair } of links.findings) findings[pair]!.push(linkFinding(code, path));
    this.#patients(findings);
    if (this.#policy.dates === 'shift') this.#dates(findings);
    this.#imports(findings);
    const { resolvedBefore, resolvedAfter } = links;
    return { findings, resolvedBefore, resolvedAfter, patients: new Set(this.#pairs.map(({ subject }) => subject.patient)).size };
  }

  /** The first pair that is not as those before it is the one told. */
  #patients(findings: VerifyFinding[][]): void {
    const [forward, backward] = [new Map<string, string>(), new Map<string, string>()];
    this.#pairs.forEach(({ facts, subject }, index) => {
      const id = facts.output.patientId;
      if (id === '') return;
      const [known, owner] = [forward.get(subject.patient), backward.get(id)];
      if (known !== undefined && known !== id)
        findings[index]!.push(error('verify/patient-split', 'outputs of one patient have several Patient IDs', '(0010,0020)'));
      if (owner !== undefined && owner !== subject.patient)
        findings[index]!.push(error('verify/patients-merged', 'outputs of several patients have one Patient ID', '(0010,0020)'));
      forward.set(subject.patient, known ?? id);
      backward.set(id, owner ?? subject.patient);
    });
  }

  #dates(findings: VerifyFinding[][]): void {
    const offsets = this.#offsets();
    this.#pairs.forEach(({ facts, subject }, index) => {
      const expected = offsets.get(subject.patient);
      for (const { days, path } of facts.shifts) {
        if (days === 0) findings[index]!.push(error('verify/date-kept', 'a date was not shifted', path));
        else if (days !== expected)
          findings[index]!.push(error('verify/date-offset', "a date moved by other days than the patient's others", path));
        if (days % 7 !== 0 && this.#policy.wholeWeeks !== false) {
          const say = this.#policy.wholeWeeks ? error : warning;
          findings[index]!.push(say('verify/weekday', 'a date fell on another day of the week', path));
        }
      }
    });
  }

  /** What the mapping says, else what most of the patient's dates moved by. */
  #offsets(): Map<string, number> {
    const counts = new Map<string, Map<number, number>>();
    const offsets = new Map<string, number>();
    for (const { facts, subject } of this.#pairs) {
      const own = counts.get(subject.patient) ?? new Map<number, number>();
      counts.set(subject.patient, own);
      for (const { days, count } of facts.shifts) own.set(days, (own.get(days) ?? 0) + count);
      if (subject.shiftDays !== undefined) offsets.set(subject.patient, subject.shiftDays);
    }
    for (const [patient, own] of counts) {
      const most = [...own].sort(([, a], [, b]) => b - a)[0];
      if (most && !offsets.has(patient)) offsets.set(patient, most[0]);
    }
    return offsets;
  }

  /** What the originals had as well is a warning; what came with de-identification is an error. */
  #imports(findings: VerifyFinding[][]): void {
    const before = importSet(this.#pairs.map(({ facts }) => facts.original));
    const after = importSet(this.#pairs.map(({ facts }) => facts.output));
    this.#pairs.forEach(({ facts }, index) => {
      const had = new Set(importProblems(facts.original, before).map(({ code }) => code));
      for (const { code, reason, path, byProfile } of importProblems(facts.output, after))
        findings[index]!.push((byProfile || had.has(code) ? warning : error)(code, reason, path === '' ? undefined : path));
    });
  }
}
