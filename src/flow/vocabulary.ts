/** Hands the words of radiotherapy (rt) to the cleaner (deid), which are strangers. It judges nothing itself. */
import type { NameDoubt, Vocabulary } from '../deid/vocabulary.js';
import type { NameToken } from '../rt/name-tokens.js';
import { readName } from '../rt/structure-names.js';
import { createWords } from '../rt/vocabulary.js';

/** @param own words of the user, in any language */
export function vocabularyOf(own: readonly string[]): Vocabulary {
  const words = createWords(own);
  return {
    protects: words.protects,
    knows: words.knows,
    read(name) {
      const { verdict, tokens } = readName(name, words);
      return { verdict, doubts: tokens.flatMap(doubtOf) };
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
