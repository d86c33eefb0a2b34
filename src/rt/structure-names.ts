/**
 * How does the name of a structure read, by the rules of AAPM TG-263 in our own words? `standard`: at most 16 characters, roots and categories
 * in CamelCase divided by `_`, sides as suffix, targets with class, number, image and dose, PRV with its margin, `z` or `_` before helpers, `~`
 * for parts, `-` for what is cut out, `^` before a free addition. `near`: its words are all known. It cleans nothing; no table of names is kept.
 */
import { type NameToken, nameTokens } from './name-tokens.js';
import type { Words } from './vocabulary.js';

export interface NameReading {
  readonly verdict: 'standard' | 'near' | 'unknown';
  readonly tokens: readonly NameToken[];
  /** Standard, and of nothing but anatomy, sides, PRV and numbers. */
  readonly isOrgan: boolean;
}

export const longestStandardName = 16;

const grammar = /^[z_~]?[A-Z][A-Za-z0-9]*(?:[_~!^+-]{1,2}[A-Za-z0-9]+)*[!~]?$/;
/** Classes and units that are written small. */
const small = /^(?:[a-z]|mm|cm|cc|x|sb|par|vas|opt|eval)$/;

export function readName(name: string, words: Words): NameReading {
  const tokens = nameTokens(name, words);
  if (tokens.some(({ kind }) => kind === 'unknown' || kind === 'code')) return { verdict: 'unknown', tokens, isOrgan: false };
  if (!isStandard(name, tokens, words)) return { verdict: 'near', tokens, isOrgan: false };
  return { verdict: 'standard', tokens, isOrgan: tokens.every((token, at) => isOrganToken(token, at === 0, words)) };
}

function isStandard(name: string, tokens: readonly NameToken[], words: Words): boolean {
  if (name.length > longestStandardName || !grammar.test(name)) return false;
  const own = /^z[A-Z]/.test(name) ? tokens.slice(1) : tokens;
  const root = own[0];
  return root !== undefined && (root.kind === 'target' || root.kind === 'word') && own.every((token) => isStandardToken(token, words));
}

const beside = /^(?:left|right|lt|rt|[a-z]|lat|ant|post|sup|inf|med|prox|dist|prv)$/;

function isOrganToken({ kind, folded }: NameToken, isRoot: boolean, words: Words): boolean {
  if (kind !== 'word' && kind !== 'letter') return kind !== 'target' && !isRoot;
  return words.isAnatomy(folded) || (!isRoot && beside.test(folded));
}

function isStandardToken({ kind, text, folded }: NameToken, words: Words): boolean {
  switch (kind) {
    case 'target':
      return /^I?[GCIPMB]TV/.test(text);
    case 'word':
      return small.test(text) || (/^[A-Z\d]/.test(text) && words.isEnglish(folded));
    case 'number':
    case 'dose':
    case 'index':
      return true;
    case 'letter':
      return /^[a-z]$/.test(text);
    default:
      return false;
  }
}
