/**
 * Which rows has a table of an SQLite database? Reads the file format (sqlite.org/fileformat2.html) page by page, so that a database of
 * gigabytes needs no library and no memory. It knows no SQL beyond the names of columns, writes nothing, and refuses what it does not know.
 */
import { RadonymError } from '../base/errors.js';
import { isIndex, type Pages, type RandomAccess, rowsBelow, sqlitePages, varint } from './sqlite-pages.js';

export type SqliteValue = string | number | bigint | Uint8Array | null;

export interface SqliteTable {
  readonly columns: readonly string[];
  /** In the order of their row numbers. @throws RadonymError io/table */
  rows(): Iterable<readonly SqliteValue[]>;
}

/** @throws RadonymError io/table: no database, no such table, or one without row numbers */
export function sqliteTable(file: RandomAccess, name: string): SqliteTable {
  const pages = sqlitePages(file);
  for (const payload of rowsBelow(pages, 1)) {
    // Of sqlite_schema: type, name, tbl_name, rootpage, sql.
    const [type, , table, root, sql] = recordOf(payload, pages);
    if (type !== 'table' || typeof table !== 'string' || table.toLowerCase() !== name) continue;
    const columns = columnsOf(String(sql));
    if (typeof root !== 'number' || isIndex(pages, root)) break;
    return {
      columns,
      *rows() {
        for (const row of rowsBelow(pages, root)) yield recordOf(row, pages);
      },
    };
  }
  throw new RadonymError('io/table', `the database has no table "${name}" that can be read`);
}

export const isSqlite = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0';

function recordOf(payload: Buffer, { encoding }: Pages): SqliteValue[] {
  const types: number[] = [];
  const [headSize, first] = varint(payload, 0);
  for (let at = first; at < headSize; ) {
    const [type, next] = varint(payload, at);
    types.push(type);
    at = next;
  }
  let at = headSize;
  return types.map((type) => {
    const size = type < 12 ? sizes[type]! : Math.floor((type - 12) / 2);
    if (at + size > payload.length) throw new RadonymError('io/table', 'a row of the database is longer than it says');
    at += size;
    return valueAt(type, payload.subarray(at - size, at), encoding);
  });
}

/** Of the serial types below 12. */
const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function valueAt(type: number, bytes: Buffer, encoding: Pages['encoding']): SqliteValue {
  if (type >= 12) return type % 2 === 0 ? bytes : textOf(bytes, encoding);
  switch (type) {
    case 0:
      return null;
    case 6:
      return bytes.readBigInt64BE();
    case 7:
      return bytes.readDoubleBE();
    case 8:
    case 9:
      return type - 8;
    default:
      return bytes.length === 0 ? null : bytes.readIntBE(0, bytes.length);
  }
}

function textOf(bytes: Buffer, encoding: Pages['encoding']): string {
  if (encoding === 'utf8') return bytes.toString('utf8');
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (encoding === 'utf16be' ? Buffer.from(whole).swap16() : whole).toString('utf16le');
}

/** `CREATE TABLE "t" ("index" INTEGER, [b] TEXT, PRIMARY KEY (…))` */
function columnsOf(sql: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of sql.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*.*?\*\/|[^"'`[]/gs)) {
    if (/^(?:--|\/\*)/.test(token)) continue;
    if (token === ')') depth--;
    if (depth === 1 && token === ',') parts.push('');
    else if (depth > 0) parts[parts.length - 1] += token;
    if (token === '(') depth++;
  }
  const names = parts.map((part) => /^(?:"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[^\s"`[(]+)/.exec(part.trim())?.[0] ?? '');
  return names
    .filter((word) => !/^(?:constraint|primary|unique|check|foreign)$/i.test(word))
    .map((word) => (/^["`[]/.test(word) ? word.slice(1, -1).replaceAll('""', '"') : word));
}
