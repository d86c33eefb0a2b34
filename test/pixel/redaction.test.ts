/** Blanked rectangles: what is inside is blank, what is outside is untouched, whatever the samples are like. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { Redaction } from '../../src/pixel/redaction.js';
import { blankSamples, placedRectangles, type Rectangle } from '../../src/standard/pixel-rules.js';

const grey: Image = {
  rows: 4,
  columns: 6,
  samplesPerPixel: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  pixelRepresentation: 0,
  photometricInterpretation: 'MONOCHROME2',
  planarConfiguration: 0,
  numberOfFrames: 1,
};

const rgb = { samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, highBit: 7, photometricInterpretation: 'RGB' } as const;

/** Cell of a sample, whatever its layout. */
function cell(samples: Uint8Array, image: Image, x: number, y: number, sample: number): number {
  const { columns, rows, samplesPerPixel, bitsAllocated, planarConfiguration } = image;
  const pixel = y * columns + x;
  const at = planarConfiguration === 1 ? sample * rows * columns + pixel : pixel * samplesPerPixel + sample;
  if (bitsAllocated === 1) return (samples[at >> 3]! >> (at & 7)) & 1;
  const view = new DataView(samples.buffer, samples.byteOffset);
  if (bitsAllocated === 8) return view.getUint8(at);
  return bitsAllocated === 16 ? view.getUint16(at * 2, true) : view.getUint32(at * 4, true);
}

describe('the sample of a blanked pixel', () => {
  test.each([
    ['MONOCHROME2 is black at 0', grey, undefined, [0]],
    ['MONOCHROME1 is black at the greatest value', { ...grey, photometricInterpretation: 'MONOCHROME1' }, undefined, [4095]],
    ['signed MONOCHROME2 is black at the least value', { ...grey, pixelRepresentation: 1 }, undefined, [-2048]],
    ['RGB is black at 0', { ...grey, ...rgb }, undefined, [0, 0, 0]],
    [
      'YBR_FULL is black without luminance and colour',
      { ...grey, ...rgb, photometricInterpretation: 'YBR_FULL' },
      undefined,
      [0, 128, 128],
    ],
    ['a fill is taken as it is', grey, 77, [77]],
    ['a fill that the image cannot hold is the nearest that it can', grey, 70_000, [4095]],
    ['a fill below 0 of an unsigned image is 0', grey, -5, [0]],
    ['a fill is none of colours', { ...grey, ...rgb }, 77, [0, 0, 0]],
  ] as const)('%s', (_, image, fill, samples) => {
    expect(blankSamples(image as Image, fill)).toEqual(samples);
  });
});

describe('where a rectangle lies', () => {
  test.each([
    ['from the top left', [1, 2, 3, 1], [1, 2, 3, 1]],
    ['from the right edge', [-2, 0, 2, 1], [4, 0, 2, 1]],
    ['from the bottom edge', [0, -1, 6, 1], [0, 3, 6, 1]],
    ['cut at the right and the bottom', [4, 3, 100, 100], [4, 3, 2, 1]],
    ['cut at the left where it begins before it', [-10, 0, 6, 1], [0, 0, 2, 1]],
    ['nowhere, where it is outside', [6, 0, 5, 5], undefined],
  ] as const)('%s', (_, rectangle, placed) => {
    expect(placedRectangles([rectangle], grey.rows, grey.columns)).toEqual(placed === undefined ? [] : [placed]);
  });
});

const images = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    width: fc.constantFrom(1, 8, 16, 32),
    colour: fc.boolean(),
    planar: fc.boolean(),
    signed: fc.boolean(),
    shrunk: fc.integer({ min: 0, max: 3 }),
    inverse: fc.boolean(),
  })
  .map(({ rows, columns, width, colour, planar, signed, shrunk, inverse }): Image => {
    const isColour = colour && width > 1;
    const bitsStored = width === 1 ? 1 : width - shrunk;
    return {
      rows,
      columns,
      samplesPerPixel: isColour ? 3 : 1,
      bitsAllocated: width,
      bitsStored,
      highBit: bitsStored - 1,
      pixelRepresentation: signed && width > 1 && !isColour ? 1 : 0,
      photometricInterpretation: isColour ? 'RGB' : inverse ? 'MONOCHROME1' : 'MONOCHROME2',
      planarConfiguration: isColour && planar ? 1 : 0,
      numberOfFrames: 3,
    };
  });
