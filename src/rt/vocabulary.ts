/**
 * Which words does radiotherapy use, in seven languages? Some of them stay although somebody bears them as a name; plain words of any text
 * are known but protect nobody. The lists are read at the first question. It judges no names.
 */
import { spelledWords } from './fold.js';
import { dutch, dutchPlain } from './words/dutch.js';
import { englishAnatomy } from './words/english-anatomy.js';
import { englishPlain, englishPlanning } from './words/english-planning.js';
import { french, frenchPlain } from './words/french.js';
import { german, germanPlain } from './words/german.js';
import { italian, italianPlain } from './words/italian.js';
import { portuguese, portuguesePlain } from './words/portuguese.js';
import { spanish, spanishPlain } from './words/spanish.js';

export interface Words {
  /** Of anatomy, planning, imaging, devices: it stays although somebody bears it as a name. @param word folded (fold.ts) */
  protects(word: string): boolean;
  /** Protected, plain, or given by the user. */
  knows(word: string): boolean;
  /** Protected and English: names by TG-263 are built from these. */
  isEnglish(word: string): boolean;
  /** English, of anatomy. */
  isAnatomy(word: string): boolean;
  /** A protected word of about this length that differs by one letter. */
  nearest(word: string): string | undefined;
}

/** @param own words of the user, in any language: known, but they protect nobody */
export function createWords(own: readonly string[] = []): Words {
  const users = own.length === 0 ? undefined : setOf(own.join(' '));
  return {
    protects: (word) => tables().protecting.has(word),
    knows: (word) => tables().protecting.has(word) || tables().plain.has(word) || (users?.has(word) ?? false),
    isAnatomy: (word) => tables().anatomy.has(word),
    isEnglish: (word) => tables().english.has(word),
    nearest,
  };
}

interface Tables {
  readonly anatomy: ReadonlySet<string>;
  readonly english: ReadonlySet<string>;
  readonly protecting: ReadonlySet<string>;
  readonly plain: ReadonlySet<string>;
}

let read: Tables | undefined;

function tables(): Tables {
  if (read !== undefined) return read;
  const anatomy = setOf(englishAnatomy);
  const english = new Set([...anatomy, ...setOf(englishPlanning)]);
  read = {
    anatomy,
    english,
    protecting: new Set([...english, ...setOf(german, french, spanish, italian, dutch, portuguese)]),
    plain: setOf(englishPlain, germanPlain, frenchPlain, spanishPlain, italianPlain, dutchPlain, portuguesePlain),
  };
  return read;
}

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const list of lists)
    for (const word of list.split(/\s+/)) if (word !== '') for (const spelled of spelledWords(word.toLowerCase())) all.add(spelled);
  return all;
}

/** Below six letters one letter makes another word. */
const leastLength = 6;

function nearest(word: string): string | undefined {
  if (word.length < leastLength) return undefined;
  for (const candidate of tables().protecting)
    if (candidate.length >= leastLength - 1 && candidate[0] === word[0] && isOneOff(candidate, word)) return candidate;
  return undefined;
}

/** One letter more, less, other, or two exchanged. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const rest = (text: string, skip: number): string => text.slice(from + skip);
  if (a.length !== b.length) return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
  return rest(a, 1) === rest(b, 1) || (a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, 2) === rest(b, 2));
}
