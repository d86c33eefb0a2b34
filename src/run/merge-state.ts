/**
 * What do several state folders come to together? Joins what shards noted: journals, mapping, review lists and reports, in the folder that
 * later runs, `verify` and people look into. The folders it reads it leaves as they are; done twice it is done once.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { guarded } from '../io/system-error.js';
import { mergeReports } from '../report/merge-reports.js';
import { reportPage } from '../report/report-page.js';
import { type RunReport, reportJson } from '../report/run-report.js';
import { compareText } from '../rt/compare-text.js';
import { type FileLine, type JournalPast, journalLine, journalPath, type RunLine, readJournal } from './journal.js';
import { isLocked, lockState } from './lock.js';
import { MappingFile } from './mapping-file.js';
import { LineFile, makePrivateFolder, readIfThere, replacePrivate } from './private-files.js';
import { ReviewFile } from './review-file.js';
import { mappingPath, reviewPath } from './state.js';

export interface MergeCounts {
  readonly states: number;
  readonly files: number;
  readonly written: number;
}

interface Part extends JournalPast {
  readonly folder: string;
  readonly run: RunLine;
}

/**
 * @param states folders; one that holds shards' folders stands for those
 * @throws RadonymError run/merge, run/state
 */
export async function mergeState(states: readonly string[], into: string): Promise<MergeCounts> {
  const target = resolve(into);
  const folders = [...new Set(states.flatMap((state) => foldersOf(resolve(state))))].filter((folder) => folder !== target);
  const parts = (await Promise.all(folders.map(partOf))).sort((a, b) => compareText(a.run.started, b.run.started));
  const before = await readJournal(journalPath(target));
  checkFit(parts, before.run);
  if (parts.some((part) => isLocked(part.folder))) throw new RadonymError('run/locked', 'a run to be joined is still under way');
  makePrivateFolder(target);
  const lock = await lockState(target, { signal: new AbortController().signal, message: () => {} });
  try {
    return joinAll(parts, before, target);
  } finally {
    lock.release();
  }
}

function joinAll(parts: readonly Part[], before: JournalPast, target: string): MergeCounts {
  joinTables(parts, target);
  joinReports(parts, target);
  // Last: what the journal knows can be traced back.
  const files = joinJournals(parts, before, target);
  return { states: parts.length, files: files.size, written: [...files.values()].filter(({ outcome }) => outcome === 'written').length };
}

function foldersOf(state: string): string[] {
  const names = guarded('run/state', 'a state folder cannot be read', () => readdirSync(state));
  const shards = names.filter((name) => /^shard-\d+-of-\d+$/.test(name)).map((name) => join(state, name));
  return existsSync(journalPath(state)) ? [state, ...shards] : shards.length > 0 ? shards : [state];
}

async function partOf(folder: string, index: number): Promise<Part> {
  const { run, ...past } = await readJournal(journalPath(folder));
  if (run === undefined) throw new RadonymError('run/merge', `state folder ${index + 1} holds no journal of a run`);
  return { ...past, folder, run };
}

/** @throws RadonymError run/merge */
function checkFit(parts: readonly Part[], before: RunLine | undefined): void {
  const [first] = parts;
  if (first === undefined) throw new RadonymError('run/merge', 'there is no state folder to join but the one to join into');
  const all = [...parts.map(({ run }) => run), ...(before ? [before] : [])];
  if (all.some(({ keyCheck }) => keyCheck !== first.run.keyCheck)) throw new RadonymError('run/merge', 'the runs had different keys');
  if (all.some(({ settings }) => settings !== first.run.settings))
    throw new RadonymError('run/merge', 'the runs had different profiles, targets or paths');
  const shards = parts.flatMap(({ run }) => (run.shard?.split('/').map(Number) as [number, number] | undefined) ?? []);
  const of = shards[1];
  if (of === undefined) return;
  const numbers = new Set(shards.filter((_, at) => at % 2 === 0));
  if (shards.some((number, at) => at % 2 === 1 && number !== of))
    throw new RadonymError('run/merge', 'the shards are of different numbers: join those of one number, then the others');
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((number) => !numbers.has(number));
  if (missing.length > 0)
    throw new RadonymError('run/merge', `of ${of} shards ${missing.length} are missing, the first of them ${missing[0]}`);
}

function joinTables(parts: readonly Part[], target: string): void {
  if (parts[0]!.run.command !== 'deidentify') return;
  const mapping = new MappingFile(mappingPath(target), true);
  const review = new ReviewFile(reviewPath(target), true);
  for (const { folder } of parts) {
    mapping.addRowsOf(mappingPath(folder));
    review.addRowsOf(reviewPath(folder));
  }
  mapping.close();
  review.close();
}

function joinReports(parts: readonly Part[], target: string): void {
  const reports = parts.flatMap(({ folder }) => reportIn(folder) ?? []);
  if (reports.length !== parts.length)
    throw new RadonymError('run/merge', 'a state folder holds no report: let its run end first, with --resume');
  const report = mergeReports(reports);
  replacePrivate(join(target, 'report.json'), reportJson(report));
  replacePrivate(join(target, 'report.html'), reportPage(report));
}

function reportIn(folder: string): RunReport | undefined {
  const text = readIfThere(join(folder, 'report.json'));
  try {
    return text === undefined ? undefined : (JSON.parse(text) as RunReport);
  } catch {
    return undefined;
  }
}

/** Of each input the line of the run that began last; whole or not at all. */
function joinJournals(parts: readonly Part[], before: JournalPast, target: string): ReadonlyMap<string, FileLine> {
  const files = new Map(before.files);
  for (const part of parts) for (const [input, line] of part.files) files.set(input, line);
  const path = journalPath(target);
  const fresh = `${path}.part`;
  guarded('run/state', 'the journal cannot be replaced', () => rmSync(fresh, { force: true }));
  const journal = new LineFile(fresh);
  const runs = [...(before.run ? [before.run] : []), ...parts.map(({ run }) => run)].sort((a, b) => compareText(a.started, b.started));
  journal.append([...new Set(runs.map(({ shard: _, ...run }) => journalLine(run)))].join(''));
  for (const input of [...files.keys()].sort()) journal.append(journalLine(files.get(input)!));
  journal.close();
  guarded('run/state', 'the journal cannot be replaced', () => renameSync(fresh, path));
  return files;
}
