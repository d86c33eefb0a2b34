/**
 * What can be decoded and encoded, image by image: the single place that says so. docs/conformance.md prints it; what no row lists is refused.
 * A row is here because the judges it names were held against it (scripts/cross-check/codecs.ts). It knows no code stream.
 */

export interface Ability {
  /** Of the Transfer Syntax (PS3.6 Table A-1). */
  readonly keyword: string;
  /** Samples per Pixel. */
  readonly samples: readonly number[];
  readonly bitsAllocated: readonly number[];
  /** Bits Stored, from and to; never more than Bits Allocated. */
  readonly bitsStored: readonly [from: number, to: number];
  /** Pixel Representation. */
  readonly sign: 'unsigned' | 'signed' | 'both';
  readonly decode: boolean;
  readonly encode: 'lossless' | 'lossy' | 'no';
  /** Whose streams we decode; who decodes ours. Empty where nobody else could be asked: then radonym's own decoder was. */
  readonly judges: { readonly decode: readonly Judge[]; readonly encode: readonly Judge[] };
}

export type Judge = 'DCMTK' | 'GDCM' | 'OpenJPEG' | 'libjxl' | 'pydicom' | 'zlib';

const bytes = { bitsAllocated: [8], bitsStored: [1, 8] } as const;
const words = { bitsAllocated: [16], bitsStored: [1, 16] } as const;
const either = { bitsAllocated: [8, 16], bitsStored: [1, 16] } as const;

