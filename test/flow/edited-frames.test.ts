import { expect, test } from 'vitest';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import { FrameCoder } from '../../src/pixel/frame-coder.js';
import type { FrameEditor } from '../../src/pixel/frame-editor.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { profileOf } from '../suites/pipeline.js';
import { concat, element, encode, fragments, part10 } from '../support/bytes.js';
import { image } from '../support/images.js';
import { described, frames, nativePixels, numbers, syntaxOf } from '../support/pixel-files.js';
import { staged, transcoded } from '../support/recoded.js';

const syntax = (word: string) => transferSyntaxOfWord(word)!;
const of = image({ numberOfFrames: 4 });
const all = frames(of);

/** Blanks the second frame, looks at the third and changes nothing. */
const editor: FrameEditor = {
  touches: (frame) => frame === 1 || frame === 2,
  edit: (frame, samples) => {
    if (frame === 1) samples.fill(0);
    return frame === 1;
  },
};
const edited = all.map((frame, index) => (index === 1 ? frame.map(() => 0) : frame));
const dataSet = (samples: readonly Uint8Array[], word: string) =>
  encode([...described(of), nativePixels(of, samples)], syntaxOf(syntax(word)));

test.each([
  ['explicit', 'explicit'],
  ['implicit', 'explicit'],
  ['big-endian', 'implicit'],
  ['big-endian', 'big-endian'],
])('native frames are edited from %s to %s', (from, to) => {
  const way = { source: syntax(from), target: syntax(to), image: of };
  expect(Buffer.compare(staged(dataSet(all, from), { ...way, editor }).bytes, dataSet(edited, to))).toBe(0);
});

test.each(['rle', 'deflated-frame', 'encapsulated-uncompressed'])('%s: what is compressed on the way is what was edited', (to) => {
  const way = { source: syntax('explicit'), target: syntax(to), image: of };
  const expected = staged(dataSet(edited, 'explicit'), way).bytes;
  expect(Buffer.compare(staged(dataSet(all, 'explicit'), { ...way, editor }).bytes, expected)).toBe(0);
});

test('of compressed frames only those that change are encoded anew; the others leave as they came', () => {
  const rle = syntax('rle');
  // Streams that our own encoder would not write: something stands behind the last segment.
  const streams = all.map((frame) => {
    const coder = new FrameCoder({ source: syntax('explicit'), target: rle, image: of, coding: {}, codec: frameCodec() });
    return concat([coder.fromSamples(frame, 0), Uint8Array.of(0, 0)]);
  });
  const coded = encode([...described(of), fragments(0x7fe00010, 'OB', [numbers(), ...streams])]);
  const { bytes } = staged(coded, { source: rle, target: rle, image: of, editor });
  for (const kept of [0, 2, 3]) expect(Buffer.from(bytes).includes(Buffer.from(streams[kept]!))).toBe(true);
  expect(Buffer.from(bytes).includes(Buffer.from(streams[1]!))).toBe(false);
  const back = staged(bytes, { source: rle, target: syntax('explicit'), image: of }).bytes;
  expect(Buffer.compare(back, dataSet(edited, 'explicit'))).toBe(0);
});

test.each(['explicit', 'rle'])('overlay bits that are found on the way are cleared by another pass over the frames: %s', (word) => {
  const stored = image({ bitsStored: 12, numberOfFrames: 2 });
  const clean = frames(stored);
  const dirty = clean.map((frame) => frame.map((byte, index) => (index % 2 === 1 ? byte | 0x10 : byte)));
  const overlay = [element(0x60000100, 'US', 16), element(0x60000102, 'US', 12)];
  const file = (samples: readonly Uint8Array[]) =>
    part10({}, [
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
      ...described(stored).slice(1),
      ...overlay,
      nativePixels(stored, samples),
    ]);
  const plan = { profile: profileOf('basic'), key: new Uint8Array(32) };
  const source = transcoded(file(dirty), syntax(word).uid).bytes;
  const { outcome, bytes } = transcoded(source, 'keep', plan);
  expect(outcome).toMatchObject({ outcome: 'written', findings: [{ code: 'deid/embedded-overlay' }] });
  const pixels = (one: Uint8Array) =>
    readDicomFile(transcoded(one, syntax('explicit').uid).bytes).elements.find(({ tag }) => tag === 0x7fe00010)!;
  expect(pixels(bytes).bytes).toEqual(pixels(file(clean)).bytes);
});
