/** Turns chunks of any size into whole units. It knows no I/O and no DICOM: the consumer says how many bytes its next unit needs. */

export interface Consumer {
  /** Bytes that the next unit takes, counted from where `consume` stopped, set whenever it stops before the end. 0: it wants no more. */
  readonly need: number;
  /** Takes as many whole units as stand in bytes[start … end) and returns where it stopped. */
  consume(bytes: Uint8Array, start: number, end: number): number;
}

/**
 * Holds back what is left of a chunk until the unit is whole. Everything else is consumed in place. Two buffers take turns, so
 * that slices of the last held unit stay valid while the next one is being held back.
 */
export class ByteReader {
  #held = new Uint8Array(1024);
  #spare = new Uint8Array(1024);
  #length = 0;

  /** Bytes held back: the beginning of one unit. */
  get heldBytes(): Uint8Array {
    return this.#held.subarray(0, this.#length);
  }

  push(chunk: Uint8Array, consumer: Consumer): void {
    let position = 0;
    while (this.#length > 0) {
      const take = Math.min(consumer.need - this.#length, chunk.length - position);
      this.#hold(chunk, position, position + take);
      position += take;
      if (this.#length < consumer.need) return;
      const used = consumer.consume(this.#held, 0, this.#length);
      if (used === this.#length) this.#swap();
      else if (consumer.need === 0) return;
    }
    if (position === chunk.length) return;
    const used = consumer.consume(chunk, position, chunk.length);
    if (consumer.need > 0) this.#hold(chunk, used, chunk.length);
  }

  #hold(chunk: Uint8Array, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(chunk.subarray(start, end), this.#length);
    this.#length = length;
  }

  #swap(): void {
    const held = this.#held;
    this.#held = this.#spare;
    this.#spare = held;
    this.#length = 0;
  }
}
