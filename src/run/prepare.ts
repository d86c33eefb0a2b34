/** What must be settled before a run touches a file: layout, key, what earlier runs did, the list of files, and the plan for workers. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { version } from '../base/version.js';
import type { ProfileAction } from '../deid/actions.js';
import type { ResolvedProfile } from '../deid/profile.js';
import { walkArchive } from '../io/input-source.js';
import { removeParts } from '../io/part-files.js';
import { guarded } from '../io/system-error.js';
import { policyOf, reencoded } from '../verify/policy.js';
import { type AssignedPseudonyms, readAssigned } from './assigned.js';
import { type FileList, type ListedFile, listFiles } from './file-list.js';
import type { RunHost } from './host.js';
import { type FileLine, isDone, isoTime, type JournalPast, journalPath, type RunLine, readJournal, rulesOf } from './journal.js';
import { keyCheck, type ProjectKey, projectKey } from './key.js';
import { type Layout, layoutOf } from './layout.js';
import { lockState, type StateLock } from './lock.js';
import { foldsCase, outputClaims } from './output-claims.js';
import { checkTemplate, type PathRule, templateKeywords } from './output-path.js';
import { isOpenToOthers, makePrivateFolder, removeIfEmpty } from './private-files.js';
import { type RunSettings, standardTemplate } from './settings.js';
import { shardText } from './shard.js';
import { readStructureNames, type StructureNames } from './structure-names.js';
import type { WorkerPlan } from './worker-plan.js';

export interface Prepared {
  readonly layout: Layout;
  readonly list: FileList;
  readonly assigned: AssignedPseudonyms | undefined;
  readonly plan: WorkerPlan;
  readonly runLine: RunLine;
  readonly jobs: number;
  /** Absent in a dry run, which writes nothing. */
  readonly lock: StateLock | undefined;
  /** An earlier run wrote here. */
  readonly hasPast: boolean;
  /** An earlier run with another profile or key did. */
  readonly hasOthers: boolean;
  /** What an earlier run noted of a file that it finished, and that is as it was. */
  doneBefore(file: ListedFile): FileLine | undefined;
}

/** What the settings alone tell. */
interface Asked {
  readonly layout: Layout;
  readonly paths: PathRule;
  readonly assigned: AssignedPseudonyms | undefined;
  readonly structureNames: StructureNames | undefined;
}

/** @throws RadonymError of scope usage or run */
export async function prepare(settings: RunSettings, host: RunHost): Promise<Prepared> {
  if (settings.ocr) (await import('./ocr.js')).checkOcr();
  const layout = layoutOf(settings);
  const paths = pathRule(settings, layout);
  if (settings.shard && needsOrder(settings))
    throw new RadonymError('run/usage', '--shard needs outputs that cannot meet: --path with {SOPInstanceUID}, for deidentify only');
  const assigned = settings.mapping === undefined ? undefined : readAssigned(settings.mapping);
  const structureNames = settings.structureNames === undefined ? undefined : readStructureNames(settings.structureNames);
  refuseDamaged(layout);
  const asked = { layout, paths, assigned, structureNames };
  if (settings.dryRun) return begun(settings, host, asked, undefined);
  const made = [layout.stateFolder, layout.commonState].filter((folder) => !existsSync(folder));
  for (const folder of [layout.commonState, layout.stateFolder]) makePrivateFolder(folder);
  if (isOpenToOthers(layout.commonState)) host.message('The state folder can be entered by others on this machine: set its mode to 0700.');
  const lock = await lockState(layout.stateFolder, host);
  try {
    // What an earlier run left unfinished may hold what an archive held.
    removeParts(layout.stateFolder, lock.ended);
    return await begun(settings, host, asked, lock);
  } catch (error) {
    lock.release();
    for (const folder of made) removeIfEmpty(folder);
    throw error;
  }
}

/** Where nothing but damaged archives is given, that is found before anything is made. @throws RadonymError io/zip, io/read */
function refuseDamaged({ roots }: Layout): void {
  let trouble: unknown;
  for (const { kind, path } of roots) {
    if (kind !== 'archive') return;
    try {
      walkArchive(path);
      return;
    } catch (error) {
      trouble ??= error;
    }
  }
  if (trouble !== undefined) throw trouble;
}

