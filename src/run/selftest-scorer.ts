/** By what is a synthetic patient scored? What the profile promises, and the patient's identifiers with their bytes in the patient's character set. */
import type { ResolvedProfile } from '../deid/profile.js';
import { type Tag, tagText } from '../standard/tag.js';
import { encodeText, type SpecificCharacterSet } from '../synthetic/character-sets.js';
import type { SyntheticPatient } from '../synthetic/study.js';
import { type KeyedPatient, Scorer } from '../verify/score.js';

export function scorerOf({ options, rules }: ResolvedProfile): Scorer {
  const removed = new Set(rules.flatMap(({ action, tag }) => (tag === undefined || keeping.has(action) ? [] : [tagText(tag as Tag)])));
  const renamesMachines = rules.some(({ namespace }) => namespace === 'machine');
  return new Scorer({ removed, options: [...options, ...(renamesMachines ? ['machines'] : [])] });
}

const keeping = new Set(['keep', 'clean', 'mapUid', 'shiftDate', 'pseudonym']);

export function keyedPatient({ key }: SyntheticPatient): KeyedPatient {
  const identifiers = key.identifiers.map((identifier) => {
    const bytes = encodeText(identifier.text, key.specificCharacterSet as SpecificCharacterSet, 'LT');
    return { ...identifier, bytes: bytes ? [bytes] : [] };
  });
  return { identifiers };
}
