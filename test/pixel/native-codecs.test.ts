import { describe, expect, test } from 'vitest';
import { decodedImage, encodedImage, needsNativeCodec, refusalToDecode, refusalToEncode } from '../../src/pixel/abilities.js';
import { abilities } from '../../src/pixel/ability-table.js';
import { readJpeg2000 } from '../../src/pixel/codestream/jpeg-2000.js';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { nativeOptions } from '../../src/pixel/native-options.js';
import type { NativePort } from '../../src/pixel/native-port.js';
import { byPixel } from '../../src/pixel/planes.js';
import { nativeCodecs } from '../../src/run/native-codecs.js';
import { image, samplesOf, syntaxOf } from '../support/images.js';

const native = nativeCodecs();
const codec = frameCodec(native);
const keywords = [...new Set(abilities.map(({ keyword }) => keyword))];
const bits = [1, 7, 8, 12, 16] as const;

/** All images of the matrix: bits, sign, samples. */
const images = [8, 16].flatMap((bitsAllocated) =>
  bits
    .filter((bitsStored) => bitsStored <= bitsAllocated)
    .flatMap((bitsStored) =>
      ([0, 1] as const).flatMap((pixelRepresentation) =>
        (['MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL'] as const).map((photometricInterpretation) => {
          const samplesPerPixel = photometricInterpretation === 'RGB' || photometricInterpretation === 'YBR_FULL' ? 3 : 1;
          const planarConfiguration = photometricInterpretation === 'YBR_FULL' ? 1 : 0;
          return image({ bitsAllocated, bitsStored, pixelRepresentation, photometricInterpretation, samplesPerPixel, planarConfiguration });
        }),
      ),
    ),
);

const shown = ({ bitsStored, bitsAllocated, pixelRepresentation, photometricInterpretation }: Image): string =>
  `${bitsStored} in ${bitsAllocated}, ${pixelRepresentation === 1 ? 'signed' : 'unsigned'}, ${photometricInterpretation}`;

describe.each(keywords.filter((keyword) => syntaxOf(keyword).lossy === 'never'))('lossless: %s', (keyword) => {
  const syntax = syntaxOf(keyword);
  const possible = images.filter((of) => refusalToEncode(syntax, of) === undefined);

  test('every image of the table comes back as it was', () => {
    const wrong = possible.filter((of) => {
      const samples = samplesOf(of);
      const stream = codec.encode(syntax, samples, of);
      const as = encodedImage(syntax, of);
      const bytewise = decodedImage(syntax, as).planarConfiguration === of.planarConfiguration;
      return Buffer.compare(codec.decode(syntax, stream, as), bytewise ? samples : byPixel(samples, of)) !== 0;
    });
    expect(possible.length).toBeGreaterThan(10);
    expect(wrong.map(shown)).toEqual([]);
  });

  test('an image of one row, one column, one pixel', () => {
    for (const size of [
      { rows: 1, columns: 9 },
      { rows: 9, columns: 1 },
      { rows: 1, columns: 1 },
      { rows: 2, columns: 2 },
    ]) {
      const of = image({ ...size, bitsStored: 12 });
      if (refusalToEncode(syntax, of) !== undefined) expect(syntax.compression).toBe('jpeg-2000');
      else expect(codec.decode(syntax, codec.encode(syntax, samplesOf(of), of), of)).toHaveLength(frameLength(of));
    }
  });
});

