/** Reads a data set whose elements stand out of order as if they did not: in the order that wire/order finds. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { OrderFinder, type Range } from '../wire/order.js';
import type { Emit, Token } from '../wire/token.js';
import { type OpenFile, walk } from './open-file.js';
import type { Source } from './ports.js';

/** @throws RadonymError wire/duplicate-element, wire/unordered (of deflated data sets, which cannot be read out of turn) */
export function sortedRanges(source: Source, first: Uint8Array, { part10 }: OpenFile): Range[] {
  if (part10.transferSyntax.dataSet === 'deflated')
    throw new RadonymError('wire/unordered', 'the elements of a deflated data set are out of order');
  const finder = new OrderFinder(part10.dataSetOffset, (a, b) => sameBytes(source, a, b));
  walk(source, first, part10, Number.POSITIVE_INFINITY, (token) => finder.push(token));
  return finder.result(source.size);
}

/** Calls `feed` with the bytes of the ranges, gathered in `buffer`. */
export function readRanges(source: Source, ranges: readonly Range[], buffer: Uint8Array, feed: (chunk: Uint8Array) => void): void {
  let filled = 0;
  for (const [start, end] of ranges) {
    for (let at = start; at < end; ) {
      const read = source.read(at, buffer.subarray(filled, filled + Math.min(end - at, buffer.length - filled)));
      if (read === 0) throw new RadonymError('wire/truncated', 'the file became shorter', { offset: at });
      at += read;
      filled += read;
      if (filled < buffer.length) continue;
      feed(buffer);
      filled = 0;
    }
  }
  if (filled > 0) feed(buffer.subarray(0, filled));
}

/** Drops the second of two equal elements that stand one after the other (their values were found equal). */
export function createTwinFilter(emit: Emit): Emit {
  const last: number[] = [];
  let dropping = -1;
  return (token: Token) => {
    const { depth, tag, kind } = token;
    const isStart = kind === 'element' || kind === 'bulkStart' || kind === 'sequenceStart' || kind === 'fragmentsStart';
    if (isStart && (dropping < 0 || depth === dropping)) {
      dropping = last[depth] === tag ? depth : -1;
      last[depth] = tag;
    } else if (kind === 'itemStart') last[depth] = -1;
    else if (kind === 'itemEnd' && depth === dropping) dropping = -1;
    if (dropping < 0) emit(token);
  };
}

function sameBytes(source: Source, [startA, endA]: Range, [startB, endB]: Range): boolean {
  if (endA - startA !== endB - startB || endA - startA > limits.gatheredValue) return false;
  const a = new Uint8Array(endA - startA);
  const b = new Uint8Array(endB - startB);
  source.read(startA, a);
  source.read(startB, b);
  return a.every((byte, index) => byte === b[index]);
}
