import { describe, expect, test } from 'vitest';
import type { Image } from '../../src/pixel/image.js';
import { nativeCodecs } from '../../src/run/native-codecs.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import type { TreeElement } from '../../src/verify/element-tree.js';
import { element, encode, type Node, part10, sequence } from '../support/bytes.js';
import { image } from '../support/images.js';
import { described, nativePixels } from '../support/pixel-files.js';
import { transcoded } from '../support/recoded.js';

const uid = (word: string): string => transferSyntaxOfWord(word)!.uid;
const [rle, explicit, baseline, jpeg2000] = ['rle', 'explicit', 'jpeg-baseline', 'jpeg2000-lossy'].map(uid) as [
  string,
  string,
  string,
  string,
];
const grey = image({ bitsAllocated: 8, rows: 32, columns: 32, numberOfFrames: 2 });
const native = nativeCodecs();

function file(of: Image = grey, more: readonly Node[] = [], head: readonly Node[] = []): Uint8Array {
  const nodes = [...described(of), ...head, ...more, nativePixels(of)].filter((node) => 'tag' in node) as (Node & { tag: number })[];
  // The last of a tag wins.
  const byTag = new Map(nodes.map((node) => [node.tag, node]));
  return part10({}, encode([...byTag.values()].sort((a, b) => a.tag - b.tag)));
}

const lossy = (bytes: Uint8Array, target: string, quality = 50, plan = {}) => transcoded(bytes, target, { quality, ...plan }, native);
const find = (bytes: Uint8Array, tag: number): TreeElement | undefined => readDicomFile(bytes).elements.find((one) => one.tag === tag);
const textOf = (bytes: Uint8Array, tag: number): string | undefined => find(bytes, tag)?.text;

describe('a data set whose values were given up says so (PS3.3 C.7.6.1.1.5)', () => {
  const { outcome, bytes } = lossy(file(), baseline);
  const pixels = find(bytes, 0x7fe00010)!;

  test('that, how much and how', () => {
    expect(outcome).toMatchObject({ outcome: 'written', transferSyntaxUid: baseline });
    const coded = pixels.fragments!.slice(1).reduce((sum, { length }) => sum + length, 0);
    expect([0x00282110, 0x00282112, 0x00282114].map((tag) => textOf(bytes, tag))).toEqual([
      '01',
      ((2 * 32 * 32) / coded).toFixed(2),
      'ISO_10918_1',
    ]);
    expect(textOf(bytes, 0x00082111)).toContain('Lossy compression');
  });

  test('it is a new instance, made of the one that it names', () => {
    const { elements, fileMeta } = readDicomFile(bytes);
    const own = textOf(bytes, 0x00080018)!;
    expect(own).toMatch(/^2\.25\.\d+$/);
    expect(own).not.toBe('2.25.777');
    expect(fileMeta.find(({ tag }) => tag === 0x00020003)!.text).toBe(own);
    const source = elements.find(({ tag }) => tag === 0x00082112)!.items![0]!;
    expect(source.find(({ tag }) => tag === 0x00081155)!.text).toBe('2.25.777');
    expect(outcome.findings).toContainEqual(expect.objectContaining({ code: 'flow/new-instance' }));
  });

  test('the same each time, another for another quality', () => {
    expect(lossy(file(), baseline).bytes).toEqual(bytes);
    expect(textOf(lossy(file(), baseline, 51).bytes, 0x00080018)).not.toBe(textOf(bytes, 0x00080018));
  });

  test('sequences of explicit length are measured with all that is added', () => {
    const measured = lossy(file(), baseline, 50, { sequenceLength: 'explicit' }).bytes;
    expect(find(measured, 0x00082112)!.items).toHaveLength(1);
    expect(textOf(measured, 0x00282112)).toBe(textOf(bytes, 0x00282112));
  });
});

test('what was lost before stays written, the new loss stands behind it', () => {
  const before = [
    element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY'),
    element(0x00082111, 'ST', 'cropped'),
    sequence(0x00082112, [[element(0x00081155, 'UI', '2.25.5')]]),
    element(0x00282110, 'CS', '01'),
    element(0x00282112, 'DS', '7.5'),
    element(0x00282114, 'CS', 'ISO_10918_1'),
  ];
  const { bytes } = lossy(file(grey, before), jpeg2000);
  expect(textOf(bytes, 0x00080008)).toBe('DERIVED\\PRIMARY');
  expect(textOf(bytes, 0x00082111)).toMatch(/^cropped; Lossy compression/);
  expect(find(bytes, 0x00082112)!.items).toHaveLength(2);
  expect(textOf(bytes, 0x00282112)).toMatch(/^7\.5\\\d+\.\d\d$/);
  expect(textOf(bytes, 0x00282114)).toBe('ISO_10918_1\\ISO_15444_1');
});

test('lossy colour comes back as what its decoder makes of it, and stays called lossy', () => {
  const of = image({ bitsAllocated: 8, samplesPerPixel: 3, rows: 32, columns: 32 });
  const { bytes } = lossy(file(of), baseline);
  expect(textOf(bytes, 0x00280004)).toBe('YBR_FULL_422');
  const back = transcoded(bytes, explicit, {}, native).bytes;
  expect(textOf(back, 0x00280004)).toBe('YBR_FULL');
  expect(textOf(back, 0x00282110)).toBe('01');
  expect(textOf(transcoded(bytes, rle, {}, native).bytes, 0x00282110)).toBe('01');
});

describe('values that are no shades are never given up', () => {
  test.each([
    ['RT Dose', [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.2')]],
    ['a segmentation', [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.66.4')]],
    ['a dose of a private class', [element(0x00080016, 'UI', '1.2.3.4'), element(0x00080060, 'CS', 'RTDOSE')]],
  ])('%s', (_, head) => {
    expect(lossy(file(grey, [], head), baseline).outcome).toMatchObject({ outcome: 'failed', code: 'pixel/never-lossy' });
    const fallback = lossy(file(grey, [], head), baseline, 50, { fallback: 'explicit' });
    expect(fallback.outcome).toMatchObject({ outcome: 'written', transferSyntaxUid: explicit });
  });

  test('nor is anything where no quality was asked for', () => {
    expect(transcoded(file(), baseline, {}, native).outcome).toMatchObject({ outcome: 'failed', code: 'pixel/unsupported' });
  });
});
