/**
 * `share` from beginning to end: a verified run into a folder of the private state, from there into one archive with a DICOMDIR. The archive
 * appears whole or not at all, and not when verification found something.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { version } from '../base/version.js';
import { partName, removeParts } from '../io/part-files.js';
import { walk } from '../io/walk.js';
import { ZipWriter } from '../io/zip-writer.js';
import { shareReadme } from '../report/share-readme.js';
import type { SummaryData } from '../report/summary.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import { dicomdirOf, type FileSet, type FileSetFile, newFileIds, readFileSet } from './file-set.js';
import type { RunHost } from './host.js';
import { journalLine, journalPath, readJournal } from './journal.js';
import { rootsOf } from './layout.js';
import { makePrivateFolder, removeIfEmpty } from './private-files.js';
import { run } from './run.js';
import type { RunSettings } from './settings.js';

export interface Archive {
  /** DICOM files in it. */
  readonly instances: number;
  /** DICOM files that were written and have no place in a file-set, by code. */
  readonly leftOut: readonly string[];
  readonly bytes: number;
}

export interface Shared {
  readonly summary: SummaryData;
  /** Absent when the run was interrupted, or nothing came out of it that an archive could hold. */
  readonly archive?: Archive;
  /** Why not one of the outputs has a place in an archive, by code. */
  readonly leftOut?: readonly string[];
}

/**
 * @param settings `output` is the archive
 * @throws RadonymError run/share-refused, and of scope usage or run; there is no archive then
 */
export async function share(settings: RunSettings, host: RunHost): Promise<Shared> {
  const target = resolve(settings.output);
  checkArchive(target, settings);
  const state = resolve(settings.state ?? `${target}.radonym`);
  const isNew = !existsSync(state);
  makePrivateFolder(state);
  removeParts(state);
  const outputs = join(state, partName(0));
  const clean = (): void => rmSync(outputs, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    const summary = await run({ ...settings, state, output: outputs, verify: true, resume: false, dryRun: false }, host);
    if (summary.interrupted) return { summary };
    refuse(summary);
    if (summary.written === 0) return { summary };
    const files = [...walk(outputs, { exclude: new Set(), unreadable: () => {} })];
    const set = readFileSet(files);
    const names = newFileIds(set.patients);
    const leftOut = set.leftOut.map(({ code }) => code);
    if (names.size === 0) return { summary, leftOut };
    const paths = new Map([...names].map(([{ file }, id]) => [files[file]!.relative, id.join('/')]));
    const readme = shareReadme({
      version,
      profile: settings.profile!.name,
      verified: summary.verified ?? 0,
      patients: set.patients.length,
      instances: set.members.length,
      sopClasses: summary.sopClasses,
    });
    const bytes = pack(target, settings, { files, set, names, readme, report: readFileSync(join(state, 'report.html')) });
    await rename(state, paths);
    return { summary, archive: { instances: names.size, leftOut, bytes } };
  } finally {
    clean();
    process.off('exit', clean);
    if (isNew) removeIfEmpty(state);
  }
}

/** @throws RadonymError run/usage, io/output-exists, io/output-is-input */
function checkArchive(target: string, { inputs, overwrite, profile }: RunSettings): void {
  if (!/\.zip$/i.test(target)) throw new RadonymError('run/usage', 'the output of share is a file that ends in .zip');
  if (profile === undefined || profile.basis === 'none') throw new RadonymError('run/usage', 'share de-identifies: this profile does not');
  if (existsSync(target) && rootsOf(inputs).some(({ path }) => path === realpathSync(target)))
    throw new RadonymError('io/output-is-input', 'the archive is an input');
  if (existsSync(target) && !overwrite) throw new RadonymError('io/output-exists', 'the archive exists');
  mkdirSync(dirname(target), { recursive: true });
}

function refuse({ reasons, written, verified = 0 }: SummaryData): void {
  const found = reasons.filter(({ code }) => code.startsWith('verify/')).reduce((sum, { count }) => sum + count, 0);
  if (found > 0) throw new RadonymError('run/share-refused', `verification found something wrong in ${found} outputs`);
  if (verified < written) throw new RadonymError('run/share-refused', `${written - verified} outputs could not be verified`);
}

interface Contents {
  readonly files: readonly FileSetFile[];
  readonly set: FileSet;
  readonly names: ReturnType<typeof newFileIds>;
  readonly readme: string;
  readonly report: Uint8Array;
}

function pack(target: string, { overwrite }: RunSettings, { files, set, names, readme, report }: Contents): number {
  const folder = dirname(target);
  removeParts(folder);
  const zip = new ZipWriter(join(folder, partName(1)));
  const abort = (): void => zip.abort();
  process.once('exit', abort);
  try {
    zip.addBytes('README.txt', new TextEncoder().encode(readme));
    zip.addBytes('report.html', report);
    zip.addBytes('DICOMDIR', dicomdirOf(set, (member) => names.get(member)!).bytes);
    for (const [{ file, facts }, id] of names) {
      const syntax = transferSyntax(facts.transferSyntaxUid);
      // What is compressed already grows.
      const isPacked = syntax?.pixelData === 'encapsulated' || syntax?.dataSet === 'deflated';
      zip.addFile(id.join('/'), files[file]!.path, isPacked ? 'store' : 'deflate');
    }
    zip.commit(target, overwrite ? 'replace' : 'refuse');
    return zip.bytes;
  } catch (error) {
    zip.abort();
    throw error;
  } finally {
    process.off('exit', abort);
  }
}

/** The journal names outputs as they are called in the archive, so that it can be verified. Last lines count. */
async function rename(state: string, paths: ReadonlyMap<string, string>): Promise<void> {
  const { files } = await readJournal(journalPath(state));
  const lines = [...files.values()].flatMap((line) => {
    const output = line.output === undefined ? undefined : paths.get(line.output);
    return output === undefined ? [] : [journalLine({ ...line, output })];
  });
  appendFileSync(journalPath(state), lines.join(''));
}
