/**
 * Does any of these identifiers still stand in an output: in its bytes, in what it inflates to, in its name? It reports which
 * identifier by index and where, never the text, and refuses to know how identifiers are gathered.
 */
import { vr } from '../standard/vr.js';
import { type ByteSearch, createByteSearch } from './byte-search.js';
import type { ReadFile } from './dataset-reader.js';
import { type Disguise, type DisguisedTerm, disguisesOf, type Identifier } from './disguises.js';
import { pathText, type TreeElement, visitElements } from './element-tree.js';

export interface Leak {
  /** Index of the identifier in the list given. */
  readonly term: number;
  readonly disguise: Disguise;
  readonly where: 'file' | 'inflated' | 'name';
  readonly offset: number;
  /** The innermost element around it; undefined in headers, padding, preamble and names. */
  readonly path?: string;
}

export interface LeakSearch {
  inFile(file: ReadFile): Leak[];
  /** In bytes of which nothing is known: every hit counts. */
  inBytes(bytes: Uint8Array): Leak[];
  /** @param name a path under the output folder */
  inName(name: string): Leak[];
}

/** Text under three characters is not searched for: everything would hold it. */
export function createLeakSearch(identifiers: readonly Identifier[]): LeakSearch {
  const terms = identifiers.flatMap((identifier, index) => disguisesOf(identifier, index));
  const search = createByteSearch(terms.map((term) => term.bytes));
  return {
    inFile({ bytes, inflated, fileMeta, elements }) {
      if (!inflated) return hits(bytes, 'file', search, terms, [fileMeta, elements]);
      return [...hits(bytes, 'file', search, terms, [fileMeta]), ...hits(inflated, 'inflated', search, terms, [elements])];
    },
    inBytes: (bytes) => hits(bytes, 'file', search, terms, []),
    inName: (name) => [...new Set([name, unescaped(name)])].flatMap((text) => hits(Buffer.from(text), 'name', search, terms, [])),
  };
}

function hits(
  bytes: Uint8Array,
  where: Leak['where'],
  search: ByteSearch,
  terms: readonly DisguisedTerm[],
  trees: readonly (readonly TreeElement[])[],
): Leak[] {
  const leaks: Leak[] = [];
  search.run(bytes, (needle, start) => {
    const term = terms[needle]!;
    const end = start + term.bytes.length;
    if (term.disguise === 'base64' && !sameCase(bytes, start, term.bytes)) return;
    if (term.step !== 0 && needsBoundary(term) && !standsAlone(bytes, start, end, term.step)) return;
    const around = elementAround(bytes, start, trees);
    if (around && isChance(term, around.element)) return;
    leaks.push({ term: term.term, disguise: term.disguise, where, offset: start, ...(around ? { path: around.path } : {}) });
  });
  return leaks;
}

function sameCase(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  return needle.every((byte, at) => bytes[start + at] === byte);
}

/** Short words occur in other words, and numbers and UIDs in longer ones. */
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

/** A few bytes turn up by chance in numbers; what is meant there is not text. */
function isChance(term: DisguisedTerm, element: TreeElement): boolean {
  const kind = vr[element.vr].kind;
  const digits = term.bytes.every((byte) => isDigit(byte) || byte === 0x2e);
  if (digits && (element.vr === 'DS' || element.vr === 'IS')) return true;
  const numbers = kind === 'binary' && element.vr !== 'UN' && element.vr !== 'OB';
  const pixels = element.tag === 0x7fe00010 || element.tag >>> 16 === 0x7f00;
  return term.bytes.length < 8 && (numbers || pixels);
}

function elementAround(
  bytes: Uint8Array,
  offset: number,
  trees: readonly (readonly TreeElement[])[],
): { element: TreeElement; path: string } | undefined {
  let found: { element: TreeElement; path: string } | undefined;
  const position = bytes.byteOffset + offset;
  for (const tree of trees) {
    visitElements(tree, (element, above) => {
      const start = element.bytes.byteOffset;
      if (position >= start && position < start + element.bytes.length) found = { element, path: pathText(element, above) };
    });
  }
  return found && found.element.items === undefined ? found : undefined;
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
