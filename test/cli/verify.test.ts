/** `radonym verify` from the shell: one worker and several say the same, in the same order. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fixtures, radonym, recordsOf } from './radonym.js';

const scratch = mkdtempSync(join(tmpdir(), 'radonym-verify-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const copy = join(scratch, 'copy');
cpSync(fixtures, copy, { recursive: true });

const told = async (jobs: string, ...paths: string[]) => {
  const ended = await radonym('verify', ...paths, '-j', jobs, '--json');
  return { code: ended.code, records: recordsOf(ended).map((record) => JSON.stringify({ ...record, seconds: 0 })) };
};

test.each([
  ['with originals', [fixtures, copy]],
  ['without', [copy]],
])('three workers say what one says, %s', async (_, paths) => {
  const one = await told('1', ...paths);
  expect(one.code).toBe(1);
  expect(one.records.length).toBeGreaterThan(80);
  expect(await told('3', ...paths)).toEqual(one);
});
