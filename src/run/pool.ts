/**
 * Who does the tasks? Worker threads, each with a processor of its own; the main thread, when starting threads would cost more than they
 * save; or both. All keep the same promise: one result per file, in order. It knows nothing of what tasks mean.
 */
import { type Shared, type Task, type TaskResult, TaskRunner, type WorkerPlan } from './task.js';
import { Thread } from './thread.js';

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

export const newCounters = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));

export class ThreadPool implements Pool {
  readonly size: number;
  readonly #script: URL;
  readonly #plan: WorkerPlan;
  readonly #counters: Int32Array;
  readonly #idle: TaskThread[] = [];
  readonly #busy = new Set<TaskThread>();

  constructor(size: number, plan: WorkerPlan, counters: Int32Array, script = new URL('./worker.js', import.meta.url)) {
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

  constructor(script: URL, plan: WorkerPlan, counters: Int32Array) {
    const own = newCounters();
    super(script, { plan, shared: { run: counters, own } } satisfies WorkerData);
    this.own = own;
  }
}

/** Milliseconds before others get their turn: each turn costs, and a person does not notice this long. */
const longestTurn = 20;

/** Does tasks in this thread, and lets signals and timers in between files. */
export class InlinePool implements Pool {
  readonly size = 1;
  readonly #runner: TaskRunner;
  readonly #shared: Shared;

  constructor(
    plan: WorkerPlan,
    processor: ConstructorParameters<typeof TaskRunner>[1],
    counters: Int32Array,
    check?: ConstructorParameters<typeof TaskRunner>[3],
  ) {
    this.#shared = { run: counters, own: newCounters() };
    this.#runner = new TaskRunner(plan, processor, this.#shared, check);
  }

  async run(task: Task): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    let turn = performance.now();
    for (const file of task.files) {
      results.push(...this.#runner.run({ ...task, files: [file] }));
      if (performance.now() - turn < longestTurn) continue;
      await new Promise((resume) => setImmediate(resume));
      turn = performance.now();
    }
    results.push(...this.#runner.counted());
    return results;
  }

  bytesUnderWay(): number {
    return Atomics.load(this.#shared.own, 0) * 1024;
  }

  async close(): Promise<void> {}
}

/**
 * The main thread and threads beside it: while those start, files are done already. What killed a worker before never comes to the
 * main thread.
 */
export class SharedPool implements Pool {
  readonly size: number;
  readonly #inline: InlinePool;
  readonly #threads: ThreadPool;
  #inlineBusy = false;

  constructor(inline: InlinePool, threads: ThreadPool) {
    this.size = inline.size + threads.size;
    this.#inline = inline;
    this.#threads = threads;
    threads.warm();
  }

  async run(task: Task): Promise<TaskResult[]> {
    if (this.#inlineBusy || task.again) return this.#threads.run(task);
    this.#inlineBusy = true;
    try {
      // Whoever else has a task for a thread goes first.
      await new Promise((resume) => setImmediate(resume));
      return await this.#inline.run(task);
    } finally {
      this.#inlineBusy = false;
    }
  }

  bytesUnderWay(): number {
    return this.#inline.bytesUnderWay() + this.#threads.bytesUnderWay();
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }
}
