/**
 * What does a worker do with one message? Surveys or processes each file of it, in order, synchronously. Runs in a worker thread or in
 * the main one, without knowing which; it speaks plain data and decides nothing about other files.
 */
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { inspect } from '../flow/inspect.js';
import { fill } from '../flow/open-file.js';
import type { NotWritten, Outcome } from '../flow/outcome.js';
import type { TextFound } from '../flow/pixel-cleaning.js';
import { NeedsThread, type Sink } from '../flow/ports.js';
import type { OpenFile, PatientIdentity, Processor, Surveyed } from '../flow/process-file.js';
import { FileSink, NullSink, refuseTarget } from '../io/file-sink.js';
import { changed } from '../io/file-source.js';
import { type InputSource, openInput } from '../io/input-source.js';
import { partName } from '../io/part-files.js';
import { fileDigest } from '../io/same-bytes.js';
import type { DigestsApart } from './digests-apart.js';
import { isWithin } from './layout.js';
import type { Gist, Task, TaskFile, TaskResult, WrittenFile } from './message.js';
import { failure, notWritten } from './not-written.js';
import { claim, release } from './output-claims.js';
import { outputPath, twinPath } from './output-path.js';
import type { SelfCheck } from './self-check.js';
import { WorkerDied } from './thread.js';
import type { WorkerPlan } from './worker-plan.js';

/** What threads share. */
export interface Shared {
  /** [0] stop: not 0 ends work; [1] the last number given to a temporary file. */
  readonly run: Int32Array;
  /** [0] KiB of the current message's files that were read; [1] goes up as work goes on; [2] the message's file that is worked on. One per worker. */
  readonly own: Int32Array;
}

export const stopped = (shared: Pick<Shared, 'run'>): boolean => Atomics.load(shared.run, 0) !== 0;

/** Work goes on: whoever watches this thread need not end it. */
export const beat = (shared: Pick<Shared, 'own'>): void => void Atomics.add(shared.own, 1, 1);

/** Identities kept per worker, so that what is compiled from one is compiled once for a patient's files. */
const recentPatients = 64;

/** About half a kilobyte each. */
const rememberedFiles = 8192;

interface Opened {
  readonly size: number;
  readonly mtime: number;
  readonly file: OpenFile;
}

export class TaskRunner {
  readonly #plan: WorkerPlan;
  readonly #processor: Processor;
  readonly #shared: Shared;
  readonly #check: SelfCheck | undefined;
  readonly #digests: DigestsApart | undefined;
  readonly #patients = new Map<string, PatientIdentity>();
  /** What the survey read of files that this worker may be given again. */
  readonly #opened = new Map<number, Opened>();
  /** Where an inspection reads the beginning of a file. */
  #first: Uint8Array | undefined;
  /** Bytes read that are no whole KiB yet. */
  #rest = 0;

  /** @param check of a plan that verifies */
  constructor(plan: WorkerPlan, processor: Processor, shared: Shared, check?: SelfCheck, digests?: DigestsApart) {
    this.#check = check;
    this.#digests = digests;
    this.#plan = plan;
    this.#processor = processor;
    this.#shared = shared;
  }

