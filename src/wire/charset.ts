/**
 * What text do these bytes spell in the Specific Character Set (0008,0005), and what bytes does a text take in it? Never throws for
 * bytes: what the declared set does not explain is read by the likeliest other. It does not know which elements hold text.
 */
import type { Vr } from '../standard/vr.js';
import { decodeExtended, withoutEscapes } from './code-extensions.js';
import { extendedEncoder } from './extended-writer.js';
import { multiByteEncoder } from './multi-byte.js';
import { type SingleByteTable, singleByteRegistrations, singleByteTable } from './single-byte.js';
import { latin1Text } from './value.js';

export interface CharacterSet {
  readonly kind: 'single-byte' | 'utf-8' | 'multi-byte';
  /** False when (0008,0005) names a set that PS3.3 C.12.1.1.2 does not have; text is then read as if it were absent. */
  readonly known: boolean;
  /** `vr` decides at which characters code extensions reset. Padding is left in. */
  decode(bytes: Uint8Array, start: number, end: number, vr?: Vr): string;
  /** Bytes of the text without padding, undefined if the set cannot write it. */
  encode(text: string): Uint8Array | undefined;
}

const cache = new Map<string, CharacterSet>();
const cacheLimit = 64;
const latin1 = singleByteTable('100')!;
const ascii = singleByteTable('6')!;

/** @param specificCharacterSet the value as in the file, `\` between values; undefined or empty for the default repertoire */
export function characterSet(specificCharacterSet: string | undefined): CharacterSet {
  const key = specificCharacterSet ?? '';
  const known = cache.get(key);
  if (known) return known;
  const made = Object.freeze(describe(key.split('\\').map(definedTerm)));
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, made);
  return made;
}

/** Tolerates `ISO IR 100`, `iso_ir-100`, `UTF-8`, `ISO-8859-1`, which files have for `ISO_IR 100` and its like. */
function definedTerm(value: string): string {
  const word = value.replace(/\0/g, '').trim().toUpperCase();
  const match = /^ISO[ _-]?(2022[ _-]?)?IR[ _-]?(\d{1,3})$/.exec(word);
  if (match) return `${match[1] === undefined ? 'ISO_IR' : 'ISO 2022 IR'} ${match[2]}`;
  if (word === 'UTF-8' || word === 'UTF8') return 'ISO_IR 192';
  if (word === 'ISO-8859-1' || word === 'ISO8859-1' || word === 'LATIN1') return 'ISO_IR 100';
  return word;
}

function describe(terms: readonly string[]): CharacterSet {
  const first = terms[0]!;
  if (first === 'ISO_IR 192')
    return { kind: 'utf-8', known: true, decode: byAscii(decodeDeclaredUtf8), encode: (text) => new TextEncoder().encode(text) };
  if (first === 'GB18030' || first === 'GBK') {
    const decoder = new TextDecoder(first.toLowerCase());
    const decode = (bytes: Uint8Array, start: number, end: number) => decoder.decode(bytes.subarray(start, end));
    return { kind: 'multi-byte', known: true, decode: byAscii(decode), encode: multiByteEncoder(first) };
  }
  const registrations = terms.map((term) => (term === '' ? '6' : term.replace(/^ISO(_IR| 2022 IR) /, '')));
  const known = registrations.every((registration) => singleByteTable(registration) !== undefined || extended.has(registration));
  const extension = terms.length > 1 || extended.has(registrations[0]!);
  if (!extension) return known ? declared(registrations[0]!) : { ...undeclared, known: false };
  return codeExtended(registrations);
}

/** Multi-byte repertoires that only escape sequences reach. */
const extended: ReadonlySet<string> = new Set(['87', '159', '149', '58']);

/** What `known` is true of (PS3.3 C.12.1.1.2). Text behind an escape sequence to Latin alphabet No. 9 cannot be read. */
export const definedTerms: { readonly single: readonly string[]; readonly withExtensions: readonly string[] } = {
  single: [...singleByteRegistrations.map((registration) => `ISO_IR ${registration}`), 'ISO_IR 192', 'GB18030', 'GBK'],
  withExtensions: [...singleByteRegistrations.filter((one) => one !== '203'), ...extended].map(
    (registration) => `ISO 2022 IR ${registration}`,
  ),
};