async function begun(
  settings: RunSettings,
  host: RunHost,
  { layout, paths, assigned, structureNames }: Asked,
  lock: StateLock | undefined,
): Promise<Prepared> {
  const past = await pastOf(layout);
  const key = settings.profile ? projectKey(layout.commonState, settings.keyFile, settings.dryRun, needsKey(settings, past)) : undefined;
  if (key) tellOfKey(key, host);
  const jobs = needsOrder(settings) ? 1 : settings.jobs;
  const runLine = describe(settings, layout, key, jobs, host.now(), structureNames);
  checkPast(past, runLine, settings, host);
  const list = listFiles(layout, undefined, 'list');
  if (!settings.dryRun) {
    guarded('io/write', 'the output folder cannot be made', () => mkdirSync(layout.outputFolder, { recursive: true }));
    removeParts(layout.outputFolder, lock?.ended);
  }
  return {
    layout,
    list,
    assigned,
    runLine,
    jobs,
    lock,
    hasPast: past.run !== undefined,
    hasOthers: !settings.dryRun && [...past.rules].some((rules) => rules !== rulesOf(runLine)),
    plan: {
      flow: {
        target: settings.target,
        ...(settings.fallback ? { fallback: settings.fallback } : {}),
        ...(settings.quality === undefined ? {} : { quality: settings.quality }),
        ...(settings.ocr ? { ocr: settings.ocr } : {}),
        sequenceLength: settings.sequenceLength,
        longValues: settings.longValues,
        ...(settings.profile ? { profile: settings.profile } : {}),
        ...(key ? { key: key.bytes } : {}),
        ...(structureNames ? { structureNames } : {}),
        ...(settings.dryRun ? { tell: settings.showValues ? 'values' : 'deeds' } : {}),
        pathKeywords: paths.kind === 'template' ? templateKeywords(paths.template) : [],
      },
      folder: layout.outputFolder,
      paths,
      existing: settings.overwrite ? 'replace' : settings.resume ? 'adopt' : 'refuse',
      claims: outputClaims(list.files.length, foldsCase(layout.outputFolder)),
      dryRun: settings.dryRun,
      protectedPaths: list.protectedPaths,
      ...(settings.timeLimit === undefined ? {} : { timeLimit: settings.timeLimit }),
      ...(settings.dryRun ? {} : { spool: layout.stateFolder }),
      ...checkOf(settings, runLine, layout),
    },
    doneBefore: (file) => (settings.resume ? doneHere(past, file, layout) : undefined),
  };
}

function checkOf({ verify, dryRun, command }: RunSettings, { promises }: RunLine, { stateFolder }: Layout): Pick<WorkerPlan, 'check'> {
  const policy = command === 'transcode' ? reencoded : promises?.basis === 'basic' ? policyOf(promises) : undefined;
  return verify && !dryRun && policy ? { check: { policy, aside: join(stateFolder, 'quarantine') } } : {};
}

/** Several files may want one path: then the first of them in order gets it, which takes one worker. Instance UIDs are told apart before. */
export function needsOrder(settings: Pick<RunSettings, 'command' | 'path'>): boolean {
  if (settings.path === undefined) return false;
  return settings.command === 'transcode' || !settings.path.includes('{SOPInstanceUID}');
}

/** A shard goes on from what was joined of all shards, and from its own. */
async function pastOf({ commonState, stateFolder }: Layout): Promise<JournalPast> {
  const common = await readJournal(journalPath(commonState));
  if (stateFolder === commonState) return common;
  const own = await readJournal(journalPath(stateFolder));
  return {
    run: own.run ?? common.run,
    rules: new Set([...common.rules, ...own.rules]),
    older: new Set([...(isOther(common.run, own.run) ? common.files.values() : common.older), ...own.older]),
    files: new Map([...common.files, ...own.files]),
  };
}

const isOther = (before: RunLine | undefined, now: RunLine | undefined): boolean =>
  before !== undefined && now !== undefined && before.settings !== now.settings;

/** Why a run may not make a key for itself. */
function needsKey({ shard }: RunSettings, { run }: JournalPast): string | undefined {
  if (run?.keyCheck !== undefined) return 'earlier runs used a key that is no longer there: give it with --key-file';
  return shard && 'shards need one key: make it first with `radonym key create`, and give it with --key-file or RADONYM_KEY_FILE';
}

