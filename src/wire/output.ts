/** Collects what an encoder writes as a list of slices for one gathered write. It knows bytes only. */

const blockSize = 256 * 1024;
/** A run shorter than this is cheaper copied than written as a slice of its own. */
const copyBelow = 8 * 1024;

/**
 * Bytes made here go into reused blocks; long runs of what was read stay slices of it. Neighbouring runs of the same buffer
 * join into one. What `drain` returns is valid until the next write.
 */
export class Output {
  /** Bytes handed out and still to be handed out. */
  total = 0;
  readonly #blocks: Uint8Array[] = [new Uint8Array(blockSize)];
  #slices: Uint8Array[] = [];
  #block = this.#blocks[0]!;
  #blockIndex = 0;
  #blockStart = 0;
  #at = 0;
  #run: Uint8Array | undefined = undefined;
  #runStart = 0;
  #runEnd = 0;

  /** bytes[start … end) as they are; they must not change before `drain`'s result was written. */
  pass(bytes: Uint8Array, start: number, end: number): void {
    this.total += end - start;
    if (this.#run === bytes && this.#runEnd === start) {
      this.#runEnd = end;
      return;
    }
    this.#endRun();
    this.#run = bytes;
    this.#runStart = start;
    this.#runEnd = end;
  }

  /** Room for `size` (≤ 64 KiB) bytes to be written at `.at` of the returned block. */
  room(size: number): Uint8Array {
    this.#endRun();
    this.#reserve(size);
    this.total += size;
    this.at = this.#at;
    this.#at += size;
    return this.#block;
  }

  /** Where `room` begins. */
  at = 0;

  copy(bytes: Uint8Array, start: number, end: number): void {
    for (let from = start; from < end; from += blockSize / 4) {
      const to = Math.min(end, from + blockSize / 4);
      const block = this.room(to - from);
      copyBytes(bytes, from, to, block, this.at);
    }
  }

  byte(value: number): void {
    const block = this.room(1);
    block[this.at] = value;
  }

  /** Forgets everything: for the next file. */
  reset(): void {
    this.drain();
    this.total = 0;
  }

  drain(): Uint8Array[] {
    this.#endRun();
    this.#endBlock();
    const slices = this.#slices;
    this.#slices = [];
    this.#blockIndex = 0;
    this.#block = this.#blocks[0]!;
    this.#blockStart = 0;
    this.#at = 0;
    return slices;
  }

  #endRun(): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#run = undefined;
    const length = this.#runEnd - this.#runStart;
    if (length < copyBelow) {
      this.#reserve(length);
      copyBytes(run, this.#runStart, this.#runEnd, this.#block, this.#at);
      this.#at += length;
      return;
    }
    this.#endBlock();
    this.#slices.push(run.subarray(this.#runStart, this.#runEnd));
  }

  #reserve(size: number): void {
    if (this.#at + size <= blockSize) return;
    this.#endBlock();
    this.#blockIndex += 1;
    if (this.#blockIndex === this.#blocks.length) this.#blocks.push(new Uint8Array(blockSize));
    this.#block = this.#blocks[this.#blockIndex]!;
    this.#blockStart = 0;
    this.#at = 0;
  }

  #endBlock(): void {
    if (this.#at > this.#blockStart) this.#slices.push(this.#block.subarray(this.#blockStart, this.#at));
    this.#blockStart = this.#at;
  }
}

function copyBytes(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void {
  if (end - start > 48) {
    target.set(source.subarray(start, end), at);
    return;
  }
  for (let index = start; index < end; index++) target[at++] = source[index]!;
}
