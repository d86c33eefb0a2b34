/**
 * Which short parts of a label are somebody's initials? Two or three letters that are those of a person known, standing alone, and no word of
 * the subject: `GTV_AH_v2` of Anna Huber. Guesses: what falls is told as doubtful. It looks at labels only; in sentences initials fall
 * beside a name.
 */
import { foldedLetters } from './folding.js';
import { asciiTwin, isAscii } from './pattern-rows.js';
import type { Span } from './term-search.js';
import { particles, type Vocabulary } from './vocabulary.js';

/** @param names PN values */
export function initialsOf(names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const name of names) {
    const [family = [], given = [], middle = []] = (name.split('=')[0] ?? '').split('^').map(firstLetters);
    const first = family[0];
    if (first === undefined || given.length === 0) continue;
    const others = [...given, ...middle].join('');
    for (const letters of [given[0]!, others, others.slice(0, 2)]) {
      all.add(first + letters);
      all.add(letters + first);
    }
    all.add(given[0]! + family.join(''));
  }
  for (const letters of all) if (letters.length < 2 || letters.length > 3) all.delete(letters);
  return all;
}

function firstLetters(component: string): string[] {
  return component
    .split(/[^\p{L}\p{M}]+/u)
    .map(foldedLetters)
    .filter((part) => /^[a-z]/.test(part) && !particles.has(part))
    .map((part) => part[0]!);
}

/** Two or three letters between what is no letter or a change of case; letters with dots. */
const alone = /(?<!\p{L})(?:\p{L}{2,3}(?!\p{L})|\p{L}(?:\. ?\p{L}){1,2}(?!\p{L})\.?)|(?<=\p{Ll})\p{Lu}{2,3}(?!\p{L})/gu;

export function initialSpans(
  text: string,
  initials: ReadonlySet<string>,
  { knows, protects }: Vocabulary,
  found: (span: Span, word: string) => void,
) {
  if (initials.size === 0) return;
  for (const match of text.matchAll(isAscii(text) ? asciiTwin(alone) : alone)) {
    const word = foldedLetters(match[0]);
    // "in" is a word, IN may be anybody.
    const isWord = protects(word) || (knows(word) && match[0] === match[0].toLowerCase());
    if (initials.has(word) && !isWord) found({ start: match.index, end: match.index + match[0].length }, word);
  }
}
