/**
 * JPEG XL (ISO/IEC 18181-1 Annex D, 18181-2): boxes, where there are any, and the head of the code stream: size, bits, colour. Frames behind it
 * are the codec's.
 */
import { type CodeStream, contradicts, corrupt, HeaderReader, truncated } from './code-stream.js';

const [bare, signature, jxlc, jxlp] = [0xff0a, 0x0000_000c, 0x6a786c63, 0x6a786c70];
/** Bytes of the code stream that its head takes at most, without an embedded profile. */
const headLength = 64;

/** @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts */
export function readJpegXl(bytes: Uint8Array): CodeStream {
  const reader = new HeaderReader(bytes);
  return readHead(reader.u16() === bare ? bytes.subarray(2) : firstOfBoxes(bytes));
}

/** 18181-2: the code stream in one box `jxlc`, or in parts `jxlp`, the last of which is marked. All boxes must be whole. */
function firstOfBoxes(bytes: Uint8Array): Uint8Array {
  const reader = new HeaderReader(bytes);
  if (reader.u32() !== signature || reader.u32() !== 0x4a584c20 || reader.u32() !== 0x0d0a870a)
    throw corrupt('the code stream is no JPEG XL');
  let first: Uint8Array | undefined;
  let whole = false;
  while (reader.at < bytes.length && !restIsZero(bytes, reader.at)) {
    const start = reader.at;
    const [short, type] = [reader.u32(), reader.u32()];
    let length = short;
    if (short === 1) {
      if (reader.u32() !== 0) throw corrupt('a box is longer than any frame');
      length = reader.u32();
    } else if (short === 0) length = bytes.length - start;
    const head = reader.at - start;
    if (length < head) throw corrupt('a box has no possible length');
    if (start + length > bytes.length) throw truncated('the code stream ends within a box');
    if (type === jxlc || type === jxlp) {
      if (whole) throw corrupt('a second code stream follows');
      const from = reader.at + (type === jxlp ? 4 : 0);
      whole = type === jxlc || (reader.u32() & 0x8000_0000) !== 0;
      first ??= bytes.subarray(from, start + length);
    }
    reader.at = start + length;
  }
  if (first === undefined || !whole) throw truncated('the boxes hold no whole code stream');
  if (first[0] !== 0xff || first[1] !== 0x0a) throw corrupt('the code stream does not begin as one');
  return first.subarray(2);
}

function restIsZero(bytes: Uint8Array, from: number): boolean {
  // One byte pads to an even length.
  return from === bytes.length - 1 && bytes[from] === 0;
}

/** D.2, D.3: SizeHeader and ImageMetadata, least significant bits first. */
function readHead(stream: Uint8Array): CodeStream {
  const bits = new BitReader(stream.subarray(0, headLength));
  const [rows, columns] = readSize(bits);
  const size = { rows, columns, process: 'jpeg-xl' };
  // All default: 8 bits, RGB, coded as XYB.
  if (bits.flag()) return { ...size, components: 3, precision: 8, lossy: true };
  if (bits.flag()) {
    const orientation = 1 + bits.take(3);
    if (orientation !== 1) throw contradicts('the code stream turns its image');
    // An intrinsic size does not change samples; a preview and an animation are more than one frame.
    if (bits.flag()) readSize(bits);
    if (bits.flag() || bits.flag()) throw contradicts('the code stream holds a preview or an animation');
  }
  if (bits.flag()) throw contradicts('samples are floating point numbers');
  const precision = bits.choice([8, 0], [10, 0], [12, 0], [1, 6]);
  bits.flag();
  if (bits.choice([0, 0], [1, 0], [2, 4], [1, 12]) !== 0) throw contradicts('the code stream holds more channels than its image');
  const lossy = bits.flag() ? true : undefined;
  let components = 3;
  if (!bits.flag()) {
    bits.flag();
    if (bits.choice([0, 0], [1, 0], [2, 4], [18, 6]) === 1) components = 1;
  }
  return { ...size, components, precision, ...(lossy && { lossy }) };
}

function readSize(bits: BitReader): readonly [rows: number, columns: number] {
  const small = bits.flag();
  const side = (): number => (small ? 8 * (1 + bits.take(5)) : 1 + bits.choice([0, 9], [0, 13], [0, 18], [0, 30]));
  const rows = side();
  const ratio = bits.take(3);
  const [across, down] = [[], [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]][ratio]!;
  return [rows, across === undefined ? side() : Math.floor((rows * across) / down!)];
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw truncated('the code stream ends within its head');
      value += ((byte >> (this.#at & 7)) & 1) * 2 ** bit;
    }
    return value;
  }
  flag(): boolean {
    return this.take(1) === 1;
  }
  /** U32 (B.2.2): two bits choose a base and how many bits to add. */
  choice(...ways: readonly (readonly [base: number, bits: number])[]): number {
    const [base, count] = ways[this.take(2)]!;
    return base + this.take(count);
  }
}
