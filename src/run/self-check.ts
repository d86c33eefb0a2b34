/**
 * Is what a worker has just written right? Reads input and output again with the second parser and puts aside what fails, before anybody
 * takes it for done. Loaded by runs that verify only; what many files come to together is judged elsewhere.
 */
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { noTerms } from '../deid/identity.js';
import type { NotWritten, Outcome, Written } from '../flow/outcome.js';
import type { PatientIdentity } from '../flow/process-file.js';
import { guarded, systemCode } from '../io/system-error.js';
import type { NativePort } from '../pixel/native-port.js';
import type { InstanceFacts } from '../rt/instance-facts.js';
import { error, type VerifyFinding, warning } from '../verify/finding.js';
import { Harvest } from '../verify/harvest.js';
import { instanceFacts } from '../verify/instance-facts.js';
import type { OpenPair } from '../verify/long-values.js';
import type { FrameDecoder } from '../verify/pixels.js';
import type { Policy } from '../verify/policy.js';
import { lender, type SourceFile } from '../verify/read-source.js';
import { type UidSearch, uidSearch } from '../verify/uid-search.js';
import { type PairFacts, type PatientSearch, patientSearch, verifyPair } from '../verify/verify.js';
import { frameDecoder } from './frame-decoder.js';
import { opened } from './verify-task.js';

/** Plain data. */
export interface SelfCheckPlan {
  readonly policy: Policy;
  /** Of the state folder: what failed goes there. */
  readonly aside: string;
}

export interface Checked {
  readonly outcome: Outcome;
  /** Absent where there was nothing to check, or it failed. */
  readonly facts?: RunPairFacts;
}

/** With what the graph of references is made of. */
export interface RunPairFacts extends PairFacts {
  readonly graph: { readonly before: InstanceFacts; readonly after: InstanceFacts };
}

type Readable = OpenPair['original'];

const notVerified = (outcome: Written, detail: string): Checked => ({
  outcome: { ...outcome, findings: [...outcome.findings, { code: 'verify/not-verified', detail }] },
});

/** What is left are warnings: the first of each code tells that the file has them. */
const oneOfEach = (findings: readonly VerifyFinding[]): readonly VerifyFinding[] =>
  findings.filter(({ code }, index) => findings.findIndex((other) => other.code === code) === index);

/** Of a re-encoding: whom it speaks of is not looked for. */
const nobody: PatientIdentity = { patientKey: '', terms: noTerms };

/** Patients whose searches a worker keeps. */
const recentPatients = 8;

export class SelfCheck {
  readonly #plan: SelfCheckPlan;
  readonly #folder: string;
  readonly #patients = new Map<string, PatientWatch>();
  readonly #decode: FrameDecoder;
  readonly #originals: { readonly whole: number; readonly lend: ReturnType<typeof lender>; readonly spool: string };
  readonly #outputs = { whole: limits.verifyWholeInRun, lend: lender() };

  /**
   * @param folder of the outputs
   * @param native of the worker; absent where no file comes that needs it
   */
  constructor(plan: SelfCheckPlan, folder: string, native?: NativePort) {
    this.#decode = frameDecoder(native);
    this.#plan = plan;
    this.#folder = folder;
    this.#originals = { whole: limits.verifyWholeInRun, lend: lender(), spool: dirname(plan.aside) };
  }

  check(input: string, outcome: Outcome, identity: PatientIdentity | undefined): Checked {
    if (outcome.outcome !== 'written') return { outcome };
    const watch = this.#watchOf(identity ?? nobody);
    let facts: RunPairFacts | VerifyFinding;
    try {
      facts = opened(input, (original) => this.#judge(original, outcome, watch), true, this.#originals);
    } catch (trouble) {
      if (!(trouble instanceof RadonymError) || trouble.scope !== 'file') throw trouble;
      return notVerified(outcome, trouble.message);
    }
    if ('code' in facts)
      return facts.severity === 'error'
        ? { outcome: putAside(this.#folder, this.#plan.aside, outcome, [facts]) }
        : notVerified(outcome, facts.detail);
    const errors = facts.findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return { outcome: putAside(this.#folder, this.#plan.aside, outcome, errors) };
    return { outcome, facts: { ...facts, findings: oneOfEach(facts.findings) } };
  }

  /** A finding where the output cannot be read. */
  #judge(original: Readable, { output: name, pixels }: Written, watch: PatientWatch): RunPairFacts | VerifyFinding {
    const { policy } = this.#plan;
    const search = watch.with(original.file, policy);
    const path = join(this.#folder, name);
    try {
      const judge = (output: Readable): RunPairFacts => ({
        ...verifyPair({ original, output, name, blanked: pixels?.byFrame }, search, policy, this.#decode),
        graph: { before: instanceFacts(original.file), after: instanceFacts(output.file) },
      });
      return opened(path, judge, false, this.#outputs);
    } catch (trouble) {
      if (!(trouble instanceof RadonymError)) throw trouble;
      if (trouble.code === 'verify/unreadable') return error('verify/unreadable', trouble.message);
      return warning('verify/not-verified', trouble.message);
    }
  }

  #watchOf(identity: PatientIdentity): PatientWatch {
    const known = this.#patients.get(identity.patientKey);
    if (known) return known;
    if (this.#patients.size >= recentPatients) this.#patients.clear();
    const made = new PatientWatch(identity);
    this.#patients.set(identity.patientKey, made);
    return made;
  }
}

/** What a patient's files gave so far, and the search for it, made anew only when there is more to look for. */
class PatientWatch {
  readonly #harvest = new Harvest();
  readonly #uids: UidSearch = uidSearch([]);
  #built: { readonly terms: number; readonly search: PatientSearch } | undefined;

  constructor({ terms }: PatientIdentity) {
    this.#harvest.addTerms(terms);
  }

  with(file: SourceFile, policy: Policy): PatientSearch {
    this.#harvest.add(file, (uid) => policy.retained.includes('uid') || this.#uids.add(uid));
    if (this.#built?.terms !== this.#harvest.terms)
      this.#built = { terms: this.#harvest.terms, search: patientSearch(this.#harvest.all(), policy, this.#uids) };
    return this.#built.search;
  }
}

/** Moves an output out of its folder. @throws RadonymError run/state */
export function putAside(
  folder: string,
  aside: string,
  { output, sopClassUid, bytesIn }: { readonly output: string; readonly sopClassUid: string; readonly bytesIn: number },
  errors: readonly VerifyFinding[],
): NotWritten {
  const target = join(aside, output);
  guarded('run/state', 'an output that failed verification cannot be put aside', () => {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    move(join(folder, output), target);
    chmodSync(target, 0o600);
  });
  const [first] = errors;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  return {
    outcome: 'quarantined',
    code: first!.code,
    detail: `the output failed verification: ${first!.detail}${first!.path ? ` (${first!.path})` : ''}${more}`,
    sopClassUid,
    bytesIn,
    findings: errors.slice(0, limits.findings).map(({ code, detail, path }) => ({ code, detail, ...(path ? { path } : {}) })),
  };
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (trouble) {
    // Another file system.
    if (systemCode(trouble) !== 'EXDEV') throw trouble;
    copyFileSync(from, to);
    rmSync(from);
  }
}
