/**
 * A run from beginning to end: prepare, survey (when there are patients to tell apart), process, sum up. It hands portions of files to a
 * pool and results to the ledger; what is done to a file, and what is kept of it, others know.
 */
import { RadonymError } from '../base/errors.js';
import { printable } from '../base/printable.js';
import { version } from '../base/version.js';
import { createPseudonyms } from '../deid/pseudonyms.js';
import { pseudonymOf } from '../flow/patient-stage.js';
import { removeParts } from '../io/part-files.js';
import type { SummaryData } from '../report/summary.js';
import { attempt } from './attempt.js';
import { choosePool } from './choose-pool.js';
import type { ClosingCheck } from './closing-check.js';
import { feed, portions } from './feed.js';
import type { ListedFile } from './file-list.js';
import type { RunHost } from './host.js';
import type { FileLine } from './journal.js';
import { Ledger, type Settled } from './ledger.js';
import type { FileResult, Task } from './message.js';
import { failure } from './not-written.js';
import { claim } from './output-claims.js';
import { newCounters, type Pool } from './pool.js';
import { portionTask } from './portion-task.js';
import { type Prepared, prepare } from './prepare.js';
import type { RunSettings } from './settings.js';
import { isOwn, shardText } from './shard.js';
import { openState, type State } from './state.js';
import { type Fate, Survey } from './survey.js';

const portionFiles = 64;
const portionBytes = 8e6;

/** @throws RadonymError of scope usage (nothing was begun) or run (it could not go on) */
export async function run(settings: RunSettings, host: RunHost): Promise<SummaryData> {
  const began = host.now();
  const prepared = await prepare(settings, host);
  try {
    return await runPrepared(settings, host, prepared, began);
  } finally {
    prepared.lock?.release();
  }
}

async function runPrepared(settings: RunSettings, host: RunHost, prepared: Prepared, began: number): Promise<SummaryData> {
  const { layout, list, runLine, jobs } = prepared;
  const state = openState(layout.stateFolder, runLine, !settings.dryRun, layout.commonState);
  const ledger = new Ledger(state, host, settings.dryRun ? undefined : layout.quarantineFolder);
  const counters = newCounters();
  const stop = (): void => void Atomics.store(counters, 0, 1);
  // A second signal ends the process at once: even then nothing unfinished stays.
  const clean = (): void => void (settings.dryRun || removeParts(layout.outputFolder));
  process.once('exit', clean);
  host.signal.addEventListener('abort', stop);
  if (host.signal.aborted) stop();
  if (settings.profile?.basis === 'none') host.message('This profile changes nothing: the outputs are NOT de-identified.');
  const pool = await choosePool(prepared, counters);
  host.record({
    type: 'run',
    version,
    command: settings.command,
    ...(settings.profile ? { profile: settings.profile.name } : {}),
    target: settings.target,
    ...(settings.shard ? { shard: shardText(settings.shard) } : {}),
    files: list.files.length,
    bytes: list.bytes,
    jobs,
    dryRun: settings.dryRun,
  });
  const one = new Run(settings, host, prepared, pool, ledger, state);
  let surveyed: SummaryData['survey'];
  let trouble: { readonly error: unknown } | undefined;
  try {
    surveyed = await one.all();
  } catch (error) {
    stop();
    trouble = { error };
  } finally {
    host.signal.removeEventListener('abort', stop);
    await pool.close();
    ledger.close();
    clean();
    process.off('exit', clean);
  }
  const reviewed = state.reviewed();
  const earlier = prepared.hasOthers && !trouble ? await (await import('./earlier-outputs.js')).earlierOutputs(layout, runLine) : 0;
  if (!trouble) for (const deed of ledger.deeds.rows()) host.record({ type: 'attribute', ...deed });
  const summary = {
    command: settings.command,
    dryRun: settings.dryRun,
    interrupted: host.signal.aborted,
    files: one.own.files,
    ...(settings.shard ? { shard: { ...settings.shard, files: list.files.length } } : {}),
    doneBefore: ledger.doneBefore,
    ...(earlier > 0 ? { earlierOutputs: earlier } : {}),
    ...ledger.tally.counts(),
    seconds: (host.now() - began) / 1000,
    unreadable: [...list.unreadable.values()].reduce((sum, count) => sum + count, 0),
    ...(surveyed ? { survey: surveyed } : {}),
    ...(ledger.verified === undefined ? {} : { verified: ledger.verified, verifiedBefore: ledger.verifiedBefore, ...warningsOf(ledger) }),
    ...(reviewed ? { review: reviewed } : {}),
    ...(settings.dryRun ? {} : { stateFolder: printable(layout.stateFolder) }),
  };
  if (!settings.dryRun) {
    const { writeReport } = await import('./run-report.js');
    const facts = { settings, runLine, stateFolder: layout.stateFolder, summary, ledger };
    writeReport(trouble ? { ...facts, trouble: trouble.error } : facts);
  }
  if (trouble) throw trouble.error;
  if (prepared.hasPast && !settings.resume && summary.reasons.some(({ code }) => code === 'io/output-exists'))
    host.message('An earlier run wrote to this folder: --resume continues it.');
  return summary;
}

