/** `radonym selftest` from the shell: what it tells, what it leaves, and that it can fail. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/io/csv.js';
import { recordsOf, start } from './radonym.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'radonym-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const selftest = (...args: string[]) => start(['selftest', ...args], { TMPDIR: folder });

test('passes, counts by IOD and category, and leaves nothing', async () => {
  const ended = await selftest('--patients', '1', '--json').ended;
  expect(ended.code, ended.stderr).toBe(0);
  const records = recordsOf(ended);
  expect(records.filter(({ type }) => type === 'iod').length).toBeGreaterThan(5);
  expect(records.filter(({ type }) => type === 'category').length).toBeGreaterThan(10);
  expect(records.at(-1)).toMatchObject({ type: 'summary', patients: 1, seed: 1, passed: true, interrupted: false });
  expect(readdirSync(folder)).toEqual([]);
});

test('fails where nothing is de-identified', async () => {
  const ended = await selftest('--patients', '1', '-p', 'transcode-only').ended;
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain('FAILED: transcode-only');
  expect(readdirSync(folder)).toEqual([]);
});

test('an interrupted one leaves nothing', async () => {
  const { child, ended } = selftest('--patients', '30');
  const seen = (): boolean => readdirSync(folder).length > 0;
  while (!seen()) await new Promise((resume) => setTimeout(resume, 20));
  child.kill('SIGTERM');
  expect((await ended).code).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

test('keeps what it made when asked to, for the user alone, with the answer key', async () => {
  const [kept, key] = [join(folder, 'kept'), join(folder, 'key.csv')];
  const ended = await selftest('--patients', '1', '--keep', kept, '--answer-key-out', key).ended;
  expect(ended.code, ended.stderr).toBe(0);
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  expect(existsSync(join(kept, 'rt-research', 'state', 'mapping.csv'))).toBe(true);
  const originals = readdirSync(join(kept, 'originals', 'patient-1'));
  const [head, ...rows] = readCsv(readFileSync(key, 'utf8')).map(({ cells }) => cells);
  expect(head).toEqual(['Modality', 'SOPClassUID', 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'AnswerData']);
  expect(rows.length).toBe(originals.length);
  const records = Object.values(JSON.parse(rows[0]!.at(-1)!)) as Record<string, string>[];
  const actions = new Set(records.map(({ action }) => action));
  expect(actions).toEqual(
    new Set(
      'text_removed text_retained text_notnull tag_retained date_shifted uid_changed uid_consistent patid_consistent'
        .split(' ')
        .map((action) => `<${action}>`),
    ),
  );
  for (const { tag_ds } of records)
    expect(tag_ds).toMatch(
      /^(<\([\da-f]{4},([\da-f]{4}|"[^"]+",[\da-f]{2})\)>\[<\d{4}>\])*<\([\da-f]{4},([\da-f]{4}|"[^"]+",[\da-f]{2})\)>$/,
    );
});

test('an answer key that is there already is left alone', async () => {
  const key = join(folder, 'key.csv');
  expect((await selftest('--patients', '1', '--answer-key-out', key).ended).code).toBe(0);
  expect((await selftest('--patients', '1', '--answer-key-out', key).ended).code).toBe(4);
});

describe('--answer-key', () => {
  const of = async (outputs: string, ...more: string[]) => {
    const ended = await selftest('--answer-key', join(folder, 'key.csv'), '--outputs', outputs, ...more, '--json').ended;
    const records = recordsOf(ended);
    const counts = (key: 'passed' | 'failed') =>
      Object.fromEntries(records.filter(({ type }) => type === 'action').map((one) => [one.action, one[key]]));
    return { code: ended.code, passed: counts('passed'), failed: counts('failed'), summary: records.at(-1)!, records };
  };

  test('scores the outputs of a run: all that is asked passes, but for what the profile sets aside', async () => {
    const kept = join(folder, 'kept');
    await selftest('--patients', '2', '--keep', kept, '--answer-key-out', join(folder, 'key.csv')).ended;
    const own = join(kept, 'rt-research');
    const good = await of(join(own, 'output'), '--state', join(own, 'state'));
    const missing = good.records.filter(({ type, output }) => type === 'case' && output !== undefined);
    expect(missing).toEqual([]);
    expect(good.failed).toMatchObject({ text_removed: 0, date_shifted: 0, uid_changed: 0 });
    expect(good.code).toBe(Number(good.summary.missing) > 0 ? 1 : 0);

    const copy = await of(join(kept, 'originals'));
    expect(copy.code).toBe(1);
    expect(copy.passed).toMatchObject({ date_shifted: 0, uid_changed: 0, uid_consistent: 0, patid_consistent: 0 });
    expect(copy.failed).toMatchObject({ text_retained: 0, tag_retained: 0, text_notnull: 0 });
    expect(Number(copy.failed.text_removed)).toBeGreaterThan(Number(copy.passed.text_removed) * 10);

    const [first] = readdirSync(join(own, 'output'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dcm'));
    rmSync(join(own, 'output', first!));
    const damaged = await of(join(own, 'output'), '--state', join(own, 'state'));
    expect(Number(damaged.summary.missing)).toBe(Number(good.summary.missing) + 1);
    expect(Number(damaged.failed.text_notnull)).toBeGreaterThan(Number(good.failed.text_notnull));
  });

  test.each([
    ['without outputs', ['--answer-key', 'key.csv']],
    ['with patients', ['--answer-key', 'key.csv', '--outputs', '.', '--patients', '2']],
    ['outputs without a key', ['--outputs', '.']],
    ['a key that is not there', ['--answer-key', 'nowhere.db', '--outputs', 'src']],
  ])('%s is wrong usage', async (_, args) => {
    expect((await selftest(...args).ended).code).toBe(2);
  });
});
