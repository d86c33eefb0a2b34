/**
 * Does a line that somebody read off an image name the patient? Reading takes letters for others, so that terms are sought in what looks
 * alike, with few mistakes; a line that is blanked without need costs less than one that stays. It knows no pixels.
 */
import { foldedLetters } from './folding.js';
import type { IdentityTerms } from './identity.js';

/** Characters that look alike are one. */
const alike = new Map(
  ['0OQDÖ', '1IL|!TJ', '2Z', '5S$', '6G', '8B', 'UV', 'MN', 'CE', 'HK'].flatMap((group) =>
    [...group].map((letter) => [letter, group[0]!] as const),
  ),
);

/** Letters and digits alone. */
function looks(text: string): string {
  let out = '';
  for (const letter of foldedLetters(text).toUpperCase()) {
    const seen = alike.get(letter) ?? letter;
    if (/[\p{L}\p{N}|!$]/u.test(letter)) out += seen;
  }
  return out;
}

/** Shorter parts stand in every text. */
const shortest = 3;

/** @param finds whether the text as it was read holds an identifier */
export function textMatch(terms: IdentityTerms, finds: (text: string) => boolean): (line: string) => boolean {
  const parts = [...terms.names.flatMap(namesIn), ...terms.ids, ...terms.places.flatMap(wordsIn), ...terms.dates.flatMap(datesIn)];
  const sought = [...new Set(parts.map(looks))].filter((part) => part.length >= shortest);
  return (line) => {
    if (finds(line)) return true;
    const seen = looks(line);
    return sought.some((part) => isNearIn(part, seen, allowed(part.length)));
  };
}

const namesIn = (name: string): string[] => name.split(/[\^= ,]+/);
const wordsIn = (place: string): string[] => place.split(/\s+/).filter((word) => word.length > 4);

/** As people write them: the order of day, month and year, with two or four digits. */
function datesIn(date: string): string[] {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  return [
    date,
    day + month + year,
    month + day + year,
    day + month + year.slice(2),
    month + day + year.slice(2),
    year.slice(2) + month + day,
  ];
}

/** Mistakes in a part of so many letters. */
const allowed = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

/** Whether a stretch of the text is the part but for so many letters changed, left out or put in (Sellers 1980). */
export function isNearIn(part: string, text: string, mistakes: number): boolean {
  if (mistakes === 0) return text.includes(part);
  let row = Array.from({ length: part.length + 1 }, (_, at) => at);
  for (const letter of text) {
    const next = [0];
    for (let at = 1; at <= part.length; at++)
      next.push(Math.min(row[at - 1]! + (part[at - 1] === letter ? 0 : 1), row[at]! + 1, next[at - 1]! + 1));
    if (next[part.length]! <= mistakes) return true;
    row = next;
  }
  return false;
}
