/** Images and samples for codecs: made up, with runs, noise and the extremes of their bits. */
import fc from 'fast-check';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { type TransferSyntax, transferSyntaxOfKeyword } from '../../src/standard/transfer-syntax.js';

export const syntaxOf = (keyword: string): TransferSyntax => transferSyntaxOfKeyword(keyword)!;

export function image(changes: Partial<Image> = {}): Image {
  const bitsAllocated = changes.bitsAllocated ?? 16;
  const bitsStored = changes.bitsStored ?? bitsAllocated;
  const samplesPerPixel = changes.samplesPerPixel ?? 1;
  return {
    rows: 13,
    columns: 17,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    numberOfFrames: 1,
    photometricInterpretation: samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB',
    ...changes,
    samplesPerPixel,
    bitsAllocated,
    bitsStored,
    highBit: changes.highBit ?? bitsStored - 1,
  };
}

/** Samples that use all bits stored: flat rows, a ramp, noise and both extremes. Bits above are sign bits, else zero. */
export function samplesOf(of: Image, seed = 1): Uint8Array {
  const out = new Uint8Array(frameLength(of));
  const { bitsAllocated, bitsStored, columns, samplesPerPixel } = of;
  if (bitsAllocated < 8) return out.map((_, index) => (index * 37 + seed) & 0xff);
  const bytes = bitsAllocated / 8;
  const span = 2n ** BigInt(bitsStored);
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let index = 0; index < out.length / bytes; index++) {
    const row = Math.floor(index / samplesPerPixel / columns);
    const kind = row % 4;
    const share = kind === 0 ? 0.25 : kind === 1 ? (index % (columns * samplesPerPixel)) / (columns * samplesPerPixel) : random();
    let value = kind === 3 ? (index % 2 === 0 ? span - 1n : 0n) : BigInt(Math.floor(share * Number(span)));
    if (value >= span) value = span - 1n;
    if (of.pixelRepresentation === 1 && value >= span / 2n) value -= span;
    let rest = BigInt.asUintN(bitsAllocated, value);
    for (let byte = 0; byte < bytes; byte++, rest >>= 8n) out[index * bytes + byte] = Number(rest & 0xffn);
  }
  return out;
}

/** Random images of some bits, with random bytes that hold runs. */
export function arbitraryFrame(bitsAllocated: readonly number[]): fc.Arbitrary<readonly [Image, Uint8Array]> {
  const shape = fc.record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 120, max: 300 })),
    samplesPerPixel: fc.constantFrom(1, 3),
    bitsAllocated: fc.constantFrom(...bitsAllocated),
    planarConfiguration: fc.constantFrom(0 as const, 1 as const),
    pixelRepresentation: fc.constantFrom(0 as const, 1 as const),
  });
  return shape.chain((changes) => {
    const of = image({ ...changes, planarConfiguration: changes.samplesPerPixel === 1 ? 0 : changes.planarConfiguration });
    const length = frameLength(of);
    const run = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 140 }));
    return fc.array(run, { minLength: 1, maxLength: 40 }).map((runs) => {
      const bytes = new Uint8Array(length);
      for (let at = 0, index = 0; at < length; index++) {
        const [value, count] = runs[index % runs.length]!;
        for (let step = 0; step < count && at < length; step++) bytes[at++] = count > 20 ? value : (value * (step + 1)) & 0xff;
      }
      return [of, bytes] as const;
    });
  });
}
