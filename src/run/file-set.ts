/**
 * A folder becomes a file-set (PS3.10): which of its files can stand in one, under which File IDs, and the DICOMDIR for them. It reads
 * the files' beginnings and writes nothing.
 */
import { createHash } from 'node:crypto';
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { type DirectoryFacts, readDirectoryFacts } from '../flow/directory-keys.js';
import { checkKeys, directoryOf, type FileSetMember, type FileSetPatient, fileSetOf } from '../flow/directory-tree.js';
import { fill } from '../flow/open-file.js';
import { FileSource } from '../io/file-source.js';
import { sopClass } from '../standard/sop-class.js';
import { writeDirectory } from '../wire/directory.js';
import { failure } from './not-written.js';

export interface FileSetFile {
  readonly path: string;
  /** Parts joined by `/`. */
  readonly relative: string;
}

export interface LeftOut {
  /** Into the files that were given. */
  readonly file: number;
  readonly code: string;
  readonly detail: string;
}

export interface FileSet {
  readonly members: readonly FileSetMember[];
  readonly patients: readonly FileSetPatient[];
  readonly leftOut: readonly LeftOut[];
}

/** Looks at each file, in order. @param watch asked after each: true ends it */
export function readFileSet(files: readonly FileSetFile[], watch: (done: number) => boolean = () => false): FileSet {
  const first = new Uint8Array(limits.surveyFirst);
  const members: FileSetMember[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const [file, { path }] of files.entries()) {
    try {
      const facts = factsOf(path, first);
      checkKeys(facts);
      if (seen.has(facts.sopInstanceUid)) throw new RadonymError('flow/duplicate-in-file-set', 'another file holds the same SOP Instance');
      seen.add(facts.sopInstanceUid);
      members.push({ facts, file });
    } catch (error) {
      const { code, detail } = failure(error);
      leftOut.push({ file, code, detail });
    }
    if (watch(file + 1)) throw new RadonymError('io/interrupted', 'stopped before all files were read');
  }
  return { members, patients: fileSetOf(members), leftOut };
}

/** Codes of files that nobody expects in a file-set. */
export const isNoMember = (code: string): boolean => (noMembers as readonly string[]).includes(code);
const noMembers: readonly ErrorCode[] = ['wire/not-dicom', 'flow/directory'];

function factsOf(path: string, first: Uint8Array): DirectoryFacts {
  const source = new FileSource(path);
  try {
    return readDirectoryFacts(source, fill(source, 0, first));
  } finally {
    source.close();
  }
}

/** The components of a File ID (PS3.10 8.2), or undefined when the path cannot be one. */
export function fileIdOf(relative: string): readonly string[] | undefined {
  const parts = relative.split('/');
  return parts.length <= 8 && parts.every((part) => /^[A-Z0-9_]{1,8}$/.test(part)) ? parts : undefined;
}

/** Names by place in the file-set: nothing of the file but its kind stands in one. */
export function newFileIds(patients: readonly FileSetPatient[]): ReadonlyMap<FileSetMember, readonly string[]> {
  const ids = new Map<FileSetMember, readonly string[]>();
  for (const [patientAt, { studies }] of patients.entries())
    for (const [studyAt, { series }] of studies.entries())
      for (const [seriesAt, { members }] of series.entries())
        for (const [at, member] of members.entries())
          ids.set(member, [
            numbered('PAT', patientAt),
            numbered('STU', studyAt),
            numbered('SER', seriesAt),
            numbered(sopClass(member.facts.sopClassUid)!.prefix.slice(0, 2).toUpperCase(), at),
          ]);
  return ids;
}

const numbered = (prefix: string, at: number): string => prefix + String(at + 1).padStart(8 - prefix.length, '0');

/** The DICOMDIR as a whole file, and how many values in it no file has. The same members and File IDs give the same bytes. */
export function dicomdirOf(
  { patients }: Pick<FileSet, 'patients'>,
  fileId: (member: FileSetMember) => readonly string[],
): { readonly bytes: Uint8Array; readonly madeUp: number; readonly records: number } {
  const hash = createHash('sha256').update('radonym file-set');
  let records = 0;
  const { records: roots, madeUp } = directoryOf(patients, (member) => {
    const id = fileId(member);
    records++;
    hash.update(`\n${member.facts.sopInstanceUid} ${id.join('/')}`);
    return id;
  });
  const uid = `2.25.${BigInt(`0x${hash.digest('hex').slice(0, 32)}`)}`;
  return { bytes: writeDirectory(uid, roots), madeUp, records };
}
