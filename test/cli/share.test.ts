/** One command, one archive: whole, without anyone's name, and not at all where verification finds something. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { plainEntries } from '../support/zip.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const scratch = mkdtempSync(join(tmpdir(), 'radonym-share-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const study = join(fixtures, 'study');
const { identifiers } = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as {
  identifiers: { value: string; kind: string; patient?: string; harvestable?: boolean }[];
};
const contentOf = (zip: string) => Object.fromEntries(plainEntries(readFileSync(zip)).map(({ name, bytes }) => [name, bytes]));

test('a case becomes an archive with a DICOMDIR, a README and a report, and its files can be verified', async () => {
  const zip = join(scratch, 'case.zip');
  const ended = await radonym('share', study, '-o', zip, '--json');
  expect(ended.code, ended.stderr).toBe(0);
  expect(recordsOf(ended).at(-2)).toMatchObject({ type: 'archive', instances: 21, leftOut: [], bytes: statSync(zip).size });
  expect(recordsOf(ended).at(-1)).toMatchObject({ type: 'summary', written: 21, verified: 21 });
  const entries = plainEntries(readFileSync(zip));
  const names = entries.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['README.txt', 'report.html', 'DICOMDIR']);
  for (const name of names.slice(3)) expect(name).toMatch(/^PAT00001\/STU00001\/SER000\d\d\/[A-Z]{2}\d{6}$/);
  expect(names).toHaveLength(24);
  expect(new Set(entries.map(({ time }) => time))).toEqual(new Set([0x00210000]));
  // Deflated ones are stored as they are.
  expect(new Set(entries.map(({ method }) => method))).toEqual(new Set([0, 8]));
  // Nothing but the archive and the private state, and in that no copy of an output.
  expect(namesIn(scratch)).toEqual([
    'case.zip',
    ...['journal.jsonl', 'mapping.csv', 'project.key', 'report.html', 'report.json', 'review.csv'].map(
      (name) => `case.zip.radonym/${name}`,
    ),
  ]);
  const folder = plant(temporaryFolder(), Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes])));
  rmSync(join(folder, 'README.txt'));
  rmSync(join(folder, 'report.html'));
  rmSync(join(folder, 'DICOMDIR'));
  const verified = await radonym('verify', study, folder, '--state', `${zip}.radonym`);
  expect(verified.code, verified.stdout).toBe(0);
});

test('nothing identifying is in it, whatever is looked at', async () => {
  const zip = join(scratch, 'names.zip');
  expect((await radonym('share', study, '-o', zip, '-q')).code).toBe(0);
  const all = Object.entries(contentOf(zip)).map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString('latin1')}`);
  // The profile retains device identity.
  const planted = identifiers.filter(({ kind, patient, harvestable }) => patient === 'thessaly' && harvestable && kind !== 'serial');
  expect(planted.length).toBeGreaterThan(5);
  for (const { value } of planted) {
    const text = Buffer.from(value, 'utf8').toString('latin1');
    expect(all.filter((content) => content.includes(text)).map((content) => content.slice(0, 40))).toEqual([]);
  }
});

test('the same key gives the same files and names', async () => {
  const key = join(scratch, 'key');
  writeFileSync(key, '5a'.repeat(32));
  const [one, two] = await Promise.all(
    ['1', '2'].map(async (jobs) => {
      const zip = join(scratch, `same-${jobs}.zip`);
      expect((await radonym('share', study, '-o', zip, '--key-file', key, '-q', '-j', jobs)).code).toBe(0);
      return contentOf(zip);
    }),
  );
  // The report tells when it was made.
  const { 'report.html': _, ...first } = one!;
  const { 'report.html': __, ...second } = two!;
  expect(first).toEqual(second);
});

test('there is no archive when verification finds something', async () => {
  const careless = join(scratch, 'careless.yaml');
  writeFileSync(careless, 'name: careless\nextends: rt-vendor-support\npseudonyms: { patientId: "Quillfeather-{hash:10}" }\n');
  const zip = join(scratch, 'refused.zip');
  const ended = await radonym('share', join(study, 'RP.dcm'), '-o', zip, '-p', careless);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/run\/share-refused/);
  expect(ended.stderr).not.toMatch(/Quillfeather/i);
  expect(namesIn(scratch).filter((name) => name.startsWith('refused'))).not.toContain('refused.zip');
  // What failed lies with the private state, for whoever looks into it.
  expect(namesIn(`${zip}.radonym`).filter((name) => name.startsWith('quarantine/'))).toHaveLength(1);
});

test('what is set aside is not in it, and the exit code says so', async () => {
  const zip = join(scratch, 'some.zip');
  const ended = await radonym('share', join(study, 'CT.1.dcm'), join(fixtures, 'quarantine'), '-o', zip, '--json');
  expect(ended.code).toBe(3);
  expect(recordsOf(ended).at(-2)).toMatchObject({ type: 'archive', instances: 1 });
});

test.each([
  ['an output that is no .zip', ['-o', 'case'], 2, /run\/usage.*\.zip/],
  ['an archive that exists', ['-o', 'there.zip'], 4, /io\/output-exists/],
  ['a profile that de-identifies nothing', ['-o', 'x.zip', '-p', 'transcode-only'], 2, /run\/usage.*de-identifies/],
] as const)('%s is refused', async (_, args, code, stderr) => {
  const folder = plant(temporaryFolder(), { 'there.zip': 'an archive' });
  const ended = await radonym('share', study, ...args.map((word) => (/^(case|.*\.zip)$/.test(word) ? join(folder, word) : word)));
  expect(ended.code).toBe(code);
  expect(ended.stderr).toMatch(stderr);
  expect(namesIn(folder)).toEqual(['there.zip']);
});

test('where nothing can be shared there is no archive', async () => {
  const folder = temporaryFolder();
  const ended = await radonym('share', join(fixtures, 'broken', 'notes.txt'), '-o', join(folder, 'x.zip'));
  expect(ended.code).toBe(3);
  expect(namesIn(folder).filter((name) => name.endsWith('.zip'))).toEqual([]);
});

test('of nothing but files that are set aside, or no DICOM, there is no archive, and it is said so', async () => {
  const folder = plant(temporaryFolder(), { 'notes/a.txt': 'no DICOM' });
  const zip = join(folder, 'case.zip');
  for (const input of [join(fixtures, 'quarantine', 'secondary-capture.dcm'), join(folder, 'notes')]) {
    const ended = await radonym('share', input, '-o', zip);
    expect(ended.code, ended.stderr).toBe(3);
    expect(ended.stderr).toContain('There is no archive: no file of the inputs was de-identified.');
    expect(ended.stderr).not.toContain('run/input');
    expect(ended.stdout).toContain('1 files: 0 written');
    expect(namesIn(folder)).not.toContain('case.zip');
  }
});

test('a key that is refused leaves no state folder', async () => {
  const folder = plant(temporaryFolder(), { key: 'no key' });
  const ended = await radonym('share', study, '-o', join(folder, 'case.zip'), '--key-file', join(folder, 'key'));
  expect([ended.code, readdirSync(folder)]).toEqual([2, ['key']]);
});
