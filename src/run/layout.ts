/**
 * Where does everything of a run lie? Turns the paths of the settings into absolute ones and refuses arrangements in which
 * an output could replace an input, or something private would lie among the outputs.
 */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { RadonymError } from '../base/errors.js';
import type { RunSettings } from './settings.js';
import { shardFolder } from './shard.js';

export interface InputRoot {
  readonly path: string;
  /** `archive`: a .zip. */
  readonly kind: 'file' | 'folder' | 'archive';
}

export interface Layout {
  readonly roots: readonly InputRoot[];
  readonly outputFolder: string;
  /** The one output's name in the folder, when `-o` names a file. */
  readonly fixedName: string | undefined;
  readonly stateFolder: string;
  /** The one that shards share: it holds their key, and what was joined of them. `stateFolder` without shards. */
  readonly commonState: string;
  readonly quarantineFolder: string | undefined;
  /** Real paths of folders that a walk does not enter. */
  readonly exclude: ReadonlySet<string>;
}

/** @throws RadonymError run/input, run/usage, io/output-is-input */
export function layoutOf(settings: RunSettings): Layout {
  const roots = rootsOf(settings.inputs);
  const output = real(settings.output);
  const commonState = settings.state === undefined ? `${output}.radonym` : real(settings.state);
  const quarantineFolder = settings.quarantine === undefined ? undefined : real(settings.quarantine);
  const single = asksForOneFile(settings.output, roots);
  if (single && settings.shard) throw new RadonymError('run/usage', '--shard has no meaning when the output is one file');
  const outputFolder = single ? dirname(output) : output;
  if (roots.some((root) => root.path === output)) throw new RadonymError('io/output-is-input', 'the output is an input');
  for (const [path, what] of [
    [commonState, 'the state folder'],
    [quarantineFolder, 'the quarantine folder'],
  ] as const)
    if (roots.some((root) => root.path === path)) throw new RadonymError('run/usage', `${what} is an input: nothing private goes there`);
  if (!single && kindOf(output) === 'file') throw new RadonymError('run/usage', 'the output is a file, not a folder');
  if (!single) {
    refuseWithin(commonState, output, 'the state folder');
    if (quarantineFolder !== undefined) refuseWithin(quarantineFolder, output, 'the quarantine folder');
  }
  return {
    roots,
    outputFolder,
    fixedName: single ? basename(output) : undefined,
    stateFolder: settings.shard ? join(commonState, shardFolder(settings.shard)) : commonState,
    commonState,
    quarantineFolder,
    exclude: new Set([...(single ? [] : [output]), commonState, ...(quarantineFolder === undefined ? [] : [quarantineFolder])]),
  };
}

/** @throws RadonymError run/input, run/usage */
export const rootsOf = (inputs: readonly string[]): InputRoot[] => inputs.map(rootOf);

/** True when `path` is `folder` or lies in it. Both are real, absolute paths. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

function asksForOneFile(output: string, roots: readonly InputRoot[]): boolean {
  if (!/\.dcm$/i.test(output) || kindOf(resolve(output)) === 'folder') return false;
  if (roots.length === 1 && roots[0]!.kind === 'file') return true;
  throw new RadonymError('run/usage', 'an output that ends in .dcm takes one input file');
}

function rootOf(input: string, index: number): InputRoot {
  const kind = kindOf(resolve(input));
  if (kind === undefined) throw new RadonymError('run/input', `input ${index + 1} does not exist or cannot be read`);
  return { path: real(input), kind: kind === 'file' && /\.zip$/i.test(input) ? 'archive' : kind };
}

function refuseWithin(path: string, output: string, what: string): void {
  if (isWithin(path, output)) throw new RadonymError('run/usage', `${what} lies inside the output folder, where only DICOM files go`);
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

/** The real path of what exists of it, and the rest as it stands: outputs need not exist yet. */
function real(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(real(parent), basename(absolute));
  }
}
