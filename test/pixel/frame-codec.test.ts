import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { decodedImage, encodedImage, needsNativeCodec, refusalToDecode, refusalToEncode } from '../../src/pixel/abilities.js';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import { byPixel } from '../../src/pixel/planes.js';
import { arbitraryFrame, image, samplesOf, syntaxOf } from '../support/images.js';

const byHand = ['RLELossless', 'DeflatedImageFrameCompression', 'EncapsulatedUncompressedExplicitVRLittleEndian'] as const;
const bits = { RLELossless: [8, 16, 32], DeflatedImageFrameCompression: [1, 8, 16, 32, 64] } as const;
const bitsOf = (keyword: (typeof byHand)[number]): readonly number[] =>
  keyword === 'RLELossless' ? bits.RLELossless : bits.DeflatedImageFrameCompression;

describe.each(byHand)('%s', (keyword) => {
  const syntax = syntaxOf(keyword);
  const codec = frameCodec();

  test('decoding what was encoded gives the samples again', () => {
    fc.assert(
      fc.property(arbitraryFrame(bitsOf(keyword)), ([of, samples]) => {
        const stream = codec.encode(syntax, samples, of);
        const expected = keyword === 'RLELossless' ? byPixel(samples, of) : samples;
        expect(Buffer.compare(codec.decode(syntax, stream, encodedImage(syntax, of)), expected)).toBe(0);
      }),
    );
  });

  test('a stream cut short is refused, or gives the same image where only padding is gone', () => {
    fc.assert(
      fc.property(arbitraryFrame(bitsOf(keyword)), fc.double({ min: 0, max: 1, noNaN: true }), ([of, samples], share) => {
        const stream = codec.encode(syntax, samples, of);
        const cut = stream.subarray(0, Math.floor(share * (stream.length - 1)));
        const expected = keyword === 'RLELossless' ? byPixel(samples, of) : samples;
        let out: Uint8Array;
        try {
          out = codec.decode(syntax, cut, encodedImage(syntax, of));
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^pixel\//) });
          return;
        }
        expect(cut.length).toBeGreaterThanOrEqual(stream.length - 2);
        expect(Buffer.compare(out, expected)).toBe(0);
      }),
    );
  });

  test('a flipped bit gives an error or a frame of the right length', () => {
    fc.assert(
      fc.property(arbitraryFrame(bitsOf(keyword)), fc.nat(), fc.nat(7), ([of, samples], place, bit) => {
        const stream = codec.encode(syntax, samples, of);
        const at = place % stream.length;
        stream[at] = stream[at]! ^ (1 << bit);
        try {
          expect(codec.decode(syntax, stream, encodedImage(syntax, of))).toHaveLength(samples.length);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^pixel\//) });
        }
      }),
    );
  });

  test('a dose grid of 32 bits is what it was', () => {
    const dose = image({ bitsAllocated: 32, rows: 20, columns: 30 });
    const samples = samplesOf(dose);
    expect(Buffer.compare(codec.decode(syntax, codec.encode(syntax, samples, dose), dose), samples)).toBe(0);
  });

  test('no native codec is needed', () => {
    expect(needsNativeCodec(syntax)).toBe(false);
  });

  test('an encoded frame is not overwritten by the next one', () => {
    const of = image();
    const first = codec.encode(syntax, samplesOf(of, 1), of);
    const before = first.slice();
    codec.encode(syntax, samplesOf(of, 2), of);
    expect(Buffer.compare(first, before)).toBe(0);
  });

  test('samples of another length than the image are refused', () => {
    const of = image();
    expect(() => codec.encode(syntax, samplesOf(of).subarray(2), of)).toThrow(/another length/);
  });
});

describe('what an image becomes', () => {
  const planar = image({ samplesPerPixel: 3, bitsAllocated: 8, planarConfiguration: 1 });
  test('RLE and its like put samples by pixel', () => {
    expect(encodedImage(syntaxOf('RLELossless'), planar)).toMatchObject({ planarConfiguration: 0, photometricInterpretation: 'RGB' });
    expect(decodedImage(syntaxOf('RLELossless'), planar).planarConfiguration).toBe(0);
  });
  test('where bytes are bytes nothing changes', () => {
    const odd = image({ samplesPerPixel: 3, bitsAllocated: 8, planarConfiguration: 1, photometricInterpretation: 'YBR_FULL_422' });
    expect(encodedImage(syntaxOf('DeflatedImageFrameCompression'), odd)).toBe(odd);
    expect(decodedImage(syntaxOf('EncapsulatedUncompressedExplicitVRLittleEndian'), odd)).toBe(odd);
  });
});

describe('refused with a reason', () => {
  const rle = syntaxOf('RLELossless');
  test.each([
    ['64 bits by RLE', image({ bitsAllocated: 64 }), /64 of 64 bits/],
    ['single bits by RLE', image({ bitsAllocated: 1 }), /1 of 1 bits/],
    ['four samples a pixel', image({ samplesPerPixel: 4, bitsAllocated: 8 }), /4 samples/],
    ['no rows', image({ rows: 0 }), /Rows or Columns/],
    ['more bits stored than allocated', image({ bitsStored: 17, highBit: 15 }), /contradict/],
    ['a high bit beyond what is allocated', image({ bitsStored: 12, highBit: 16 }), /contradict/],
    ['a frame beyond the limit', image({ rows: 65535, columns: 65535 }), new RegExp(String(limits.frame))],
    ['colours of an unknown name', image({ samplesPerPixel: 3, photometricInterpretation: 'DOE JANE' }), /Photometric Interpretation$/],
  ] as const)('%s', (_, of, why) => {
    expect(refusalToEncode(rle, of)).toMatch(why);
    expect(refusalToDecode(rle, of)).toMatch(why);
    expect(() => frameCodec().decode(rle, new Uint8Array(100), of)).toThrow(why);
  });

  test('no value of the file is told', () => {
    const told = refusalToDecode(rle, image({ samplesPerPixel: 3, photometricInterpretation: 'DOE JANE' }));
    expect(told).not.toContain('DOE');
  });
  test('a syntax that encapsulates nothing', () => {
    expect(refusalToEncode(syntaxOf('ExplicitVRLittleEndian'), image())).toMatch(/does not encapsulate/);
  });
  test('video', () => {
    expect(refusalToDecode(syntaxOf('MPEG2MPML'), image())).toMatch(/cannot be decoded/);
  });
  test('loss that nobody asked for, and quality of what is lossless', () => {
    expect(refusalToEncode(syntaxOf('JPEGBaseline8Bit'), image({ bitsAllocated: 8 }))).toMatch(/loses values/);
    expect(refusalToEncode(rle, image(), { quality: 90 })).toMatch(/has no quality/);
  });
});
