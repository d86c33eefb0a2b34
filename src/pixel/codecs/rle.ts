/**
 * RLE Lossless (PS3.5 Annex G): PackBits over planes of bytes, the most significant byte of each sample first. Samples are little endian and
 * by pixel. What lies behind a full plane may only be padding.
 */
import { RadonymError } from '../../base/errors.js';
import type { Image } from '../image.js';

const headerLength = 64;
const mostSegments = 15;

/**
 * @param out frameLength bytes, all of which are written
 * @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts
 */
export function decodeRle(stream: Uint8Array, { rows, columns, samplesPerPixel, bitsAllocated }: Image, out: Uint8Array): void {
  const bytes = bitsAllocated / 8;
  const planes = samplesPerPixel * bytes;
  if (stream.length < headerLength) throw new RadonymError('pixel/truncated', 'the RLE header is not complete');
  const header = new DataView(stream.buffer, stream.byteOffset, headerLength);
  const segments = header.getUint32(0, true);
  if (segments < 1 || segments > mostSegments) throw new RadonymError('pixel/corrupt', 'the RLE header counts no possible segments');
  if (segments !== planes) throw new RadonymError('pixel/contradicts', `${segments} RLE segments where the image has ${planes}`);
  const offset = (segment: number): number => (segment === segments ? stream.length : header.getUint32(4 + 4 * segment, true));
  if (offset(0) < headerLength) throw new RadonymError('pixel/corrupt', 'the first RLE segment lies within the header');
  for (let segment = 0; segment < segments; segment++) {
    const [from, to] = [offset(segment), offset(segment + 1)];
    if (from > stream.length) throw new RadonymError('pixel/truncated', `RLE segment ${segment + 1} lies behind the end`);
    if (to < from) throw new RadonymError('pixel/corrupt', 'RLE segments are out of order');
    const sample = Math.floor(segment / bytes);
    const first = sample * bytes + (bytes - 1 - (segment % bytes));
    const end = unpack(stream, from, Math.min(to, stream.length), out, first, planes, rows * columns);
    if (end < 0) throw new RadonymError(end === short ? 'pixel/truncated' : 'pixel/corrupt', `RLE segment ${segment + 1} ${ends[end]!}`);
  }
}

const [short, long, surplus] = [-1, -2, -3] as const;
const ends: { readonly [end: number]: string } = {
  [short]: 'ends before its plane is full',
  [long]: 'has a run beyond its plane',
  [surplus]: 'goes on behind its plane',
};

/** Writes `count` bytes at `at`, `at + stride` …; gives where it stopped reading, or what is wrong. */
function unpack(input: Uint8Array, from: number, to: number, out: Uint8Array, at: number, stride: number, count: number): number {
  const last = at + stride * count;
  let [read, write] = [from, at];
  while (write < last) {
    if (read >= to) return short;
    const control = input[read++]!;
    if (control < 128) {
      const next = read + control + 1;
      if (next > to) return short;
      if (write + stride * (control + 1) > last) return long;
      for (; read < next; write += stride) out[write] = input[read++]!;
    } else if (control > 128) {
      if (read >= to) return short;
      const value = input[read++]!;
      const stop = write + stride * (257 - control);
      if (stop > last) return long;
      if (stride === 1) {
        out.fill(value, write, stop);
        write = stop;
      } else for (; write < stop; write += stride) out[write] = value;
    }
  }
  // Writers pad segments to an even length, some further; 128 means nothing (G.3.2).
  for (let index = read; index < to; index++) if (input[index] !== 0 && input[index] !== 128) return surplus;
  return read;
}

/** @param samples by pixel, frameLength bytes @returns a stream of its own, of even length */
export function encodeRle(samples: Uint8Array, { rows, columns, samplesPerPixel, bitsAllocated }: Image): Uint8Array {
  const bytes = bitsAllocated / 8;
  const planes = samplesPerPixel * bytes;
  // A row of literals takes one control byte for each 128.
  const out = room(headerLength + planes * (rows * (columns + Math.ceil(columns / 128)) + 1));
  const header = new DataView(out.buffer, out.byteOffset, headerLength);
  out.fill(0, 0, headerLength);
  header.setUint32(0, planes, true);
  const row = new Uint8Array(columns);
  let at = headerLength;
  for (let plane = 0; plane < planes; plane++) {
    header.setUint32(4 + 4 * plane, at, true);
    let read = Math.floor(plane / bytes) * bytes + (bytes - 1 - (plane % bytes));
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++, read += planes) row[x] = samples[read]!;
      at = pack(row, out, at);
    }
    if ((at & 1) === 1) out[at++] = 0;
  }
  return out.slice(0, at);
}

let held = new Uint8Array(0);

/** Kept from frame to frame. */
function room(length: number): Uint8Array {
  if (held.length < length) held = new Uint8Array(length);
  return held;
}

/** One row, which runs may not leave (G.3.1). Gives where the next one goes. */
function pack(row: Uint8Array, out: Uint8Array, at: number): number {
  const end = row.length;
  let write = at;
  let index = 0;
  while (index < end) {
    const value = row[index]!;
    let next = index + 1;
    const far = Math.min(index + 128, end);
    while (next < far && row[next] === value) next++;
    if (next - index > 1) {
      out[write++] = 257 - (next - index);
      out[write++] = value;
      index = next;
      continue;
    }
    // A literal lasts until three are equal: a run of two within it would gain nothing.
    let before = value;
    let equal = 1;
    while (next < far) {
      const byte = row[next++]!;
      equal = byte === before ? equal + 1 : 1;
      if (equal === 3) {
        next -= 3;
        break;
      }
      before = byte;
    }
    out[write++] = next - index - 1;
    while (index < next) out[write++] = row[index++]!;
  }
  return write;
}
