/**
 * Where does a study say whom and what else it speaks of? One file of each patient names everybody and everything in attributes made for
 * that: what no attribute of a study states, nobody could look for in its texts. It knows keywords and values, no bytes of files.
 */
import { dictionaryEntry, tagOfKeyword } from '../standard/dictionary.js';
import { tagText } from '../standard/tag.js';
import type { IdentifierKind } from './answer-key.js';
import { encodeText } from './character-sets.js';
import type { KeyWriter } from './key-writer.js';
import type { Node } from './node.js';
import type { Person } from './person.js';

const rows: readonly (readonly [keyword: string, kind: IdentifierKind, values: (person: Person) => readonly string[]])[] = [
  ['StudyDate', 'date', ({ dates }) => [dates[0]!]],
  ['SeriesDate', 'date', ({ dates }) => [dates[1]!]],
  ['AcquisitionDate', 'date', ({ dates }) => [dates[2]!]],
  ['ContentDate', 'date', ({ dates }) => [dates[3]!]],
  ['InstanceCreationDate', 'date', ({ dates }) => [dates[4]!]],
  ['NameOfPhysiciansReadingStudy', 'name', ({ staff, logins }) => [...staff, ...logins]],
  ['OtherPatientNames', 'name', ({ otherName }) => [otherName]],
  ['PatientMotherBirthName', 'name', ({ motherName }) => [motherName]],
  ['OtherPatientIDs', 'id', ({ otherId }) => [otherId]],
  ['AdmissionID', 'id', ({ admissionId }) => [admissionId]],
  ['PatientAddress', 'place', ({ address }) => [address]],
  ['PatientTelephoneNumbers', 'contact', ({ phone }) => [phone]],
  ['ScheduledStationName', 'device', ({ station, machines }) => [station, ...machines]],
  ['ScheduledStationAETitle', 'device', ({ aeTitles }) => aeTitles],
];

/** The nodes of a root data set with these in place of others of their tags. */
export function introduced(nodes: readonly Node[], person: Person, key: KeyWriter): Node[] {
  const added = rows.map(([keyword, kind, valuesOf]): Node => {
    const tag = tagOfKeyword(keyword)!;
    const vr = dictionaryEntry(tag)!.vrs[0]!;
    const values = valuesOf(person);
    key.forget(tagText(tag));
    key.plant(tagText(tag), vr, 'attribute', values.join('\\'), values.map((text) => ({ kind, text }))); // biome-ignore format: one line
    return { tag, vr, bytes: encodeText(values.join('\\'), person.specificCharacterSet, vr)! };
  });
  const tags = new Set(added.map(({ tag }) => tag));
  return [...nodes.filter(({ tag }) => !tags.has(tag)), ...added];
}
