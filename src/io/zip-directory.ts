/**
 * What is in a zip archive? Reads its central directory (APPNOTE 6.3.10, 4.3) out of any bytes by position, believes nothing unweighed and opens no
 * entry. Of an entry that cannot be used it says why; of an archive that contradicts itself it says so and stops.
 */
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { signature } from './zip-format.js';

export interface ZipBytes {
  readonly size: number;
  read(position: number, target: Uint8Array): number;
}

export interface ZipEntry {
  /** Parts joined by `/`; none of them leads anywhere else. */
  readonly relative: string;
  /** Of the local header. */
  readonly offset: number;
  readonly method: 'store' | 'deflate';
  readonly size: number;
  readonly packed: number;
  readonly crc: number;
  /** Why it cannot be read. */
  readonly refused?: { readonly code: ErrorCode; readonly what: string };
}

const endSize = 22;
const locatorSize = 20;
const end64Size = 56;
const centralSize = 46;
const localSize = 30;
const longestComment = 0xffff;
const in64 = 0xffffffff;

/** Files of the archive, in order of their names. @throws RadonymError io/zip, io/read */
export function zipEntries(bytes: ZipBytes): readonly ZipEntry[] {
  const end = findEnd(bytes);
  if (end.entries > limits.zipEntries) throw broken(`it has more than ${limits.zipEntries} entries`);
  if (end.size > limits.zipDirectory) throw broken('its directory is larger than the limit');
  // What stands before the archive (a program that unpacks itself) moves all offsets.
  const base = end.at - end.size - end.offset;
  if (base < 0) throw broken('its directory is not where it should be');
  const directory = exactly(bytes, end.at - end.size, end.size);
  const view = new DataView(directory.buffer, directory.byteOffset, directory.length);
  const entries: ZipEntry[] = [];
  const places: [from: number, to: number][] = [];
  let at = 0;
  for (let index = 0; index < end.entries; index++) {
    if (at + centralSize > directory.length || view.getUint32(at, true) !== signature.central) throw broken('its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const next = at + centralSize + nameLength + extraLength + commentLength;
    if (next > directory.length) throw broken('its directory is damaged');
    const entry = entryAt(view, directory, at, nameLength, extraLength, base);
    places.push([entry.offset, entry.offset + localSize + nameLength + entry.packed]);
    if (!entry.isFolder) entries.push(entry);
    at = next;
  }
  checkPlaces(places, base, end.at - end.size);
  entries.sort((a, b) => (a.relative < b.relative ? -1 : 1));
  for (const [index, { relative }] of entries.entries())
    if (index > 0 && entries[index - 1]!.relative === relative) throw broken('two of its entries have one name');
  return entries;
}

interface End {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
  /** Where the directory ends. */
  readonly at: number;
}

function findEnd(bytes: ZipBytes): End {
  const length = Math.min(bytes.size, endSize + longestComment);
  const tail = exactly(bytes, bytes.size - length, length);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  for (let at = length - endSize; at >= 0; at--) {
    if (view.getUint32(at, true) !== signature.end || at + endSize + view.getUint16(at + 20, true) !== length) continue;
    const position = bytes.size - length + at;
    const disks = view.getUint16(at + 4, true) | view.getUint16(at + 6, true);
    const end = { entries: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
    const isLarge = end.entries === 0xffff || end.size === in64 || end.offset === in64 || disks === 0xffff;
    if (isLarge) return findEnd64(bytes, position);
    if (disks !== 0) throw broken('it is one of several parts');
    return { ...end, at: position };
  }
  throw broken('it has no directory');
}

function findEnd64(bytes: ZipBytes, end: number): End {
  const locator = exactly(bytes, end - locatorSize, locatorSize);
  const place = new DataView(locator.buffer, locator.byteOffset);
  if (place.getUint32(0, true) !== signature.locator64) throw broken('its Zip64 directory is missing');
  const position = number64(place, 8);
  const record = exactly(bytes, position, end64Size);
  const view = new DataView(record.buffer, record.byteOffset);
  if (view.getUint32(0, true) !== signature.end64) throw broken('its Zip64 directory is missing');
  if ((view.getUint32(16, true) | view.getUint32(20, true)) !== 0) throw broken('it is one of several parts');
  return { entries: number64(view, 32), size: number64(view, 40), offset: number64(view, 48), at: position };
}

function entryAt(
  view: DataView,
  directory: Uint8Array,
  at: number,
  nameLength: number,
  extraLength: number,
  base: number,
): ZipEntry & { readonly isFolder: boolean } {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const name = nameOf(directory.subarray(at + centralSize, at + centralSize + nameLength));
  const [packed, size, offset] = large(view, at, at + centralSize + nameLength, extraLength);
  const relative = safeName(name);
  const entry = { relative, offset: offset + base, size, packed, crc: view.getUint32(at + 16, true), isFolder: /[/\\]$/.test(name) };
  const refused = whyRefused({ flags, method, name, size, packed });
  return { ...entry, method: method === 0 ? 'store' : 'deflate', ...(refused === undefined ? {} : { refused }) };
}

function whyRefused(entry: {
  readonly flags: number;
  readonly method: number;
  readonly name: string;
  readonly size: number;
  readonly packed: number;
}): ZipEntry['refused'] {
  const { flags, method, name, size, packed } = entry;
  if (leadsOut(name)) return { code: 'io/zip-name', what: 'the name of the entry leads out of the archive' };
  if ((flags & 0x2041) !== 0) return { code: 'io/zip-encrypted', what: 'the entry is encrypted' };
  if (method !== 0 && method !== 8) return { code: 'io/zip-method', what: `the entry is compressed by method ${method}` };
  if (/\.zip$/i.test(name)) return { code: 'io/zip-nested', what: 'the entry is an archive itself' };
  if (method === 0 && size !== packed) return { code: 'io/zip-damaged', what: 'the sizes of the entry contradict each other' };
  if (size > limits.zipEntry) return { code: 'io/zip-limit', what: `the entry states more than ${limits.zipEntry} bytes` };
  if (size > packed * limits.inflateRatio + 64)
    return { code: 'io/zip-limit', what: `the entry states more than ${limits.inflateRatio} bytes for each byte` };
  return undefined;
}

/** Packed size, size, offset: from the Zip64 field where the directory says so. */
function large(view: DataView, at: number, extraAt: number, extraLength: number): [packed: number, size: number, offset: number] {
  const stated = { packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true) };
  if (stated.packed !== in64 && stated.size !== in64 && stated.offset !== in64) return [stated.packed, stated.size, stated.offset];
  for (let field = extraAt; field + 4 <= extraAt + extraLength; ) {
    const [id, length] = [view.getUint16(field, true), view.getUint16(field + 2, true)];
    const end = field + 4 + length;
    if (end > extraAt + extraLength) break;
    if (id === 1) {
      let next = field + 4;
      const take = (value: number): number => {
        if (value !== in64) return value;
        if (next + 8 > end) throw broken('an entry has no Zip64 size');
        next += 8;
        return number64(view, next - 8);
      };
      const size = take(stated.size);
      const packed = take(stated.packed);
      return [packed, size, take(stated.offset)];
    }
    field = end;
  }
  throw broken('an entry has no Zip64 size');
}

/** Entries that share bytes make much out of little; entries behind the directory are none. */
function checkPlaces(places: [from: number, to: number][], base: number, end: number): void {
  places.sort(([a], [b]) => a - b);
  let last = base;
  for (const [from, to] of places) {
    if (from < last) throw broken('entries of it overlap');
    last = to;
  }
  if (last > end) throw broken('an entry reaches into its directory');
}

/** UTF-8 where the bytes are, whatever the flag says; else a letter a byte, which is unique and that is all a name must be. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

const leadsOut = (name: string): boolean => /^[/\\]|^[a-z]:|\0/i.test(name) || name.split(/[/\\]/).includes('..');

/** As a path below anything, on any system: what Windows takes for more than a letter becomes `_`. */
const safeName = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '..' ? '_' : part.replace(/[<>:"|?*\p{Cc}]/gu, '_')))
    .join('/') || '_';

function number64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken('a number in it is too large');
  return Number(value);
}

function exactly(bytes: ZipBytes, position: number, length: number): Uint8Array {
  if (position < 0 || length < 0 || position + length > bytes.size) throw broken('its directory is not where it should be');
  const target = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const read = bytes.read(position + at, target.subarray(at));
    if (read === 0) throw broken('it ends too early');
    at += read;
  }
  return target;
}

export const broken = (what: string): RadonymError => new RadonymError('io/zip', `the archive cannot be read: ${what}`);
