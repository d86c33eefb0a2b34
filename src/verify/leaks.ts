/**
 * Does any of these identifiers still stand in an output: in its bytes, in what it inflates to, in its name? It reports which
 * identifier by index and where, never the text, and refuses to know how identifiers are gathered.
 */
import type { Tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { type ByteSearch, createByteSearch } from './byte-search.js';
import type { ReadFile } from './dataset-reader.js';
import { type Disguise, type DisguisedTerm, disguisesOf, type Identifier } from './disguises.js';
import { elementIndex, type Placed } from './element-index.js';
import { pathText, type TreeElement } from './element-tree.js';
import { type UidSearch, uidSearch } from './uid-search.js';

export interface Leak {
  /** Index of the identifier in the list given; of a UID the number of identifiers and its place in the list of UIDs. */
  readonly term: number;
  readonly disguise: Disguise;
  readonly where: 'file' | 'inflated' | 'name';
  readonly offset: number;
  /** The innermost element around it; undefined in headers, padding, preamble and names. */
  readonly path?: string;
  readonly tag?: Tag;
}

export interface LeakSearch {
  inFile(file: ReadFile): Leak[];
  /** In bytes of which nothing is known: every hit counts. */
  inBytes(bytes: Uint8Array): Leak[];
  /** @param name a path under the output folder */
  inName(name: string): Leak[];
}

interface Needles {
  readonly search: ByteSearch;
  readonly terms: readonly DisguisedTerm[];
}

interface Searches {
  /** Everywhere: of the terms, and behind them of the UIDs as far as they are known. */
  readonly long: () => Needles;
  /** Where text may stand: a few bytes turn up by chance in pixels and other numbers. */
  readonly short: Needles;
  readonly uids: UidSearch;
  readonly count: number;
}

/** Terms of fewer bytes say nothing within numbers. */
const chanceBytes = 8;

/** Text under three characters is not searched for: everything would hold it. */
export function createLeakSearch(identifiers: readonly Identifier[], uids: UidSearch = uidSearch([])): LeakSearch {
  const terms = identifiers.flatMap((identifier, index) =>
    disguisesOf(identifier, index).map((term) => ({ ...term, isDate: identifier.isDate === true })),
  );
  const searches: Searches = {
    long: longNeedles(
      terms.filter((term) => term.bytes.length >= chanceBytes),
      uids,
    ),
    short: needles(terms.filter((term) => term.bytes.length < chanceBytes)),
    uids,
    count: identifiers.length,
  };
  return {
    inFile({ bytes, inflated, fileMeta, elements }) {
      if (!inflated) return hits(bytes, 'file', searches, [fileMeta, elements]);
      return [...hits(bytes, 'file', searches, [fileMeta], true), ...hits(inflated, 'inflated', searches, [elements])];
    },
    inBytes: (bytes) => hits(bytes, 'file', searches, []),
    inName: (name) => [...new Set([name, unescaped(name)])].flatMap((text) => hits(Buffer.from(text), 'name', searches, [])),
  };
}

const needles = (terms: readonly DisguisedTerm[]): Needles => ({ terms, search: createByteSearch(terms.map((term) => term.bytes)) });

/** One search for all: bytes are many, and go by once. */
function longNeedles(terms: readonly DisguisedTerm[], uids: UidSearch): () => Needles {
  let made: { readonly of: readonly DisguisedTerm[]; readonly needles: Needles } | undefined;
  return () => {
    const of = uids.terms();
    if (made?.of !== of) made = { of, needles: { terms, search: needles([...terms, ...of]).search } };
    return made.needles;
  };
}

function hits(
  bytes: Uint8Array,
  where: Leak['where'],
  searches: Searches,
  trees: readonly (readonly TreeElement[])[],
  isPacked = false,
): Leak[] {
  const leaks = new Map<string, Leak>();
  const index = elementIndex(bytes, trees, isPacked);
  const take = (term: number, disguise: Disguise, start: number): void => {
    const around = index.around(start);
    const path = around && pathText(around.element, around.above);
    const key = `${term} ${disguise} ${path ?? start}`;
    if (leaks.has(key)) return;
    leaks.set(key, { term, disguise, where, offset: start, ...(around && path !== undefined ? { path, tag: around.element.tag } : {}) });
  };
  const hit = (term: DisguisedTerm, start: number): void => {
    const around = index.around(start);
    if (!isMeant(term, bytes, start, around)) return;
    if (!around || !isChance(term, around.element)) take(term.term, term.disguise, start);
  };
  const { uids, short, count } = searches;
  const long = searches.long();
  long.search.run(bytes, (needle, start) => {
    const term = long.terms[needle];
    if (term) hit(term, start);
    else {
      const [from, end] = bounds(bytes, index.around(start));
      uids.read(bytes.subarray(from, end), needle - long.terms.length, start - from, (uid, disguise) => take(count + uid, disguise, start));
    }
  });
  for (const [from, to] of index.text())
    short.search.run(bytes.subarray(from, to), (needle, start) => hit(short.terms[needle]!, from + start));
  return [...leaks.values()];
}

/** A value ends where it ends: the tag behind it may look like a digit. */
function bounds(bytes: Uint8Array, around: Placed | undefined): [from: number, end: number] {
  return around ? [around.start, around.start + around.element.length] : [0, bytes.length];
}

function isMeant(term: DisguisedTerm, bytes: Uint8Array, start: number, around: Placed | undefined): boolean {
  if (term.step === 0 && term.disguise !== 'hex' && !sameCase(bytes, start, term.bytes)) return false;
  if (term.step === 0 || !needsBoundary(term)) return true;
  const [from, end] = bounds(bytes, around);
  return standsAlone(bytes.subarray(from, end), start - from, start - from + term.bytes.length, term.step);
}

function sameCase(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  return needle.every((byte, at) => bytes[start + at] === byte);
}

/** Short words occur in other words, and numbers in longer ones. */
function needsBoundary(term: DisguisedTerm): boolean {
  const characters = term.bytes.length / (term.step || 1);
  return characters < 7 || term.bytes.every((byte) => byte === 0 || byte === 0x2e || isDigit(byte));
}

function standsAlone(bytes: Uint8Array, start: number, end: number, step: 1 | 2): boolean {
  const at = (position: number): number => {
    const byte = bytes[position] ?? 0;
    return step === 2 && byte === 0 ? (bytes[position + 1] ?? 0) : byte;
  };
  const first = at(start);
  const last = at(end - step);
  return !continues(at(start - step), at(start - 2 * step), first) && !continues(at(end), at(end + step), last);
}

/** Whether `next` (and what is beyond it) goes on with the number or word that ends in `edge`. */
function continues(next: number, beyond: number, edge: number): boolean {
  if (isDigit(edge)) return isDigit(next) || (next === 0x2e && isDigit(beyond));
  return isLetter(edge) && isLetter(next);
}

/** What is meant there is not text, or not this text: dates in dates are judged by where they stood. */
function isChance(term: DisguisedTerm, element: TreeElement): boolean {
  const kind = vr[element.vr].kind;
  const digits = term.bytes.every((byte) => isDigit(byte) || byte === 0x2e);
  if (digits && (element.vr === 'DS' || element.vr === 'IS')) return true;
  if (term.isDate && (element.vr === 'DA' || element.vr === 'DT' || element.vr === 'UI')) return true;
  const numbers = kind === 'binary' && element.vr !== 'UN' && element.vr !== 'OB';
  const pixels = element.tag === 0x7fe00010 || element.tag >>> 16 === 0x7f00;
  return term.bytes.length < chanceBytes && (numbers || pixels);
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