describe.each(keywords.filter((keyword) => abilities.some((row) => row.keyword === keyword && row.encode === 'lossy')))(
  'lossy: %s',
  (keyword) => {
    const syntax = syntaxOf(keyword);
    const possible = images
      .map((of): Image => ({ ...of, rows: 60, columns: 70, planarConfiguration: 0 }))
      .filter((of) => refusalToEncode(syntax, of, { quality: 90 }) === undefined);

    test('quality decides, values stay near and within the bits stored', () => {
      expect(possible.length).toBeGreaterThan(0);
      for (const of of possible) {
        const samples = smooth(of);
        const sizes = [95, 30].map((quality) => {
          const stream = codec.encode(syntax, samples, of, { quality });
          const as = encodedImage(syntax, of);
          const decoded = codec.decode(syntax, stream, as);
          expect(Math.max(...values(decoded, of))).toBeLessThan(2 ** of.bitsStored);
          if (decodedImage(syntax, as).photometricInterpretation === of.photometricInterpretation)
            expect(meanError(decoded, samples, of) / 2 ** of.bitsStored).toBeLessThan(quality === 95 ? 0.03 : 0.1);
          return stream.length;
        });
        expect(sizes[0]!).toBeGreaterThan(sizes[1]!);
      }
    });

    test('an index of colours is refused', () => {
      expect(
        refusalToEncode(syntax, image({ bitsAllocated: 8, photometricInterpretation: 'PALETTE COLOR' }), { quality: 90 }),
      ).toBeDefined();
    });
  },
);

describe('refused, for evidence', () => {
  test.each([
    ['JPEG2000Lossless', { bitsAllocated: 32 }],
    ['HTJ2KLossless', { bitsAllocated: 32 }],
    ['JPEGLosslessSV1', { bitsAllocated: 32 }],
    ['JPEGLSLossless', { bitsAllocated: 32 }],
    ['JPEGXLLossless', { bitsAllocated: 32 }],
    ['JPEG2000Lossless', { bitsAllocated: 8, pixelRepresentation: 1 }],
    ['HTJ2KLossless', { bitsAllocated: 8, pixelRepresentation: 1 }],
    ['JPEG2000Lossless', { samplesPerPixel: 3 }],
    ['HTJ2KLossless', { samplesPerPixel: 3 }],
    ['JPEGXLLossless', { pixelRepresentation: 1 }],
    ['JPEGLSLossless', { bitsStored: 12, highBit: 15 }],
  ] as const)('%s of %o', (keyword, changes) => {
    expect(refusalToEncode(syntaxOf(keyword), image(changes))).toBeDefined();
    expect(refusalToDecode(syntaxOf(keyword), image(changes))).toBeDefined();
  });

  test('12 bits with loss by JPEG, any quality of HTJ2K', () => {
    expect(refusalToEncode(syntaxOf('JPEGExtended12Bit'), image({ bitsStored: 12 }), { quality: 90 })).toBeDefined();
    expect(refusalToEncode(syntaxOf('HTJ2K'), image(), { quality: 90 })).toBeDefined();
  });

  test.each(keywords.filter((keyword) => syntaxOf(keyword).lossy === 'never'))(
    '%s keeps bits above those stored, or refuses them',
    (keyword) => {
      const of = image({ bitsStored: 12 });
      const samples = samplesOf(of);
      for (let index = 1; index < samples.length; index += 2) samples[index]! |= 0x30;
      try {
        const stream = codec.encode(syntaxOf(keyword), samples, of);
        expect(Buffer.compare(codec.decode(syntaxOf(keyword), stream, of), samples)).toBe(0);
      } catch (error) {
        expect(error).toMatchObject({ code: 'pixel/not-lossless' });
      }
    },
  );
});

