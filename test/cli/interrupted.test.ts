import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { farDisk } from '../support/far-disk.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { slices } from '../support/slices.js';
import { fixtures, radonym, start } from './radonym.js';

const appears = async (found: () => boolean) => {
  for (let tries = 0; tries < 2000 && !found(); tries++) await new Promise((resume) => setTimeout(resume, 5));
};
const outputs = (folder: string) => {
  try {
    return namesIn(folder);
  } catch {
    return [];
  }
};

/** Enough for a thread that checks what the main thread writes. */
const files = 200;

const verifiedIn = (folder: string): string[] =>
  readFileSync(`${folder}.radonym/journal.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome?: string; output?: string; verified?: boolean })
    .flatMap(({ outcome, output, verified }) => (outcome === 'written' && verified ? [output!] : []))
    .sort();

test.skipIf(process.platform === 'win32').each([
  ['SIGINT', 130, 'threads'],
  ['SIGTERM', 130, 'threads'],
  ['SIGKILL', null, 'threads'],
  ['SIGINT', 130, 'the main thread'],
  ['SIGKILL', null, 'the main thread'],
] as const)(
  'after %s (exit code %s, work in %s) nothing partial counts, and --resume ends as if nothing had happened',
  async (signal, code, where) => {
    const folder = plant(temporaryFolder(), { key: 'b2'.repeat(32) });
    const input = slices(folder, files);
    // Not DICOM, but large: then threads do the work.
    if (where === 'threads') plant(input, { 'large.bin': new Uint8Array(17e6) });
    const args = ['deidentify', input, '--key-file', join(folder, 'key'), '-j', '3'];
    const whole = await radonym(...args, '-o', join(folder, 'whole'));
    expect(whole.code, whole.stderr).toBe(0);

    const out = join(folder, 'out');
    const { child, ended } = start([...args, '-o', out]);
    await appears(() => outputs(out).some((name) => name.endsWith('.dcm')));
    child.kill(signal);
    const stopped = await ended;
    expect(stopped.code).toBe(code);
    const left = outputs(out).filter((name) => name.endsWith('.dcm'));
    expect(left.length).toBeLessThan(files);
    if (code !== null) {
      expect(outputs(out).filter((name) => name.endsWith('.part'))).toEqual([]);
      expect(stopped.stdout).toContain('--resume');
      // What is there was verified, and is told.
      expect(verifiedIn(out)).toEqual(left);
    }
    const wholeFiles = contentsOf(join(folder, 'whole'));
    for (const name of left) expect(readFileSync(join(out, name), 'latin1') === wholeFiles[name], name).toBe(true);

    const resumed = await radonym(...args, '-o', out, '--resume');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(namesIn(out)).toEqual(Object.keys(wholeFiles));
    expect(contentsOf(out)).toEqual(wholeFiles);
  },
);

test.skipIf(process.platform === 'win32')('a second Ctrl-C ends at once, and leaves nothing unfinished', async () => {
  const folder = plant(temporaryFolder(), { key: 'b2'.repeat(32) });
  const input = slices(folder, 1, 20e6);
  const out = join(folder, 'out');
  // A megabyte takes such a disk a quarter of a second: so long the first signal waits.
  const { child, ended } = start(['transcode', input, '-o', out, '--to', 'implicit'], farDisk);
  await appears(() => outputs(out).some((name) => name.endsWith('.part') && statSync(join(out, name)).size > 1e5));
  child.stderr!.on('data', () => child.kill('SIGINT'));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, stdout: '' });
  expect(outputs(out)).toEqual([]);
});

test('a file that arrives between runs is added, the others are left alone', async () => {
  const folder = plant(temporaryFolder(), { key: 'b2'.repeat(32) });
  const input = slices(folder, 3);
  const args = ['deidentify', input, '-o', join(folder, 'out'), '--key-file', join(folder, 'key'), '--resume'];
  expect((await radonym(...args)).code).toBe(0);
  plant(input, { 'plan.dcm': readFileSync(join(fixtures, 'study', 'RP.dcm')) });
  const again = await radonym(...args);
  expect(again.stdout).toMatch(/4 files: 1 written, .* 3 done before/);
});
