/** Where frames begin among fragments: Basic and Extended Offset Table (PS3.5 A.4, PS3.3 C.7.6.3.1.8), read and written. It knows no frames. */

/** Counted from the first byte of the Item Tag behind the Basic Offset Table; entries past 2^32 need an Extended Offset Table. */
export type Offsets = readonly number[];

const mostBasic = 0xffffffff;

/** Undefined for an empty table and for one that cannot be of so many frames. */
export function readBasicOffsetTable(bytes: Uint8Array, frames: number): Offsets | undefined {
  if (bytes.length !== frames * 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return rising(Array.from({ length: frames }, (_, index) => view.getUint32(index * 4, true)));
}

/** Undefined for one that cannot be of so many frames. */
export function readExtendedOffsetTable(bytes: Uint8Array, frames: number): Offsets | undefined {
  if (bytes.length !== frames * 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entry = (index: number): number => view.getUint32(index * 8 + 4, true) * 2 ** 32 + view.getUint32(index * 8, true);
  return rising(Array.from({ length: frames }, (_, index) => entry(index)));
}

/** Undefined when an entry does not fit into 32 bits. */
export function basicOffsetTable(offsets: Offsets): Uint8Array | undefined {
  if (offsets.some((offset) => offset > mostBasic)) return undefined;
  const bytes = new Uint8Array(offsets.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, offset] of offsets.entries()) view.setUint32(index * 4, offset, true);
  return bytes;
}

/** Of offsets, or of lengths: 64-bit numbers of an OV element. */
export function longNumbers(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, number] of numbers.entries()) {
    view.setUint32(index * 8, number % 2 ** 32, true);
    view.setUint32(index * 8 + 4, Math.floor(number / 2 ** 32), true);
  }
  return bytes;
}

/** Frames stand in order, each with a fragment at least, the first at the beginning. */
function rising(offsets: Offsets): Offsets | undefined {
  const risen = offsets.every((offset, index) => (index === 0 ? offset === 0 : offset > offsets[index - 1]!));
  return risen ? offsets : undefined;
}
