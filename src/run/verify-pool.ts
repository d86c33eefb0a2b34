/**
 * Who does the jobs of a verification? Worker threads, or this one where there are few files and no frame takes codecs that may hang.
 * Answers come in the order of the items, whoever gave them. It knows nothing of what is judged.
 */
import { limits } from '../base/limits.js';
import type { NativePort } from '../pixel/native-port.js';
import type { Harvested } from '../verify/harvest.js';
import { Thread, WorkerDied } from './thread.js';
import { type VerifyAnswer, type VerifyJob, VerifyWork } from './verify-task.js';

/** A job without what a thread may know already. */
export type WantedJob<Kind extends VerifyJob['kind']> = Omit<Extract<VerifyJob, { readonly kind: Kind }>, 'harvested'> & {
  readonly harvested?: () => readonly Harvested[];
};

export interface VerifyPoolOptions {
  /** Threads at most. */
  readonly jobs: number;
  /** Items in all: few are done here. */
  readonly files: number;
  readonly signal: AbortSignal;
  readonly script?: URL;
  /** Seconds without progress on a file after which it counts as not verified. @default limits.stillness */
  readonly patience?: number;
}

class VerifyThread extends Thread<VerifyJob, VerifyAnswer<VerifyJob['kind']>[]> {
  readonly #beats: Int32Array;

  constructor(script: URL) {
    const beats = new Int32Array(new SharedArrayBuffer(4));
    super(script, { beats });
    this.#beats = beats;
  }

  within(job: VerifyJob, patience: number): Promise<VerifyAnswer<VerifyJob['kind']>[]> {
    const stop = this.watch(
      () => Atomics.load(this.#beats, 0),
      patience,
      () => new WorkerDied(),
    );
    return this.run(job).finally(stop);
  }
}

/** Starting a thread takes as long as the work on so many files. */
const fewFiles = 64;

/** Items of one message. */
const together = 16;

export class VerifyPool {
  readonly #threads: number;
  readonly #signal: AbortSignal;
  readonly #script: URL;
  readonly #patience: number;
  /** Set when a frame of the last part has to be decoded by a thread, which can be ended. */
  #wantsThread = false;
  readonly #here: VerifyWork;
  readonly #idle: VerifyThread[] = [];
  /** Of whom a thread's last pairs were. */
  readonly #patients = new Map<VerifyThread | VerifyWork, string>();

  constructor({ jobs, files, signal, script = new URL('./verify-worker.cjs', import.meta.url), patience }: VerifyPoolOptions) {
    this.#threads = files < fewFiles || jobs < 2 ? 0 : jobs;
    this.#signal = signal;
    this.#script = script;
    this.#patience = patience ?? limits.stillness;
    const elsewhere = (): never => {
      this.#wantsThread = true;
      throw new Error('a thread decodes this');
    };
    this.#here = new VerifyWork(() => {}, { decode: elsewhere, encode: elsewhere, renew: () => {} } satisfies NativePort);
  }

  /**
   * Undefined for what was not done because of the signal.
   * @param progress called with how many items are done
   * @throws RadonymError run/worker-start
   */
  async run<Kind extends VerifyJob['kind']>(
    wanted: readonly WantedJob<Kind>[],
    progress: (done: number) => void,
  ): Promise<(VerifyAnswer<Kind> | undefined)[]> {
    const parts = wanted.flatMap((job) => inParts(job as WantedJob<VerifyJob['kind']>));
    const answers: (VerifyAnswer<VerifyJob['kind']> | undefined)[][] = parts.map(({ items }) => items.map(() => undefined));
    let [next, done] = [0, 0];
    const work = async (run: (part: Part) => Promise<VerifyAnswer<VerifyJob['kind']>[]>): Promise<void> => {
      while (next < parts.length && !this.#signal.aborted) {
        const at = next++;
        answers[at] = await run(parts[at]!);
        done += answers[at]!.length;
        progress(done);
      }
    };
    if (this.#threads === 0) await work((part) => this.#runHere(part));
    else await Promise.all(Array.from({ length: Math.min(this.#threads, parts.length) }, () => work((part) => this.#runThere(part))));
    return answers.flat() as (VerifyAnswer<Kind> | undefined)[];
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.map((thread) => thread.close()));
  }

  /** Lets signals and the progress line in between. */
  async #runHere(part: Part): Promise<VerifyAnswer<VerifyJob['kind']>[]> {
    await new Promise((resume) => setImmediate(resume));
    this.#wantsThread = false;
    const answers = this.#here.run(this.#jobFor(this.#here, part));
    return this.#wantsThread ? this.#runThere(part) : answers;
  }

  async #runThere(part: Part): Promise<VerifyAnswer<VerifyJob['kind']>[]> {
    const thread = this.#idle.pop() ?? new VerifyThread(this.#script);
    try {
      const answers = await thread.within(this.#jobFor(thread, part), this.#patience);
      this.#idle.push(thread);
      return answers;
    } catch (trouble) {
      if (!(trouble instanceof WorkerDied)) throw trouble;
      if (part.items.length === 1)
        return [
          {
            unread: { code: 'verify/not-verified', message: 'a worker thread ended on this file, or nothing went on with it for too long' },
          },
        ];
      // Each alone, so that only the culprit is lost.
      const answers: VerifyAnswer<VerifyJob['kind']>[] = [];
      for (const item of part.items) answers.push(...(await this.#runThere({ ...part, items: [item] } as Part)));
      return answers;
    }
  }

  #jobFor(who: VerifyThread | VerifyWork, { harvested, ...part }: Part): VerifyJob {
    if (part.kind !== 'pair') return part as VerifyJob;
    const { patient } = part as Extract<VerifyJob, { readonly kind: 'pair' }>;
    const isKnown = this.#patients.get(who) === patient;
    this.#patients.set(who, patient);
    return { ...part, harvested: isKnown ? undefined : harvested!() } as VerifyJob;
  }
}

type Part = WantedJob<VerifyJob['kind']>;

function inParts(job: Part): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < job.items.length; at += together) parts.push({ ...job, items: job.items.slice(at, at + together) } as Part);
  return parts;
}
