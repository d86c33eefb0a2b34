/** What stands in an element after its rule was applied, in words or as an example. `#` is a letter that the project key decides. */
import { dummyValue } from '../deid/dummies.js';
import type { Explanation } from '../deid/explain.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { Pseudonyms } from '../deid/pseudonyms.js';
import { dictionaryEntry } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { asciiText } from '../wire/value.js';

const timezoneOffset = 0x00080201;
const patientName = 0x00100010;
const patientId = 0x00100020;

export function valueAfter({ action, path, code, template, value }: Explanation, { pseudonyms }: ResolvedProfile): string {
  const tag = path.at(-1)!;
  switch (action) {
    case 'remove':
      return 'absent';
    case 'empty':
      return 'empty';
    case 'dummy':
      return dummyExample(tag);
    case 'byType':
      return `${code}, by the Type`;
    case 'pseudonym':
      if (tag === patientId) return exampleOf(pseudonyms.patientId);
      if (tag === patientName) return exampleOf(pseudonyms.patientName.replaceAll('{patientId}', pseudonyms.patientId));
      return exampleOf(template!);
    case 'mapUid':
      return '2.25.#';
    case 'shiftDate':
      return tag === timezoneOffset || dictionaryEntry(tag)?.vrs[0] === 'TM' ? 'as it is, if it is a time' : "moved by the patient's days";
    case 'age':
      return 'as it is, at most 090Y';
    case 'replace':
      return value!;
    case 'state':
      return 'what was done';
    case 'clean':
      return 'the text without what identifies';
    case 'search':
      return 'as it is, unless an identifier is found in it';
    case 'inside':
      return 'items, one by one';
    case 'keep':
      return 'as it is';
    default:
      return action satisfies never;
  }
}

const exampleOf = (template: string): string => template.replace(/\{hash:(\d+)\}/g, (_, length: string) => '#'.repeat(Number(length)));

/** Hides what a key would say. */
const withoutKey: Pseudonyms = {
  uid: () => '2.25.#',
  hash: (_namespace, _value, length) => '#'.repeat(length),
  template: exampleOf,
};

function dummyExample(tag: Tag): string {
  const name = dictionaryEntry(tag)?.vrs[0];
  if (name === 'SQ') return 'one item of dummies';
  if (name === undefined || vr[name].kind === 'binary') return 'zeros';
  const bytes = dummyValue(tag, vr[name], 'an original', { pseudonyms: withoutKey, sopClassUid: 'SOP Class UID', sopInstanceUid: '' });
  return asciiText(bytes, 0, bytes.length).trimEnd();
}
