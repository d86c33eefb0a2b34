/** Transfer Syntaxes (PS3.6 Table A-1, PS3.5 Annex A) as facts. Which of them we can read, write or decode is known elsewhere. */
import { transferSyntaxes } from './generated/uids.js';
import { lazy } from './lazy.js';

export interface TransferSyntax {
  readonly uid: string;
  readonly keyword: string;
  readonly name: string;
  readonly byteOrder: 'little' | 'big';
  readonly vr: 'explicit' | 'implicit';
  /** `deflated`: all after the file meta information is one raw deflate stream (PS3.5 A.5). */
  readonly dataSet: 'plain' | 'deflated';
  /** `encapsulated`: Pixel Data is a sequence of fragments (PS3.5 A.4). */
  readonly pixelData: 'native' | 'encapsulated';
  /** Whether pixel values were changed by compressing them into this syntax. */
  readonly lossy: 'never' | 'possible' | 'always';
  /** How frames are coded; `elsewhere`: Pixel Data are not in the file (JPIP) or the syntax is none of a file. */
  readonly compression: Compression;
  readonly retired: boolean;
}

export type Compression =
  | 'none'
  | 'rle'
  | 'deflated-frame'
  | 'jpeg'
  | 'jpeg-ls'
  | 'jpeg-2000'
  | 'htj2k'
  | 'jpeg-xl'
  | 'video'
  | 'elsewhere';

/** The registered Transfer Syntax of a UID (no padding). */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return registry().byUid.get(uid);
}

/** The registered Transfer Syntax of a keyword (PS3.6 Table A-1). */
export function transferSyntaxOfKeyword(keyword: string): TransferSyntax | undefined {
  return registry().byKeyword.get(keyword);
}

/** What the words of `--to` mean; a word stands for one syntax. */
export const uncompressedWords = ['implicit', 'explicit', 'big-endian', 'deflated'] as const;

export const losslessWords = [
  'rle',
  'deflated-frame',
  'encapsulated-uncompressed',
  'jpeg-lossless',
  'jpeg-ls',
  'jpeg2000',
  'htj2k',
  'jpeg-xl',
] as const;

/** They lose values, and go with a quality only. */
export const lossyWords = ['jpeg-baseline', 'jpeg-ls-near', 'jpeg2000-lossy', 'jpeg-xl-lossy'] as const;

const keywordOfWord: { readonly [word: string]: string } = {
  rle: 'RLELossless',
  'deflated-frame': 'DeflatedImageFrameCompression',
  'encapsulated-uncompressed': 'EncapsulatedUncompressedExplicitVRLittleEndian',
  'jpeg-lossless': 'JPEGLosslessSV1',
  'jpeg-ls': 'JPEGLSLossless',
  jpeg2000: 'JPEG2000Lossless',
  htj2k: 'HTJ2KLossless',
  'jpeg-xl': 'JPEGXLLossless',
  'jpeg-baseline': 'JPEGBaseline8Bit',
  'jpeg-ls-near': 'JPEGLSNearLossless',
  'jpeg2000-lossy': 'JPEG2000',
  'jpeg-xl-lossy': 'JPEGXL',
  implicit: 'ImplicitVRLittleEndian',
  explicit: 'ExplicitVRLittleEndian',
  'big-endian': 'ExplicitVRBigEndian',
  deflated: 'DeflatedExplicitVRLittleEndian',
};

/** The Transfer Syntax that a word of `--to` asks for; undefined for other words. */
export function transferSyntaxOfWord(word: string): TransferSyntax | undefined {
  return Object.hasOwn(keywordOfWord, word) ? registry().byKeyword.get(keywordOfWord[word]!) : undefined;
}

interface Registry {
  readonly byUid: ReadonlyMap<string, TransferSyntax>;
  readonly byKeyword: ReadonlyMap<string, TransferSyntax>;
}

const registry = lazy(build);

function build(): Registry {
  const all = transferSyntaxes.split('\n').map((text) => toTransferSyntax(text.split('|')));
  return { byUid: new Map(all.map((row) => [row.uid, row])), byKeyword: new Map(all.map((row) => [row.keyword, row])) };
}

function toTransferSyntax([
  uid,
  keyword,
  name,
  retired,
  byteOrder,
  vr,
  dataSet,
  pixelData,
  lossy,
  compression,
]: readonly string[]): TransferSyntax {
  return Object.freeze({
    uid: uid!,
    keyword: keyword!,
    name: name!,
    byteOrder: byteOrder as TransferSyntax['byteOrder'],
    vr: vr as TransferSyntax['vr'],
    dataSet: dataSet as TransferSyntax['dataSet'],
    pixelData: pixelData as TransferSyntax['pixelData'],
    lossy: lossy as TransferSyntax['lossy'],
    compression: compression as TransferSyntax['compression'],
    retired: retired === '1',
  });
}
