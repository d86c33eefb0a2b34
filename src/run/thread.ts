/** One worker thread: a message to it, an answer back, one at a time. It says `ready` when it is. What is said, others know. */
import { Worker } from 'node:worker_threads';
import { RadonymError } from '../base/errors.js';

/** Half of what Node gives: a thread keeps little, and there may be many. 20 to 40 MB less for each, at some hundredths of its time. */
const maxYoungGenerationSizeMb = 24;

/** What became of the message is unknown. */
export class WorkerDied extends Error {
  /** The file on which nothing went on for too long, where that was why. */
  readonly overdue: number | undefined;
  constructor(overdue?: number) {
    super();
    this.overdue = overdue;
  }
}

export class Thread<Message, Answer> {
  readonly #worker: Worker;
  #started = false;
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  #over: Error | undefined;

  constructor(script: URL, data?: unknown) {
    this.#worker = new Worker(script, { workerData: data, name: 'radonym', resourceLimits: { maxYoungGenerationSizeMb } });
    this.#worker.on('message', (answer: Answer | 'ready') => {
      this.#started = true;
      if (answer !== 'ready') this.#settle?.resolve(answer);
    });
    // An error's message may hold a value: only that the worker ended is passed on.
    this.#worker.on('error', () => this.#end());
    this.#worker.on('exit', () => this.#end());
  }

  /** @throws WorkerDied; RadonymError run/worker-start */
  run(message: Message): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      this.#settle = { resolve, reject };
      this.#worker.postMessage(message);
    });
  }

  /** Ends the worker when nothing goes on; returns how to stop watching. Seconds are counted, not measured: a computer may sleep. */
  protected watch(beats: () => number, patience: number, trouble: () => WorkerDied): () => void {
    let last = beats();
    let still = 0;
    const timer = setInterval(() => {
      const now = beats();
      still = now === last ? still + 1 : 0;
      last = now;
      if (still >= patience) this.kill(trouble());
    }, 1000);
    return () => clearInterval(timer);
  }

  /** Ends it at once; whoever waits for its answer gets the error. */
  kill(error: WorkerDied): void {
    this.#over ??= error;
    void this.#worker.terminate();
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(): void {
    this.#over ??= this.#started ? new WorkerDied() : new RadonymError('run/worker-start', 'a worker thread ended at its start');
    this.#settle?.reject(this.#over);
  }
}
