/** A .zip as an input is what its folder is: same files, same outputs, wherever an input is taken. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contentsOf, namesIn } from '../support/folder.js';
import { plantedZip } from '../support/zip.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const scratch = mkdtempSync(join(tmpdir(), 'radonym-archives-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const study = join(fixtures, 'study');
const zip = join(scratch, 'study.zip');
writeFileSync(
  zip,
  plantedZip(
    namesIn(study).map((name, at) => ({
      name,
      content: readFileSync(join(study, name)),
      method: at % 2 ? 8 : 0,
      descriptor: at % 3 === 0,
    })),
  ),
);
const key = join(scratch, 'key');
writeFileSync(key, '5a'.repeat(32));

test.each(['1', '2'])('deidentify makes the same of an archive and of its folder, with %s workers', async (jobs) => {
  const [a, b] = [join(scratch, `a${jobs}`), join(scratch, `b${jobs}`)];
  const ended = await radonym('deidentify', zip, '-o', a, '--key-file', key, '-j', jobs, '--json');
  expect(ended.code, ended.stderr).toBe(0);
  expect(recordsOf(ended).at(-1)).toMatchObject({ written: 21, verified: 21 });
  expect((await radonym('deidentify', study, '-o', b, '--key-file', key, '-q')).code).toBe(0);
  expect(contentsOf(a)).toEqual(contentsOf(b));
  expect(namesIn(`${a}.radonym`).some((name) => name.includes('part'))).toBe(false);
  const again = await radonym('deidentify', zip, '-o', a, '--key-file', key, '--resume', '--json');
  expect(recordsOf(again).at(-1)).toMatchObject({ doneBefore: 21, written: 0 });
  expect((await radonym('verify', zip, a)).code).toBe(0);
});

test('transcode and inspect take archives', async () => {
  const [a, b] = [join(scratch, 't'), join(scratch, 'u')];
  expect((await radonym('transcode', zip, '-o', a, '--to', 'implicit', '-q')).code).toBe(0);
  expect((await radonym('transcode', study, '-o', b, '--to', 'implicit', '-q')).code).toBe(0);
  expect(contentsOf(a)).toEqual(contentsOf(b));
  const [fromZip, fromFolder] = [await radonym('inspect', zip), await radonym('inspect', study)];
  expect(fromZip.code).toBe(fromFolder.code);
  expect(fromZip.stdout.replace(/[\d.]+ s\b/g, '')).toBe(fromFolder.stdout.replace(/[\d.]+ s\b/g, ''));
});

test('what share made can be verified as it is, and shared again from an archive', async () => {
  const shared = join(scratch, 'case.zip');
  expect((await radonym('share', zip, '-o', shared, '-q')).code).toBe(0);
  const verified = await radonym('verify', zip, shared, '--json');
  expect(verified.code, verified.stdout).toBe(0);
  expect(recordsOf(verified).at(-1)).toMatchObject({ outputs: 21, pairs: 21, errors: 0 });
  expect((await radonym('share', zip, '-o', zip, '--overwrite')).code).toBe(2);
});

test('a bad entry fails by itself, with a code and without its name; what is set aside is copied out of the archive', async () => {
  const path = join(scratch, 'bad.zip');
  const content = (name: string) => readFileSync(join(fixtures, name));
  writeFileSync(
    path,
    plantedZip([
      { name: '../Quillfeather.dcm', content: content('study/RP.dcm') },
      { name: 'secret.dcm', content: content('study/RS.dcm'), flags: 1 },
      { name: 'SC.dcm', content: content('quarantine/secondary-capture.dcm'), method: 8 },
      { name: 'CT.dcm', content: content('study/CT.1.dcm'), method: 8 },
    ]),
  );
  const output = join(scratch, 'some');
  const ended = await radonym('deidentify', path, '-o', output, '--quarantine', join(scratch, 'aside'), '--json');
  expect(ended.code).toBe(3);
  const fates = recordsOf(ended).flatMap((one) => (one.type === 'file' ? [one.code ?? one.outcome] : []));
  expect(fates.sort()).toEqual(['deid/sop-class-quarantined', 'io/zip-encrypted', 'io/zip-name', 'written']);
  expect(ended.stderr + ended.stdout).not.toMatch(/Quillfeather|secret/);
  expect(contentsOf(join(scratch, 'aside'))).toEqual({ 'SC.dcm': content('quarantine/secondary-capture.dcm').toString('latin1') });
  expect(namesIn(scratch)).not.toContain('Quillfeather.dcm');
});

test('an archive that cannot be read stops the run before anything is made', async () => {
  writeFileSync(join(scratch, 'no.zip'), 'no archive');
  const ended = await radonym('deidentify', join(scratch, 'no.zip'), '-o', join(scratch, 'none'));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/io\/zip/);
  expect(namesIn(scratch).filter((name) => name.startsWith('none'))).toEqual([]);
});

test.each(['deidentify', 'transcode'])('%s: an archive that cannot be read fails by itself, the other inputs go on', async (command) => {
  const damaged = join(scratch, `damaged-${command}.zip`);
  writeFileSync(damaged, readFileSync(zip).subarray(0, 5000));
  const output = join(scratch, `others-${command}`);
  const more = command === 'transcode' ? ['--to', 'implicit'] : [];
  for (const how of [['--dry-run'], [], ['--resume']]) {
    const ended = await radonym(command, damaged, study, '-o', output, '--json', ...more, ...how);
    expect(ended.code, ended.stderr).toBe(3);
    const records = recordsOf(ended);
    expect(records.find(({ type }) => type === 'file')).toMatchObject({ file: 1, outcome: 'failed', code: 'io/zip' });
    expect(records.at(-1)).toMatchObject({ failed: 1, skipped: 0, unreadable: 0, reasons: [{ code: 'io/zip', count: 1 }] });
  }
  expect(namesIn(output)).toHaveLength(namesIn(study).length);
});

test('a damaged archive that is named twice is one file, and no other file has its trouble', async () => {
  const damaged = join(scratch, 'twice.zip');
  writeFileSync(damaged, 'no archive');
  const file = join(study, 'RP.dcm');
  const ended = await radonym('transcode', damaged, damaged, file, '-o', join(scratch, 'twice'), '--to', 'implicit', '--json');
  const fates = recordsOf(ended).flatMap((one) => (one.type === 'file' ? [one.code ?? one.outcome] : []));
  expect([ended.code, fates]).toEqual([3, ['io/zip', 'written']]);
});