function doneHere(past: JournalPast, file: ListedFile, layout: Layout): FileLine | undefined {
  const line = past.files.get(file.path);
  if (!isDone(line, file) || past.older.has(line)) return undefined;
  if (line.output === undefined) return line;
  const size = sizeOf(join(layout.outputFolder, line.output));
  return size !== undefined && (line.bytesOut ?? size) === size ? line : undefined;
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}

function pathRule({ command, path }: RunSettings, layout: Layout): PathRule {
  if (layout.fixedName !== undefined) {
    if (path !== undefined) throw new RadonymError('run/usage', '--path has no meaning when the output is one file');
    return { kind: 'fixed', name: layout.fixedName };
  }
  if (path === undefined && command === 'transcode') return { kind: 'relative' };
  const template = path ?? standardTemplate;
  checkTemplate(template);
  return { kind: 'template', template };
}

function describe(
  settings: RunSettings,
  layout: Layout,
  key: ProjectKey | undefined,
  jobs: number,
  now: number,
  names?: StructureNames,
): RunLine {
  const { command, profile, target, fallback, quality, ocr, sequenceLength, longValues, path, mapping } = settings;
  const table = mapping === undefined ? undefined : readAssigned(mapping).rows;
  return {
    radonym: version,
    command,
    ...(profile ? { profile: profile.name, profileHash: hashOf(profile), promises: promisesOf(profile, mapping !== undefined) } : {}),
    target,
    settings: hashOf({
      command,
      profile,
      target,
      fallback,
      quality,
      ocr,
      sequenceLength,
      longValues,
      path,
      table,
      names,
      fixedName: layout.fixedName,
    }),
    ...(key ? { keyCheck: keyCheck(key.bytes) } : {}),
    ...(settings.shard ? { shard: shardText(settings.shard) } : {}),
    started: isoTime(now),
    node: process.version,
    jobs,
  };
}

/** What whoever verifies must know: Attributes that a rule keeps or fills are no leak, those that a rule changes may differ. */
function promisesOf({ basis, options, dates, rules, pixels }: ResolvedProfile, hasTable: boolean): NonNullable<RunLine['promises']> {
  const tagsOf = (isMeant: (action: ProfileAction) => boolean) =>
    rules.flatMap(({ action, tag }) => (tag !== undefined && isMeant(action) ? [tag] : []));
  const changedVrs = rules.flatMap(({ action, tag, private: isPrivate, vrs = [] }) =>
    tag === undefined && isPrivate === undefined && action !== 'keep' ? vrs : [],
  );
  return {
    basis,
    options,
    wholeWeeks: dates.wholeWeeks && !hasTable,
    kept: tagsOf((action) => action === 'keep' || action === 'replace'),
    changed: tagsOf((action) => action !== 'keep'),
    ...(changedVrs.length > 0 ? { changedVrs: [...new Set(changedVrs)] } : {}),
    pixels,
  };
}

const hashOf = (data: unknown): string => createHash('sha256').update(JSON.stringify(data)).digest('hex');

function tellOfKey(key: ProjectKey, host: RunHost): void {
  if (key.origin === 'made')
    host.message(
      'A new project key was made: project.key in the state folder. Keep it: only with it do later runs give the same pseudonyms.',
    );
  if (key.origin === 'for-this-dry-run')
    host.message('There is no key yet: this dry run uses one that is thrown away, so pseudonyms will differ.');
  if (key.readableByOthers) host.message('The key file can be read by others on this machine: set its mode to 0600.');
}

/** @throws RadonymError run/key, run/resume */
function checkPast({ run }: JournalPast, now: RunLine, settings: RunSettings, host: RunHost): void {
  if (run === undefined) {
    if (settings.resume) host.message('There is no earlier run to resume: starting from the beginning.');
    return;
  }
  const dryKey = settings.dryRun && settings.keyFile === undefined;
  if (run.keyCheck !== undefined && now.keyCheck !== undefined && run.keyCheck !== now.keyCheck && !dryKey)
    throw new RadonymError('run/key', 'earlier runs with this state folder used another key');
  if (!settings.resume) return;
  if (run.settings !== now.settings) throw new RadonymError('run/resume', 'the run to resume had another profile, target or path');
  if (run.radonym !== now.radonym)
    host.message(`The run to resume was made by radonym ${run.radonym}: outputs may differ between versions.`);
}