export const abilities: readonly Ability[] = [
  // PS3.5 8.2.2 and Annex G: at most 15 segments, a byte of a sample each.
  {
    keyword: 'RLELossless',
    samples: [1, 3],
    bitsAllocated: [8, 16, 32],
    bitsStored: [1, 32],
    sign: 'both',
    decode: true,
    encode: 'lossless',
    judges: { decode: ['DCMTK'], encode: ['DCMTK'] },
  },
  // PS3.5 8.2.16, A.4.11: bytes are bytes. A frame of single bits is padded to a whole byte.
  ...['DeflatedImageFrameCompression', 'EncapsulatedUncompressedExplicitVRLittleEndian'].map(
    (keyword): Ability => ({
      keyword,
      samples: [1, 3],
      bitsAllocated: [1, 8, 16, 32, 64],
      bitsStored: [1, 64],
      sign: 'both',
      decode: true,
      encode: 'lossless',
      judges: keyword.startsWith('Deflated') ? { decode: ['zlib'], encode: ['zlib'] } : { decode: [], encode: [] },
    }),
  ),
  // JPEG (PS3.5 8.2.1). Lossy streams of 12 bits nobody at hand writes.
  {
    keyword: 'JPEGBaseline8Bit',
    samples: [1, 3],
    bitsAllocated: [8],
    bitsStored: [8, 8],
    sign: 'unsigned',
    decode: true,
    encode: 'lossy',
    judges: { decode: ['DCMTK'], encode: ['DCMTK', 'GDCM'] },
  },
  {
    keyword: 'JPEGExtended12Bit',
    samples: [1, 3],
    bitsAllocated: [8],
    bitsStored: [8, 8],
    sign: 'unsigned',
    decode: true,
    encode: 'no',
    judges: { decode: ['DCMTK'], encode: [] },
  },
  {
    keyword: 'JPEGExtended12Bit',
    samples: [1],
    bitsAllocated: [16],
    bitsStored: [9, 12],
    sign: 'unsigned',
    decode: true,
    encode: 'no',
    judges: { decode: ['DCMTK'], encode: [] },
  },
  ...['JPEGLosslessSV1', 'JPEGLossless'].map(
    (keyword): Ability => ({
      keyword,
      samples: [1, 3],
      ...either,
      sign: 'both',
      decode: true,
      encode: 'lossless',
      judges: { decode: keyword === 'JPEGLossless' ? ['DCMTK'] : ['DCMTK', 'GDCM'], encode: ['DCMTK', 'GDCM'] },
    }),
  ),
  // JPEG-LS (PS3.5 8.2.3). With loss only where no value can leave the bits stored.
  {
    keyword: 'JPEGLSLossless',
    samples: [1, 3],
    ...either,
    sign: 'both',
    decode: true,
    encode: 'lossless',
    judges: { decode: ['DCMTK', 'GDCM'], encode: ['DCMTK', 'GDCM'] },
  },
  {
    keyword: 'JPEGLSNearLossless',
    samples: [1, 3],
    bitsAllocated: [8, 16],
    bitsStored: [8, 16],
    sign: 'unsigned',
    decode: true,
    encode: 'no',
    judges: { decode: ['DCMTK'], encode: [] },
  },
  ...[8, 16].map((bits): Ability => withLoss('JPEGLSNearLossless', [1, 3], bits, [bits, bits], ['DCMTK'])),
  // JPEG 2000 (PS3.5 8.2.4). Signed samples of at most 8 bits: codecs disagree by the sign. Words of three samples: silently wrong, in both directions.
  ...['JPEG2000Lossless', 'JPEG2000'].flatMap((keyword) =>
    jpeg2000(keyword, keyword === 'JPEG2000' ? ['OpenJPEG'] : ['GDCM', 'OpenJPEG'], keyword === 'JPEG2000Lossless'),
  ),
  withLoss('JPEG2000', [1, 3], 8, [8, 8], ['OpenJPEG']),
  withLoss('JPEG2000', [1], 16, [9, 16], ['OpenJPEG']),
  // High-Throughput JPEG 2000 (PS3.5 8.2.14): likewise. How much is lost could not be chosen.
  ...['HTJ2KLossless', 'HTJ2KLosslessRPCL', 'HTJ2K'].flatMap((keyword) => jpeg2000(keyword, ['OpenJPEG'], keyword !== 'HTJ2K')),
  // JPEG XL (PS3.5 8.2.15) has no signed samples.
  {
    keyword: 'JPEGXLLossless',
    samples: [1, 3],
    ...either,
    sign: 'unsigned',
    decode: true,
    encode: 'lossless',
    judges: { decode: ['libjxl'], encode: ['libjxl'] },
  },
  {
    keyword: 'JPEGXLJPEGRecompression',
    samples: [1, 3],
    ...bytes,
    sign: 'unsigned',
    decode: true,
    encode: 'no',
    judges: { decode: ['libjxl'], encode: [] },
  },
  {
    keyword: 'JPEGXL',
    samples: [1, 3],
    ...either,
    sign: 'unsigned',
    decode: true,
    encode: 'no',
    judges: { decode: ['libjxl'], encode: [] },
  },
  ...[8, 16].map((bits): Ability => withLoss('JPEGXL', [1, 3], bits, [bits, bits], ['libjxl'])),
];

function jpeg2000(keyword: string, judges: readonly Judge[], lossless: boolean): readonly Ability[] {
  const rest = {
    keyword,
    decode: true,
    encode: lossless ? ('lossless' as const) : ('no' as const),
    judges: { decode: keyword.startsWith('JPEG') ? judges : [], encode: lossless ? judges : [] },
  };
  return [
    { ...rest, samples: [1, 3], ...bytes, sign: 'unsigned' },
    { ...rest, samples: [1], ...words, sign: 'unsigned' },
    { ...rest, samples: [1], ...words, bitsStored: [9, 16], sign: 'signed' },
  ];
}

function withLoss(
  keyword: string,
  samples: readonly number[],
  bits: number,
  bitsStored: readonly [number, number],
  judges: readonly Judge[],
): Ability {
  const common = { keyword, samples, bitsAllocated: [bits], bitsStored } as const;
  return { ...common, sign: 'unsigned', decode: false, encode: 'lossy', judges: { decode: [], encode: judges } };
}
