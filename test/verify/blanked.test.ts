/** What the checker expects of blanked samples, worked out by code of its own, is what cleaning makes of them. */
import { expect, test } from 'vitest';
import type { Image } from '../../src/pixel/image.js';
import { OverlayBits } from '../../src/pixel/overlay-bits.js';
import { Redaction } from '../../src/pixel/redaction.js';
import type { PixelRule, Rectangle } from '../../src/standard/pixel-rules.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { blankingOf } from '../../src/verify/blanked.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import type { TreeElement } from '../../src/verify/element-tree.js';
import { pixelNumbers } from '../../src/verify/frames.js';
import { explicitLittle } from '../../src/wire/token.js';
import { Tokenizer } from '../../src/wire/tokenizer.js';
import { element, encode, type Node, part10 } from '../support/bytes.js';
import { image, samplesOf } from '../support/images.js';
import { imageNodes, syntaxOf } from '../support/pixel-files.js';

const explicit = transferSyntaxOfWord('explicit')!;
const head = [
  element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
  element(0x00080018, 'UI', '2.25.777'),
  element(0x00080060, 'CS', 'OT'),
];

function elementsOf(nodes: readonly Node[]): readonly TreeElement[] {
  return readDicomFile(part10({ transferSyntax: explicit.uid }, encode([...head, ...nodes], syntaxOf(explicit)))).elements;
}

const rectangles: readonly Rectangle[] = [
  [1, 1, 3, 2],
  [-2, -1, 9, 9],
];
const rule: PixelRule = { modalities: ['OT'], action: 'blank', rectangles, profile: 'test' };
const byte = { bitsAllocated: 8, bitsStored: 8, highBit: 7 };
const colour = { ...byte, samplesPerPixel: 3, photometricInterpretation: 'RGB' };

test.each<readonly [string, Partial<Image>, number | undefined]>([
  ['8 bits', byte, undefined],
  ['8 bits, MONOCHROME1', { ...byte, photometricInterpretation: 'MONOCHROME1' }, undefined],
  ['12 of 16 bits, with a fill', { bitsAllocated: 16, bitsStored: 12, highBit: 11 }, 70],
  ['12 of 16 bits, signed', { bitsAllocated: 16, bitsStored: 12, highBit: 11, pixelRepresentation: 1 }, undefined],
  ['8 upper bits of 16', { bitsAllocated: 16, bitsStored: 8, highBit: 15, photometricInterpretation: 'MONOCHROME1' }, undefined],
  ['32 bits', { bitsAllocated: 32, bitsStored: 32, highBit: 31 }, 4_000_000_000],
  ['single bits', { bitsAllocated: 1, bitsStored: 1, highBit: 0, rows: 8, columns: 8 }, 1],
  ['RGB by pixel', colour, undefined],
  ['RGB by plane', { ...colour, planarConfiguration: 1 }, undefined],
  ['YBR_FULL', { ...colour, photometricInterpretation: 'YBR_FULL' }, undefined],
])('%s', (_, changes, fill) => {
  const of = image({ rows: 6, columns: 8, numberOfFrames: 1, planarConfiguration: 0, ...changes });
  const elements = elementsOf(imageNodes(of));
  const before = samplesOf(of);
  const [made, expected] = [before.slice(), before.slice()];
  const more = fill === undefined ? {} : { fill };
  new Redaction({ all: rectangles, ...more }).edit(0, made, of);
  blankingOf(elements, elements, [{ ...rule, ...more }], undefined)!(0, expected, pixelNumbers(elements));
  expect(Buffer.compare(made, expected)).toBe(0);
  expect(Buffer.compare(made, before)).not.toBe(0);
});

test('overlay bits go where the output has their group no more', () => {
  const of = image({ rows: 2, columns: 2, bitsAllocated: 16, bitsStored: 12, highBit: 11, numberOfFrames: 1 });
  const plane = [element(0x60000100, 'US', 16), element(0x60000102, 'US', 13)];
  const [original, output] = [elementsOf([...imageNodes(of), ...plane]), elementsOf(imageNodes(of))];
  const before = new Uint8Array(of.rows * of.columns * 2).fill(0xff);
  const [made, expected] = [before.slice(), before.slice()];
  const bits = new OverlayBits(() => true);
  const tokenizer = new Tokenizer({ encoding: explicitLittle });
  tokenizer.push(encode(plane, syntaxOf(explicit)), (token) => bits.push(token));
  bits.edit(0, made, of);
  blankingOf(original, output, [], undefined)!(0, expected, pixelNumbers(original));
  expect(Buffer.compare(made, expected)).toBe(0);
  expect(made[1]).toBe(0xdf);
  expect(blankingOf(original, original, [], undefined)).toBeUndefined();
});

test('without a rule, a word of the run and overlay bits every sample has to be the original', () => {
  const elements = elementsOf(imageNodes(image()));
  expect(blankingOf(elements, elements, [], undefined)).toBeUndefined();
  expect(blankingOf(elements, elements, [{ ...rule, modalities: ['CT'] }], undefined)).toBeUndefined();
});
test('what a run says of OCR counts only where no row of the profile holds', () => {
  const of = image({ ...byte, rows: 2, columns: 2, numberOfFrames: 2 });
  const elements = elementsOf(imageNodes(of));
  const told = [[1, [[0, 0, 1, 1]]]] as const;
  const blanking = blankingOf(elements, elements, [], told)!;
  const [first, second] = [new Uint8Array(4).fill(9), new Uint8Array(4).fill(9)];
  blanking(0, first, pixelNumbers(elements));
  blanking(1, second, pixelNumbers(elements));
  expect([...first, ...second]).toEqual([9, 9, 9, 9, 0, 9, 9, 9]);
  expect(blankingOf(elements, elements, [{ ...rule, action: 'keep', rectangles: [] }], told)).toBeUndefined();
});
