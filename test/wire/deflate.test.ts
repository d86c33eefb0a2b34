import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeflateStream, InflateStream } from '../../src/wire/deflate.js';
import { concat } from '../support/bytes.js';

function inflate(bytes: Uint8Array, size: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  const stream = new InflateStream((piece) => pieces.push(piece.slice()));
  for (let at = 0; at < bytes.length; at += size) stream.push(bytes.slice(at, at + size));
  stream.end();
  return concat(pieces);
}

test('inflates what zlib deflated and deflates what zlib inflates, in pieces of any size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 700 }), (bytes, size) => {
      expect(inflate(deflateRawSync(bytes), size)).toEqual(bytes);
      const stream = new DeflateStream();
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(...stream.push([bytes.subarray(at, at + size)]));
      const deflated = concat([...pieces, ...stream.end()]);
      expect(deflated.length % 2).toBe(0);
      expect(new Uint8Array(inflateRawSync(deflated))).toEqual(bytes);
    }),
    { numRuns: 60 },
  );
});

test('padding behind the stream is passed over, a cut stream and a corrupt one are refused', () => {
  const deflated = deflateRawSync(Buffer.alloc(10_000, 'radiotherapy '));
  expect(inflate(concat([deflated, new Uint8Array(1)]), 50)).toHaveLength(10_000);
  expect(() => inflate(deflated.subarray(0, -4), 50)).toThrow(expect.objectContaining({ code: 'wire/truncated' }));
  expect(() => inflate(Uint8Array.of(0xff, 0xff, 0xff, 0xff), 50)).toThrow(expect.objectContaining({ code: 'wire/deflate' }));
});

test('so much comes out and no more', () => {
  const bytes = deflateRawSync(new Uint8Array(3 << 20));
  let made = 0;
  const stream = new InflateStream((piece) => {
    made += piece.length;
  }, 2 << 20);
  expect(() => stream.push(bytes)).toThrow(expect.objectContaining({ code: 'wire/deflate-limit' }));
  expect(made).toBeLessThanOrEqual(2 << 20);
});
