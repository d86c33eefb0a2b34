/** Outputs of one run never take each other's place, whatever is to become of those of earlier runs. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const study = join(fixtures, 'study');
const files = namesIn(study).length;

function place() {
  const folder = plant(temporaryFolder(), { key: 'a1'.repeat(32) });
  return { folder, out: join(folder, 'out'), common: ['-o', join(folder, 'out'), '--path', '{PatientID}.dcm'] };
}

const deidentify = (folder: string) => ['deidentify', study, '--key-file', join(folder, 'key')];
const transcode = () => ['transcode', study, '--to', 'implicit'];
const commands = [
  ['deidentify', deidentify],
  ['transcode', transcode],
] as const;

describe.each(commands)('%s', (_, command) => {
  test.each([
    ['--overwrite', ['--overwrite']],
    ['--overwrite --resume', ['--overwrite', '--resume']],
    ['neither', []],
    ['--overwrite --dry-run', ['--overwrite', '--dry-run']],
  ])('files that want one path, with %s: the first has it, the others fail', async (_name, more) => {
    const { folder, out, common } = place();
    const ended = await radonym(...command(folder), ...common, ...more, '--json');
    expect(ended.code, ended.stderr).toBe(3);
    const records = recordsOf(ended);
    expect(records.at(-1)).toMatchObject({ written: 1, failed: files - 1, reasons: [{ code: 'run/same-output', count: files - 1 }] });
    expect(records.find(({ type }) => type === 'file')).toMatchObject({ file: 1, outcome: 'written' });
    if (!more.includes('--dry-run')) expect(namesIn(out)).toHaveLength(1);
  });

  test('what an earlier run wrote is not replaced by the others when that run is resumed', async () => {
    const { folder, out, common } = place();
    await radonym(...command(folder), ...common);
    const before = contentsOf(out);
    const ended = await radonym(...command(folder), ...common, '--resume', '--overwrite', '--json');
    expect(ended.code).toBe(3);
    expect(recordsOf(ended).at(-1)).toMatchObject({ doneBefore: 1, written: 0, failed: files - 1 });
    expect(contentsOf(out)).toEqual(before);
  });
});

test('instances that nobody told apart before, with threads: none is lost', async () => {
  const { folder, out } = place();
  const input = join(folder, 'in');
  for (let n = 0; n < 6; n++) cpSync(study, join(input, String(n)), { recursive: true });
  plant(input, { 'large.bin': new Uint8Array(17e6) });
  const ended = await radonym('deidentify', input, '-o', out, '-p', 'transcode-only', '--overwrite', '-j', '3', '--json');
  expect(ended.code, ended.stderr).toBe(3);
  expect(recordsOf(ended).at(-1)).toMatchObject({ written: files, failed: 5 * files });
  expect(namesIn(out)).toHaveLength(files);
});

test('a second run with --overwrite replaces what the first wrote', async () => {
  const { folder, out } = place();
  await radonym(...deidentify(folder), '-o', out);
  const before = contentsOf(out);
  const ended = await radonym(...deidentify(folder), '-o', out, '--overwrite');
  expect(ended.code, ended.stderr).toBe(0);
  expect(contentsOf(out)).toEqual(before);
});

test('verify finds what an older version let happen: two inputs of a run in one output', async () => {
  const { folder, out } = place();
  await radonym(...deidentify(folder), '-o', out);
  const journal = join(folder, 'out.radonym', 'journal.jsonl');
  const [head, ...lines] = readFileSync(journal, 'utf8').trim().split('\n');
  const written = lines.map((line) => JSON.parse(line) as { output: string });
  const [gone, last] = written as [{ output: string }, { output: string }];
  rmSync(join(out, gone.output));
  const told = [head, ...[{ ...gone, output: last.output }, ...written.slice(1)].map((line) => JSON.stringify(line))];
  writeFileSync(journal, `${told.join('\n')}\n`);
  const ended = await radonym('verify', study, out, '--json');
  expect(ended.code).toBe(1);
  const found = recordsOf(ended).filter(({ code }) => code === 'verify/output-replaced');
  expect(found).toMatchObject([{ type: 'finding', severity: 'error', output: last.output }]);
  // A later run makes it right.
  expect((await radonym(...deidentify(folder), '-o', out, '--overwrite', '-q')).code).toBe(0);
  expect((await radonym('verify', study, out)).code).toBe(0);
});
