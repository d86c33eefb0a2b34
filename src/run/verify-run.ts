/**
 * The verification of a folder from beginning to end: list, look at all originals, judge pair by pair, then all together. What is judged
 * and how, `verify` knows; this knows folders, the journal and who answers to whom.
 */
import { resolve } from 'node:path';
import type { VerifySummary } from '../report/verify-text.js';
import type { AloneFacts } from '../verify/alone.js';
import { aloneVerdict } from '../verify/alone-verdict.js';
import { error, type VerifyCode, type VerifyFinding } from '../verify/finding.js';
import { type Policy, policyOf } from '../verify/policy.js';
import { VerdictMaker } from '../verify/verdict.js';
import { type Original, PatientGroups, pairing } from './verify-pairs.js';
import { VerifyPool, type WantedJob } from './verify-pool.js';
import { type VerifyState, verifyFiles, verifyRoot, verifyState } from './verify-state.js';
import type { PairItem, Unread } from './verify-task.js';

export interface VerifySettings {
  /** A file or folder; absent when only the output is there. */
  readonly original?: string;
  readonly output: string;
  /** @default `<output>.radonym` beside the output */
  readonly state?: string;
  /** Worker threads at most; 1: none. */
  readonly jobs: number;
}

export type VerifyRecord =
  | {
      readonly type: 'file';
      readonly file: number;
      readonly output: string;
      readonly errors: number;
      readonly warnings: number;
      readonly digest?: string;
    }
  | ({ readonly type: 'finding'; readonly file: number; readonly output: string } & VerifyFinding)
  | ({ readonly type: 'summary' } & VerifySummary);

export interface VerifyHost {
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** In the order of the outputs' names. */
  readonly record: (record: VerifyRecord) => void;
  /** Called again and again. */
  readonly progress: (phase: 'looking' | 'verifying', done: number, of: number) => void;
}

interface Told {
  readonly findings: VerifyFinding[];
  digest?: string;
}

/** @throws RadonymError run/input, run/state */
export async function verifyRun(settings: VerifySettings, host: VerifyHost): Promise<VerifySummary> {
  const began = host.now();
  const output = verifyRoot(settings.output, 'the output');
  const state = await verifyState(resolve(settings.state ?? `${output.folder}.radonym`));
  const names = verifyFiles(settings.output, 'the output', new Set([state.folder])).map(({ relative }) => relative);
  const told = new Map<string, Told>(names.map((name) => [name, { findings: [] }]));
  const tell = (name: string, ...findings: VerifyFinding[]): void => {
    const known = told.get(name) ?? { findings: [] };
    told.set(name, known);
    known.findings.push(...findings);
  };
  const originals = settings.original === undefined ? undefined : verifyFiles(settings.original, 'the original', new Set([output.folder, state.folder])); // biome-ignore format: one line
  const pool = new VerifyPool({ jobs: settings.jobs, files: Math.max(names.length, originals?.length ?? 0), signal: host.signal });
  const run = new Verification(output.folder, names, state, host, pool, tell, (name, digest) => {
    told.get(name)!.digest = digest;
  });
  const counts = await (originals ? run.pairs(originals) : run.alone()).finally(() => pool.close());
  for (const name of names)
    if (state.replaced.has(name)) tell(name, error('verify/output-replaced', 'the journal says that one run wrote several inputs to it'));
  if (output.name === undefined)
    for (const name of state.missing(names)) tell(name, error('verify/output-missing', 'the journal says that it was written'));
  const totals = report(told, host);
  return { interrupted: host.signal.aborted, outputs: names.length, seconds: (host.now() - began) / 1000, ...counts, ...totals };
}

class Verification {
  readonly #folder: string;
  readonly #names: readonly string[];
  readonly #state: VerifyState;
  readonly #host: VerifyHost;
  readonly #tell: (name: string, ...findings: VerifyFinding[]) => void;
  readonly #digest: (name: string, digest: string) => void;
  readonly #pool: VerifyPool;

  constructor(
    folder: string,
    names: readonly string[],
    state: VerifyState,
    host: VerifyHost,
    pool: VerifyPool,
    tell: (name: string, ...findings: VerifyFinding[]) => void,
    digest: (name: string, digest: string) => void,
  ) {
    this.#folder = folder;
    this.#names = names;
    this.#state = state;
    this.#host = host;
    this.#pool = pool;
    this.#tell = tell;
    this.#digest = digest;
  }