const rectangles = fc.array(
  fc.tuple(
    fc.integer({ min: -12, max: 12 }),
    fc.integer({ min: -12, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
  ),
  { minLength: 1, maxLength: 3 },
);

test('inside of the rectangles each sample is blank, outside each byte is what it was', () => {
  fc.assert(
    fc.property(images, rectangles, fc.integer(), (image, stated, seed) => {
      const before = Uint8Array.from({ length: frameLength(image) }, (_, at) => (Math.imul(at + 1, 2654435761) ^ seed) >>> 13);
      const after = before.slice();
      const redaction = new Redaction({ all: stated });
      const placed = placedRectangles(stated, image.rows, image.columns);
      const changed = redaction.edit(0, after, image);
      expect(redaction.touches(0, image)).toBe(placed.length > 0);
      expect(changed).toBe(Buffer.compare(before, after) !== 0);
      const blanks = blankSamples(image).map((value) => Number(BigInt.asUintN(image.bitsAllocated, BigInt(value))));
      const isInside = (x: number, y: number): boolean =>
        placed.some(([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height);
      for (let y = 0; y < image.rows; y++)
        for (let x = 0; x < image.columns; x++)
          for (let sample = 0; sample < image.samplesPerPixel; sample++)
            expect(cell(after, image, x, y, sample)).toBe(isInside(x, y) ? blanks[sample] : cell(before, image, x, y, sample));
    }),
  );
});

test('rectangles of single frames leave the others alone', () => {
  const own: readonly Rectangle[] = [[0, 0, 1, 1]];
  const redaction = new Redaction({ all: [], byFrame: [[2, own]] });
  const samples = new Uint8Array(frameLength(grey)).fill(9);
  expect([0, 1, 2].map((frame) => redaction.touches(frame, grey))).toEqual([false, false, true]);
  expect(redaction.edit(1, samples, grey)).toBe(false);
  expect(redaction.edit(2, samples, grey)).toBe(true);
  expect(redaction.frames).toBe(1);
  expect([...samples.subarray(0, 3)]).toEqual([0, 0, 9]);
});

test('what is blank already is not touched', () => {
  const redaction = new Redaction({ all: [[0, 0, 2, 2]] });
  expect(redaction.edit(0, new Uint8Array(frameLength(grey)), grey)).toBe(false);
  expect(redaction.frames).toBe(0);
});

test('two pixels of YBR_FULL_422 that share their colour go together', () => {
  const image: Image = { ...grey, ...rgb, photometricInterpretation: 'YBR_FULL_422', rows: 1, columns: 4 };
  const samples = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Redaction({ all: [[1, 0, 1, 1]] }).edit(0, samples, image)).toBe(true);
  expect([...samples]).toEqual([0, 0, 128, 128, 5, 6, 7, 8]);
});

test('values above the lowest bits are put where they are stored', () => {
  const image: Image = { ...grey, bitsStored: 8, highBit: 15, photometricInterpretation: 'MONOCHROME1', rows: 1, columns: 1 };
  const samples = Uint8Array.from([0, 0]);
  new Redaction({ all: [[0, 0, 1, 1]] }).edit(0, samples, image);
  expect([...samples]).toEqual([0, 0xff]);
});

test('pixels of which nobody knows where they are stay, with an error', () => {
  const image: Image = { ...grey, bitsAllocated: 12 };
  expect(() => new Redaction({ all: [[0, 0, 1, 1]] }).edit(0, new Uint8Array(36), image)).toThrow('cannot be blanked');
});
