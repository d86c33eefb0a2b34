/** What --resume holds to be done, and what it says of outputs that are not what they were. */
import { cpSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const names = ['CT.1.dcm', 'RP.dcm', 'RS.dcm'];

async function firstRun() {
  const folder = plant(temporaryFolder(), { key: 'a1'.repeat(32) });
  for (const name of names) cpSync(join(fixtures, 'study', name), join(folder, 'in', name));
  const out = join(folder, 'out');
  const args = ['deidentify', join(folder, 'in'), '-o', out, '--key-file', join(folder, 'key')];
  expect((await radonym(...args)).code).toBe(0);
  return { folder, out, args, journal: join(folder, 'out.radonym', 'journal.jsonl') };
}

test('an output that is shorter than when it was written is not done', async () => {
  const { out, args } = await firstRun();
  const before = contentsOf(out);
  const [first] = namesIn(out);
  truncateSync(join(out, first!), 100);
  const ended = await radonym(...args, '--resume', '--json');
  expect(ended.code).toBe(3);
  expect(recordsOf(ended).at(-1)).toMatchObject({ doneBefore: 2, written: 0, failed: 1, reasons: [{ code: 'io/output-differs' }] });
  const replaced = await radonym(...args, '--resume', '--overwrite', '--json');
  expect(recordsOf(replaced).at(-1)).toMatchObject({ doneBefore: 2, written: 1, failed: 0 });
  expect(contentsOf(out)).toEqual(before);
});

test('an input that changed: its old output is told by a code of its own, and replaced with --overwrite only', async () => {
  const { folder, out, args } = await firstRun();
  const before = contentsOf(out);
  const input = join(folder, 'in', 'CT.1.dcm');
  const bytes = readFileSync(input);
  // A sample of its pixels.
  bytes[bytes.length - 2]! ^= 1;
  writeFileSync(input, bytes);
  utimesSync(input, 1, 1);
  const ended = await radonym(...args, '--resume', '--json');
  expect(recordsOf(ended).at(-1)).toMatchObject({ doneBefore: 2, failed: 1, reasons: [{ code: 'io/output-differs' }] });
  expect(contentsOf(out)).toEqual(before);
  const replaced = await radonym(...args, '--resume', '--overwrite', '--json');
  expect(recordsOf(replaced).at(-1)).toMatchObject({ doneBefore: 2, written: 1, failed: 0 });
  expect(contentsOf(out)).not.toEqual(before);
  expect(namesIn(out)).toEqual(Object.keys(before));
});

test('a journal that knows no sizes of outputs is read as before', async () => {
  const { args, journal } = await firstRun();
  const text = readFileSync(journal, 'utf8');
  expect(text.match(/"bytesOut":\d+,/g)).toHaveLength(names.length);
  writeFileSync(journal, text.replace(/"bytesOut":\d+,/g, ''));
  const ended = await radonym(...args, '--resume', '--json');
  expect([ended.code, recordsOf(ended).at(-1)!.doneBefore]).toEqual([0, names.length]);
});

test('what an earlier run with another profile wrote is not done for the one that is resumed', async () => {
  const { folder, args, journal } = await firstRun();
  const strict = [...args, '-p', 'basic'];
  await radonym(...strict, '--overwrite');
  // As if the second run had ended after its first file.
  const lines = readFileSync(journal, 'utf8').split('\n');
  const second = lines.findLastIndex((line) => line.startsWith('{"radonym"'));
  writeFileSync(journal, `${lines.slice(0, second + 2).join('\n')}\n`);
  rmSync(join(folder, 'out.radonym', 'run.lock'), { force: true });
  const ended = await radonym(...strict, '--resume', '--overwrite', '--json');
  expect([ended.code, recordsOf(ended).at(-1)!.doneBefore]).toEqual([0, 1]);
});