class Run {
  readonly #settings: RunSettings;
  readonly #host: RunHost;
  readonly #prepared: Prepared;
  readonly #pool: Pool;
  readonly #ledger: Ledger;
  readonly #state: State;
  #phase: { readonly name: 'looking' | 'writing'; readonly began: number };
  #looked = 0;
  #closing: ClosingCheck | undefined;
  #patients: { readonly patients?: number } = {};
  /** What is this run's to do: all, until a shard knows better. */
  own: { readonly files: number; readonly bytes: number };

  constructor(settings: RunSettings, host: RunHost, prepared: Prepared, pool: Pool, ledger: Ledger, state: State) {
    this.#settings = settings;
    this.#host = host;
    this.#prepared = prepared;
    this.#pool = pool;
    this.#ledger = ledger;
    this.#state = state;
    this.#phase = { name: 'writing', began: host.now() };
    this.own = { files: prepared.list.files.length, bytes: prepared.list.bytes };
  }

  /** What looking cost, where it was needed. */
  async all(): Promise<SummaryData['survey']> {
    const { files } = this.#prepared.list;
    this.#host.watch(() => {
      const looking = this.#phase.name === 'looking';
      return {
        phase: this.#phase.name,
        files: looking ? files.length : this.own.files,
        filesDone: looking ? this.#looked : this.#ledger.filesDone,
        bytes: this.own.bytes,
        bytesDone: looking ? 0 : Math.min(this.own.bytes, this.#ledger.bytesDone + this.#pool.bytesUnderWay()),
        troubles: this.#ledger.tally.troubles,
        seconds: (this.#host.now() - this.#phase.began) / 1000,
      };
    });
    const survey = this.#settings.profile && this.#settings.profile.basis !== 'none' ? await this.#survey(files) : undefined;
    const surveyed = survey && { files: this.#looked, seconds: (this.#host.now() - this.#phase.began) / 1000, ...this.#patients };
    if (this.#stopped()) return surveyed;
    this.#phase = { name: 'writing', began: this.#host.now() };
    const fates: Settled[] = [];
    const open: ListedFile[] = [];
    for (const file of this.#ownOf(files, survey)) {
      const fate = this.#damaged(file) ?? survey?.fates.get(file.index);
      const before = this.#prepared.doneBefore(file);
      if (before) this.#passOver(file, before);
      else if (fate) fates.push({ file, ...fate });
      else open.push(file);
    }
    await this.#ledger.settle(fates);
    const { check } = this.#prepared.plan;
    if (check) this.#closing = new (await import('./closing-check.js')).ClosingCheck(check, this.#prepared.layout.outputFolder);
    await this.#process(open, survey);
    if (!this.#stopped()) await this.#closing?.settle(this.#ledger);
    return surveyed;
  }

  /** An archive without a directory that can be read: the others go on. */
  #damaged({ index, size, mtime }: ListedFile): Fate | undefined {
    const error = this.#prepared.list.damaged.get(index);
    return error && { outcome: failure(error), size, mtime };
  }

  /** No other file may replace what is left alone. */
  #passOver(file: ListedFile, before: FileLine): void {
    const { claims } = this.#prepared.plan;
    if (claims && before.output !== undefined) claim(claims, before.output, file.index);
    this.#ledger.passOver(file, before);
  }

  async #survey(files: readonly ListedFile[]): Promise<Survey> {
    this.#phase = { name: 'looking', began: this.#host.now() };
    const survey = new Survey(files);
    await this.#each('survey', files, undefined, async (results) => {
      for (const result of results) survey.add(result);
      this.#looked += results.length;
    });
    if (this.#stopped()) return survey;
    const { shard, profile } = this.#settings;
    const patients = survey.settle(this.#prepared.assigned, (identity) => shard === undefined || isOwn(shard, identity.patientKey));
    const digests = new Map<number, string>();
    await this.#each('digest', survey.doubtful(this.#isOwn(survey)), undefined, async (results) => {
      for (const result of results) if (result.kind === 'digested') digests.set(result.index, result.sha256);
    });
    if (this.#stopped()) return survey;
    survey.judge(digests);
    this.#patients = { patients: patients.count };
    if (patients.mixed > 0) {
      const detail = `${patients.mixed} patients have several Patient IDs within one study`;
      this.#ledger.tally.finding('run/patients-in-one-study', patients.mixed);
      this.#host.record({ type: 'finding', code: 'run/patients-in-one-study', detail });
    }
    if (patients.unassigned > 0)
      this.#host.message(
        `${patients.unassigned} of ${patients.count} patients are not in the mapping table: their pseudonyms come from the key.`,
      );
    const pseudonyms = createPseudonyms(this.#prepared.plan.flow.key!);
    survey.refuseCollisions(
      (identity) => pseudonymOf(identity, profile!, pseudonyms),
      (pseudonym) => this.#state.patientsOf(pseudonym),
    );
    return survey;
  }

  #isOwn(survey: Survey | undefined): (file: ListedFile) => boolean {
    const { shard } = this.#settings;
    return ({ index, relative }) => shard === undefined || isOwn(shard, survey?.patientOf(index)?.patientKey ?? relative);
  }

  /** The others are other machines'. */
  #ownOf(files: readonly ListedFile[], survey: Survey | undefined): readonly ListedFile[] {
    if (this.#settings.shard === undefined) return files;
    const isOwn = this.#isOwn(survey);
    const own = files.filter((file) => isOwn(file) || this.#ledger.leave(file));
    this.own = { files: own.length, bytes: own.reduce((sum, { size }) => sum + size, 0) };
    return own;
  }

  #process(files: readonly ListedFile[], survey: Survey | undefined): Promise<void> {
    return this.#each('process', files, survey, async (results) => {
      await this.#ledger.settle(
        results.map((result) => {
          const file = this.#prepared.list.files[result.index]!;
          if (result.kind !== 'outcome') throw new RadonymError('run/unexpected', 'a worker gave another answer than asked for');
          const { outcome, size, mtime, facts } = result;
          if (facts && outcome.outcome === 'written')
            this.#closing?.add({ file, outcome, size, mtime }, facts, survey?.patientOf(file.index));
          // A file that could not be opened is known as it was listed.
          const at = mtime === 0 ? { size: file.size, mtime: file.mtime } : { size, mtime };
          return { file, outcome, ...at, ...(facts && { verified: true }) };
        }),
      );
    });
  }

  async #each(
    kind: Task['kind'],
    files: readonly ListedFile[],
    survey: Survey | undefined,
    take: (results: readonly FileResult[]) => Promise<void>,
  ): Promise<void> {
    const jobs = this.#pool.size;
    const all = portions(files, { jobs, files: portionFiles, bytes: kind === 'survey' ? Number.POSITIVE_INFINITY : portionBytes });
    await feed(
      all,
      jobs,
      () => this.#stopped(),
      async (portion) => {
        const results = await attempt(this.#pool, portionTask(kind, portion, survey));
        const whole: FileResult[] = [];
        for (const result of results) {
          if (result.kind === 'counted') this.#ledger.counts.add(result.counts);
          else if (result.kind !== 'interrupted' && result.kind !== 'elsewhere') whole.push(result);
        }
        if (whole.length > 0) await take(whole);
      },
    );
  }

  #stopped(): boolean {
    return this.#host.signal.aborted;
  }
}

function warningsOf({ verdict }: Ledger): Pick<SummaryData, 'warnings'> {
  const warnings = [...(verdict?.warnings ?? [])].map(([code, count]) => ({ code, count }));
  return warnings.length === 0 ? {} : { warnings: warnings.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}
