import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FragmentWriter } from '../../src/pixel/frame-writers.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readElements } from '../../src/verify/element-walk.js';
import { explicitLittle } from '../../src/wire/token.js';
import { element, encode, fragments, type Node } from '../support/bytes.js';
import { arbitraryFrame, image } from '../support/images.js';
import { described, frames, nativePixels, numbers, syntaxOf } from '../support/pixel-files.js';
import { staged } from '../support/recoded.js';

const words = ['implicit', 'explicit', 'big-endian', 'rle', 'deflated-frame', 'encapsulated-uncompressed'] as const;
const syntax = (word: (typeof words)[number]) => transferSyntaxOfWord(word)!;
const coded = words.slice(3);
const native = words.slice(0, 3);
const behind: Node = element(0xfffaaaaa, 'OB', Uint8Array.of(1, 2));

test('what comes out does not depend on chunks, whatever comes in', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 });
  const ways = fc
    .tuple(fc.constantFrom(...words), fc.constantFrom(...words))
    .filter(([a, b]) => a !== b && !(native.includes(a) && native.includes(b)));
  fc.assert(
    fc.property(
      arbitraryFrame([8, 16, 32]),
      ways,
      fc.integer({ min: 1, max: 4 }),
      sizes,
      ([shape, samples], [from, to], numberOfFrames, chunks) => {
        const of = { ...shape, planarConfiguration: 0 as const, numberOfFrames };
        const dataSet = encode(
          [...described(of), nativePixels(of, Array(numberOfFrames).fill(samples)), behind],
          syntaxOf(syntax(native.includes(from) ? from : 'explicit')),
        );
        const whole = native.includes(from)
          ? dataSet
          : staged(dataSet, { source: syntax('explicit'), target: syntax(from), image: of }).bytes;
        const way = { source: syntax(from), target: syntax(to), image: of };
        expect(Buffer.compare(staged(whole, way, chunks).bytes, staged(whole, way).bytes)).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
});

test('frames come back as they were', () => {
  fc.assert(
    fc.property(
      arbitraryFrame([8, 16, 32]),
      fc.constantFrom(...coded),
      fc.integer({ min: 1, max: 3 }),
      ([shape, samples], to, numberOfFrames) => {
        const of = { ...shape, planarConfiguration: 0 as const, numberOfFrames };
        const dataSet = encode([...described(of), nativePixels(of, Array(numberOfFrames).fill(samples))]);
        const there = staged(dataSet, { source: syntax('explicit'), target: syntax(to), image: of });
        const back = staged(there.bytes, { source: syntax(to), target: syntax('explicit'), image: of });
        expect(Buffer.compare(back.bytes, dataSet)).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
});

const long = (bytes: Uint8Array): BigUint64Array => new BigUint64Array(Uint8Array.from(bytes).buffer);

test('an Extended Offset Table stands before Pixel Data with an empty basic one', () => {
  const of = image({ bitsAllocated: 8, rows: 3, columns: 3, numberOfFrames: 3 });
  const dataSet = encode([...described(of), nativePixels(of)]);
  const { bytes } = staged(dataSet, { source: syntax('explicit'), target: syntax('encapsulated-uncompressed'), image: of, extended: true });
  const [offsets, lengths, pixels] = readElements(bytes, 0, bytes.length, explicitLittle).filter(({ tag }) => tag >= 0x7fe00000);
  expect([offsets!.tag, lengths!.tag]).toEqual([0x7fe00001, 0x7fe00002]);
  expect(long(offsets!.bytes)).toEqual(BigUint64Array.of(0n, 18n, 36n));
  expect(long(lengths!.bytes)).toEqual(BigUint64Array.of(9n, 9n, 9n));
  expect(pixels!.fragments!.map(({ length }) => length)).toEqual([0, 10, 10, 10]);
});

test('frames past 4 GiB do not fit into a Basic Offset Table: an error that leads to an extended one', () => {
  const big = new Uint8Array(2 ** 31);
  const table = (extended: boolean): Uint8Array[] => {
    const filled: Uint8Array[] = [];
    const room = { mark: () => 0, fill: (_: number, bytes: Uint8Array) => void filled.push(bytes) };
    const writer = new FragmentWriter({ numberOfFrames: 4, extended, room });
    writer.begin(() => {});
    for (let frame = 0; frame < 4; frame++) writer.frame(big, () => {});
    writer.finish(() => {});
    return filled;
  };
  expect(() => table(false)).toThrow(expect.objectContaining({ code: 'pixel/offsets' }));
  const [offsets] = table(true);
  expect(new BigUint64Array(offsets!.buffer)).toEqual(BigUint64Array.of(0n, 2n ** 31n + 8n, 2n ** 32n + 16n, 3n * 2n ** 31n + 24n));
});

test('what compression leaves out is put in: Planar Configuration, where there are several samples', () => {
  const of = image({ bitsAllocated: 8, samplesPerPixel: 3 });
  const nodes = described(of).filter((node) => !('tag' in node && node.tag === 0x00280006));
  const dataSet = encode([...nodes, fragments(0x7fe00010, 'OB', [numbers(), ...frames(of)])]);
  const { bytes } = staged(dataSet, { source: syntax('encapsulated-uncompressed'), target: syntax('explicit'), image: of });
  const planar = readElements(bytes, 0, bytes.length, explicitLittle).find(({ tag }) => tag === 0x00280006);
  expect([...planar!.bytes]).toEqual([0, 0]);
});

test('an image of too many frames is refused before anything is held for it', () => {
  const of = image({ numberOfFrames: 2_000_000 });
  const way = { source: syntax('explicit'), target: syntax('rle'), image: of };
  expect(() => staged(encode(described(of)), way)).toThrow(expect.objectContaining({ code: 'pixel/frame-count' }));
});
