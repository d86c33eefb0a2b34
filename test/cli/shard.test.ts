import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { patientFiles } from '../support/patients.js';
import { sharedFolder } from '../support/shared-folder.js';
import { type Ended, fixtures, radonym, start } from './radonym.js';

const shards = ['1/4', '2/4', '3/4', '4/4'];

/** Patients in folders that say nothing of them, files of one patient apart, duplicates, what is no DICOM and what is broken. */
function plantInputs(folder: string, patients: number): string {
  const files: Record<string, string | Uint8Array> = {
    'notes.txt': 'not DICOM',
    DICOMDIR: readFileSync(join(fixtures, 'broken', 'DICOMDIR')),
    'broken.dcm': readFileSync(join(fixtures, 'broken', 'truncated-pixels.dcm')),
  };
  for (let number = 0; number < patients; number++)
    for (const [at, [name, bytes]] of Object.entries(patientFiles(number)).entries()) {
      files[`${at % 3}/${number}-${name}`] = bytes;
      if (at === 0) files[`again/${number}.dcm`] = bytes;
    }
  return plant(join(folder, 'in'), files);
}

const linesOf = (state: string) =>
  readFileSync(join(state, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const fates = (state: string) =>
  linesOf(state)
    .filter(({ input }) => input !== undefined)
    .sort((a, b) => (String(a.input) < String(b.input) ? -1 : 1));
const sortedLines = (path: string) => readFileSync(path, 'utf8').split('\n').sort();

describe('four shards and one run', () => {
  const folder = sharedFolder();
  let input: string;
  let key: string;
  let ended: Ended[];
  const deidentify = (output: string, ...more: string[]) =>
    radonym('deidentify', input, '-o', join(folder, output), '--key-file', key, '-j', '1', ...more);

  beforeAll(async () => {
    input = plantInputs(folder, 7);
    key = join(folder, 'key');
    expect((await radonym('key', 'create', key)).code).toBe(0);
    const whole = await deidentify('whole');
    expect(whole.code, whole.stderr).toBe(3);
    ended = [];
    for (const shard of shards) ended.push(await deidentify('parts', '--shard', shard));
  }, 120_000);

  test('write the same files, byte for byte, each file done by one shard', () => {
    expect(contentsOf(join(folder, 'parts'))).toEqual(contentsOf(join(folder, 'whole')));
    const whole = fates(join(folder, 'whole.radonym'));
    const parts = shards.flatMap((shard) => fates(join(folder, 'parts.radonym', `shard-${shard.replace('/', '-of-')}`)));
    expect(parts.sort((a, b) => (String(a.input) < String(b.input) ? -1 : 1))).toEqual(whole);
    for (const { stdout } of ended) expect(stdout).toMatch(/Shard \d of 4: \d+ of \d+ files/);
    const own = ended.map(({ stdout }) => Number(/: (\d+) of \d+ files\./.exec(stdout)![1]));
    expect(own.filter((files) => files > 0).length).toBeGreaterThan(1);
    expect(own.reduce((a, b) => a + b)).toBe(whole.length);
  });

  test('have joined the same journal, mapping, review list and report', async () => {
    const state = join(folder, 'parts.radonym');
    const whole = join(folder, 'whole.radonym');
    const merged = await radonym('merge-state', state, '-o', state);
    expect(merged.stderr).toBe('');
    expect(merged.stdout).toMatch(/^Joined 4 state folders/);
    expect(fates(state)).toEqual(fates(whole));
    expect(sortedLines(join(state, 'mapping.csv'))).toEqual(sortedLines(join(whole, 'mapping.csv')));
    expect(readFileSync(join(state, 'review.csv'), 'utf8')).toBe(readFileSync(join(whole, 'review.csv'), 'utf8'));
    const reportIn = (of: string) => {
      const report = JSON.parse(readFileSync(join(of, 'report.json'), 'utf8'));
      const { attributes } = report.deidentification.actions;
      attributes.sort((a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      return { ...report, started: '', seconds: 0 };
    };
    expect(reportIn(whole).patients).toBe(8);
    expect(reportIn(state)).toEqual(reportIn(whole));
    const texts = () => Object.fromEntries(namesIn(state).map((name) => [name, readFileSync(join(state, name), 'latin1')]));
    const once = texts();
    expect((await radonym('merge-state', state, '-o', state)).code).toBe(0);
    expect(texts()).toEqual(once);
    const verified = await radonym('verify', input, join(folder, 'parts'));
    expect(verified.code, verified.stdout).toBe((await radonym('verify', input, join(folder, 'whole'))).code);
    // What was joined is known to whoever goes on, as one run or as other shards.
    for (const more of [[], ['--shard', '2/3']])
      expect((await deidentify('parts', '--resume', ...more)).stdout).toMatch(/: 0 written, .* \d+ done before/);
  });

  test('a shard goes on where it stopped, and does only what is its own', async () => {
    const part = join(folder, 'resumed');
    const own = [];
    for (const shard of shards) {
      await deidentify('resumed', '--shard', shard);
      own.push(namesIn(part));
    }
    const lost = own[0]!.slice(0, 2);
    for (const name of lost) rmSync(join(part, name));
    const again = await deidentify('resumed', '--shard', '1/4', '--resume');
    expect(again.stdout).toContain(`: ${lost.length} written`);
    expect(contentsOf(part)).toEqual(contentsOf(join(folder, 'whole')));
  });

  test('shards that are not all there, or of other settings, are not joined', async () => {
    const part = (shard: string) => join(folder, 'parts.radonym', `shard-${shard.replace('/', '-of-')}`);
    const three = await radonym('merge-state', ...shards.slice(1).map(part), '-o', join(folder, 'three'));
    expect([three.code, three.stderr]).toEqual([2, expect.stringContaining('run/merge: of 4 shards 1 are missing, the first of them 1')]);
    await deidentify('other', '-p', 'basic');
    const other = await radonym('merge-state', join(folder, 'other.radonym'), join(folder, 'whole.radonym'), '-o', join(folder, 'four'));
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('different profiles')]);
    expect((await radonym('merge-state', join(folder, 'nothing'), '-o', join(folder, 'five'))).code).toBe(4);
  });
});

test('shards of a re-encoding write what one run writes', async () => {
  const folder = temporaryFolder();
  const input = plantInputs(folder, 2);
  const transcode = (output: string, ...more: string[]) =>
    radonym('transcode', input, '-o', join(folder, output), '--to', 'implicit', '-j', '1', ...more);
  await transcode('whole');
  for (const shard of ['1/2', '2/2']) await transcode('parts', '--shard', shard);
  expect(contentsOf(join(folder, 'parts'))).toEqual(contentsOf(join(folder, 'whole')));
  const state = join(folder, 'parts.radonym');
  expect((await radonym('merge-state', state, '--state', state)).code).toBe(0);
  expect(fates(state)).toEqual(fates(join(folder, 'whole.radonym')));
});

test.each([
  [['--shard', '1/2'], 'run/key: shards need one key'],
  [['--shard', '0/2', '--key-file', 'KEY'], 'run/usage: --shard takes i/n'],
  [['--shard', '3/2', '--key-file', 'KEY'], 'run/usage: --shard takes i/n'],
  [['--shard', '1', '--key-file', 'KEY'], 'run/usage: --shard takes i/n'],
  [['--shard', '1/2', '--key-file', 'KEY', '--path', '{Modality}.dcm'], 'run/usage: --shard needs outputs that cannot meet'],
] as const)('%j is refused, and nothing is begun', async (words, message) => {
  const folder = plant(temporaryFolder(), { KEY: 'c3'.repeat(32) });
  const { code, stderr } = await start([
    'deidentify',
    join(fixtures, 'study'),
    '-o',
    join(folder, 'out'),
    ...words.map((word) => word.replace('KEY', join(folder, 'KEY'))),
  ]).ended;
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(namesIn(folder)).toEqual(['KEY']);
});

test('a key is made for its owner alone, and none is replaced', async () => {
  const folder = temporaryFolder();
  const key = join(folder, 'key');
  expect((await radonym('key', 'create', key)).code).toBe(0);
  const text = readFileSync(key, 'utf8');
  expect(text).toMatch(/^[0-9a-f]{64}\n$/);
  const again = await radonym('key', 'create', key);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('run/key: a file of that name exists')]);
  expect(readFileSync(key, 'utf8')).toBe(text);
  expect((await radonym('key', 'create', join(folder, 'no', 'such', 'key'))).code).toBe(2);
});

test('a run whose earlier runs had a key that is gone makes no other', async () => {
  const folder = plant(temporaryFolder(), { 'in/RP.dcm': readFileSync(join(fixtures, 'study', 'RP.dcm')) });
  const args = ['deidentify', join(folder, 'in'), '-o', join(folder, 'out'), '--resume'];
  expect((await radonym(...args)).code).toBe(0);
  rmSync(join(folder, 'out.radonym', 'project.key'));
  for (const _ of [1, 2]) {
    const { code, stderr } = await radonym(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining('run/key: earlier runs used a key that is no longer there')]);
  }
});