function declared(registration: string): CharacterSet {
  if (registration === '6') return undeclared;
  const table = singleByteTable(registration)!;
  return { kind: 'single-byte', known: true, decode: byAscii(singleByte(table)), encode: (text) => table.encode(text) };
}

/** ISO_IR 6 or nothing declared. Bytes above 0x7F are then wrong but met: UTF-8 if they are that, else Latin 1. */
const undeclared: CharacterSet = { kind: 'single-byte', known: true, decode: byAscii(decodeUtf8), encode: (text) => ascii.encode(text) };

function codeExtended(registrations: readonly string[]): CharacterSet {
  const usable = registrations.filter((registration) => extended.has(registration) || singleByteTable(registration) !== undefined);
  const sets = usable.filter((registration) => registration !== '203').map((registration) => `ISO 2022 IR ${registration}`);
  const tables = usable.map((registration) => singleByteTable(registration)).filter((table) => table !== undefined);
  // Before any escape sequence the first value's set is in force; where that is ASCII, high bytes are read by the first that has some.
  const fallback = usable.find((registration) => registration !== '6' && singleByteTable(registration) !== undefined);
  const plain = fallback === undefined ? latin1 : singleByteTable(fallback)!;
  const firstTable = singleByteTable(registrations[0]!) ?? ascii;
  const write = extendedEncoder(registrations);
  const decode = (bytes: Uint8Array, start: number, end: number, vr?: Vr) => {
    const text = sets.length === 0 ? undefined : decodeExtended(sets.join('\\'), bytes, start, end, vr?.name);
    if (text !== undefined && !text.includes('\ufffd')) return text;
    const bare = withoutEscapes(bytes, start, end);
    return text ?? plain.decode(bare, 0, bare.length);
  };
  const read = byAscii(decode);
  return {
    kind: tables.length === usable.length ? 'single-byte' : 'multi-byte',
    known: usable.length === registrations.length,
    decode: read,
    encode(text) {
      // What would be read as something else is not written.
      const isRead = (bytes: Uint8Array | undefined) => bytes !== undefined && read(bytes, 0, bytes.length) === text;
      return [write, firstTable.encode].map((way) => way(text)).find(isRead);
    },
  };
}

type Decode = CharacterSet['decode'];

/** Most text is ASCII in whatever set: no library, no view. ESC (0x1B) is not ASCII text here. */
function byAscii(decode: Decode): Decode {
  return (bytes, start, end, vr) => {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x80 || byte === 0x1b) return decode(bytes, start, end, vr);
    }
    return latin1Text(bytes, start, end);
  };
}

function singleByte(table: SingleByteTable): Decode {
  return (bytes, start, end) => {
    if (bytes.subarray(start, end).includes(0x1b)) {
      const bare = withoutEscapes(bytes, start, end);
      return table.decode(bare, 0, bare.length);
    }
    return table.decode(bytes, start, end);
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no UTF-8 are read as Latin 1. */
function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  return strictly(bytes, start, end) ?? latin1.decode(bytes, start, end);
}

/** As declared: a value that its writer cut within the last character loses that character. */
function decodeDeclaredUtf8(bytes: Uint8Array, start: number, end: number): string {
  const whole = wholeCharactersEnd(bytes, start, end);
  return strictly(bytes, start, end) ?? (whole < end ? strictly(bytes, start, whole) : undefined) ?? latin1.decode(bytes, start, end);
}

function strictly(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return strictUtf8.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

/** A lone byte at the end of what is otherwise ASCII is a Latin letter ("André") sooner than half a character. */
function wholeCharactersEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= start; back++) {
    const byte = bytes[end - back]!;
    if (byte < 0x80 || byte > 0xf4) return end;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    const likely = bytes.subarray(start, end - 1).some((other) => other >= 0x80);
    return back < length && likely ? end - back : end;
  }
  return end;
}
