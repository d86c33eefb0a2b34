import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/base/errors.js';
import { FragmentFrames } from '../../src/pixel/fragment-frames.js';
import type { Compression } from '../../src/standard/transfer-syntax.js';

interface Joined {
  readonly frames: string[];
  readonly findings: string[];
}

/** @param fragments as text, one character a byte; @param size of the chunks that a fragment comes in */
function join(
  compression: Compression,
  fragments: readonly string[],
  numberOfFrames: number,
  offsets?: readonly number[],
  size = 1000,
): Joined {
  const frames: string[] = [];
  const findings: Finding[] = [];
  const joiner = new FragmentFrames({
    compression,
    numberOfFrames,
    offsets,
    frame: (stream) => frames.push(Buffer.from(stream).toString('latin1')),
    finding: (finding) => findings.push(finding),
  });
  for (const fragment of fragments) {
    const bytes = Buffer.from(fragment, 'latin1');
    joiner.start(bytes.length);
    for (let at = 0; at < bytes.length; at += size) joiner.chunk(bytes, at, Math.min(bytes.length, at + size));
    joiner.end();
  }
  joiner.finish();
  return { frames, findings: findings.map(({ code }) => code) };
}

const soi = '\xff\xd8\xff\xe0';
const soc = '\xff\x4f\xff\x51';
const rle = '\x02\0\0\0\x40\0\0\0';

test.each<[name: string, compression: Compression, fragments: string[], frames: number, offsets: number[] | undefined, expected: string[]]>(
  [
    ['one fragment a frame, without a table', 'rle', [`${rle}a`, `${rle}b`], 2, undefined, [`${rle}a`, `${rle}b`]],
    ['one frame in all fragments', 'deflated-frame', ['ab', 'cd', 'ef'], 1, undefined, ['abcdef']],
    ['frames by the table', 'deflated-frame', ['ab', 'cd', 'ef'], 2, [0, 20], ['abcd', 'ef']],
    ['JPEG frames by their beginning', 'jpeg', [`${soi}a`, 'b', `${soi}c`, 'd', 'e'], 2, undefined, [`${soi}ab`, `${soi}cde`]],
    ['JPEG 2000 frames by their beginning', 'jpeg-2000', [`${soc}a`, `${soc}b`, 'c'], 2, undefined, [`${soc}a`, `${soc}bc`]],
    ['RLE frames in several fragments', 'rle', [`${rle}ab`, 'cd', `${rle}ef`], 2, undefined, [`${rle}abcd`, `${rle}ef`]],
    ['an empty fragment belongs to the frame before', 'jpeg', [`${soi}a`, '', `${soi}c`], 2, undefined, [`${soi}a`, `${soi}c`]],
  ],
)('%s', (_, compression, fragments, frames, offsets, expected) => {
  expect(join(compression, fragments, frames, offsets)).toEqual({ frames: expected, findings: [] });
  expect(join(compression, fragments, frames, offsets, 1)).toEqual({ frames: expected, findings: [] });
});

test('where frames show their beginning, a wrong table is told of and not followed', () => {
  const fragments = [`${soi}ab`, `${soi}cd`, 'efgh', `${soi}ij`];
  const right = [`${soi}ab`, `${soi}cdefgh`, `${soi}ij`];
  expect(join('jpeg', fragments, 3, [0, 14, 40])).toEqual({ frames: right, findings: [] });
  expect(join('jpeg', fragments, 3, [0, 28, 40])).toEqual({ frames: right, findings: ['pixel/offset-table'] });
});

test.each<[name: string, () => unknown, code: string]>([
  ['fewer frames than said', () => join('jpeg', [`${soi}a`, 'b'], 2), 'pixel/frame-count'],
  ['more frames than said', () => join('jpeg', [`${soi}a`, `${soi}b`], 1), 'pixel/frame-count'],
  ['more fragments than frames', () => join('deflated-frame', ['a', 'b', 'c'], 2), 'pixel/frame-count'],
  ['no fragment at all', () => join('rle', [], 1), 'pixel/frame-count'],
  ['a table that points into a fragment', () => join('deflated-frame', ['abcd', 'cd'], 2, [0, 2]), 'pixel/offset-table'],
])('%s: an error', (_, act, code) => {
  expect(act).toThrow(expect.objectContaining({ code }));
});

test('frames are what was cut into fragments, wherever it was cut and whatever chunks it comes in', () => {
  const frame = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\xff'), maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(40), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (bodies, cuts, size) => {
        const frames = bodies.map((body) => soi + body);
        const fragments = frames.flatMap((text) => {
          const places = [4, ...cuts.map((cut) => 4 + cut), text.length].filter((place) => place <= text.length).sort((a, b) => a - b);
          return places.map((place, index) => text.slice(index === 0 ? 0 : places[index - 1], place));
        });
        expect(join('jpeg-ls', fragments, frames.length, undefined, size).frames).toEqual(frames);
      },
    ),
  );
});

test('a code stream is gathered up to a limit', () => {
  const joiner = new FragmentFrames({
    compression: 'rle',
    numberOfFrames: 1,
    offsets: undefined,
    frame: () => {},
    finding: () => {},
    most: 100_000,
  });
  const bytes = new Uint8Array(60_000);
  joiner.start(bytes.length);
  joiner.chunk(bytes, 0, bytes.length);
  joiner.end();
  joiner.start(bytes.length);
  expect(() => joiner.chunk(bytes, 0, bytes.length)).toThrow(expect.objectContaining({ code: 'pixel/frame-too-large' }));
});
