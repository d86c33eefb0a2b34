/** Where do the rows of a table lie in an SQLite database? Pages, trees of them, and payloads that run over several. It reads no value. */
import { RadonymError } from '../base/errors.js';

export interface RandomAccess {
  readonly size: number;
  read(position: number, target: Uint8Array): number;
}

export interface Pages {
  readonly file: RandomAccess;
  readonly pageSize: number;
  /** Bytes of a page that are used. */
  readonly usable: number;
  readonly encoding: 'utf8' | 'utf16le' | 'utf16be';
}

interface Page {
  readonly kind: 'inner' | 'leaf' | 'index';
  readonly bytes: Buffer;
  readonly cells: readonly number[];
  /** Of an inner page: the last child. */
  readonly last: number;
}

/** A row of an answer key is some MB at most. */
const longestRow = 1 << 28;

/** @throws RadonymError io/table */
export function sqlitePages(file: RandomAccess): Pages {
  const head = Buffer.alloc(100);
  if (file.read(0, head) < 100) throw broken('ends too early');
  const stated = head.readUInt16BE(16);
  const pageSize = stated === 1 ? 65536 : stated;
  const usable = pageSize - head[20]!;
  const encoding = ([undefined, 'utf8', 'utf16le', 'utf16be'] as const)[head.readUInt32BE(56)];
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480 || !encoding) throw broken('has a head that makes no sense');
  return { file, pageSize, usable, encoding };
}

/** Payloads of the rows of the tree with this root, in order. @throws RadonymError io/table */
export function* rowsBelow(pages: Pages, root: number, left = { pages: Math.ceil(pages.file.size / pages.pageSize) }): Generator<Buffer> {
  // No page is of a tree twice.
  if (left.pages-- <= 0) throw broken('goes round in circles');
  const { kind, bytes, cells, last } = pageOf(pages, root);
  if (kind === 'index') throw broken('keeps the table without row numbers');
  for (const cell of cells) {
    if (kind === 'inner') yield* rowsBelow(pages, bytes.readUInt32BE(cell), left);
    else yield payloadAt(pages, bytes, cell);
  }
  if (kind === 'inner') yield* rowsBelow(pages, last, left);
}

export const isIndex = (pages: Pages, root: number): boolean => pageOf(pages, root).kind === 'index';

/** @param number from 1 */
function pageOf(pages: Pages, number: number): Page {
  const bytes = bytesOf(pages, number);
  const at = number === 1 ? 100 : 0;
  const kind = ({ 5: 'inner', 13: 'leaf', 2: 'index', 10: 'index' } as const)[bytes[at]!];
  if (!kind) throw broken('has a page of no known kind');
  const first = at + (kind === 'inner' ? 12 : 8);
  const count = bytes.readUInt16BE(at + 3);
  if (first + count * 2 > bytes.length) throw broken('has a page with more cells than fit');
  const cells = Array.from({ length: count }, (_, index) => bytes.readUInt16BE(first + index * 2));
  if (cells.some((cell) => cell + 4 > bytes.length)) throw broken('has a cell outside of its page');
  return { kind, bytes, cells, last: kind === 'inner' ? bytes.readUInt32BE(at + 8) : 0 };
}

function bytesOf({ file, pageSize }: Pages, number: number): Buffer {
  const bytes = Buffer.alloc(pageSize);
  if (number < 1 || file.read((number - 1) * pageSize, bytes) < pageSize) throw broken('ends too early');
  return bytes;
}

/** What does not fit into its page goes on in others, each with the number of the next in front. */
function payloadAt(pages: Pages, page: Buffer, cell: number): Buffer {
  const { usable } = pages;
  const [size, afterSize] = varint(page, cell);
  const [, start] = varint(page, afterSize);
  if (size > longestRow) throw broken('has a row that is longer than 256 MiB');
  const [most, least] = [usable - 35, Math.floor(((usable - 12) * 32) / 255) - 23];
  const spilled = least + ((size - least) % (usable - 4));
  const own = size <= most ? size : spilled <= most ? spilled : least;
  const parts = [page.subarray(start, start + own)];
  if (own === size) return parts[0]!;
  if (start + own + 4 > page.length) throw broken('has a row outside of its page');
  let next = page.readUInt32BE(start + own);
  for (let left = size - own; left > 0; ) {
    const bytes = bytesOf(pages, next);
    const part = bytes.subarray(4, 4 + Math.min(left, usable - 4));
    parts.push(part);
    left -= part.length;
    next = bytes.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** Up to nine bytes, seven bits each, all eight of the last. */
export function varint(bytes: Buffer, start: number): [value: number, next: number] {
  let value = 0;
  for (let at = start; at < start + 9; at++) {
    const byte = bytes[at];
    if (byte === undefined) break;
    if (at === start + 8) return [value * 256 + byte, at + 1];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  throw new RadonymError('io/table', 'a number in the database does not end');
}

const broken = (how: string): RadonymError => new RadonymError('io/table', `the database ${how}`);
