/**
 * Which files are this machine's, when several share a run? Told by patient where patients are told apart, by file elsewhere, from names
 * alone: machines that see the same inputs agree without talking. It reads nothing and knows no other shard's state.
 */
import { createHash } from 'node:crypto';
import { RadonymError } from '../base/errors.js';

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** More machines than anyone has, fewer than would make a mistyped number go unnoticed. */
const mostShards = 10_000;

/** From `i/n`. @throws RadonymError run/usage */
export function shardOf(text: string): Shard {
  const [, number, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (number === undefined || of === undefined || number < 1 || number > of || of > mostShards)
    throw new RadonymError('run/usage', `--shard takes i/n: the number of the part, from 1, and of how many, up to ${mostShards}`);
  return { number, of };
}

export const shardText = ({ number, of }: Shard): string => `${number}/${of}`;

/** Of its own state folder, within the one that all shards share. */
export const shardFolder = ({ number, of }: Shard): string => `shard-${number}-of-${of}`;

/** True for one shard of all. The name is a patient's key, or a file's path under its input. */
export function isOwn({ number, of }: Shard, name: string): boolean {
  return createHash('sha256').update(name).digest().readUIntBE(0, 6) % of === number - 1;
}
