/**
 * Reads files into memory that another thread sees too, and has that make their SHA-256 while this one works on the same bytes. What
 * stands for a digest until it is asked for is a ticket.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { limits } from '../base/limits.js';
import type { Digest, Intake } from '../flow/ports.js';
import { flowPorts } from './digest.js';
import { at, begins, type DigestMemory, digestLength, ends, heldDigests, orders, over, places } from './digest-memory.js';
import { WorkerDied } from './thread.js';

/** The thread keeps nothing: as little memory as Node starts with. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 };

const newMemory = (): DigestMemory => ({
  counts: new Int32Array(new SharedArrayBuffer(4 * (at.order + 3 * orders))),
  bytes: new Uint8Array(new SharedArrayBuffer(places * limits.chunk)),
  digests: new Uint8Array(new SharedArrayBuffer(heldDigests * digestLength)),
});

export interface DigestsApartOptions {
  readonly script?: URL;
  /** Seconds in which the thread has to be done with something. @default 30 */
  readonly patience?: number;
}

export class DigestsApart implements Intake {
  readonly #memory = newMemory();
  readonly #places: { readonly bytes: Uint8Array; freeAfter: number }[];
  readonly #worker: Worker;
  readonly #patience: number;
  /** The place that is read into next. */
  #place = 0;
  #given = 0;
  #files = 0;
  /** For how many digests somebody waits. */
  #waiting = 0;
  /** Of each held digest: after which order it is there. */
  readonly #thereAfter: number[] = [];
  #dead = false;

  constructor({ script = new URL('./digest-thread.cjs', import.meta.url), patience = 30 }: DigestsApartOptions = {}) {
    this.#patience = patience;
    this.#places = Array.from({ length: places }, (_, place) => ({
      bytes: this.#memory.bytes.subarray(place * limits.chunk, (place + 1) * limits.chunk),
      freeAfter: 0,
    }));
    this.#worker = new Worker(script, { workerData: this.#memory, name: 'radonym digests', resourceLimits });
    const lost = (): void => {
      this.#dead = true;
    };
    this.#worker.on('error', lost).on('exit', lost).unref();
  }

  /** Whether the thread takes orders: it starts, and may end. */
  get ready(): boolean {
    return !this.#dead && Atomics.load(this.#memory.counts, at.ready) === 1;
  }

  /** @throws WorkerDied */
  chunk(): Uint8Array {
    const { bytes, freeAfter } = this.#places[this.#place]!;
    // Who has ended reads nothing any more.
    if (!this.#dead) this.#await(freeAfter);
    return bytes;
  }

  /**
   * Of pieces that were read into `chunk()`. `hex` gives a ticket. While the thread takes no orders, or this one would soon wait for it, this one
   * makes the digest.
   */
  digest(): Digest {
    if (!this.ready || this.#behind() === places - 1) return flowPorts.digest();
    let role: number = begins;
    return {
      update: ({ buffer, byteOffset, length }) => {
        if (buffer !== this.#memory.bytes.buffer) throw new RangeError('no piece of the shared memory');
        this.#order(byteOffset, length, role);
        // A file that is read anew may give the same piece again.
        const place = Math.floor(byteOffset / limits.chunk);
        this.#places[place]!.freeAfter = this.#given;
        this.#place = (place + 1) % places;
        role = 0;
      },
      hex: () => {
        this.#order(0, 0, role | ends);
        this.#thereAfter[this.#files % heldDigests] = this.#given;
        return `${ticket}${this.#files++}`;
      },
    };
  }

  /** The digest, hexadecimal, for its ticket: of the last `heldDigests` files. @throws WorkerDied */
  async redeem(given: string): Promise<string> {
    // Made by this thread.
    if (!given.startsWith(ticket)) return given;
    const number = Number(given.slice(ticket.length));
    if (this.#files - number > heldDigests) throw new RangeError('a digest was asked for too late');
    const file = number % heldDigests;
    await this.#later(this.#thereAfter[file]!);
    return Buffer.from(this.#memory.digests.subarray(file * digestLength, (file + 1) * digestLength)).toString('hex');
  }

  close(): void {
    Atomics.store(this.#memory.counts, at.given, over);
    Atomics.notify(this.#memory.counts, at.given);
  }

  /** How many places the thread has to sum up. */
  #behind(): number {
    const done = Atomics.load(this.#memory.counts, at.done);
    return this.#places.reduce((count, { freeAfter }) => count + (freeAfter > done ? 1 : 0), 0);
  }

  #order(start: number, length: number, role: number): void {
    const { counts } = this.#memory;
    this.#await(this.#given - orders + 1);
    const order = at.order + 3 * (this.#given % orders);
    counts[order] = start;
    counts[order + 1] = length;
    counts[order + 2] = role;
    Atomics.store(counts, at.given, ++this.#given);
    Atomics.notify(counts, at.given);
  }

  /** Until the order is done. */
  #await(order: number): void {
    for (let still = 0; ; ) {
      const done = this.#missing(order, still);
      if (done === undefined) return;
      if (Atomics.wait(this.#memory.counts, at.done, done, second) === 'timed-out') still++;
    }
  }

  /** The same, while this thread does other things. Node would end where nothing but this is waited for. */
  async #later(order: number): Promise<void> {
    if (this.#waiting++ === 0) this.#worker.ref();
    try {
      for (let still = 0; ; ) {
        const done = this.#missing(order, still);
        if (done === undefined) return;
        if ((await Atomics.waitAsync(this.#memory.counts, at.done, done, second).value) === 'timed-out') still++;
      }
    } finally {
      if (--this.#waiting === 0) this.#worker.unref();
    }
  }

  /** How many orders are done while this one is not. Seconds in which none was are counted, not measured: a computer may sleep. */
  #missing(order: number, still: number): number | undefined {
    const done = Atomics.load(this.#memory.counts, at.done);
    if (done >= order) return undefined;
    if (!this.#dead && still < this.#patience) return done;
    this.#dead = true;
    throw new WorkerDied();
  }
}

/** Milliseconds. */
const second = 1000;

const ticket = '#';

/** Bytes that are summed up to find out how long that takes, and nanoseconds for each. */
const trial = { bytes: 64 * 1024, slow: 1.2 };

/** Whether this processor lacks instructions for SHA-256: with them a byte takes half a nanosecond, without them two to four. */
export function isDigestSlow(): boolean {
  const bytes = new Uint8Array(trial.bytes);
  // The first time takes longer, whatever the processor.
  return Math.min(timeOf(bytes), timeOf(bytes), timeOf(bytes)) > trial.slow * trial.bytes;
}

function timeOf(bytes: Uint8Array): number {
  const start = process.hrtime.bigint();
  createHash('sha256').update(bytes).digest();
  return Number(process.hrtime.bigint() - start);
}
