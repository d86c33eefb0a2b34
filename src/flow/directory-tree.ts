/**
 * From the facts of files to the records of a DICOMDIR: patients, their studies, their series, their instances. Keys that a record must
 * have and no file has are made up where they are but names, numbers and dates of the directory; what they say is never of clinical use.
 */
import { RadonymError } from '../base/errors.js';
import { dictionaryEntry, tagOfKeyword } from '../standard/dictionary.js';
import { type DirectoryKey, type DirectoryRecordType, directoryKeys } from '../standard/directory-record.js';
import { type Tag, tag } from '../standard/tag.js';
import type { DirectoryElement, DirectoryRecord } from '../wire/directory.js';
import { latin1Text } from '../wire/value.js';
import { type DirectoryFacts, dateKeywords } from './directory-keys.js';

export interface FileSetMember {
  readonly facts: DirectoryFacts;
  /** The caller's own number for the file. */
  readonly file: number;
}

export interface FileSetSeries {
  readonly members: readonly FileSetMember[];
}

export interface FileSetStudy {
  readonly series: readonly FileSetSeries[];
}

export interface FileSetPatient {
  readonly studies: readonly FileSetStudy[];
}

/** Grouped in the order in which they first stand; within a series by Instance Number, then by SOP Instance UID. */
export function fileSetOf(members: readonly FileSetMember[]): readonly FileSetPatient[] {
  return grouped(members, 'PatientID').map((ofPatient) => ({
    studies: grouped(ofPatient, 'StudyInstanceUID').map((ofStudy) => ({
      series: grouped(ofStudy, 'SeriesInstanceUID').map((ofSeries) => ({ members: [...ofSeries].sort(byNumber) })),
    })),
  }));
}

export interface DirectoryPlan {
  readonly records: readonly DirectoryRecord[];
  /** Values that no file has. */
  readonly madeUp: number;
}

/**
 * @param fileId components of the Referenced File ID of a member
 * @throws RadonymError flow/directory-key: tell of such a member before, with `checkKeys`
 */
export function directoryOf(patients: readonly FileSetPatient[], fileId: (member: FileSetMember) => readonly string[]): DirectoryPlan {
  let madeUp = 0;
  const record = (
    type: DirectoryRecordType,
    members: readonly FileSetMember[],
    made: { readonly [keyword: string]: string },
    lower: readonly DirectoryRecord[],
    reference: readonly DirectoryElement[] = [],
  ): DirectoryRecord => {
    const { elements, count } = elementsOf(directoryKeys(type), members, made);
    madeUp += count;
    return { type, elements: [...reference, ...elements], lower };
  };
  const records = patients.map((patient, patientAt) => {
    const ofPatient = patient.studies.flatMap(({ series }) => series.flatMap(({ members }) => members));
    const studies = patient.studies.map((study, studyAt) => {
      const ofStudy = study.series.flatMap(({ members }) => members);
      const series = study.series.map(({ members }, seriesAt) => {
        const instances = members.map((member, at) =>
          record(
            member.facts.type,
            [member],
            { ...instanceValues, ...dateOf([member]), InstanceNumber: String(at + 1) },
            [],
            referenceTo(member, fileId(member)),
          ),
        );
        return record('SERIES', members, { SeriesNumber: String(seriesAt + 1) }, instances);
      });
      return record('STUDY', ofStudy, { ...dateOf(ofStudy), StudyID: String(studyAt + 1) }, series);
    });
    return record('PATIENT', ofPatient, { PatientID: `PATIENT${patientAt + 1}` }, studies);
  });
  return { records, madeUp };
}

