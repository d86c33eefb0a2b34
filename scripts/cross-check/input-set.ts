/** On which files are the checks run, and what became of each? Folders, their files, and the journal that radonym kept. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { project } from './tools.js';

export interface InputSet {
  readonly name: 'fixtures' | 'samples';
  readonly folder: string;
  /** An empty folder of its own for outputs. */
  readonly scratch: string;
}

/** One line of the journal. */
export interface Fate {
  /** Relative to the input folder, with forward slashes. */
  readonly input: string;
  readonly output: string | undefined;
  readonly outcome: string;
  readonly code: string | undefined;
}

export interface Exception {
  /** `deidentify` `transcode` `dcmdump` `gdcmdump` `pydicom` `dciodvfy` `dcmconv` `gdcmconv` `compare` */
  readonly check: string;
  /** Under fixtures/; real files are named by the first 16 hexadecimal digits of their SHA-256. */
  readonly input: string;
  readonly reason: string;
}

export function inputSets(scratch: string): InputSet[] {
  const samples = process.env.RADONYM_SAMPLES ?? join(project, '..', 'shared', 'samples');
  const sets: InputSet[] = [{ name: 'fixtures', folder: join(project, 'fixtures'), scratch: join(scratch, 'fixtures') }];
  if (existsSync(samples)) sets.push({ name: 'samples', folder: resolve(samples), scratch: join(scratch, 'samples') });
  for (const set of sets) mkdirSync(set.scratch, { recursive: true });
  return sets;
}

/** Files under a folder, relative, sorted, with forward slashes. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join('/'))
    .sort();
}

export function fates(inputFolder: string, stateFolder: string): Fate[] {
  const lines = readFileSync(join(stateFolder, 'journal.jsonl'), 'utf8').split('\n');
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { [key: string]: string | undefined });
  return records
    .filter((record) => record.input !== undefined && record.outcome !== undefined)
    .map((record) => ({
      input: relative(inputFolder, record.input!).split(sep).join('/'),
      output: record.output,
      outcome: record.outcome!,
      code: record.code,
    }));
}

const listed = JSON.parse(readFileSync(join(project, 'test', 'oracles', 'exceptions.json'), 'utf8')) as readonly Exception[];

/** Whether this input is listed as one that the named check cannot be asked of. */
export function isExcepted(check: string, path: string): boolean {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  const names = [sha256, relative(join(project, 'fixtures'), path).split(sep).join('/')];
  return listed.some((exception) => exception.check === check && names.includes(exception.input));
}

/** What fixtures has under broken/ is there to fail; the rest is listed. */
export function mayFail(check: 'deidentify' | 'transcode', set: InputSet, fate: Fate): boolean {
  if (set.name === 'fixtures' && fate.input.startsWith('broken/')) return true;
  return isExcepted(check, join(set.folder, fate.input));
}

/** Name and SHA-256 of every file: equal trees have equal lists. */
export function treeDigest(folder: string): string[] {
  return filesUnder(folder).map(
    (name) =>
      `${name} ${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}`,
  );
}
