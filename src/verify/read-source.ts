/**
 * How is a file read whose size nobody knows before? Whole, up to a limit; of a larger one all but its native Pixel Data, which stay where
 * they are, as a range that is compared and searched in pieces. What cannot be read either way is refused, with the reason.
 */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Tag } from '../standard/tag.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import { type ReadFile, readDicomFile, whereDataSetStarts } from './dataset-reader.js';
import { findLongValue, type Layout } from './element-walk.js';

/** Bytes by position, as long as the caller keeps the file open. */
export interface ByteSource {
  readonly size: number;
  /** Fills `target` from `position` on; returns how many bytes it put, 0 at the end. */
  read(position: number, target: Uint8Array): number;
}

/** A value of the root data set that was left in the file. */
export interface Cut {
  readonly tag: Tag;
  /** Of the value, from the start of the file. */
  readonly start: number;
  readonly length: number;
  readonly bigEndian: boolean;
}

/** Lends bytes that are overwritten when it is asked again: for whoever is done with one file before the next. */
export type Lender = (length: number) => Uint8Array;

const fresh: Lender = (length) => Buffer.allocUnsafeSlow(length);

/** Lends from one piece of memory that grows to what was asked most. */
export function lender(): Lender {
  let memory = new Uint8Array(0);
  return (length) => {
    if (memory.length < length) memory = Buffer.allocUnsafeSlow(Math.ceil(length * 1.25));
    return memory.subarray(0, length);
  };
}

export interface ReadOptions {
  /** Whether to go by the Transfer Syntax that the file states, or by what its first element looks like. @default 'stated' */
  readonly trust?: 'stated' | 'looks';
  /** Bytes up to which a file is read whole. @default limits.verifyWhole */
  readonly whole?: number;
  /** Where a file that is read whole lies. @default fresh memory */
  readonly lend?: Lender;
}

export interface SourceFile extends ReadFile {
  readonly cut?: Cut;
}

/** @throws RadonymError verify/unreadable, verify/not-verified */
export function readSource(source: ByteSource, options: ReadOptions = {}): SourceFile {
  const { trust = 'stated', whole = limits.verifyWhole, lend = fresh } = options;
  if (source.size <= whole) return readDicomFile(readRange(source, 0, source.size, lend), trust);
  const long = longValueIn(source, Math.min(shortHead, whole), whole) ?? longValueIn(source, whole, whole);
  if (!long) throw new RadonymError('verify/not-verified', `the file is larger than ${whole >> 20} MiB without native Pixel Data`);
  const { head, found, layout, end } = long;
  const tail = readRange(source, end, source.size - end);
  const spliced = new Uint8Array(found.start + tail.length);
  spliced.set(head.subarray(0, found.start));
  spliced.set(tail, found.start);
  spliced.fill(0, found.start - 4, found.start);
  return {
    ...readDicomFile(spliced, trust),
    cut: { tag: found.tag, start: found.start, length: found.length, bigEndian: layout.bigEndian },
  };
}

/** What stands before Pixel Data, in most files. */
const shortHead = 4 << 20;

/** Undefined where the first bytes end within something else than a long value, or too much is left behind it. */
function longValueIn(source: ByteSource, length: number, whole: number) {
  const head = readRange(source, 0, length);
  const { start, layout, transferSyntaxUid } = whereDataSetStarts(head);
  if (transferSyntax(transferSyntaxUid)?.dataSet === 'deflated') return undefined;
  const found = longValue(head, start, layout);
  const end = found ? found.start + found.length : 0;
  if (!found || isEncapsulated(found.length) || end > source.size || source.size - end > whole) return undefined;
  return { head, found, layout, end };
}

function longValue(head: Uint8Array, start: number, layout: Layout): ReturnType<typeof findLongValue> {
  try {
    return findLongValue(head, start, layout);
  } catch {
    // A sequence that goes on behind these bytes.
    return undefined;
  }
}

/** Calls `visit` with the bytes of a range, piece by piece, each beginning with the last `overlap` bytes of the one before. */
export function eachPiece(source: ByteSource, start: number, length: number, overlap: number, visit: (piece: Uint8Array) => void): void {
  const buffer = new Uint8Array(limits.chunk * 4 + overlap);
  let kept = 0;
  for (let at = 0; at < length; ) {
    const piece = buffer.subarray(kept, kept + Math.min(buffer.length - kept, length - at));
    fill(source, start + at, piece);
    at += piece.length;
    const whole = buffer.subarray(0, kept + piece.length);
    visit(whole);
    const keep = Math.min(overlap, whole.length);
    buffer.copyWithin(0, whole.length - keep, whole.length);
    kept = keep;
  }
}

/** Whether the same bytes stand in both ranges. */
export function sameRange(a: ByteSource, aStart: number, b: ByteSource, bStart: number, length: number): boolean {
  const [one, other] = [new Uint8Array(limits.chunk * 4), new Uint8Array(limits.chunk * 4)];
  for (let at = 0; at < length; at += one.length) {
    const size = Math.min(one.length, length - at);
    fill(a, aStart + at, one.subarray(0, size));
    fill(b, bStart + at, other.subarray(0, size));
    if (Buffer.compare(one.subarray(0, size), other.subarray(0, size)) !== 0) return false;
  }
  return true;
}

function readRange(source: ByteSource, start: number, length: number, lend: Lender = fresh): Uint8Array {
  // Not zeroed: all of it is filled, or refused.
  const bytes = lend(length);
  fill(source, start, bytes);
  return bytes;
}

function fill(source: ByteSource, position: number, target: Uint8Array): void {
  for (let at = 0; at < target.length; ) {
    const count = source.read(position + at, target.subarray(at));
    if (count === 0) throw new RadonymError('verify/unreadable', 'the file ends too early', { offset: position + at });
    at += count;
  }
}

const isEncapsulated = (length: number): boolean => length === 0xffffffff;
