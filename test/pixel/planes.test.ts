import { expect, test } from 'vitest';
import { byPixel } from '../../src/pixel/planes.js';
import { image } from '../support/images.js';

test('by plane R R G G B B becomes by pixel R G B R G B, a word at a time', () => {
  const bytes = image({ rows: 1, columns: 2, samplesPerPixel: 3, bitsAllocated: 8, planarConfiguration: 1 });
  expect([...byPixel(Uint8Array.of(1, 2, 3, 4, 5, 6), bytes)]).toEqual([1, 3, 5, 2, 4, 6]);
  const words = { ...bytes, bitsAllocated: 16 };
  expect([...byPixel(Uint8Array.of(1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16), words)]).toEqual([1, 11, 3, 13, 5, 15, 2, 12, 4, 14, 6, 16]);
});

test('what is by pixel stays the same bytes', () => {
  const samples = new Uint8Array(6);
  expect(byPixel(samples, image({ rows: 1, columns: 2, samplesPerPixel: 3, bitsAllocated: 8 }))).toBe(samples);
});