describe('what the head says is held against the image', () => {
  const rgb = image({ bitsAllocated: 8, samplesPerPixel: 3 });
  const encode = (keyword: string, of: Image, quality?: number): Uint8Array =>
    codec.encode(syntaxOf(keyword), samplesOf(of), of, quality === undefined ? undefined : { quality });

  test.each([
    ['YCbCr in an RGB image', 'JPEGBaseline8Bit', encode('JPEGBaseline8Bit', rgb, 90), rgb],
    [
      'no transformation in YBR_RCT',
      'JPEG2000Lossless',
      encode('JPEG2000Lossless', { ...rgb, photometricInterpretation: 'YBR_FULL' }),
      { ...rgb, photometricInterpretation: 'YBR_RCT' },
    ],
    ['a lossy stream in a lossless syntax', 'JPEGLSLossless', encode('JPEGLSNearLossless', image(), 50), image()],
    ['a lossy stream in a lossless syntax', 'JPEG2000Lossless', encode('JPEG2000', image(), 50), image()],
    ['JPEG 2000 as High-Throughput', 'HTJ2KLossless', encode('JPEG2000Lossless', image()), image()],
    [
      'a lossless process as baseline',
      'JPEGBaseline8Bit',
      encode('JPEGLosslessSV1', image({ bitsAllocated: 8 })),
      image({ bitsAllocated: 8 }),
    ],
    ['unsigned samples in a signed image', 'JPEG2000Lossless', encode('JPEG2000Lossless', image()), image({ pixelRepresentation: 1 })],
    [
      'fewer bits than a signed image',
      'JPEGLosslessSV1',
      encode('JPEGLosslessSV1', image({ bitsStored: 12, pixelRepresentation: 1 })),
      image({ pixelRepresentation: 1 }),
    ],
    ['bytes in words', 'JPEGLSLossless', encode('JPEGLSLossless', image({ bitsAllocated: 8 })), image()],
    ['words in bytes', 'JPEGLSLossless', encode('JPEGLSLossless', image()), image({ bitsAllocated: 8 })],
  ] as const)('%s', (_, keyword, stream, of) => {
    expect(() => codec.decode(syntaxOf(keyword), stream, of)).toThrow(expect.objectContaining({ code: 'pixel/contradicts' }));
  });

  test.each(['JPEGLosslessSV1', 'JPEGLSLossless', 'JPEG2000Lossless', 'HTJ2KLossless', 'JPEGXLLossless'])(
    '%s: bytes are widened where words are allocated for at most 8 bits',
    (keyword) => {
      const bytes = image({ bitsAllocated: 8 });
      const stream = encode(keyword, bytes);
      const words = codec.decode(syntaxOf(keyword), stream, image({ bitsAllocated: 16, bitsStored: 8 }));
      expect([...words]).toEqual([...samplesOf(bytes)].flatMap((byte) => [byte, 0]));
    },
  );
});

