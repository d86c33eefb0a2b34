/** `radonym selftest` from the shell: what it tells, what it leaves, and that it can fail. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
  expect(actions).toEqual(new Set(['<text_removed>', '<text_retained>', '<date_shifted>', '<uid_changed>']));
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
