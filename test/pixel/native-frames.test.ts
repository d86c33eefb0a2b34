import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NativeFrames } from '../../src/pixel/native-frames.js';

function cut(bytes: Uint8Array, frameLength: number, numberOfFrames: number, unit = 1, size = bytes.length): number[][] {
  const out: number[][] = [];
  const frames = new NativeFrames({ frameLength, numberOfFrames, unit, frame: (samples) => out.push([...samples]) });
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.slice(at, at + size);
    frames.chunk(chunk, 0, chunk.length);
    chunk.fill(0xee);
  }
  frames.finish();
  return out;
}

test('words of big endian are turned round, also where a frame ends within one', () => {
  expect(cut(Uint8Array.of(1, 2, 3, 4, 5, 6), 3, 2, 2)).toEqual([
    [2, 1, 4],
    [3, 6, 5],
  ]);
});

test.each([
  ['a padding byte is none of a frame', 7, 3, 2, 2],
  ['as long as it says', 6, 3, 2, 2],
] as const)('%s', (_, length, frameLength, frames, count) => {
  expect(cut(new Uint8Array(length), frameLength, frames)).toHaveLength(count);
});

test.each([
  ['too short', 5, 3, 2],
  ['a frame too much', 9, 3, 2],
  ['two bytes too much', 8, 3, 2],
] as const)('%s: an error', (_, length, frameLength, frames) => {
  expect(() => cut(new Uint8Array(length), frameLength, frames)).toThrow(expect.objectContaining({ code: 'pixel/length' }));
});

test('frames do not depend on chunks', () => {
  const shape = fc.record({
    frameLength: fc.integer({ min: 1, max: 30 }),
    frames: fc.integer({ min: 1, max: 5 }),
    size: fc.integer({ min: 1, max: 50 }),
    unit: fc.constantFrom(1, 2, 4),
  });
  fc.assert(
    fc.property(shape, ({ frameLength, frames, size, unit }) => {
      const bytes = Uint8Array.from({ length: frameLength * frames }, (_, index) => index);
      expect(cut(bytes, frameLength, frames, unit, size)).toEqual(cut(bytes, frameLength, frames, unit));
      if (unit === 1) expect(cut(bytes, frameLength, frames, unit, size).flat()).toEqual([...bytes]);
    }),
  );
});
