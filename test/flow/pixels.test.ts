import { describe, expect, test } from 'vitest';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { type TransferSyntax, transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import type { TreeElement } from '../../src/verify/element-tree.js';
import { concat, element, fragments, type Node, part10, sequence } from '../support/bytes.js';
import { image } from '../support/images.js';
import { leavesOfTree } from '../support/leaves.js';
import { described, fragmentsFile, frames, imageNodes, nativeFile, nativePixels, numbers, padded } from '../support/pixel-files.js';
import { transcoded } from '../support/recoded.js';

const syntax = (word: string): TransferSyntax => transferSyntaxOfWord(word)!;
const [implicit, explicit, bigEndian, rle, deflatedFrame, wrapped] = [
  'implicit',
  'explicit',
  'big-endian',
  'rle',
  'deflated-frame',
  'encapsulated-uncompressed',
].map(syntax) as [TransferSyntax, TransferSyntax, TransferSyntax, TransferSyntax, TransferSyntax, TransferSyntax];

const images: readonly (readonly [name: string, Image])[] = [
  ['12 in 16, signed, multi-frame', image({ bitsStored: 12, pixelRepresentation: 1, numberOfFrames: 3 })],
  ['8 bits, odd size, multi-frame', image({ bitsAllocated: 8, rows: 3, columns: 5, numberOfFrames: 4 })],
  ['32 bits', image({ bitsAllocated: 32, numberOfFrames: 2 })],
  ['colour by pixel', image({ bitsAllocated: 8, samplesPerPixel: 3, numberOfFrames: 2 })],
  ['colour by plane', image({ bitsAllocated: 8, samplesPerPixel: 3, planarConfiguration: 1 })],
  ['palette', image({ bitsAllocated: 8, photometricInterpretation: 'PALETTE COLOR' })],
];

const written = (file: Uint8Array, target: TransferSyntax, plan = {}): Uint8Array => {
  const { outcome, bytes } = transcoded(file, target.uid, plan);
  expect(outcome).toMatchObject({ outcome: 'written' });
  return bytes;
};

const elementsOf = (bytes: Uint8Array): readonly TreeElement[] => readDicomFile(bytes).elements;
const find = (bytes: Uint8Array, tag: number): TreeElement | undefined => elementsOf(bytes).find((one) => one.tag === tag);
const pixelsOf = (bytes: Uint8Array): TreeElement => find(bytes, 0x7fe00010)!;
const leaves = (bytes: Uint8Array): string[] => leavesOfTree(elementsOf(bytes));

describe.each(images)('%s', (_, of) => {
  const byPixel = of.planarConfiguration === 1 ? 'colour comes back by pixel' : undefined;

  test.each([rle, deflatedFrame, wrapped])('native, to $keyword and back: the values that were', (target) => {
    for (const source of [implicit, explicit, bigEndian]) {
      const file = nativeFile(of, source);
      const coded = written(file, target);
      expect(readDicomFile(coded).transferSyntaxUid).toBe(target.uid);
      expect(pixelsOf(coded).fragments).toHaveLength(of.numberOfFrames + 1);
      for (const back of [explicit, implicit, bigEndian]) {
        if (byPixel && target === rle) continue;
        expect(leaves(written(coded, back))).toEqual(leaves(written(file, back)));
      }
    }
  });

  test('one compressed syntax to another is what native to it is', () => {
    const native = nativeFile(of, explicit);
    if (byPixel === undefined) expect(written(written(native, rle), deflatedFrame)).toEqual(written(native, deflatedFrame));
    expect(written(written(native, deflatedFrame), rle)).toEqual(written(native, rle));
  });

  test('the Basic Offset Table says where each frame begins', () => {
    const { fragments = [] } = pixelsOf(written(nativeFile(of, explicit), rle));
    const [table, ...all] = fragments as [Uint8Array, ...Uint8Array[]];
    let at = 0;
    const expected = all.map(({ length }) => {
      const begins = at;
      at += 8 + length;
      return begins;
    });
    expect(table).toEqual(Buffer.from(numbers(...expected)));
    for (const { length } of all) expect(length % 2).toBe(0);
  });
});

test.each([rle, deflatedFrame, wrapped])('frames that chunks cut come back from $keyword', (target) => {
  const file = nativeFile(image({ rows: 300, columns: 300, numberOfFrames: 7 }), bigEndian);
  expect(Buffer.compare(written(written(file, target), explicit), written(file, explicit))).toBe(0);
});

test('colour by plane is by pixel once it went through RLE, and the data set says so', () => {
  const of = image({ bitsAllocated: 8, samplesPerPixel: 3, planarConfiguration: 1 });
  const coded = written(nativeFile(of, explicit), rle);
  expect([...find(coded, 0x00280006)!.bytes]).toEqual([0, 0]);
  const [native = new Uint8Array(0)] = frames(of);
  const plane = frameLength(of) / 3;
  const expected = Uint8Array.from(native, (_, index) => native[(index % 3) * plane + Math.floor(index / 3)]!);
  expect(Buffer.compare(pixelsOf(written(coded, explicit)).bytes.subarray(0, native.length), expected)).toBe(0);
});

test('Pixel Data of 8 bits are OB, of more OW', () => {
  const vrOf = (bits: number): string => pixelsOf(written(written(nativeFile(image({ bitsAllocated: bits }), implicit), rle), explicit)).vr;
  expect([8, 16, 32].map(vrOf)).toEqual(['OB', 'OW', 'OW']);
});

describe('what has no Pixel Data is written in Explicit VR Little Endian, and told of', () => {
  const rows: readonly (readonly [string, readonly Node[]])[] = [
    ['no image at all', [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'), element(0x00080018, 'UI', '2.25.1')]],
    ['described, but not there', described(image())],
    ['floating point', [...described(image({ bitsAllocated: 32 })), element(0x7fe00008, 'OF', new Float32Array(13 * 17))]],
  ];
  test.each(rows)('%s', (_, nodes) => {
    const { outcome, bytes } = transcoded(part10({}, [...nodes]), rle.uid);
    expect(outcome).toMatchObject({ outcome: 'written', transferSyntaxUid: explicit.uid, findings: [{ code: 'pixel/none' }] });
    expect(readDicomFile(bytes).transferSyntaxUid).toBe(explicit.uid);
    expect(leaves(bytes)).toEqual(leaves(part10({}, [...nodes])));
  });
});

describe('what cannot be encoded fails, or is written uncompressed where that was asked for', () => {
  const file = nativeFile(image({ bitsAllocated: 64, bitsStored: 64 }), implicit);
  test('fails', () => expect(transcoded(file, rle.uid).outcome).toMatchObject({ outcome: 'failed', code: 'pixel/unsupported' }));
  test('fallback', () => {
    const { outcome, bytes } = transcoded(file, rle.uid, { fallback: 'explicit' });
    expect(outcome).toMatchObject({ outcome: 'written', transferSyntaxUid: explicit.uid, findings: [{ code: 'flow/fallback' }] });
    expect(leaves(bytes)).toEqual(leaves(file));
  });
  test('what cannot be decoded fails all the same', () => {
    const video = part10({ transferSyntax: '1.2.840.10008.1.2.4.102' }, [
      ...described(image({ bitsAllocated: 8, numberOfFrames: 9 })),
      fragments(0x7fe00010, 'OB', [numbers(), numbers(1)]),
    ]);
    expect(transcoded(video, rle.uid, { fallback: 'explicit' }).outcome).toMatchObject({ outcome: 'failed', code: 'pixel/unsupported' });
  });
});

describe('fragments and tables in every shape', () => {
  const of = image({ bitsAllocated: 8, rows: 4, columns: 6, numberOfFrames: 3 });
  const all = frames(of);
  const expected = padded(concat(all));
  const deflated = pixelsOf(written(nativeFile(of, explicit), deflatedFrame)).fragments!.slice(1);
  const halves = all.flatMap((frame) => [frame.subarray(0, 10), frame.subarray(10)]);

  test.each<[string, TransferSyntax, Uint8Array, readonly Uint8Array[], string[]]>([
    ['empty table, one fragment a frame', deflatedFrame, numbers(), deflated, []],
    ['filled table, two fragments a frame', wrapped, numbers(0, 40, 80), halves, []],
    ['a table of another number of frames', wrapped, numbers(0, 32), all, ['pixel/offset-table']],
    ['a table that does not rise', wrapped, numbers(0, 64, 32), all, ['pixel/offset-table']],
  ])('%s', (_, source, table, pieces, codes) => {
    const { outcome, bytes } = transcoded(fragmentsFile(of, source, table, pieces), explicit.uid);
    expect(outcome).toMatchObject({ outcome: 'written', findings: codes.map((code) => ({ code })) });
    expect(pixelsOf(bytes).bytes).toEqual(Buffer.from(expected));
  });

  test('an Extended Offset Table is followed, and not kept', () => {
    const table = new Uint8Array(BigUint64Array.of(0n, 40n, 80n).buffer);
    const lengths = new Uint8Array(BigUint64Array.of(24n, 24n, 24n).buffer);
    const file = part10({ transferSyntax: wrapped.uid }, [
      ...described(of),
      element(0x7fe00001, 'OV', table),
      element(0x7fe00002, 'OV', lengths),
      fragments(0x7fe00010, 'OB', [numbers(), ...halves]),
    ]);
    const bytes = written(file, explicit);
    expect(pixelsOf(bytes).bytes).toEqual(Buffer.from(expected));
    expect(elementsOf(bytes).filter(({ tag }) => tag >= 0x7fe00000)).toHaveLength(1);
    expect(written(file, explicit)).toEqual(written(nativeFile(of, explicit), explicit));
  });

  test.each<[string, readonly Uint8Array[], string]>([
    ['too few fragments', all.slice(1), 'pixel/frame-count'],
    ['too many fragments', [...all, ...all], 'pixel/frame-count'],
    ['a short frame', [all[0]!, all[1]!.subarray(2), all[2]!], 'pixel/truncated'],
  ])('%s: an error, and no output', (_, pieces, code) => {
    const { outcome, bytes } = transcoded(fragmentsFile(of, wrapped, numbers(), pieces), explicit.uid);
    expect(outcome).toMatchObject({ outcome: 'failed', code });
    expect(bytes).toHaveLength(0);
  });

  test('native Pixel Data of another length than the image has', () => {
    const file = part10({}, [...described(of), nativePixels(of, all.slice(1))]);
    expect(transcoded(file, rle.uid).outcome).toMatchObject({ outcome: 'failed', code: 'pixel/length' });
  });

  test.each([
    [explicit, rle, fragments(0x7fe00010, 'OB', [numbers(), ...deflated])],
    [rle, explicit, nativePixels(of)],
  ])('Pixel Data that are not as their Transfer Syntax says are not guessed at', (source, target, pixels) => {
    const { outcome } = transcoded(part10({ transferSyntax: source.uid }, [...described(of), pixels]), target.uid);
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'pixel/contradicts' });
  });
});

describe('an icon', () => {
  const of = image({ rows: 20, columns: 10 });
  const icon = image({ bitsAllocated: 8, rows: 4, columns: 4 });
  const withIcon = (source: TransferSyntax, pixels: Node, main: Node): Uint8Array =>
    part10({ transferSyntax: source.uid }, [...described(of), sequence(0x00880200, [[...imageNodes(icon), pixels]]), main]);
  const native = withIcon(explicit, nativePixels(icon), nativePixels(of));

  test('stays native when the image is compressed (PS3.5 A.4)', () => {
    const coded = written(native, rle);
    const inner = find(coded, 0x00880200)!.items![0]!.find(({ tag }) => tag === 0x7fe00010)!;
    expect(inner.fragments).toBeUndefined();
    expect(leaves(written(coded, explicit))).toEqual(leaves(native));
  });

  test.each(['undefined', 'explicit'] as const)('is decoded with the image, sequences of %s length', (sequenceLength) => {
    const coded = withIcon(
      wrapped,
      fragments(0x7fe00010, 'OB', [numbers(), ...frames(icon)]),
      fragments(0x7fe00010, 'OB', [numbers(), ...frames(of)]),
    );
    expect(leaves(written(coded, explicit, { sequenceLength }))).toEqual(leaves(native));
    expect(leaves(written(written(coded, rle, { sequenceLength }), explicit))).toEqual(leaves(native));
  });
});
