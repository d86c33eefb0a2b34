/**
 * `dicomdir` from beginning to end: a DICOMDIR in a folder whose names can be File IDs, or copies under such names in a new folder. What it
 * writes appears whole or not at all.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import type { FileSetMember } from '../flow/directory-tree.js';
import { FileSink } from '../io/file-sink.js';
import { partName, removeParts } from '../io/part-files.js';
import { guarded } from '../io/system-error.js';
import { walk } from '../io/walk.js';
import { dicomdirOf, type FileSet, type FileSetFile, fileIdOf, isNoMember, newFileIds, readFileSet } from './file-set.js';
import { rootsOf } from './layout.js';

export interface DicomdirSettings {
  readonly folder: string;
  /** A new folder for copies; absent: the DICOMDIR goes into the folder itself. */
  readonly output?: string;
  readonly overwrite: boolean;
}

export interface DicomdirHost {
  readonly signal: AbortSignal;
  readonly record: (record: DicomdirRecord) => void;
  readonly progress: (phase: 'looking at' | 'copying', done: number, of: number) => void;
}

export type DicomdirRecord =
  | { readonly type: 'file'; readonly file: number; readonly outcome: 'left-out'; readonly code: string; readonly detail: string }
  | ({ readonly type: 'summary' } & DicomdirSummary);

export interface DicomdirSummary {
  readonly patients: number;
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  /** DICOM files without a record. */
  readonly leftOut: number;
  /** Files that are not DICOM, and DICOMDIRs. */
  readonly skipped: number;
  /** Values of records that no file has. */
  readonly madeUp: number;
}

/** @throws RadonymError of scope usage or run */
export function dicomdir(settings: DicomdirSettings, host: DicomdirHost): DicomdirSummary {
  const [root] = rootsOf([settings.folder]);
  if (root!.kind !== 'folder') throw new RadonymError('run/usage', 'dicomdir takes a folder');
  const folder = root!.path;
  const output = settings.output === undefined ? undefined : resolve(settings.output);
  if (output !== undefined && existsSync(output) && readdirSync(output).length > 0)
    throw new RadonymError('io/output-exists', 'the folder for the file-set is not empty');
  if (output === undefined && existsSync(join(folder, 'DICOMDIR')) && !settings.overwrite)
    throw new RadonymError('io/output-exists', 'the folder has a DICOMDIR');
  const files = [...walk(folder, { exclude: new Set(output === undefined ? [] : [output]), unreadable: () => {} })];
  const set = readFileSet(files, (done) => {
    host.progress('looking at', done, files.length);
    return host.signal.aborted;
  });
  const summary = output === undefined ? inPlace(folder, files, set, settings.overwrite) : copied(output, files, set, host);
  const troubles = set.leftOut.filter(({ code }) => !isNoMember(code));
  for (const { file, code, detail } of troubles) host.record({ type: 'file', file: file + 1, outcome: 'left-out', code, detail });
  return { ...summary, leftOut: troubles.length, skipped: set.leftOut.length - troubles.length };
}

type Written = Omit<DicomdirSummary, 'leftOut' | 'skipped'>;

function inPlace(folder: string, files: readonly FileSetFile[], set: FileSet, overwrite: boolean): Written {
  const bad = set.members.filter(({ file }) => fileIdOf(files[file]!.relative) === undefined).length;
  if (bad > 0)
    throw new RadonymError('run/file-set-names', `${bad} of ${set.members.length} files have names that are no File IDs (PS3.10 8.2)`);
  const { bytes, madeUp } = directoryFor(set, ({ file }) => fileIdOf(files[file]!.relative)!);
  removeParts(folder);
  writeWhole(folder, bytes, overwrite);
  return { ...countsOf(set), madeUp };
}

function copied(output: string, files: readonly FileSetFile[], set: FileSet, host: DicomdirHost): Written {
  const ids = newFileIds(set.patients);
  const { bytes, madeUp } = directoryFor(set, (member) => ids.get(member)!);
  const parent = dirname(output);
  // Beside the folder, so that a file system gives it its name in one step.
  const part = join(parent, `.${basename(output)}-${process.pid}.part`);
  const clean = (): void => rmSync(part, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    guarded('io/write', 'the folder for the file-set cannot be made', () => mkdirSync(part, { recursive: true }));
    let done = 0;
    for (const [{ file }, id] of ids) {
      if (host.signal.aborted) throw new RadonymError('io/interrupted', 'stopped before all files were copied');
      const target = join(part, ...id);
      guarded('io/write', 'a file cannot be copied', () => {
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(files[file]!.path, target);
      });
      host.progress('copying', ++done, ids.size);
    }
    writeWhole(part, bytes, false);
    guarded('io/write', 'the folder for the file-set cannot get its name', () => {
      if (existsSync(output)) rmdirSync(output);
      renameSync(part, output);
    });
  } finally {
    clean();
    process.off('exit', clean);
  }
  return { ...countsOf(set), madeUp };
}

function directoryFor(set: FileSet, fileId: (member: FileSetMember) => readonly string[]): { bytes: Uint8Array; madeUp: number } {
  if (set.members.length === 0) throw new RadonymError('run/input', 'no file in the folder can stand in a file-set');
  return dicomdirOf(set, fileId);
}

function writeWhole(folder: string, bytes: Uint8Array, overwrite: boolean): void {
  const sink = new FileSink({ folder, part: partName(0), existing: overwrite ? 'replace' : 'refuse', isInput: () => false });
  sink.write([bytes]);
  sink.commit('DICOMDIR');
}

function countsOf({ patients, members }: FileSet): Pick<DicomdirSummary, 'patients' | 'studies' | 'series' | 'instances'> {
  const studies = patients.flatMap((patient) => patient.studies);
  return {
    patients: patients.length,
    studies: studies.length,
    series: studies.flatMap(({ series }) => series).length,
    instances: members.length,
  };
}
