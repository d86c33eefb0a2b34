/**
 * Finds out of the beginning of a file where its data set starts and how it is encoded: preamble, prefix and File Meta Information
 * (PS3.10 7.1), which may be missing or wrong. It reads no further than the first elements of the data set.
 */
import { type Finding, RadonymError } from '../base/errors.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import { type Tag, tagOf } from '../standard/tag.js';
import { type TransferSyntax, transferSyntax, transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import { vrOfLetters } from '../standard/vr.js';
import { ElementHeader, readUint16, readUint32 } from './element-header.js';
import { type Encoding, explicitBig, explicitLittle, implicitLittle } from './token.js';
import { asciiText } from './value.js';

export interface Part10 {
  /** Of the first byte of the data set (deflated or not). */
  readonly dataSetOffset: number;
  /** As the data set really is encoded. */
  readonly transferSyntax: TransferSyntax;
  readonly encoding: Encoding;
  /** Trimmed; '' when absent. */
  readonly mediaStorageSopClassUid: string;
  readonly mediaStorageSopInstanceUid: string;
  /** Elements of group 0002 above (0002,0013), whole, in Explicit VR Little Endian. */
  readonly others: readonly Uint8Array[];
  readonly findings: readonly Finding[];
}

export function encodingOf(syntax: TransferSyntax): Encoding {
  if (syntax.vr === 'implicit') return implicitLittle;
  return syntax.byteOrder === 'big' ? explicitBig : explicitLittle;
}

/**
 * @param head the first bytes of the file: all of its File Meta Information and the first element's header, or the whole file
 * @throws RadonymError wire/not-dicom, wire/truncated, wire/unknown-transfer-syntax
 */
export function readPart10(head: Uint8Array): Part10 {
  const findings: Finding[] = [];
  const hasPrefix = isPrefix(head, 128);
  const start = hasPrefix ? 132 : isPrefix(head, 0) ? 4 : 0;
  if (!hasPrefix) findings.push({ code: 'wire/no-preamble', detail: 'there is no preamble', offset: 0 });
  const meta = readGroup2(head, start);
  if (meta.elements.size === 0) findings.push({ code: 'wire/no-file-meta', detail: 'there is no File Meta Information', offset: start });
  if (start === 0 && meta.elements.size === 0 && !looksLikeDataSet(head))
    throw new RadonymError('wire/not-dicom', 'no DICOM prefix and no data set');

  const stated = meta.text(0x00020010);
  const syntax = stated === '' ? undefined : transferSyntax(stated);
  if (stated !== '' && syntax === undefined)
    throw new RadonymError('wire/unknown-transfer-syntax', 'the Transfer Syntax is not registered', { path: '(0002,0010)' });
  const found =
    syntax?.dataSet === 'deflated' ? undefined : guessEncoding(head, meta.end, syntax === undefined ? undefined : encodingOf(syntax));
  const stands = found === undefined || (syntax !== undefined && encodingOf(syntax) === found);
  if (!stands)
    findings.push({
      code: 'wire/transfer-syntax-guessed',
      detail: syntax ? 'the data set is encoded otherwise than stated' : 'no Transfer Syntax is stated',
      offset: meta.end,
    });
  const actual = stands && syntax !== undefined ? syntax : syntaxOf(found ?? implicitLittle);
  return {
    dataSetOffset: meta.end,
    transferSyntax: actual,
    encoding: encodingOf(actual),
    mediaStorageSopClassUid: meta.text(0x00020002),
    mediaStorageSopInstanceUid: meta.text(0x00020003),
    others: meta.others,
    findings,
  };
}

function isPrefix(head: Uint8Array, at: number): boolean {
  return head[at] === 0x44 && head[at + 1] === 0x49 && head[at + 2] === 0x43 && head[at + 3] === 0x4d;
}

interface Group2 {
  readonly elements: ReadonlyMap<number, Uint8Array>;
  readonly others: readonly Uint8Array[];
  readonly end: number;
  text(tag: number): string;
}

/** Reads elements while they are of group 0002; the group length, often missing or wrong, is not believed. */
function readGroup2(head: Uint8Array, start: number): Group2 {
  const elements = new Map<number, Uint8Array>();
  const others: Uint8Array[] = [];
  const header = new ElementHeader();
  let at = start;
  while (at + 8 <= head.length && readUint16(head, at, false) === 2) {
    // Some writers leave group 0002 implicit too.
    const isExplicit = vrOfLetters(head[at + 4]!, head[at + 5]!) !== undefined;
    if (header.read(head, at, head.length, isExplicit ? explicitLittle : implicitLittle) > 0) break;
    const valueStart = at + header.size;
    if (valueStart + header.length > head.length)
      throw new RadonymError('wire/truncated', 'the File Meta Information is not complete', { offset: at });
    const end = valueStart + header.length;
    elements.set(header.tag, head.subarray(valueStart, end));
    if (isExplicit && header.tag > 0x00020013) others.push(head.slice(at, end));
    at = end;
  }
  const text = (tag: number): string => {
    const value = elements.get(tag);
    return value === undefined ? '' : asciiText(value, 0, Math.min(value.length, 128));
  };
  return { elements, others, end: at, text };
}

/** The encoding that the first element of the data set shows; what is stated decides when it shows none. */
function guessEncoding(head: Uint8Array, at: number, stated: Encoding | undefined): Encoding | undefined {
  if (head.length < at + 8) return stated;
  const expected = stated?.bigEndian ?? false;
  const isBig = isLikely(head, at, expected) || !isLikely(head, at, !expected) ? expected : !expected;
  if (vrOfLetters(head[at + 4]!, head[at + 5]!) !== undefined) return isBig ? explicitBig : explicitLittle;
  if (isBig) return stated;
  // No VR letters: implicit, unless the file says explicit and the bytes make no sense as an implicit length either.
  const length = readUint32(head, at + 4, false);
  if (stated?.explicit && length > head.length) return stated;
  return implicitLittle;
}

/** Whether a tag stands there that the dictionary has, or a private one. */
function isLikely(head: Uint8Array, at: number, big: boolean): boolean {
  const group = readUint16(head, at, big);
  const element = readUint16(head, at + 2, big);
  if (element === 0) return group <= 0xff;
  return (group & 1) === 1 || dictionaryVr(tagOf(group, element)) !== undefined;
}

/** Without any prefix: whether the bytes begin as a data set does, with known elements in rising order. */
function looksLikeDataSet(head: Uint8Array): boolean {
  const encoding = guessEncoding(head, 0, undefined);
  if (encoding === undefined) return false;
  const header = new ElementHeader();
  let at = 0;
  let last = -1;
  for (let count = 0; count < 3; count++) {
    if (header.read(head, at, head.length, encoding) > 0) return false;
    const row = dictionaryVr(header.tag as Tag);
    if (row === undefined || header.tag <= last || header.badVr || header.tag >>> 16 > 0x20) return false;
    if (encoding.explicit && header.vr !== row && !isAmbiguous(row) && header.vr?.name !== 'UN') return false;
    last = header.tag;
    if (header.length === 0xffffffff) return true;
    at += header.size + header.length;
    if (at >= head.length) return at === head.length && count > 0;
  }
  return true;
}

function syntaxOf(encoding: Encoding): TransferSyntax {
  const word = encoding.explicit ? (encoding.bigEndian ? 'big-endian' : 'explicit') : 'implicit';
  return transferSyntaxOfWord(word)!;
}
