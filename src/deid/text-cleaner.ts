/**
 * What is left of a text when it may speak of nobody (action C)? A patient's terms, titles with their names, dates, contacts and long
 * numbers go, UIDs are mapped, the rest stays. Deterministic and offline. It knows no attributes, VRs or profiles.
 */
import { limits } from '../base/limits.js';
import type { CharacterSet } from '../wire/charset.js';
import { createByteSearch } from './byte-search.js';
import type { IdentityTerms } from './identity.js';
import { initialsOf } from './initials.js';
import { tellsDate } from './known-dates.js';
import { createLabelCopies } from './label-copies.js';
import type { LabelKind } from './label-kinds.js';
import { createLabelNames, type LabelOptions } from './label-names.js';
import { dateSpans } from './pattern-dates.js';
import { contactSpans } from './patterns.js';
import { readings } from './readable-bytes.js';
import { createRecentMap } from './recent-map.js';
import { termForms } from './term-forms.js';
import { createTermSearch, type Span, type TermSearch } from './term-search.js';
import { withoutSpans } from './tidy.js';
import { titleSpans } from './titles.js';
import { type HiddenUids, hideUids, revealUids } from './uid-text.js';
import type { Vocabulary } from './vocabulary.js';

export interface CleanResult {
  readonly text: string;
  readonly changed: boolean;
  /** Folded words that are terms of the patient but stay as words of radiotherapy, and numbers that stay as doses: for a person to look at. */
  readonly doubtful: readonly string[];
}

export interface TextCleaner {
  /** The cleaned text; the same string where nothing was to clean. A fixed point but for UIDs, which map anew. */
  clean(text: string): string;
  inspectClean(text: string): CleanResult;
  cleanLabel(kind: LabelKind, text: string): string;
  inspectLabel(kind: LabelKind, text: string): CleanResult;
  neutralLabel(kind: LabelKind, text: string): string;
  /** Whether a term of the patient stands in the text. Other dates, titles and numbers of others do not count. @param isCoded as in TermSearch */
  finds(text: string, isCoded?: boolean): boolean;
  /** As in CleanResult, of a text in which nothing is found. */
  doubts(text: string, isCoded?: boolean): readonly string[];
  /** Whether a term of four letters or more stands in bytes of unknown meaning: ASCII, Latin 1, UTF-8 or UTF-16; where they read as text, also in the character set around them, any term. */
  findsInBytes(bytes: Uint8Array, start: number, end: number, charset?: CharacterSet): boolean;
}

export interface CleanerOptions {
  readonly mapUid: (uid: string) => string;
  readonly vocabulary: Vocabulary;
  readonly labels: LabelOptions;
  /** `strict`: only words of the vocabulary stay, and short numbers. @default 'standard' */
  readonly level?: 'standard' | 'strict';
}

interface Tools {
  readonly search: TermSearch;
  readonly mapUid: (uid: string) => string;
  readonly vocabulary: Vocabulary;
  readonly strict: boolean;
}

