/**
 * Does an identifier stand in bytes of unknown meaning? One pass over the bytes with a table of the first two bytes of all patterns;
 * ASCII letters in any case. It looks for whole terms in ASCII, Latin 1, UTF-8 and UTF-16, not for every form that a text may have.
 */
import type { IdentityTerms } from './identity.js';
import { spellings } from './term-forms.js';
import { isPlaceWord, type Vocabulary } from './vocabulary.js';

export type ByteSearch = (bytes: Uint8Array, start: number, end: number) => boolean;

interface Pattern {
  readonly bytes: Uint8Array;
  /** Must not stand within a longer word or number. */
  readonly alone: boolean;
}

const leastLength = 4;
/** From here on chance does not spell a pattern in megabytes of numbers; shorter ones must stand alone. */
const tellingLength = 6;

export function createByteSearch(terms: IdentityTerms, vocabulary: Vocabulary): ByteSearch {
  const buckets = new Map<number, Pattern[]>();
  const starts = new Uint8Array(0x10000);
  for (const text of searchedTexts(terms, vocabulary)) {
    for (const bytes of encodings(text)) {
      const key = (bytes[0]! << 8) | bytes[1]!;
      const bucket = buckets.get(key) ?? [];
      if (bucket.some((other) => same(other.bytes, bytes))) continue;
      bucket.push({ bytes, alone: text.length < tellingLength || /^\d+$/.test(text) });
      buckets.set(key, bucket);
      starts[key] = 1;
    }
  }
  if (buckets.size === 0) return () => false;
  return (bytes, start, end) => {
    if (end - start < leastLength) return false;
    let first = lower[bytes[start]!]!;
    for (let at = start + 1; at < end; at++) {
      const second = lower[bytes[at]!]!;
      const key = (first << 8) | second;
      if (starts[key] === 1 && matches(buckets.get(key)!, bytes, start, at - 1, end)) return true;
      first = second;
    }
    return false;
  };
}

const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

function matches(patterns: readonly Pattern[], bytes: Uint8Array, start: number, at: number, end: number): boolean {
  for (const pattern of patterns) {
    const length = pattern.bytes.length;
    if (at + length > end) continue;
    let same = 2;
    while (same < length && lower[bytes[at + same]!] === pattern.bytes[same]) same++;
    if (same === length && (!pattern.alone || isAlone(pattern.bytes, bytes, start, at, end))) return true;
  }
  return false;
}

/** Text has spaces, punctuation or NULs around a word; numbers in binary have anything. */
function isAlone(pattern: Uint8Array, bytes: Uint8Array, start: number, at: number, end: number): boolean {
  const wide = pattern.includes(0);
  const before = at - (wide && pattern[0] !== 0 ? 2 : 1);
  const after = at + pattern.length + (wide && pattern[0] === 0 ? 1 : 0);
  return (before < start || isSeparator(bytes[before]!)) && (after >= end || isSeparator(bytes[after]!));
}

function isSeparator(byte: number): boolean {
  if (byte >= 0x30 && byte <= 0x39) return false;
  const folded = lower[byte]!;
  return byte < 0x80 && !(folded >= 0x61 && folded <= 0x7a) && (byte >= 0x20 || byte === 0 || (byte >= 9 && byte <= 13));
}

function searchedTexts(terms: IdentityTerms, vocabulary: Vocabulary): Set<string> {
  const texts = new Set<string>();
  const add = (text: string) => {
    if (text.length >= leastLength) texts.add(text);
  };
  for (const name of terms.names) {
    for (const spelling of spellings(name)) {
      for (const part of spelling.split(/[\s^=.,\\]+/)) if (!vocabulary.protects(part.toLowerCase())) add(part);
      for (const group of spelling.split('=')) if (group.includes('^')) add(group.replace(/\^+$/, ''));
    }
  }
  for (const id of terms.ids) if (!vocabulary.protects(id.toLowerCase())) add(id);
  for (const date of terms.dates) add(date);
  for (const place of terms.places)
    if (
      !place
        .toLowerCase()
        .split(/\P{L}+/u)
        .every((word) => isPlaceWord(word, vocabulary))
    )
      add(place);
  for (const device of terms.devices)
    if (
      !device
        .toLowerCase()
        .split(/[^\p{L}\d]+/u)
        .every(vocabulary.protects)
    )
      add(device);
  return texts;
}

/** ASCII letters in lower case, others in either case, since only the ASCII ones are folded while scanning. */
function encodings(text: string): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (const spelling of new Set([text, text.toLowerCase(), text.toUpperCase()])) {
    const units = Array.from({ length: spelling.length }, (_, at) => spelling.charCodeAt(at));
    if (units.every((unit) => unit <= 0xff)) out.push(Uint8Array.from(units));
    out.push(new TextEncoder().encode(spelling));
    out.push(Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >>> 8])));
    out.push(Uint8Array.from(units.flatMap((unit) => [unit >>> 8, unit & 0xff])));
  }
  return out.map((bytes) => bytes.map((byte) => lower[byte]!)).filter((bytes) => bytes.length >= 2);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
