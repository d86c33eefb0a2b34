import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { mutated, type Outcome } from '../support/mutate-codecs.js';

/** A codec that hangs would be ended here. */
const timeLimit = 55_000;
const ran = spawnSync(process.execPath, ['--import', 'tsx', 'test/support/mutate-codecs.ts'], { timeout: timeLimit, encoding: 'utf8' });
const outcomes = ran.stdout
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Outcome);

const told = (outcome: Outcome): string => `${outcome.kind} at ${outcome.at} of ${outcome.of}: ${outcome.outcome}`;
const isError = ({ outcome }: Outcome): boolean => outcome.startsWith('pixel/');

test('no codec hangs or crashes', () => {
  expect([ran.signal, ran.status, ran.stderr]).toEqual([null, 0, '']);
});

describe.each(mutated)('%s', (keyword) => {
  const own = outcomes.filter((outcome) => outcome.keyword === keyword);

  test('forty mutations and more', () => {
    expect(own.length).toBeGreaterThanOrEqual(40);
  });

  test('a stream cut short, or of another size or kind, is an error', () => {
    expect(own.filter((outcome) => outcome.kind !== 'flip' && !isError(outcome)).map(told)).toEqual([]);
  });

  test('a flipped bit is an error, or harms values only', () => {
    const flips = own.filter(({ kind }) => kind === 'flip');
    expect(flips.filter((outcome) => !isError(outcome) && !['same', 'other'].includes(outcome.outcome)).map(told)).toEqual([]);
  });

  test('the next frame is right', () => {
    expect(own.filter(({ nextFrame }) => !nextFrame).map(told)).toEqual([]);
  });
});
