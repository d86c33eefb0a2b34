/**
 * Is a text still there, by the rules of MIDI-B's validation script? Numbers are compared as numbers, texts whole and then word by word,
 * without the words that every sentence has. It knows no element.
 */
import type { PlacedText } from './answer-places.js';

/** Undefined where there is no word to look for. */
export type Kept = boolean | undefined;

export const hasText = ({ text, isImage }: PlacedText): boolean => isImage || text.trim() !== '';

/** @param words whether all of them must be there, or any */
export function keeps(found: PlacedText | undefined, wanted: string | undefined, words: 'all' | 'any'): Kept {
  if (found === undefined || !hasText(found)) return false;
  if (wanted === undefined) return undefined;
  const [text, sought] = [bare(found.text), bare(wanted)];
  if (isNumber.test(text) && isNumber.test(sought)) return Number(text) === Number(sought);
  if (text.includes(sought)) return true;
  const tokens = tokensOf(sought);
  if (tokens.length === 0) return undefined;
  return words === 'all' ? tokens.every((token) => text.includes(token)) : tokens.some((token) => text.includes(token));
}

const bare = (text: string): string => text.replace(/[<>]/g, '').toLowerCase();

const isNumber = /^(?:\d+\.?\d*|\.\d+)$/;

/** Split as the Penn Treebank splits English, as far as it matters here: at spaces and at most punctuation, not at `-`, `/`, `^`, within numbers and behind initials. */
const tokensOf = (text: string): string[] =>
  text
    .replace(/\.$/, '')
    .replace(/[;@#$%&?![\](){}<>"“”‘’•]|[,:](?!\d)|--|\.{2,}|''|``/g, ' ')
    .split(/\s+/)
    .map((token) => token.replace(/^'+|(?:'s|[',:])+$/g, ''))
    .filter((token) => /[^\p{P}\p{S}]/u.test(token) && !common.has(token));

/** Words that say nothing of anybody. */
const common: ReadonlySet<string> = new Set(
  `a about above after again all am an and any are as at be because been before being below between both but by can did do does doing down
  during each few for from further had has have having he her here hers him his how i if in into is it its just me more most my no nor not
  now of off on once only or other our out over own same she should so some such than that the their them then there these they this those
  through to too under until up very was we were what when where which while who whom why will with you your`.split(/\s+/),
);