test('JPEG-LS with a scan for each component (ILV 0) comes out by pixel', () => {
  const syntax = syntaxOf('JPEGLSLossless');
  const rgb = image({ bitsAllocated: 8, samplesPerPixel: 3 });
  const samples = samplesOf(rgb);
  const scans = [0, 1, 2].map((component) => {
    const plane = samples.filter((_, index) => index % 3 === component);
    const stream = codec.encode(syntax, plane, image({ bitsAllocated: 8 }));
    const sos = Buffer.from(stream).indexOf('ffda0008', 0, 'hex');
    return Uint8Array.of(0xff, 0xda, 0, 8, 1, component + 1, ...stream.subarray(sos + 6, -2));
  });
  const frame = [0xff, 0xf7, 0, 17, 8, 0, rgb.rows, 0, rgb.columns, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  const stream = Uint8Array.of(0xff, 0xd8, ...frame, ...scans.flatMap((scan) => [...scan]), 0xff, 0xd9);
  expect(Buffer.compare(codec.decode(syntax, stream, rgb), samples)).toBe(0);
});

test('.203 is decoded, lossless or not', () => {
  const of = { ...image({ bitsStored: 12 }), rows: 60, columns: 70 };
  const samples = smooth(of);
  const syntax = syntaxOf('HTJ2K');
  const exact = codec.encode(syntaxOf('HTJ2KLossless'), samples, of);
  expect(Buffer.compare(codec.decode(syntax, exact, of), samples)).toBe(0);
  const near = native.encode('htj2k', samples, of, nativeOptions(syntax, of, { quality: 90 }));
  expect(readJpeg2000(near).lossy).toBe(true);
  expect(meanError(codec.decode(syntax, near, of), samples, of) / 4096).toBeLessThan(0.01);
  expect(() => codec.decode(syntaxOf('HTJ2KLossless'), near, of)).toThrow(/lossy/);
});

test('.202 has the progression and the lengths of tile-parts that PS3.5 A.4.8 demands', () => {
  const stream = Buffer.from(codec.encode(syntaxOf('HTJ2KLosslessRPCL'), samplesOf(image()), image()));
  const [cod, tlm] = [stream.indexOf('ff52', 0, 'hex'), stream.indexOf('ff55', 0, 'hex')];
  expect(stream[cod + 5]).toBe(2);
  expect(tlm).toBeGreaterThan(0);
  expect(tlm).toBeLessThan(stream.indexOf('ff90', 0, 'hex'));
});

describe('a port that cannot be trusted', () => {
  const syntax = syntaxOf('JPEGLSLossless');
  const of = image();
  const good = codec.encode(syntax, samplesOf(of), of);
  const against = (changes: Partial<NativePort>): { renewed: () => number; attempt: () => string } => {
    let renewed = 0;
    const port: NativePort = { ...native, ...changes, renew: () => void renewed++ };
    const attempt = (): string => {
      try {
        frameCodec(port).encode(syntax, samplesOf(of), of);
        return 'none';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    return { renewed: () => renewed, attempt };
  };

  test('one that throws is renewed, and what it says is not told', () => {
    const { attempt, renewed } = against({
      encode() {
        throw new Error('DOE^JANE');
      },
    });
    expect(attempt()).toBe('pixel/corrupt');
    expect(renewed()).toBe(1);
  });
  test('one that gives too few samples is found out', () => {
    const { attempt, renewed } = against({ decode: (...call) => native.decode(...call).subarray(2) });
    expect(attempt()).toBe('pixel/contradicts');
    expect(renewed()).toBe(1);
  });
  test('one that changes a sample is found out', () => {
    const wrong = (samples: Uint8Array): Uint8Array => samples.map((byte, index) => (index === 7 ? byte ^ 1 : byte));
    expect(against({ decode: (...call) => wrong(native.decode(...call)) }).attempt()).toBe('pixel/not-lossless');
  });
  test('one that writes another size is found out', () => {
    const larger = codec.encode(syntax, samplesOf(image({ rows: 14 })), image({ rows: 14 }));
    expect(against({ encode: () => larger }).attempt()).toBe('pixel/contradicts');
  });
  test('without one nothing is decoded', () => {
    expect(needsNativeCodec(syntax)).toBe(true);
    expect(() => frameCodec().decode(syntax, good, of)).toThrow(/no codec was loaded/);
  });
});

test('fifty failures leave the codec as good as new', () => {
  const of = image({ bitsStored: 12 });
  const samples = samplesOf(of);
  const syntax = syntaxOf('JPEGLSLossless');
  const stream = codec.encode(syntax, samples, of);
  const damaged = stream.slice();
  damaged.fill(0x55, stream.length >> 1, stream.length - 2);
  for (let time = 0; time < 50; time++) expect(() => codec.decode(syntax, damaged, of)).toThrow(/could not decode/);
  expect(Buffer.compare(codec.decode(syntax, stream, of), samples)).toBe(0);
});

function values(samples: Uint8Array, { bitsAllocated }: Image): readonly number[] {
  return [...(bitsAllocated === 8 ? samples : new Uint16Array(samples.slice().buffer))];
}

function smooth(of: Image): Uint8Array {
  const span = 2 ** of.bitsStored;
  const count = of.rows * of.columns * of.samplesPerPixel;
  const wave = Array.from({ length: count }, (_, index) =>
    Math.floor(span * (0.5 + 0.45 * Math.sin(index / of.samplesPerPixel / 700) + 0.04 * Math.sin(index * index))),
  );
  return of.bitsAllocated === 8 ? Uint8Array.from(wave) : new Uint8Array(Uint16Array.from(wave).buffer);
}

function meanError(a: Uint8Array, b: Uint8Array, of: Image): number {
  const others = values(b, of);
  return values(a, of).reduce((sum, value, index) => sum + Math.abs(value - others[index]!), 0) / others.length;
}
