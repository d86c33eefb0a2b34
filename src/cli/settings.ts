/** From raw options to what a run is told: the one door that sees options as they were typed. */
import { availableParallelism } from 'node:os';
import { RadonymError } from '../base/errors.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { RunSettings } from '../run/settings.js';
import { shardOf } from '../run/shard.js';
import { lossOf, targetOf } from '../run/target.js';

export type RawOptions = Readonly<Record<string, unknown>>;

/** @throws RadonymError run/usage */
export function settingsOf(
  command: RunSettings['command'],
  inputs: readonly string[],
  raw: RawOptions,
  profile: ResolvedProfile | undefined,
): RunSettings {
  const to = text(raw.transferSyntax);
  if (to === undefined) throw new RadonymError('run/usage', 'transcode needs --to <transfer syntax>');
  const target = targetOf(to);
  return {
    command,
    inputs,
    output: text(raw.output)!,
    jobs: (raw.jobs as number | undefined) ?? availableParallelism(),
    target,
    ...lossOf(target, raw.lossy === true, raw.quality as number | undefined),
    ...(typeof raw.timeLimit === 'number' ? { timeLimit: raw.timeLimit } : {}),
    ...(raw.ocr === 'blank' || raw.ocr === 'match' ? { ocr: raw.ocr } : {}),
    ...(raw.fallback === 'explicit' ? { fallback: 'explicit' as const } : {}),
    sequenceLength: raw.sequenceLength as RunSettings['sequenceLength'],
    longValues: raw.longValues as RunSettings['longValues'],
    overwrite: raw.overwrite === true,
    resume: raw.resume === true,
    dryRun: raw.dryRun === true,
    verify: command === 'deidentify' ? raw.verify !== false : raw.verify === true,
    showValues: raw.showValues === true,
    ...(profile ? { profile } : {}),
    ...(typeof raw.shard === 'string' ? { shard: shardOf(raw.shard) } : {}),
    ...given('state', raw.state),
    ...given('path', raw.path),
    ...given('keyFile', raw.keyFile),
    ...given('mapping', raw.mapping),
    ...given('structureNames', raw.structureNames),
    ...given('quarantine', raw.quarantine),
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function given<K extends string>(name: K, value: unknown): { readonly [name in K]?: string } {
  const known = text(value);
  return (known === undefined ? {} : { [name]: known }) as { readonly [name in K]?: string };
}
