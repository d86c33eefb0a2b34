/**
 * What does this file hold, read without a line of what wrote it? Bytes of a DICOM file in, a neutral tree out. It finds the
 * data set (preamble, File Meta Information, deflate by pako) and refuses to know rules, originals and journals.
 */
import dicomParser from 'dicom-parser';
import { inflateRaw } from 'pako';
import { RadonymError } from '../base/errors.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import { vrOfLetters } from '../standard/vr.js';
import { elementAt, type TreeElement } from './element-tree.js';
import { type Layout, readElements } from './element-walk.js';

export interface ReadFile {
  /** 128 bytes, or none. */
  readonly preamble: Uint8Array;
  readonly fileMeta: readonly TreeElement[];
  readonly elements: readonly TreeElement[];
  /** As the file states it; empty where it states none. */
  readonly transferSyntaxUid: string;
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** What was inflated from a deflated file: the elements are views of it; undefined where they are views of the file. */
  readonly inflated: Uint8Array | undefined;
}

const prefixAt = 128;
const fileMetaLayout: Layout = { explicit: true, bigEndian: false };

/**
 * Reads a whole file that lies in memory.
 * @param trust whether to go by the Transfer Syntax that the file states, or by what its first element looks like
 * @throws RadonymError verify/unreadable where the bytes are no complete DICOM file
 */
export function readDicomFile(bytes: Uint8Array, trust: 'stated' | 'looks' = 'stated'): ReadFile {
  try {
    return read(bytes, trust);
  } catch (error) {
    if (error instanceof RadonymError) throw error;
    // dicom-parser throws strings, pako its own errors; neither text is ours to pass on.
    throw new RadonymError('verify/unreadable', 'the second parser cannot read the file');
  }
}

function read(bytes: Uint8Array, trust: 'stated' | 'looks'): ReadFile {
  const { start: dataSetStart, preambleEnd, fileMeta, transferSyntaxUid, layout: stated } = whereDataSetStarts(bytes);
  const deflated = transferSyntax(transferSyntaxUid)?.dataSet === 'deflated';
  const inflated = deflated ? inflateRaw(bytes.subarray(dataSetStart)) : undefined;
  if (deflated && !(inflated instanceof Uint8Array)) throw new RadonymError('verify/unreadable', 'the deflated data set is corrupt');
  const dataSetBytes = inflated ?? bytes;
  const from = deflated ? 0 : dataSetStart;
  const layout = trust === 'stated' && transferSyntax(transferSyntaxUid) ? stated : guessLayout(dataSetBytes, from);
  const elements = readElements(dataSetBytes, from, dataSetBytes.length, layout);
  return { preamble: bytes.subarray(0, preambleEnd), fileMeta, elements, transferSyntaxUid, bytes, inflated };
}

export interface DataSetStart {
  /** Of the data set. */
  readonly start: number;
  readonly preambleEnd: number;
  readonly fileMeta: readonly TreeElement[];
  readonly transferSyntaxUid: string;
  /** As stated, else as the first element looks. */
  readonly layout: Layout;
}

/** @throws RadonymError verify/unreadable */
export function whereDataSetStarts(bytes: Uint8Array): DataSetStart {
  const metaStart = startOfDataSet(bytes);
  const fileMeta: TreeElement[] = [];
  const start = readFileMeta(bytes, metaStart, fileMeta);
  const stated = elementAt(fileMeta, 0x00020010);
  const transferSyntaxUid = stated ? stated.text : '';
  const syntax = transferSyntax(transferSyntaxUid);
  const layout = syntax ? { explicit: syntax.vr === 'explicit', bigEndian: syntax.byteOrder === 'big' } : guessLayout(bytes, start);
  return { start, preambleEnd: Math.min(metaStart, prefixAt), fileMeta, transferSyntaxUid, layout };
}

function startOfDataSet(bytes: Uint8Array): number {
  const prefix = [0x44, 0x49, 0x43, 0x4d];
  if (prefix.every((byte, index) => bytes[prefixAt + index] === byte)) return prefixAt + 4;
  const group = bytes[0]! | (bytes[1]! << 8);
  if (bytes.length < 8 || (group !== 0x0002 && group !== 0x0008)) throw new RadonymError('verify/unreadable', 'no DICM prefix');
  return 0;
}

/** Group 0002 by what stands there, not by the group length, which files get wrong. Returns where the data set starts. */
function readFileMeta(bytes: Uint8Array, start: number, into: TreeElement[]): number {
  let end = start;
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start);
  while (end + 8 <= bytes.length && bytes[end] === 0x02 && bytes[end + 1] === 0x00) {
    const header = dicomParser.readDicomElementExplicit(stream, []);
    const next = header.dataOffset + header.length;
    if (next > bytes.length) throw new RadonymError('verify/unreadable', 'the File Meta Information ends too early', { offset: end });
    end = next;
  }
  into.push(...readElements(bytes, start, end, fileMetaLayout));
  return end;
}

function guessLayout(bytes: Uint8Array, at: number): Layout {
  return { explicit: vrOfLetters(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0) !== undefined, bigEndian: bytes[at] === 0 && bytes[at + 1] !== 0 };
}