  async alone(): Promise<Counts> {
    const all: { readonly name: string; readonly facts: AloneFacts }[] = [];
    const job = { kind: 'alone', folder: this.#folder, policy: this.#state.policy, items: this.#names } as const;
    const answers = await this.#pool.run<'alone'>([job], this.#progress('verifying', this.#names.length));
    for (const [at, name] of this.#names.entries()) {
      const facts = this.#factsOf(name, answers[at]);
      if (!facts) continue;
      this.#digest(name, facts.digest);
      this.#tell(name, ...facts.findings);
      all.push({ name, facts });
    }
    const verdict = aloneVerdict(all.map(({ facts }) => facts));
    verdict.findings.forEach((findings, index) => void this.#tell(all[index]!.name, ...findings));
    return { pairs: 0, patients: verdict.patients, resolvedBefore: 0, resolvedAfter: verdict.resolved };
  }

  async pairs(files: readonly { readonly path: string; readonly relative: string }[]): Promise<Counts> {
    const groups = new PatientGroups();
    const originals = await this.#originals(files, groups);
    const { found, policy } = await this.#matched(originals, groups);
    const maker = new VerdictMaker(policy);
    const judged: string[] = [];
    found.sort((a, b) => (a.patient < b.patient ? -1 : a.patient > b.patient ? 1 : a.name < b.name ? -1 : 1));
    const answers = await this.#pool.run<'pair'>(this.#jobsOf(found, groups, policy), this.#progress('verifying', found.length));
    for (const [at, { name, patient }] of found.entries()) {
      const facts = this.#factsOf(name, answers[at]);
      if (!facts) continue;
      this.#digest(name, facts.digest);
      const shiftDays = this.#state.shiftOf(facts.output.patientId);
      maker.add(facts, { patient, ...(shiftDays === undefined ? {} : { shiftDays }) });
      judged.push(name);
    }
    const verdict = maker.verdict();
    verdict.findings.forEach((findings, index) => void this.#tell(judged[index]!, ...findings));
    const { patients, resolvedBefore, resolvedAfter } = verdict;
    return { pairs: judged.length, patients, resolvedBefore, resolvedAfter };
  }

  async #originals(
    files: readonly { readonly path: string; readonly relative: string }[],
    groups: PatientGroups,
  ): Promise<readonly Original[]> {
    const job = { kind: 'original', items: files.map(({ path }) => path) } as const;
    const answers = await this.#pool.run<'original'>([job], this.#progress('looking', files.length));
    return files.map((file, at) => {
      const answer = answers[at];
      if (answer === undefined || 'unread' in answer) return { ...file, facts: undefined };
      groups.add(answer.facts);
      const { harvested: _, ...facts } = answer.facts;
      return { ...file, facts };
    });
  }

  /** Which original answers to which output; the others are told of. */
  async #matched(originals: readonly Original[], groups: PatientGroups): Promise<{ found: Found[]; policy: Policy }> {
    const { journal } = this.#state.known;
    const find = pairing(originals, this.#state.known);
    const found: Found[] = [];
    let policy = this.#state.policy;
    const claimed = new Set<string>();
    // Those that the journal knows come first: what is more than them is nobody's.
    const names = [...this.#names].sort((a, b) => Number(journal.has(b)) - Number(journal.has(a)));
    const answers = await this.#pool.run<'stated'>([{ kind: 'stated', folder: this.#folder, items: names }], () => {});
    for (const [at, name] of names.entries()) {
      const stated = this.#factsOf(name, answers[at]);
      if (!stated) continue;
      if (policy === undefined && stated.isDeidentified) policy = policyOf({ options: stated.options });
      const original = find(name, stated.sopInstanceUid);
      if (original && claimed.has(original.path) && !journal.has(name)) {
        this.#tell(name, error('verify/output-unknown', 'another output has its original'));
        continue;
      }
      if (original) claimed.add(original.path);
      if (original?.facts) found.push({ name, original, patient: groups.patientOf(original.facts) });
      else if (original) this.#tell(name, error('verify/original-missing', 'the original cannot be read by the second parser'));
      else this.#tell(name, error('verify/output-unknown', 'no original leads to it'));
    }
    return { found, policy: policy ?? policyOf({ options: [] }) };
  }

  /** A job a patient: what to search for is made for one. */
  #jobsOf(found: readonly Found[], groups: PatientGroups, policy: Policy): WantedJob<'pair'>[] {
    const patients = new Map<string, PairItem[]>();
    for (const { name, original, patient } of found) {
      const items = patients.get(patient) ?? [];
      patients.set(patient, items);
      items.push({ original: original.path, name, blanked: this.#state.blanked.get(name) });
    }
    return [...patients].map(([patient, items]) => ({
      kind: 'pair',
      folder: this.#folder,
      policy,
      patient,
      items,
      harvested: () => groups.harvestOf(patient),
    }));
  }

  /** Undefined where the file could not be read, which is told, or was not come to. */
  #factsOf<T>(name: string, answer: { readonly facts: T } | { readonly unread: Unread } | undefined): T | undefined {
    if (answer === undefined) return undefined;
    if ('facts' in answer) return answer.facts;
    const { code, message } = answer.unread;
    this.#tell(name, error(code.startsWith('verify/') ? (code as VerifyCode) : 'verify/unreadable', message));
    return undefined;
  }

  #progress(phase: 'looking' | 'verifying', of: number): (done: number) => void {
    return (done) => this.#host.progress(phase, done, of);
  }
}

interface Found {
  readonly name: string;
  readonly original: Original;
  readonly patient: string;
}

type Counts = Pick<VerifySummary, 'pairs' | 'patients' | 'resolvedBefore' | 'resolvedAfter'>;

function report(
  told: ReadonlyMap<string, Told>,
  host: VerifyHost,
): Pick<VerifySummary, 'errors' | 'warnings' | 'filesWithErrors' | 'codes'> {
  const codes = new Map<string, { code: string; severity: VerifyFinding['severity']; count: number }>();
  let [errors, warnings, filesWithErrors] = [0, 0, 0];
  for (const [index, name] of [...told.keys()].sort().entries()) {
    const { findings, digest } = told.get(name)!;
    const own = findings.filter(({ severity }) => severity === 'error').length;
    errors += own;
    warnings += findings.length - own;
    if (own > 0) filesWithErrors++;
    host.record({
      type: 'file',
      file: index + 1,
      output: name,
      errors: own,
      warnings: findings.length - own,
      ...(digest ? { digest } : {}),
    });
    for (const finding of findings) {
      host.record({ type: 'finding', file: index + 1, output: name, ...finding });
      const key = `${finding.severity} ${finding.code}`;
      const row = codes.get(key) ?? { code: finding.code, severity: finding.severity, count: 0 };
      row.count++;
      codes.set(key, row);
    }
  }
  return { errors, warnings, filesWithErrors, codes: [...codes.entries()].sort().map(([, row]) => row) };
}
