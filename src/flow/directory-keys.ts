/**
 * What does a file say of itself that a directory record repeats? Its beginning is read, as far as the keys of its kind stand. It
 * decides nothing about what is missing.
 */
import { RadonymError } from '../base/errors.js';
import { tagOfKeyword } from '../standard/dictionary.js';
import { type DirectoryKey, type DirectoryRecordType, directoryKeys, directoryRecordType } from '../standard/directory-record.js';
import { lazy } from '../standard/lazy.js';
import { sopClass } from '../standard/sop-class.js';
import type { Tag } from '../standard/tag.js';
import { readPart10 } from '../wire/part10.js';
import { asciiText, trimmedEnd } from '../wire/value.js';
import { walk } from './open-file.js';
import type { Source } from './ports.js';

/** A file as a directory sees it. Values as they stand, without padding. */
export interface DirectoryFacts {
  readonly type: DirectoryRecordType;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  readonly specificCharacterSet: string;
  readonly values: ReadonlyMap<Tag, Uint8Array>;
}

/** Dates that may stand for a Study Date that is missing, in this order, and the times that belong to them. */
export const dateKeywords = [
  ['StudyDate', 'StudyTime'],
  ['SeriesDate', 'SeriesTime'],
  ['AcquisitionDate', 'AcquisitionTime'],
  ['ContentDate', 'ContentTime'],
  ['StructureSetDate', 'StructureSetTime'],
  ['RTPlanDate', 'RTPlanTime'],
  ['TreatmentDate', 'TreatmentTime'],
  ['InstanceCreationDate', 'InstanceCreationTime'],
] as const;

const levels = ['PATIENT', 'STUDY', 'SERIES'] as const;

interface Wanted {
  readonly tags: ReadonlySet<Tag>;
  readonly last: Tag;
}

const wantedOf = (keys: readonly DirectoryKey[], others: readonly Tag[]): Wanted => {
  const tags = new Set([...keys.map(({ tag }) => tag), ...others]);
  return { tags, last: Math.max(...keys.map(({ tag }) => tag)) as Tag };
};

const always = lazy(() => levels.flatMap((level) => directoryKeys(level)));
const dates = lazy(() => dateKeywords.flat().map((keyword) => tagOfKeyword(keyword)!));
const classTag = lazy(() => tagOfKeyword('SOPClassUID')!);
const instanceTag = lazy(() => tagOfKeyword('SOPInstanceUID')!);
const charsetTag = lazy(() => tagOfKeyword('SpecificCharacterSet')!);

/** A key is a short text. */
const longestKey = 1024;

/**
 * @param first the first bytes of the file
 * @throws RadonymError flow/not-in-file-set, flow/directory, flow/no-directory-record, and of the wire floor
 */
export function readDirectoryFacts(source: Source, first: Uint8Array): DirectoryFacts {
  const part10 = readPart10(first);
  if (part10.findings.some(({ code }) => code === 'wire/no-preamble' || code === 'wire/no-file-meta'))
    throw new RadonymError('flow/not-in-file-set', 'the file has no preamble or no File Meta Information');
  const type = kindOf(part10.mediaStorageSopClassUid);
  const wanted = wantedOf([...always(), ...directoryKeys(type)], [classTag(), instanceTag(), charsetTag(), ...dates()]);
  const values = new Map<Tag, Uint8Array>();
  walk(source, first, part10, Number.POSITIVE_INFINITY, ({ kind, tag, depth, bytes, start, end }, tokenizer) => {
    if (depth !== 0) return;
    if (tag > wanted.last) tokenizer.stopped = true;
    else if (kind === 'element' && wanted.tags.has(tag)) {
      const last = trimmedEnd(bytes, start, Math.min(end, start + longestKey));
      if (last > start) values.set(tag, bytes.slice(start, last));
    }
  });
  const text = (tag: Tag): string => asciiText(values.get(tag) ?? nothing, 0, values.get(tag)?.length ?? 0);
  return {
    type,
    sopClassUid: part10.mediaStorageSopClassUid,
    sopInstanceUid: part10.mediaStorageSopInstanceUid || text(instanceTag()),
    transferSyntaxUid: part10.transferSyntax.uid,
    specificCharacterSet: text(charsetTag()),
    values,
  };
}

const nothing = new Uint8Array(0);

function kindOf(sopClassUid: string): DirectoryRecordType {
  if (sopClass(sopClassUid)?.category === 'directory') throw new RadonymError('flow/directory', 'a DICOMDIR describes other files');
  const type = directoryRecordType(sopClassUid);
  if (type === undefined) throw new RadonymError('flow/no-directory-record', 'no directory record stands for its SOP Class');
  return type;
}
