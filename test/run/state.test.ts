import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FileLine, isDone, isoTime, type RunLine, readJournal } from '../../src/run/journal.js';
import { keyCheck, parseKey, projectKey } from '../../src/run/key.js';
import { makePrivateFolder } from '../../src/run/private-files.js';
import { openState } from '../../src/run/state.js';
import { plant, temporaryFolder } from '../support/folder.js';

const run: RunLine = { radonym: '0', command: 'deidentify', target: 'keep', settings: 's', started: isoTime(0), node: 'v', jobs: 1 };
const line = (input: string, outcome: FileLine['outcome'] = 'written'): FileLine => ({
  input,
  size: 3,
  mtime: isoTime(5),
  output: 'o',
  outcome,
});
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const isPosix = process.platform !== 'win32';

test('the last line of each input and the last run count; a line that a crash cut off spoils no other', async () => {
  const folder = join(temporaryFolder(), 'state');
  const path = join(folder, 'journal.jsonl');
  const first = openState(folder, run);
  first.add([line('/a', 'failed'), line('/b')], [], []);
  first.close();
  appendFileSync(path, '{"input":"/c","si');
  const second = openState(folder, { ...run, jobs: 2 });
  second.add([line('/a')], [], []);
  second.close();
  const past = await readJournal(path);
  expect(past.run?.jobs).toBe(2);
  expect([...past.files.values()].map(({ input, outcome }) => [input, outcome])).toEqual([
    ['/a', 'written'],
    ['/b', 'written'],
  ]);
});

test.each([
  ['written and unchanged', line('/a'), { size: 3, mtime: 5 }, true],
  ['skipped and unchanged', line('/a', 'skipped'), { size: 3, mtime: 5 }, true],
  ['quarantined', line('/a', 'quarantined'), { size: 3, mtime: 5 }, false],
  ['failed', line('/a', 'failed'), { size: 3, mtime: 5 }, false],
  ['of another size', line('/a'), { size: 4, mtime: 5 }, false],
  ['of another time', line('/a'), { size: 3, mtime: 6 }, false],
  ['unknown', undefined, { size: 3, mtime: 5 }, false],
])('a file that is %s: done is %s', (_, known, file, expected) => {
  expect(isDone(known, file)).toBe(expected);
});

test('each mapping stands once, over runs and after a crash', () => {
  const folder = join(temporaryFolder(), 'state');
  const path = join(folder, 'mapping.csv');
  const first = openState(folder, run);
  first.add(
    [],
    [
      ['patient', 'A,1', 'P'],
      ['study', '1', '2'],
      ['study', '1', '2'],
    ],
    [],
  );
  first.close();
  appendFileSync(path, 'study,9');
  const second = openState(folder, run);
  second.add(
    [],
    [
      ['patient', 'A,1', 'P'],
      ['study', '3', '4'],
    ],
    [],
  );
  second.close();
  expect(readFileSync(path, 'utf8')).toBe('kind,original,replacement\npatient,"A,1",P\nstudy,1,2\nstudy,9\nstudy,3,4\n');
});

test.runIf(isPosix)('folders and files are for the user alone, whatever the umask', () => {
  const folder = join(temporaryFolder(), 'x', 'state');
  const old = process.umask(0);
  try {
    makePrivateFolder(folder);
    projectKey(folder, undefined, false);
    openState(folder, run).close();
  } finally {
    process.umask(old);
  }
  expect(mode(folder)).toBe('700');
  for (const name of ['project.key', 'journal.jsonl', 'mapping.csv', 'review.csv']) expect(mode(join(folder, name))).toBe('600');
});

test('a key is made once and then found', () => {
  const folder = temporaryFolder();
  const made = projectKey(folder, undefined, false);
  expect([made.origin, made.bytes.length]).toEqual(['made', 32]);
  expect(projectKey(folder, undefined, false)).toEqual({ bytes: made.bytes, origin: 'state', readableByOthers: false });
  expect(readFileSync(join(folder, 'project.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
});

test('a dry run makes no key file', () => {
  const folder = temporaryFolder();
  expect(projectKey(folder, undefined, true).origin).toBe('for-this-dry-run');
  expect(projectKey(folder, undefined, true).origin).toBe('for-this-dry-run');
});

test('a key file that is not the state folder’s key is refused', () => {
  const folder = plant(temporaryFolder(), { a: `${'a'.repeat(64)}\n`, b: 'b'.repeat(64), bad: 'c'.repeat(63) });
  writeFileSync(join(folder, 'project.key'), 'a'.repeat(64));
  expect(projectKey(folder, join(folder, 'a'), false).origin).toBe('file');
  for (const name of ['b', 'bad', 'absent'])
    expect(() => projectKey(folder, join(folder, name), false)).toThrow(
      expect.objectContaining({ code: 'run/key', message: expect.not.stringMatching(/bbb|ccc|absent/) }),
    );
});

test.runIf(isPosix)('a key file that others may read is told', () => {
  const folder = plant(temporaryFolder(), { a: 'a'.repeat(64) });
  expect(projectKey(folder, join(folder, 'a'), false).readableByOthers).toBe(true);
});

test('the check of a key differs for other keys and holds nothing of them', () => {
  const [a, b] = ['a', 'b'].map((digit) => keyCheck(parseKey(digit.repeat(64))));
  expect(a).toMatch(/^[0-9a-f]{16}$/);
  expect(a).not.toBe(b);
  expect(a).not.toBe('a'.repeat(16));
});
