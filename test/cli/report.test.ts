/** Each run leaves report.html and report.json, which anyone may read: counts add up, nothing of a file is in them, the page needs nothing else. */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/report/run-report.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { pageProblems } from '../support/page.js';
import { fixtures, radonym } from './radonym.js';

const study = join(fixtures, 'study');
const { identifiers } = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as { identifiers: { value: string }[] };

function reportIn(state: string): { readonly data: RunReport; readonly json: string; readonly html: string } {
  const json = readFileSync(join(state, 'report.json'), 'utf8');
  return { data: JSON.parse(json), json, html: readFileSync(join(state, 'report.html'), 'utf8') };
}

function place() {
  const folder = temporaryFolder();
  return { folder, out: join(folder, 'out'), state: join(folder, 'out.radonym') };
}

/** Keys of objects, and of the first item of each list. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

describe('of all fixtures', () => {
  test('counts add up, nothing private is told, the page is whole', async () => {
    const { folder, out, state } = place();
    const input = join(folder, 'Quillfeather Ottershaw');
    cpSync(fixtures, input, { recursive: true });
    const ended = await radonym('deidentify', input, '-o', out, '-q');
    expect(ended.code).toBe(3);
    const { data, json, html } = reportIn(state);

    const { files, sopClasses, notWritten, deidentification, verification, references } = data;
    expect(files.in).toBe(files.written + files.skipped + files.quarantined + files.failed + files.doneBefore + files.notBegun);
    expect(files.written).toBe(namesIn(out).length);
    for (const key of ['in', 'written', 'skipped', 'quarantined', 'failed'] as const)
      expect(
        sopClasses.reduce((sum, row) => sum + row[key], 0),
        key,
      ).toBe(files[key]);
    for (const row of sopClasses) expect(row.in).toBe(row.written + row.skipped + row.quarantined + row.failed + row.doneBefore);
    expect(sopClasses.reduce((sum, { bytesIn }) => sum + bytesIn, 0)).toBe(data.bytes.in);
    expect(sopClasses.reduce((sum, { bytesOut }) => sum + bytesOut, 0)).toBe(data.bytes.out);
    expect(namesIn(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0)).toBe(data.bytes.out);
    expect(notWritten.reduce((sum, { count }) => sum + count, 0)).toBe(files.in - files.written);
    const { actions } = deidentification!;
    for (const key of ['kept', 'changed', 'removed', 'emptied', 'dummied'] as const) {
      expect(
        actions.attributes.reduce((sum, row) => sum + row[key], 0),
        key,
      ).toBe(actions.total[key]);
      expect(
        actions.bySopClass.reduce((sum, row) => sum + row[key], 0),
        key,
      ).toBe(actions.total[key]);
    }
    expect(references).toMatchObject({ looked: true, files: files.written });
    expect(verification).toMatchObject({ looked: true, verified: files.written, setAside: 0 });

    for (const { value } of identifiers) for (const text of [json, html]) expect(text).not.toContain(value);
    // Originals and what stands for them, by the private list.
    const cells = readFileSync(join(state, 'mapping.csv'), 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(',').slice(1));
    const values = new Set(cells.filter((cell) => cell.length > 5));
    expect(values.size).toBeGreaterThan(100);
    for (const value of values) for (const text of [json, html]) expect(text).not.toContain(value);
    for (const name of readdirSync(input).filter((entry) => entry.length > 6)) expect(json + html).not.toContain(`/${name}`);
    expect(json + html).not.toContain(folder);

    expect(pageProblems(html)).toEqual([]);
  });
});

test('the shape of report.json is what docs/report.md tells', async () => {
  const { out, state } = place();
  await radonym('deidentify', study, '-o', out, '-q');
  const { data, html } = reportIn(state);
  expect(shapeOf(data)).toMatchSnapshot();
  expect(data).toMatchObject({ format: 'radonym-report', formatVersion: 1, command: 'deidentify', ended: 'complete', patients: 1 });
  expect(data.deidentification).toMatchObject({
    profile: { name: 'rt-research', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    dates: { policy: 'shifted', wholeWeeks: true, oneOffsetPerPatient: true },
  });
  expect(data.deidentification!.codes.map(({ code }) => code)).toContain('113100');
  expect(data.references).toMatchObject({ looked: true, same: true, before: { patients: 1, troubles: expect.any(Array) } });
  expect(html).toContain('ReferencedRTPlan');
  const documented = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8');
  const keys = new Set(
    JSON.stringify(data)
      .match(/"(\w+)":/g)!
      .map((key) => key.slice(1, -2)),
  );
  for (const key of keys) expect(documented, key).toContain(`\`${key}\``);
  expect(html).toContain('and verified.');
});

test('but for time the report is the same whatever the number of workers', async () => {
  const { folder } = place();
  plant(folder, { key: 'a1'.repeat(32), 'in/large.bin': new Uint8Array(17e6) });
  for (let n = 0; n < 3; n++) cpSync(study, join(folder, 'in', String(n)), { recursive: true });
  const reports = [];
  for (const jobs of ['1', '3']) {
    const out = join(folder, jobs);
    await radonym('deidentify', join(folder, 'in'), '-o', out, '-q', '-j', jobs, '--key-file', join(folder, 'key'));
    const { started: _, seconds: __, ...rest } = reportIn(`${out}.radonym`).data;
    reports.push(JSON.stringify(rest));
  }
  expect(reports[1]).toBe(reports[0]);
});

test('without verification it says so; a resumed run tells what was done before', async () => {
  const { folder, out, state } = place();
  cpSync(study, join(folder, 'in'), { recursive: true });
  await radonym('deidentify', join(folder, 'in'), '-o', out, '-q', '--no-verify');
  const first = reportIn(state);
  expect(first.data.verification).toMatchObject({ looked: false });
  expect(first.html).toContain('Not verified');
  mkdirSync(join(folder, 'in/more'));
  writeFileSync(join(folder, 'in/more/notes.txt'), 'no DICOM');
  await radonym('deidentify', join(folder, 'in'), '-o', out, '-q', '--no-verify', '--resume');
  const { data, html } = reportIn(state);
  const count = first.data.files.written;
  expect(data.files).toMatchObject({ in: count + 1, written: 0, skipped: 1, doneBefore: count, notBegun: 0 });
  const before = new Map(first.data.sopClasses.map(({ sopClass, written }) => [sopClass, written]));
  expect(data.sopClasses.filter(({ sopClass }) => sopClass !== '').map(({ sopClass, doneBefore }) => [sopClass, doneBefore])).toEqual([
    ...before,
  ]);
  expect(html).toContain('done by an earlier run');
});

test('a run that fails is reported as failed', async () => {
  const { folder, out, state } = place();
  plant(folder, { key: 'a1'.repeat(32), 'table.csv': 'PatientID,Pseudonym\nA,X\n' });
  cpSync(join(fixtures, 'second-patient'), join(folder, 'in/b'), { recursive: true });
  cpSync(study, join(folder, 'in/a'), { recursive: true });
  const ids = ['BRM-4471209'];
  writeFileSync(join(folder, 'table.csv'), `PatientID,Pseudonym\n${ids[0]},SAME\n`);
  mkdirSync(out, { recursive: true });
  await radonym('deidentify', join(folder, 'in/b'), '-o', out, '-q', '--key-file', join(folder, 'key'));
  const pseudonym = readdirSync(out).find((name) => name.startsWith('RT'))!;
  writeFileSync(join(folder, 'table.csv'), `PatientID,Pseudonym\n${ids[0]},${pseudonym}\n`);
  const ended = await radonym(
    'deidentify',
    join(folder, 'in/a'),
    '-o',
    out,
    '-q',
    '--key-file',
    join(folder, 'key'),
    '--mapping',
    join(folder, 'table.csv'),
  );
  expect(ended.code, ended.stderr).not.toBe(0);
  const { data, html } = reportIn(state);
  expect(data).toMatchObject({ ended: 'failed', failure: { code: 'run/pseudonym-collision' } });
  expect(data.files.notBegun).toBe(data.files.in);
  expect(html).toContain('The run failed.');
  expect(pageProblems(html)).toEqual([]);
});

test.runIf(process.platform !== 'win32')('transcode reports too, for the user alone, without a profile', async () => {
  const { out, state } = place();
  await radonym('transcode', study, '-o', out, '--to', 'implicit', '-q');
  const { data, html } = reportIn(state);
  expect(data.deidentification).toBeUndefined();
  expect(data.transferSyntax).toEqual({ uid: '1.2.840.10008.1.2', name: expect.stringContaining('Implicit VR Little Endian') });
  expect(data.limits[0]!.about).toBe('Nothing is de-identified');
  expect(html).toContain('not de-identified');
  expect(pageProblems(html)).toEqual([]);
  for (const name of ['report.html', 'report.json']) expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
});
