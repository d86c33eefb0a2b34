/** What a text cleaner is brought by those who assemble it: the words of radiotherapy, and how names are made. */

import type { LabelOptions } from '../../src/deid/label-names.js';
import { createPseudonyms } from '../../src/deid/pseudonyms.js';
import { vocabularyOf } from '../../src/flow/vocabulary.js';

export const vocabulary = vocabularyOf([]);
const { hash } = createPseudonyms(new Uint8Array(32).fill(7));

export const labels: LabelOptions = {
  structureNames: { keep: 'standard', unknown: 'scrub' },
  strict: false,
  chosen: new Map(),
  hash: (original, length) => hash('label', original, length),
};