/** What is not there and must not be made up: whatever links, and what a dose stands for. @throws RadonymError flow/directory-key */
export function checkKeys({ type, sopInstanceUid, values }: DirectoryFacts): void {
  if (sopInstanceUid === '') throw new RadonymError('flow/directory-key', 'there is no SOP Instance UID');
  const needed = [...directoryKeys('STUDY'), ...directoryKeys('SERIES'), ...directoryKeys(type)];
  for (const { keyword, tag: key } of needed)
    if (neverMadeUp.has(keyword) && !values.has(key)) throw new RadonymError('flow/directory-key', `there is no ${keyword}`);
}

const neverMadeUp = new Set(['StudyInstanceUID', 'SeriesInstanceUID', 'Modality', 'DoseSummationType']);

const instanceValues = { StructureSetLabel: 'STRUCTURES', RTPlanLabel: 'PLAN', ContentLabel: 'CONTENT' };

/** The first date that any of the files has. */
function dateOf(members: readonly FileSetMember[]): { readonly [keyword: string]: string } {
  for (const [date, time] of dateKeywords)
    for (const { facts } of members) {
      const day = textOf(facts, date);
      if (/^\d{8}$/.test(day)) return named(day, textOf(facts, time) || '000000');
    }
  return named('19000101', '000000');
}

const named = (date: string, time: string) => ({ StudyDate: date, StudyTime: time, ContentDate: date, ContentTime: time });

function elementsOf(
  keys: readonly DirectoryKey[],
  members: readonly FileSetMember[],
  made: { readonly [keyword: string]: string },
): { elements: DirectoryElement[]; count: number } {
  let count = 0;
  // Text and character set come from one file.
  const best = members.find(({ facts }) => keys.every((key) => key.requirement !== '1' || facts.values.has(key.tag))) ?? members[0]!;
  const elements: DirectoryElement[] = [];
  let beyondAscii = false;
  for (const { tag: key, keyword, requirement } of keys) {
    const value = best.facts.values.get(key);
    if (value === undefined && requirement === '1C') continue;
    if (value === undefined && requirement === '1') count++;
    const bytes = value ?? ascii(requirement === '1' ? (made[keyword] ?? '') : '');
    beyondAscii ||= bytes.some((byte) => byte > 0x7e || byte === 0x1b);
    elements.push({ tag: key, vr: dictionaryEntry(key)!.vrs[0]!, value: bytes });
  }
  const { specificCharacterSet } = best.facts;
  if (beyondAscii && specificCharacterSet !== '') elements.unshift({ tag: tag(0x00080005), vr: 'CS', value: ascii(specificCharacterSet) });
  return { elements, count };
}

/** PS3.3 Table F.3-3: what leads to the file. */
function referenceTo({ facts }: FileSetMember, fileId: readonly string[]): DirectoryElement[] {
  return [
    { tag: tag(0x00041500), vr: 'CS', value: ascii(fileId.join('\\')) },
    { tag: tag(0x00041510), vr: 'UI', value: ascii(facts.sopClassUid) },
    { tag: tag(0x00041511), vr: 'UI', value: ascii(facts.sopInstanceUid) },
    { tag: tag(0x00041512), vr: 'UI', value: ascii(facts.transferSyntaxUid) },
  ];
}

function grouped(members: readonly FileSetMember[], keyword: string): readonly (readonly FileSetMember[])[] {
  const groups = new Map<string, FileSetMember[]>();
  for (const member of members) {
    const key = textOf(member.facts, keyword);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()];
}

function byNumber({ facts: a }: FileSetMember, { facts: b }: FileSetMember): number {
  return numberOf(a) - numberOf(b) || (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1);
}

/** Last where there is none. */
function numberOf(facts: DirectoryFacts): number {
  const number = Number.parseInt(textOf(facts, 'InstanceNumber'), 10);
  return Number.isNaN(number) ? Number.MAX_SAFE_INTEGER : number;
}

function textOf({ values }: DirectoryFacts, keyword: string): string {
  const bytes = values.get(tagOfKeyword(keyword) as Tag);
  return bytes === undefined ? '' : latin1Text(bytes, 0, bytes.length);
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