  run(task: Task): TaskResult[] {
    Atomics.store(this.#shared.own, 0, 0);
    // What is written already is not left unchecked.
    const goesOn = (): boolean => task.kind === 'check' || !stopped(this.#shared);
    return task.files.map((file) => (goesOn() ? this.runFile(file, task) : { kind: 'interrupted', index: file.index }));
  }

  /** As `run`, with a look at the frames of each file before it is processed. */
  async runLooking(
    task: Task,
    look: (open: () => InputSource, patient: PatientIdentity | undefined) => Promise<TextFound | NotWritten | undefined>,
  ): Promise<TaskResult[]> {
    if (task.kind !== 'process') return this.run(task);
    const results: TaskResult[] = [];
    for (const file of task.files) {
      if (stopped(this.#shared)) results.push({ kind: 'interrupted', index: file.index });
      else results.push(this.runFile(file, task, await look(() => this.#open(file), this.#patientOf(file, task))));
    }
    return results;
  }

  /** What is said of a message in the end: results with their digests, and what was counted since it was asked last. @throws WorkerDied */
  async closing(results: readonly TaskResult[]): Promise<TaskResult[]> {
    const counts = this.#processor.takeCounts();
    const digests = this.#digests;
    const whole = digests ? await Promise.all(results.map((result) => withDigest(result, digests))) : [...results];
    if (counts.length > 0) whole.push({ kind: 'counted', counts });
    return whole;
  }

  /** @param seen in its frames, by whoever looked at them before */
  runFile(file: TaskFile, task: Task, seen?: TextFound | NotWritten): TaskResult {
    const { index } = file;
    Atomics.store(this.#shared.own, 2, index);
    beat(this.#shared);
    if (file.written) return this.#checked(file, file.written, task);
    let source: InputSource | undefined;
    let result: Gist;
    try {
      source = this.#open(file);
      result = this.#gist(source, file, task, seen);
    } catch (error) {
      if (error instanceof NeedsThread) return { kind: 'elsewhere', index };
      if (error instanceof WorkerDied) {
        // The message is done again from its first file.
        this.#processor.takeCounts();
        throw error;
      }
      result = { kind: 'outcome', outcome: failure(error) };
    } finally {
      source?.close();
    }
    if (result.kind === 'outcome' && result.outcome.outcome === 'failed' && result.outcome.code === 'io/interrupted')
      return { kind: 'interrupted', index };
    return { ...result, index, size: source?.size ?? 0, mtime: source?.mtime ?? 0 };
  }

  #open(file: TaskFile): InputSource {
    return openInput(file.path, { watch: (bytes) => this.#watch(bytes), spool: this.#plan.spool });
  }

  #gist(source: InputSource, file: TaskFile, task: Task, seen: TextFound | NotWritten | undefined): Gist {
    switch (task.kind) {
      case 'survey':
        return surveyed(this.#look(source, file));
      case 'digest':
        return { kind: 'digested', sha256: fileDigest(source) };
      case 'inspect':
        this.#first ??= new Uint8Array(limits.surveyFirst);
        return { kind: 'inspected', facts: inspect(source, fill(source, 0, this.#first), { values: task.values === true }) };
      case 'check':
        throw new RadonymError('run/unexpected', 'nothing to check');
      case 'process':
        if (seen !== undefined && 'outcome' in seen) return { kind: 'outcome', outcome: told(file, { ...seen, bytesIn: source.size }) };
        return this.#process(source, file, task, seen);
      default:
        return task.kind satisfies never;
    }
  }

  #process(source: InputSource, file: TaskFile, task: Task, found: TextFound | undefined): Gist {
    const { listed } = file;
    // What was found out about it, whose it is among the rest, would be another file's.
    if (listed && (listed.size !== source.size || listed.mtime !== source.mtime)) throw changed('since it was listed');
    const patient = this.#patientOf(file, task);
    const opened = this.#openedBefore(source, file);
    const outcome = this.#processor.process(source, () => this.#openSink(source, file, task), patient, opened, found);
    const checked = this.#check?.check(file.path, outcome, patient) ?? { outcome };
    return { kind: 'outcome', ...checked, outcome: told(file, checked.outcome) };
  }

  /** Of an output that another worker wrote. */
  #checked(file: TaskFile, { outcome, size, mtime }: WrittenFile, task: Task): TaskResult {
    const { index } = file;
    try {
      const checked = this.#check!.check(file.path, outcome, this.#patientOf(file, task));
      const now = checked.outcome.outcome === 'written' ? checked.outcome : told(file, checked.outcome);
      return { kind: 'outcome', ...checked, outcome: now, index, size, mtime };
    } catch (error) {
      return { kind: 'outcome', outcome: failure(error), index, size, mtime };
    }
  }

  #look(source: InputSource, { index }: TaskFile): Surveyed {
    const found = this.#processor.survey(source);
    if (found.opened !== undefined && this.#opened.size < rememberedFiles)
      this.#opened.set(index, { size: source.size, mtime: source.mtime, file: found.opened });
    return found;
  }

  #openedBefore({ size, mtime }: InputSource, { index }: TaskFile): OpenFile | undefined {
    const before = this.#opened.get(index);
    this.#opened.delete(index);
    return before !== undefined && before.size === size && before.mtime === mtime ? before.file : undefined;
  }

  #openSink(source: InputSource, file: TaskFile, task: Task): Sink {
    const { folder, paths, dryRun, protectedPaths, claims } = this.#plan;
    const existing = task.again && this.#plan.existing === 'refuse' ? 'adopt' : this.#plan.existing;
    const options = { folder, existing, isInput: (path: string) => protectedPaths.some((input) => isWithin(path, input)) };
    // A path that is known before the work may spare it.
    if (paths.kind !== 'template' && existing === 'refuse') {
      const path = outputPath(paths, file.relative, noValue);
      this.#claimed(path, file, () => refuseTarget(join(folder, path), options));
      // It is not made yet.
      if (claims) release(claims, path, file.index);
    }
    const sink = dryRun ? new NullSink(options) : new FileSink({ ...options, part: partName(Atomics.add(this.#shared.run, 1, 1)) });
    return {
      write: (slices) => sink.write(slices),
      patch: (position, bytes) => sink.patch(position, bytes),
      commit: (values) => {
        const path = twinPath(outputPath(paths, file.relative, values), file.twin?.number);
        source.refuseChanged();
        this.#claimed(path, file, () => sink.commit(path));
        return path;
      },
      abort: () => sink.abort(),
    };
  }

  /** @throws RadonymError run/same-output; what `work` throws */
  #claimed(path: string, { index }: TaskFile, work: () => void): void {
    const { claims } = this.#plan;
    if (claims && !claim(claims, path, index)) throw new RadonymError('run/same-output', 'another file of this run has that output path');
    try {
      work();
    } catch (error) {
      if (claims) release(claims, path, index);
      throw error;
    }
  }

  #patientOf(file: TaskFile, task: Task): PatientIdentity | undefined {
    if (file.patient === undefined) return undefined;
    const identity = task.patients[file.patient]!;
    const known = this.#patients.get(identity.patientKey);
    if (known) return known;
    if (this.#patients.size >= recentPatients) this.#patients.clear();
    this.#patients.set(identity.patientKey, identity);
    return identity;
  }

  /** Counts bytes for the progress line; true when the run is to stop. */
  #watch(bytes: number): boolean {
    this.#rest += bytes;
    Atomics.add(this.#shared.own, 0, Math.floor(this.#rest / 1024));
    this.#rest %= 1024;
    beat(this.#shared);
    return stopped(this.#shared);
  }
}

/** That another content of the instance is there goes with whatever becomes of the file. */
function told({ twin }: TaskFile, outcome: Outcome): Outcome {
  return twin === undefined
    ? outcome
    : { ...outcome, findings: [{ code: 'run/instance-conflict', detail: twin.detail }, ...outcome.findings] };
}

async function withDigest(result: TaskResult, digests: DigestsApart): Promise<TaskResult> {
  if (result.kind !== 'outcome' || result.outcome.outcome !== 'written') return result;
  return { ...result, outcome: { ...result.outcome, sha256: await digests.redeem(result.outcome.sha256) } };
}

const noValue = (): undefined => undefined;

function surveyed({ status, code, detail, head, patientKey, terms }: Surveyed): Gist {
  const { sopClassUid, sopInstanceUid, studyInstanceUid, patientId } = head;
  if (status === 'dicom')
    return { kind: 'surveyed', sopClassUid, sopInstanceUid, sighting: { patientKey, patientId, studyInstanceUid, terms } };
  const outcome = status === 'not-dicom' ? 'skipped' : 'failed';
  return { kind: 'outcome', outcome: { ...notWritten(outcome, 'wire/not-dicom', detail ?? ''), code: code ?? 'wire/not-dicom' } };
}
