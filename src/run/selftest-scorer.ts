/** By what is a synthetic patient scored? What the profile promises, and the patient's identifiers with their bytes in the patient's character set. */
import type { ProfileRule, ResolvedProfile } from '../deid/profile.js';
import { dictionaryEntry, dictionaryTags } from '../standard/dictionary.js';
import { type Tag, tagText } from '../standard/tag.js';
import type { VrName } from '../standard/vr.js';
import { encodeText, type SpecificCharacterSet } from '../synthetic/character-sets.js';
import type { SyntheticPatient } from '../synthetic/study.js';
import { type KeyedPatient, Scorer } from '../verify/score.js';

export function scorerOf({ options, rules }: ResolvedProfile): Scorer {
  const removed = removedBy(rules);
  const kept = new Set(rules.flatMap(({ action, tag }) => (tag !== undefined && action === 'keep' ? [tagText(tag)] : [])));
  const renamesMachines = rules.some(({ namespace }) => namespace === 'machine');
  return new Scorer({ removed, kept, options: [...options, ...(renamesMachines ? ['machines'] : [])] });
}

/** What rules of the profile take away, in their order; one that keeps under a condition promises nothing. */
function removedBy(rules: readonly ProfileRule[]): ReadonlySet<string> {
  const removed = new Set<string>();
  for (const { action, tag, vrs, when, iods, modalities, private: isPrivate } of rules) {
    const named = tag !== undefined ? [tag] : vrs === undefined || isPrivate !== undefined ? [] : ofVrs(vrs);
    for (const one of named)
      if (!keeping.has(action)) removed.add(tagText(one));
      else if ((when ?? iods ?? modalities) === undefined) removed.delete(tagText(one));
  }
  return removed;
}

const ofVrs = (vrs: readonly VrName[]): readonly Tag[] =>
  dictionaryTags().filter((tag) => dictionaryEntry(tag)?.vrs.every((name) => vrs.includes(name)));

const keeping = new Set(['keep', 'clean', 'mapUid', 'shiftDate', 'pseudonym']);

export function keyedPatient({ key }: SyntheticPatient): KeyedPatient {
  const identifiers = key.identifiers.map((identifier) => {
    const bytes = encodeText(identifier.text, key.specificCharacterSet as SpecificCharacterSet, 'LT');
    return { ...identifier, bytes: bytes ? [bytes] : [] };
  });
  return { identifiers };
}
