/** What must be known of files before anything goes back: of a new object, what it refers to; of an original, who the patient is. */
import { limits } from '../base/limits.js';
import { tagOfKeyword } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import type { Tag } from '../standard/tag.js';
import type { Head } from '../wire/head.js';
import type { Token } from '../wire/token.js';
import { trimmedEnd } from '../wire/value.js';
import { LinkReader, type Links } from './link-reader.js';
import { fill, type OpenFile, openFile, walk } from './open-file.js';
import type { Source } from './ports.js';

export interface NewObject {
  readonly first: Uint8Array;
  readonly opened: OpenFile;
  readonly links: Links;
  /** Text in it needs a character set. */
  readonly isBeyondAscii: boolean;
}

/** @param buffer limits.chunk long; overwritten. @throws RadonymError of the wire floor */
export function readNewObject(source: Source, buffer: Uint8Array): NewObject {
  const first = fill(source, 0, buffer);
  const opened = openFile(source, first);
  const links = new LinkReader();
  let isBeyondAscii = false;
  walk(source, first, opened.part10, Number.POSITIVE_INFINITY, (token, tokenizer) => {
    // Pixel Data and what stands behind: no reference, no text.
    if (token.depth === 0 && token.tag >= 0x7fe00000) tokenizer.stopped = true;
    links.push(token);
    isBeyondAscii ||= token.kind !== 'itemStart' && token.vr.kind === 'charset' && hasHighByte(token);
  });
  return { first, opened, links: links.result(), isBeyondAscii };
}

function hasHighByte({ kind, bytes, start, end }: Token): boolean {
  if (kind !== 'element' && kind !== 'bulkChunk') return false;
  for (let at = start; at < end; at++) if (bytes[at]! > 0x7e || bytes[at] === 0x1b) return true;
  return false;
}

/** Patient and study of an original: values as they stand, without padding. */
export interface OriginalSubject {
  readonly head: Head;
  readonly values: ReadonlyMap<Tag, Uint8Array>;
}

/** Of the Patient and General Study Modules: what is put back. `always`: Type 2 at most, so that it stands even if it is empty. */
export const subjectKeywords = {
  always: [
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'ReferringPhysicianName',
    'StudyID',
  ],
  ifThere: ['IssuerOfPatientID', 'PatientBirthTime', 'StudyDescription'],
} as const;

export const subjectTags = lazy(() => [...subjectKeywords.always, ...subjectKeywords.ifThere].map((keyword) => tagOfKeyword(keyword)!));

/** @throws RadonymError of the wire floor, io/read */
export function readSubject(source: Source): OriginalSubject {
  const first = fill(source, 0, new Uint8Array(limits.surveyFirst));
  const { part10, head } = openFile(source, first);
  const wanted = new Set(subjectTags());
  const last = Math.max(...wanted);
  const values = new Map<Tag, Uint8Array>();
  walk(source, first, part10, Number.POSITIVE_INFINITY, ({ depth, kind, tag, bytes, start, end }, tokenizer) => {
    if (depth !== 0) return;
    if (tag > last) tokenizer.stopped = true;
    else if (kind === 'element' && wanted.has(tag)) values.set(tag, bytes.slice(start, trimmedEnd(bytes, start, end)));
  });
  return { head, values };
}
