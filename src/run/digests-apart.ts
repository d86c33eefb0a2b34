/**
 * Reads files into memory that another thread sees too, and has that make their SHA-256 while this one works on the same bytes. What
 * stands for a digest until it is asked for is a ticket.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { limits } from '../base/limits.js';
import type { Digest, Intake } from '../flow/ports.js';
import { flowPorts } from './digest.js';
import { at, begins, digestLength, ends, heldDigests, newDigestMemory, orders, over, places } from './digest-memory.js';
import { WorkerDied } from './thread.js';

/** The thread keeps nothing: as little memory as Node starts with. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 };

export interface DigestsApartOptions {
  readonly script?: URL;
  /** Seconds in which the thread has to be done with something. @default 30 */
  readonly patience?: number;
}

export class DigestsApart implements Intake {
  readonly #memory = newDigestMemory();
  readonly #places: { readonly bytes: Uint8Array; freeAfter: number }[];
  readonly #worker: Worker;
  readonly #patience: number;
  /** The place that is read into next. */
  #place = 0;
  #given = 0;
  #files = 0;
  /** Of each held digest: after which order it is there. */
  readonly #thereAfter: number[] = [];
  #dead = false;

  constructor({ script = new URL('./digest-thread.js', import.meta.url), patience = 30 }: DigestsApartOptions = {}) {
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

  /** Of pieces that were read into `chunk()`. `hex` gives a ticket. While the thread takes no orders, this one makes the digest. */
  digest(): Digest {
    if (!this.ready) return flowPorts.digest();
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
  redeem(given: string): string {
    // Made by this thread.
    if (!given.startsWith(ticket)) return given;
    const number = Number(given.slice(ticket.length));
    if (this.#files - number > heldDigests) throw new RangeError('a digest was asked for too late');
    const file = number % heldDigests;
    this.#await(this.#thereAfter[file]!);
    return Buffer.from(this.#memory.digests.subarray(file * digestLength, (file + 1) * digestLength)).toString('hex');
  }

  close(): void {
    Atomics.store(this.#memory.counts, at.given, over);
    Atomics.notify(this.#memory.counts, at.given);
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

  /** Until the order is done. Seconds are counted, not measured: a computer may sleep. */
  #await(order: number): void {
    const { counts } = this.#memory;
    for (let still = 0; ; ) {
      const done = Atomics.load(counts, at.done);
      if (done >= order) return;
      if (this.#dead || still >= this.#patience) break;
      if (Atomics.wait(counts, at.done, done, 1000) === 'timed-out') still++;
    }
    this.#dead = true;
    throw new WorkerDied();
  }
}

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
