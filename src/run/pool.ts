/**
 * Who does the tasks? Worker threads, each with a processor of its own; the main thread, when starting threads would cost more than they
 * save; or both. All keep the same promise: one result per file, in order. It knows nothing of what tasks mean.
 */
import { limits } from '../base/limits.js';
import type { DigestsApart } from './digests-apart.js';
import type { Task, TaskResult } from './message.js';
import { type Shared, TaskRunner } from './task.js';
import { Thread, WorkerDied } from './thread.js';
import type { WorkerPlan } from './worker-plan.js';

export interface Pool {
  readonly size: number;
  /**
   * At most `size` at a time.
   * @throws WorkerDied: what became of the task's files is unknown. RadonymError run/worker-start
   */
  run(task: Task): Promise<TaskResult[]>;
  /** Bytes read for tasks that are not over. */
  bytesUnderWay(): number;
  close(): Promise<void>;
}

/** What a worker is told at its start. */
export interface WorkerData {
  readonly plan: WorkerPlan;
  readonly shared: Shared;
}

export const newCounters = (): Int32Array => new Int32Array(new SharedArrayBuffer(12));

export class ThreadPool implements Pool {
  readonly size: number;
  readonly #script: URL;
  readonly #plan: WorkerPlan;
  readonly #counters: Int32Array;
  readonly #idle: TaskThread[] = [];
  readonly #busy = new Set<TaskThread>();

  constructor(size: number, plan: WorkerPlan, counters: Int32Array, script = new URL('./worker.cjs', import.meta.url)) {
    this.size = size;
    this.#plan = plan;
    this.#counters = counters;
    this.#script = script;
  }

  /** Starts one thread ahead of its first task. */
  warm(): void {
    this.#idle.push(this.#start());
  }

  async run(task: Task): Promise<TaskResult[]> {
    const thread = this.#idle.pop() ?? this.#start();
    this.#busy.add(thread);
    try {
      const results = await thread.run(task);
      this.#idle.push(thread);
      return results;
    } finally {
      this.#busy.delete(thread);
    }
  }

  bytesUnderWay(): number {
    let kibibytes = 0;
    for (const thread of this.#busy) kibibytes += Atomics.load(thread.own, 0);
    return kibibytes * 1024;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#idle, ...this.#busy].map((thread) => thread.close()));
  }

  #start(): TaskThread {
    return new TaskThread(this.#script, this.#plan, this.#counters);
  }
}

class TaskThread extends Thread<Task, TaskResult[]> {
  readonly own: Int32Array;
  /** Seconds. */
  readonly #patience: number;

  constructor(script: URL, plan: WorkerPlan, counters: Int32Array) {
    const own = newCounters();
    super(script, { plan, shared: { run: counters, own } } satisfies WorkerData);
    this.own = own;
    this.#patience = plan.timeLimit ?? limits.stillness;
  }

  override run(task: Task): Promise<TaskResult[]> {
    const stop = this.watch(
      () => Atomics.load(this.own, 1),
      this.#patience,
      () => new WorkerDied(Atomics.load(this.own, 2)),
    );
    return super.run(task).finally(stop);
  }
}

/** Nanoseconds before others get their turn: each turn costs, and a person does not notice this long. */
const longestTurn = 20_000_000n;

/** Does tasks in this thread, and lets signals and timers in between files. */
export class InlinePool implements Pool {
  readonly size = 1;
  readonly #digests: DigestsApart | undefined;
  readonly #runner: TaskRunner;
  readonly #shared: Shared;
  /** When others had theirs: messages may be short, and follow each other at once. */
  #turn = process.hrtime.bigint();

  constructor(
    plan: WorkerPlan,
    processor: ConstructorParameters<typeof TaskRunner>[1],
    counters: Int32Array,
    check?: ConstructorParameters<typeof TaskRunner>[3],
    digests?: DigestsApart,
  ) {
    this.#digests = digests;
    this.#shared = { run: counters, own: newCounters() };
    this.#runner = new TaskRunner(plan, processor, this.#shared, check, digests);
  }

  /** @param over called when this thread has nothing more to do for the task, though its results may wait for another */
  async run(task: Task, over: () => void = () => {}): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    for (const file of task.files) {
      results.push(...this.#runner.run({ ...task, files: [file] }));
      if (process.hrtime.bigint() - this.#turn < longestTurn) continue;
      await new Promise((resume) => setImmediate(resume));
      this.#turn = process.hrtime.bigint();
    }
    const closing = this.#runner.closing(results);
    over();
    return closing;
  }

  bytesUnderWay(): number {
    return Atomics.load(this.#shared.own, 0) * 1024;
  }

  async close(): Promise<void> {
    this.#digests?.close();
  }
}

/**
 * The main thread and threads beside it: while those start, files are done already. What killed a worker before never comes to the
 * main thread, nor what takes codecs that may hang.
 */
export class SharedPool implements Pool {
  readonly size: number;
  readonly #inline: InlinePool;
  readonly #threads: ThreadPool;
  /** Threads are worth their start. */
  #threaded: boolean;
  #inlineWork: Promise<unknown> | undefined;

  /** @param start `warm`: threads take their share from the beginning; `needed`: only once a file cannot be done here */
  constructor(inline: InlinePool, threads: ThreadPool, start: 'warm' | 'needed' = 'warm') {
    this.#threaded = start === 'warm';
    this.size = this.#threaded ? inline.size + threads.size : threads.size;
    this.#inline = inline;
    this.#threads = threads;
    if (this.#threaded) threads.warm();
  }

  async run(task: Task): Promise<TaskResult[]> {
    while (this.#inlineWork && !this.#threaded && !task.again) await this.#inlineWork;
    if (this.#inlineWork || task.again) return this.#threads.run(task);
    let over = (): void => {};
    const work = new Promise<void>((resolve) => {
      over = () => {
        if (this.#inlineWork === work) this.#inlineWork = undefined;
        resolve();
      };
    });
    this.#inlineWork = work;
    const results = await this.#runInline(task, over).finally(over);
    const elsewhere = new Set(results.flatMap((result) => (result.kind === 'elsewhere' ? [result.index] : [])));
    if (elsewhere.size === 0) return results;
    this.#threaded = true;
    return replaced(results, await this.#threads.run({ ...task, files: task.files.filter(({ index }) => elsewhere.has(index)) }));
  }

  bytesUnderWay(): number {
    return this.#inline.bytesUnderWay() + this.#threads.bytesUnderWay();
  }

  async close(): Promise<void> {
    await Promise.all([this.#inline.close(), this.#threads.close()]);
  }

  async #runInline(task: Task, over: () => void): Promise<TaskResult[]> {
    // Whoever else has a task for a thread goes first.
    if (this.#threaded) await new Promise((resume) => setImmediate(resume));
    return this.#inline.run(task, over);
  }
}

/** Results in the order of the files, those of other threads in their places; counts of both last. */
function replaced(results: readonly TaskResult[], others: readonly TaskResult[]): TaskResult[] {
  const byIndex = new Map(others.flatMap((result) => (result.kind === 'counted' ? [] : [[result.index, result]])));
  const counts = others.filter(({ kind }) => kind === 'counted');
  return [...results.map((result) => (result.kind === 'elsewhere' ? (byIndex.get(result.index) ?? result) : result)), ...counts];
}
