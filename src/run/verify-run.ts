/**
 * The verification of a folder from beginning to end: list, look at all originals, judge pair by pair, then all together. What is judged
 * and how, `verify` knows; this knows folders, the journal and who answers to whom.
 */
import { resolve } from 'node:path';
import { type ErrorCode, RadonymError } from '../base/errors.js';
import type { VerifySummary } from '../report/verify-text.js';
import type { AloneFacts } from '../verify/alone.js';
import { aloneVerdict } from '../verify/alone-verdict.js';
import { error, type VerifyCode, type VerifyFinding } from '../verify/finding.js';
import { policyOf } from '../verify/policy.js';
import { VerdictMaker } from '../verify/verdict.js';
import { type Original, PatientGroups, pairing } from './verify-pairs.js';
import { type VerifyState, verifyFiles, verifyRoot, verifyState } from './verify-state.js';
import { VerifyWork } from './verify-task.js';

export interface VerifySettings {
  /** A file or folder; absent when only the output is there. */
  readonly original?: string;
  readonly output: string;
  /** @default `<output>.radonym` beside the output */
  readonly state?: string;
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
  const run = new Verification(output.folder, names, state, host, tell, (name, digest) => {
    told.get(name)!.digest = digest;
  });
  const counts =
    settings.original === undefined
      ? await run.alone()
      : await run.pairs(verifyFiles(settings.original, 'the original', new Set([output.folder, state.folder])));
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
  readonly #work = new VerifyWork();

  constructor(
    folder: string,
    names: readonly string[],
    state: VerifyState,
    host: VerifyHost,
    tell: (name: string, ...findings: VerifyFinding[]) => void,
    digest: (name: string, digest: string) => void,
  ) {
    this.#folder = folder;
    this.#names = names;
    this.#state = state;
    this.#host = host;
    this.#tell = tell;
    this.#digest = digest;
  }

  async alone(): Promise<Counts> {
    const all: { readonly name: string; readonly facts: AloneFacts }[] = [];
    await this.#each('verifying', this.#names, (name) => {
      const facts = this.#work.alone(this.#folder, name, this.#state.policy);
      this.#digest(name, facts.digest);
      this.#tell(name, ...facts.findings);
      all.push({ name, facts });
    });
    const verdict = aloneVerdict(all.map(({ facts }) => facts));
    verdict.findings.forEach((findings, index) => void this.#tell(all[index]!.name, ...findings));
    return { pairs: 0, patients: verdict.patients, resolvedBefore: 0, resolvedAfter: verdict.resolved };
  }

  async pairs(files: readonly { readonly path: string; readonly relative: string }[]): Promise<Counts> {
    const groups = new PatientGroups();
    const originals: Original[] = [];
    await this.#each('looking', files, (file) => {
      const facts = attempt(() => this.#work.original(file.path));
      if (facts instanceof RadonymError) return void originals.push({ ...file, facts: undefined });
      groups.add(facts);
      const { harvested: _, ...rest } = facts;
      originals.push({ ...file, facts: rest });
    });
    const { journal } = this.#state.known;
    const find = pairing(originals, this.#state.known);
    const found: { readonly name: string; readonly original: Original; readonly patient: string }[] = [];
    let policy = this.#state.policy;
    const claimed = new Set<string>();
    // Those that the journal knows come first: what is more than them is nobody's.
    for (const name of [...this.#names].sort((a, b) => Number(journal.has(b)) - Number(journal.has(a)))) {
      const stated = attempt(() => this.#work.stated(this.#folder, name));
      if (stated instanceof RadonymError) {
        this.#tell(name, error(codeOf(stated), stated.message));
        continue;
      }
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
    policy ??= policyOf({ options: [] });
    const maker = new VerdictMaker(policy);
    const judged: string[] = [];
    found.sort((a, b) => (a.patient < b.patient ? -1 : a.patient > b.patient ? 1 : a.name < b.name ? -1 : 1));
    await this.#each('verifying', found, ({ name, original, patient }) => {
      const facts = attempt(() => this.#work.pair(original.path, this.#folder, name, patient, () => groups.harvestOf(patient), policy));
      if (facts instanceof RadonymError) return this.#tell(name, error(codeOf(facts), facts.message));
      this.#digest(name, facts.digest);
      const shiftDays = this.#state.shiftOf(facts.output.patientId);
      maker.add(facts, { patient, ...(shiftDays === undefined ? {} : { shiftDays }) });
      judged.push(name);
    });
    const verdict = maker.verdict();
    verdict.findings.forEach((findings, index) => void this.#tell(judged[index]!, ...findings));
    const { patients, resolvedBefore, resolvedAfter } = verdict;
    return { pairs: judged.length, patients, resolvedBefore, resolvedAfter };
  }

  /** Lets signals and the progress line in between. */
  async #each<T>(phase: 'looking' | 'verifying', items: readonly T[], work: (item: T) => void): Promise<void> {
    for (const [index, item] of items.entries()) {
      if (this.#host.signal.aborted) return;
      work(item);
      this.#host.progress(phase, index + 1, items.length);
      if (index % 16 === 15) await new Promise((resume) => setImmediate(resume));
    }
  }
}

type Counts = Pick<VerifySummary, 'pairs' | 'patients' | 'resolvedBefore' | 'resolvedAfter'>;

/** A file that cannot be read is a finding, not the end. */
function attempt<T>(work: () => T): T | RadonymError {
  try {
    return work();
  } catch (trouble) {
    if (trouble instanceof RadonymError && trouble.scope === 'file') return trouble;
    throw trouble;
  }
}

const codeOf = ({ code }: { readonly code: ErrorCode }): VerifyCode =>
  code.startsWith('verify/') ? (code as VerifyCode) : 'verify/unreadable';

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
