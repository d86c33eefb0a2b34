/** How is a word written down to be looked up? In small letters without accents; one spelling a word. It knows no words. */
import { plainLetters } from '../base/plain-letters.js';

export function foldWord(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^ -~]/g, (character) => plainLetters[character] ?? character);
}

/** The word, and with umlauts written out as well. */
export function spelledWords(word: string): string[] {
  const folded = foldWord(word);
  if (!/[äöü]/.test(word)) return [folded];
  return [folded, foldWord(word.replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter]!))];
}
