/** Hands the words of radiotherapy (rt) to the cleaner (deid), which are strangers. It judges nothing itself. */
import { limits } from '../base/limits.js';
import { createRecentMap } from '../deid/recent-map.js';
import type { NameDoubt, NameReading, Vocabulary } from '../deid/vocabulary.js';
import type { NameToken } from '../rt/name-tokens.js';
import { readName } from '../rt/structure-names.js';
import { createWords } from '../rt/vocabulary.js';

/** @param own words of the user, in any language */
export function vocabularyOf(own: readonly string[]): Vocabulary {
  const words = createWords(own);
  // The same names stand in the plans of all patients.
  const readings = createRecentMap<string, NameReading>(limits.cleanCache);
  return {
    protects: words.protects,
    knows: words.knows,
    read(name) {
      const known = readings.get(name);
      if (known !== undefined) return known;
      const { verdict, tokens, isOrgan } = readName(name, words);
      const reading = { verdict, isOrgan, doubts: tokens.flatMap(doubtOf) };
      readings.set(name, reading);
      return reading;
    },
  };
}

function doubtOf({ start, end, folded, kind }: NameToken): readonly NameDoubt[] {
  switch (kind) {
    case 'unknown':
    case 'code':
      return [{ start, end, folded, kind: 'unknown' }];
    case 'near':
    case 'letter':
      return [{ start, end, folded, kind }];
    default:
      return [];
  }
}
