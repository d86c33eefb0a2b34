import { expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { decodeRle, encodeRle } from '../../src/pixel/codecs/rle.js';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { image, samplesOf } from '../support/images.js';

/** A stream of segments, each as its bytes stand. */
function stream(...segments: readonly (readonly number[])[]): Uint8Array {
  const out = new Uint8Array(64 + segments.reduce((sum, { length }) => sum + length, 0));
  const header = new DataView(out.buffer);
  header.setUint32(0, segments.length, true);
  let at = 64;
  for (const [index, bytes] of segments.entries()) {
    header.setUint32(4 + 4 * index, at, true);
    out.set(bytes, at);
    at += bytes.length;
  }
  return out;
}

function decoded(bytes: Uint8Array, of: Image): number[] {
  const out = new Uint8Array(frameLength(of)).fill(0xee);
  decodeRle(bytes, of, out);
  return [...out];
}

function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RadonymError) return error.code;
    throw error;
  }
  return 'none';
}

const four = image({ rows: 1, columns: 4, bitsAllocated: 8 });

test.each([
  ['a literal of n + 1 bytes', [3, 1, 2, 3, 4], [1, 2, 3, 4]],
  ['a run of 257 - n bytes', [253, 7], [7, 7, 7, 7]],
  ['a run and a literal', [255, 7, 1, 8, 9], [7, 7, 8, 9]],
  ['128 means nothing', [128, 253, 7], [7, 7, 7, 7]],
  ['a zero pads to an even length', [3, 1, 2, 3, 4, 0], [1, 2, 3, 4]],
] as const)('PS3.5 G.3.1: %s', (_, segment, expected) => {
  expect(decoded(stream(segment), four)).toEqual(expected);
});

test('the most significant byte has the first segment, each sample its own ones (PS3.5 G.2)', () => {
  const pixel = image({ rows: 1, columns: 1, bitsAllocated: 16, samplesPerPixel: 3 });
  expect(decoded(stream([0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [0, 6]), pixel)).toEqual([2, 1, 4, 3, 6, 5]);
});

test('a run may span rows in what others wrote', () => {
  expect(decoded(stream([253, 7]), image({ rows: 2, columns: 2, bitsAllocated: 8 }))).toEqual([7, 7, 7, 7]);
});

test('rows are encoded one by one, segments are even, unused offsets are zero', () => {
  const bytes = encodeRle(new Uint8Array(6).fill(9), image({ rows: 2, columns: 3, bitsAllocated: 8 }));
  expect([...bytes.subarray(0, 12)]).toEqual([1, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0]);
  expect([...bytes.subarray(64)]).toEqual([254, 9, 254, 9]);
  expect(encodeRle(Uint8Array.of(1, 2), image({ rows: 1, columns: 2, bitsAllocated: 8 }))).toHaveLength(68);
});

test.each([
  ['no header', new Uint8Array(63), 'pixel/truncated'],
  ['no segment', stream(), 'pixel/corrupt'],
  ['more segments than bytes in a pixel', stream([253, 7], [253, 7]), 'pixel/contradicts'],
  ['a literal that ends too early', stream([3, 1, 2]), 'pixel/truncated'],
  ['a run without its byte', stream([253]), 'pixel/truncated'],
  ['a plane that is not full', stream([254, 7]), 'pixel/truncated'],
  ['a run beyond the plane', stream([252, 7]), 'pixel/corrupt'],
  ['a literal beyond the plane', stream([4, 1, 2, 3, 4, 5]), 'pixel/corrupt'],
  ['more than padding behind the plane', stream([253, 7, 253, 8]), 'pixel/corrupt'],
] as const)('%s is refused', (_, bytes, expected) => {
  expect(code(() => decoded(bytes, four))).toBe(expected);
});

test.each([
  ['behind the end', 1000, 'pixel/truncated'],
  ['within the header', 8, 'pixel/corrupt'],
] as const)('a segment %s is refused', (_, offset, expected) => {
  const bytes = stream([253, 7]);
  new DataView(bytes.buffer).setUint32(4, offset, true);
  expect(code(() => decoded(bytes, four))).toBe(expected);
});

test('segments out of order are refused', () => {
  const two = image({ rows: 1, columns: 4, bitsAllocated: 16 });
  const bytes = stream([253, 7], [253, 8]);
  const header = new DataView(bytes.buffer);
  header.setUint32(4, 66, true);
  header.setUint32(8, 64, true);
  expect(code(() => decoded(bytes, two))).toBe('pixel/corrupt');
});

test('every proper prefix is refused, unless it only lacks padding', () => {
  const of = image({ rows: 5, columns: 7, bitsAllocated: 16 });
  const samples = samplesOf(of);
  const bytes = encodeRle(samples, of);
  for (let length = 0; length < bytes.length; length++) {
    const found = code(() => expect(decoded(bytes.subarray(0, length), of)).toEqual([...samples]));
    if (length < bytes.length - 1) expect(found).toMatch(/^pixel\//);
  }
});
