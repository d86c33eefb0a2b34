/** May an object go back, and with what? Holds its patient, study and references against the mapping, and refuses what does not belong. */
import { RadonymError } from '../base/errors.js';
import { patientKey } from '../deid/identity.js';
import { type NewObject, type OriginalSubject, subjectKeywords } from '../flow/return-facts.js';
import { provenanceTags, type ReturnPlan } from '../flow/return-stage.js';
import { dictionaryEntry, tagOfKeyword } from '../standard/dictionary.js';
import { type Tag, tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';
import type { Head } from '../wire/head.js';
import type { Originals } from './return-originals.js';

export interface OwnUids {
  add(head: Pick<Head, 'sopInstanceUid' | 'seriesInstanceUid'>): void;
  has(uid: string): boolean;
}

export function ownUids(): OwnUids {
  const known = new Set<string>();
  return {
    add: ({ sopInstanceUid, seriesInstanceUid }) => void known.add(sopInstanceUid).add(seriesInstanceUid),
    has: (uid) => known.has(uid),
  };
}

/** @throws RadonymError run/not-new, run/unknown-patient, run/unknown-study, run/unknown-reference, run/character-set */
export function returnPlan(
  object: NewObject,
  originals: Originals,
  own: OwnUids,
): { readonly plan: ReturnPlan; readonly complete: boolean } {
  const { head } = object.opened;
  const { mapping } = originals;
  if (mapping.instances.has(head.sopInstanceUid))
    throw new RadonymError('run/not-new', 'the file is an output of de-identification itself');
  const patients = mapping.patients.get(head.patientId);
  if (patients === undefined)
    throw new RadonymError('run/unknown-patient', 'the Patient ID is no pseudonym of the mapping', { path: '(0010,0020)' });
  const study = mapping.studies.get(head.studyInstanceUid);
  if (study === undefined) throw new RadonymError('run/unknown-study', 'the study is not in the mapping', { path: '(0020,000D)' });
  checkReferences(object, originals, own);
  const subject = originals.ofStudy(study);
  const patientId = patientIdOf(patients, subject);
  const shiftDays = mapping.shifts.get(patientId) ?? 0;
  return {
    plan: {
      uids: mapping.uids,
      texts: mapping.texts,
      // Of dates that moved into the future nobody can tell whether the object brought them.
      shiftDays: Math.min(shiftDays, 0),
      ownFrom: originals.firstRun,
      ...subjectOf(object, subject, patientId),
      drop: new Set(provenanceTags),
      specificCharacterSet: head.specificCharacterSet,
    },
    complete: subject !== undefined,
  };
}

/** Each reference leads to what the mapping knows, or to another of the new objects. */
function checkReferences({ opened, links }: NewObject, { mapping }: Originals, own: OwnUids): void {
  const { frameOfReferenceUid } = opened.head;
  const isKnown = (uid: string): boolean => mapping.uids.has(uid) || own.has(uid);
  if (frameOfReferenceUid !== '' && !frameOfReferenceUid.startsWith('1.2.840.10008.') && !isKnown(frameOfReferenceUid))
    throw new RadonymError('run/unknown-reference', 'the Frame of Reference is not in the mapping', { path: '(0020,0052)' });
  for (const { uids, path, role } of links.references)
    if (role?.context !== true && !uids.every(isKnown))
      throw new RadonymError('run/unknown-reference', 'a reference leads to what is not in the mapping', { path });
}

function patientIdOf(patients: ReadonlySet<string>, subject: OriginalSubject | undefined): string {
  if (subject === undefined) {
    if (patients.size === 1) return [...patients][0]!;
    throw new RadonymError('run/unknown-patient', 'the pseudonym stands for several Patient IDs, and the original is not where it was');
  }
  const wanted = patientKey(subject.head);
  for (const id of patients) if (patientKey({ ...subject.head, patientId: id }) === wanted) return id;
  throw new RadonymError('run/unknown-study', 'the study is of another patient than the Patient ID', { path: '(0020,000D)' });
}

/** Patient and study as the original has them. Without it, the Patient ID alone, and nothing that would look like a name. */
function subjectOf(
  { opened, isBeyondAscii }: NewObject,
  subject: OriginalSubject | undefined,
  patientId: string,
): Pick<ReturnPlan, 'put'> & { readonly specificCharacterSet?: string } {
  const put = new Map<Tag, { vr: (typeof vr)[keyof typeof vr]; bytes: Uint8Array }>();
  const set = (keyword: string, bytes: Uint8Array): void => {
    const own = tagOfKeyword(keyword)!;
    const as = vr[dictionaryEntry(own)!.vrs[0]!];
    put.set(own, { vr: as, bytes: bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, as.padding) });
  };
  if (subject === undefined) {
    const bytes = characterSet(opened.head.specificCharacterSet).encode(patientId);
    if (bytes === undefined)
      throw new RadonymError('run/character-set', 'the Patient ID cannot be written in the character set of the object');
    set('PatientID', bytes);
    set('PatientName', nothing);
    set('PatientBirthDate', nothing);
    return { put };
  }
  const { values, head } = subject;
  const needsSet = [...values.values()].some((bytes) => bytes.some((byte) => byte > 0x7e || byte === 0x1b));
  const there = characterSet(head.specificCharacterSet);
  const here = characterSet(opened.head.specificCharacterSet);
  const written = (bytes: Uint8Array, own: Tag): Uint8Array => {
    if (!needsSet || !isBeyondAscii) return bytes;
    const text = there.decode(bytes, 0, bytes.length, vr[dictionaryEntry(own)!.vrs[0]!]);
    const encoded = here.encode(text);
    if (encoded === undefined)
      throw new RadonymError('run/character-set', 'the original name cannot be written in the character set of the object', {
        path: '(0008,0005)',
      });
    return encoded;
  };
  for (const keyword of [...subjectKeywords.always, ...subjectKeywords.ifThere]) {
    const own = tagOfKeyword(keyword)!;
    const value = values.get(own);
    if (value !== undefined) set(keyword, written(value, own));
    else if ((subjectKeywords.always as readonly string[]).includes(keyword)) set(keyword, nothing);
  }
  // Where nothing else in the object needs a character set, the original's is taken with its bytes.
  if (needsSet && !isBeyondAscii) {
    const bytes = Uint8Array.from(head.specificCharacterSet, (letter) => letter.charCodeAt(0));
    put.set(tag(0x00080005), { vr: vr.CS, bytes: bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, 0x20) });
  }
  return { put };
}

const nothing = new Uint8Array(0);