export function createTextCleaner(terms: IdentityTerms, options: CleanerOptions): TextCleaner {
  const { mapUid, vocabulary, labels, level = 'standard' } = options;
  const search = createTermSearch(termForms(terms, vocabulary), vocabulary);
  const tools: Tools = { search, mapUid, vocabulary, strict: level === 'strict' };
  const cleaned = createRecentMap<string, CleanResult>(limits.cleanCache);
  const foundIn = { text: createRecentMap<string, Sought>(limits.cleanCache), coded: createRecentMap<string, Sought>(limits.cleanCache) };
  const dates = new Set(terms.dates);
  let bytes: ReturnType<typeof createByteSearch> | undefined;
  const inspectClean = (text: string): CleanResult => {
    const known = cleaned.get(text);
    if (known !== undefined) return known;
    const own = cleanLong(text, tools);
    const repeated = copies(own.text);
    const result = repeated === own.text ? own : { ...own, text: repeated, changed: true };
    if (text.length <= longestRemembered) cleaned.set(text, result);
    return result;
  };
  const seek = (text: string, isCoded = false): Sought => {
    const found = isCoded ? foundIn.coded : foundIn.text;
    const known = found.get(text);
    if (known !== undefined) return known;
    const doubtful = new Set<string>();
    const hit = pieces(text).some(
      (piece) => search.spans(piece.text, (word) => doubtful.add(word), isCoded).length > 0 || tellsDate(piece.text, dates),
    );
    const sought = hit ? inText : doubtful.size === 0 ? notInText : { hit, doubtful: [...doubtful] };
    if (text.length <= longestRemembered) found.set(text, sought);
    return sought;
  };
  // A name's unknown words are for its own policy to judge.
  const searched = (text: string): CleanResult => cleanLong(text, { ...tools, strict: false });
  const { inspectLabel, neutralLabel, renamed } = createLabelNames(terms.labels, labels, {
    inspectClean: searched,
    vocabulary,
    initials: initialsOf(terms.names),
  });
  const copies = createLabelCopies(renamed);
  return {
    inspectClean,
    clean: (text) => inspectClean(text).text,
    inspectLabel,
    neutralLabel,
    cleanLabel: (kind, text) => inspectLabel(kind, text).text,
    finds: (text, isCoded) => seek(text, isCoded).hit,
    doubts: (text, isCoded) => seek(text, isCoded).doubtful,
    findsInBytes(value, start, end, charset) {
      bytes ??= createByteSearch(terms, vocabulary);
      return bytes(value, start, end) || readings(value, start, end, charset).some((text) => seek(text).hit);
    },
  };
}

interface Sought {
  readonly hit: boolean;
  readonly doubtful: readonly string[];
}

const inText: Sought = { hit: true, doubtful: [] };
const notInText: Sought = { hit: false, doubtful: [] };

const longestRemembered = 1024;
/** Longer texts are cleaned in pieces, so that folding them needs bounded memory. */
const longestPiece = 32 * 1024;
/** Removing a part can bring others together; each round shortens the text, and texts that do not come to rest are dropped. */
const mostRounds = 12;

function cleanLong(text: string, tools: Tools): CleanResult {
  const doubtful = new Set<string>();
  if (text.length <= longestPiece) {
    const result = cleanPiece(text, tools, doubtful);
    return { text: result, changed: result !== text, doubtful: [...doubtful] };
  }
  const result = pieces(text)
    .map((piece) => (piece.whole ? cleanPiece(piece.text, tools, doubtful) : ''))
    .join('');
  return result === text ? { text, changed: false, doubtful: [...doubtful] } : { text: result, changed: true, doubtful: [...doubtful] };
}

interface Piece {
  readonly text: string;
  /** False for a run of thousands of characters that nothing divides: no text that people write, and a term may be cut by its ends. */
  readonly whole: boolean;
}

/** The text cut at line ends, else at spaces, else at what divides values or markup. */
function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  while (text.length - from > longestPiece) {
    const window = text.slice(from, from + longestPiece);
    const line = window.lastIndexOf('\n') + 1;
    const cut = line > longestPiece / 2 ? line : window.lastIndexOf(' ') + 1 || lastDivider(window) + 1;
    out.push({ text: cut > 0 ? window.slice(0, cut) : window, whole: cut > 0 });
    from += cut > 0 ? cut : longestPiece;
  }
  out.push({ text: text.slice(from), whole: out.at(-1)?.whole ?? true });
  return out;
}

function lastDivider(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && !'\\<>,;|"'.includes(text[at]!)) at--;
  return at;
}

function cleanPiece(original: string, tools: Tools, doubtful: Set<string>): string {
  const hidden: HiddenUids = hideUids(original, tools.mapUid);
  let text = hidden.text;
  for (let round = 0; round < mostRounds; round++) {
    let spans: readonly Span[] = allSpans(text, tools, (word) => doubtful.add(word));
    if (spans.length === 0 && tools.strict) spans = tools.vocabulary.read(text).doubts;
    if (spans.length === 0) return revealUids(text, hidden);
    text = withoutSpans(text, spans);
  }
  return '';
}

function allSpans(text: string, { search, vocabulary }: Tools, doubt: (word: string) => void): Span[] {
  const spans = search.spans(text, doubt);
  const add = (span: Span) => spans.push(span);
  titleSpans(text, add, vocabulary);
  dateSpans(text, add);
  contactSpans(text, add);
  return spans;
}
