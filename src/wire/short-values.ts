/**
 * A small direct-mapped memory keyed by the bytes of short values. A look costs no allocation; a later value may push out an earlier one.
 * It does not know what the values mean.
 */

const slots = 1024;
const longest = 64;

export class ShortValues<Value> {
  readonly #keys: (Uint8Array | undefined)[] = new Array(slots).fill(undefined);
  readonly #values: (Value | undefined)[] = new Array(slots).fill(undefined);

  get(bytes: Uint8Array, start: number, end: number): Value | undefined {
    if (end - start > longest) return undefined;
    const slot = slotOf(bytes, start, end);
    const key = this.#keys[slot];
    if (key === undefined || key.length !== end - start) return undefined;
    for (let at = 0; at < key.length; at++) if (key[at] !== bytes[start + at]) return undefined;
    return this.#values[slot];
  }

  set(bytes: Uint8Array, start: number, end: number, value: Value): void {
    if (end - start > longest) return;
    const slot = slotOf(bytes, start, end);
    this.#keys[slot] = bytes.slice(start, end);
    this.#values[slot] = value;
  }
}

/** FNV-1a. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return ((hash >>> 16) ^ hash) & (slots - 1);
}
