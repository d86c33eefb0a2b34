/** Turns the units of a value round between byte orders (PS3.5 7.3). Values may come in pieces that split a unit. */

/** Copies source[start … end) into target at `at`, each `unit` bytes reversed. The length is a multiple of `unit`. */
export function copyReversed(source: Uint8Array, start: number, end: number, unit: number, target: Uint8Array, at: number): void {
  if (unit === 2) {
    for (let index = start; index + 1 < end; index += 2, at += 2) {
      target[at] = source[index + 1]!;
      target[at + 1] = source[index]!;
    }
    return;
  }
  for (let index = start; index < end; index += unit, at += unit) {
    for (let byte = 0; byte < unit; byte++) target[at + byte] = source[index + unit - 1 - byte]!;
  }
}

/** Keeps the bytes of a unit that a chunk ends in until the next chunk brings the rest. */
export class UnitCarry {
  readonly #bytes = new Uint8Array(8);
  #length = 0;

  /** Begins a value. */
  reset(): void {
    this.#length = 0;
  }

  /** Calls `put` with whole units only: first the carried one, then those in place. */
  push(bytes: Uint8Array, start: number, end: number, unit: number, put: (bytes: Uint8Array, start: number, end: number) => void): void {
    let from = start;
    while (this.#length > 0 && this.#length < unit && from < end) this.#bytes[this.#length++] = bytes[from++]!;
    if (this.#length === unit) {
      put(this.#bytes, 0, unit);
      this.#length = 0;
    }
    const whole = end - ((end - from) % unit);
    if (whole > from) put(bytes, from, whole);
    for (let index = Math.max(whole, from); index < end; index++) this.#bytes[this.#length++] = bytes[index]!;
  }

  /** What is left of a value that is no multiple of its unit: as it came. */
  end(put: (bytes: Uint8Array, start: number, end: number) => void): void {
    if (this.#length > 0) put(this.#bytes, 0, this.#length);
    this.#length = 0;
  }
}
