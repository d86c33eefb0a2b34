/** When a rule of a profile holds: by the file's SOP Class, Modality and head, and by an element's own value. It knows no tags and no actions. */
import { sopClassesOf } from '../standard/iod-words.js';
import { vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';
import type { ProfileRule } from './profile.js';
import { safeRegex } from './safe-regex.js';

/** On a value: one of its values (backslash separates) is equal, or holds a match. Without `attribute`, on the element's own. */
export interface Condition {
  readonly attribute?: HeadAttribute;
  readonly equals?: string;
  readonly matches?: string;
}

/** Attributes of the root data set that are known before its first element passes, and their place in a Head. */
export const headAttributes = {
  ImageType: 'imageType',
  SOPClassUID: 'sopClassUid',
  Modality: 'modality',
  Manufacturer: 'manufacturer',
  InstitutionName: 'institutionName',
  StationName: 'stationName',
  StudyDescription: 'studyDescription',
  SeriesDescription: 'seriesDescription',
  ManufacturerModelName: 'manufacturerModelName',
  PatientID: 'patientId',
  IssuerOfPatientID: 'issuerOfPatientId',
  BodyPartExamined: 'bodyPartExamined',
  SoftwareVersions: 'softwareVersions',
} as const;
export type HeadAttribute = keyof typeof headAttributes;

/** What conditions may ask of a file. Bytes beyond ASCII as ISO 8859-1, as in a Head. */
export type FileHead = {
  readonly [key in (typeof headAttributes)[HeadAttribute]]?: string;
} & { readonly specificCharacterSet: string; readonly sopClassUid: string };

export type ValueTest = (text: string) => boolean;

/** Whether the rule asks anything of the file. */
export const asksFile = ({ iods, modalities, when }: ProfileRule): boolean =>
  iods !== undefined || modalities !== undefined || (when?.some(({ attribute }) => attribute !== undefined) ?? false);

/** Whether all that the rule asks of the file holds. */
export function holdsForFile({ iods, modalities, when = [] }: ProfileRule, head: FileHead): boolean {
  if (iods?.some((word) => sopClassesOf(word)?.has(head.sopClassUid)) === false) return false;
  if (modalities?.includes(head.modality ?? '') === false) return false;
  return when.every((condition) => {
    if (condition.attribute === undefined) return true;
    const latin = Uint8Array.from(head[headAttributes[condition.attribute]] ?? '', (character) => character.charCodeAt(0));
    return valueTest(condition)(characterSet(head.specificCharacterSet).decode(latin, 0, latin.length, vr.UC));
  });
}

/** The rule without what it asks of the file. */
export function withoutFile({ iods: _, modalities: __, when, ...rule }: ProfileRule): ProfileRule {
  const own = when?.filter(({ attribute }) => attribute === undefined) ?? [];
  return own.length === 0 ? rule : { ...rule, when: own };
}

/** @param condition checked: its expression compiles */
export function valueTest(condition: Condition): ValueTest {
  let test = made.get(condition);
  if (test === undefined) {
    const { equals, matches } = condition;
    const one: ValueTest = matches === undefined ? (value) => value === equals : safeRegex(matches);
    test = (text) => text.split('\\').some((value) => one(value.replace(/^ +|[ \0]+$/g, '')));
    made.set(condition, test);
  }
  return test;
}

/** An expression is compiled once, not for each file. */
const made = new WeakMap<Condition, ValueTest>();
