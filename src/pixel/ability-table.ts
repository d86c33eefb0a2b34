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
      judges: { decode: ['zlib'], encode: ['zlib'] },
    }),
  ),
];
