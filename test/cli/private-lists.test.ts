/** review.csv and mapping.csv of the state folder, as a run leaves them. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDicom } from 'dicom-parser';
import { expect, test } from 'vitest';
import { patientKey } from '../../src/deid/identity.js';
import { createPseudonyms } from '../../src/deid/pseudonyms.js';
import { readCsv } from '../../src/io/csv.js';
import { emptyHead } from '../../src/wire/head.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const key = 'a1'.repeat(32);
const list = (state: string, name: string) => readFileSync(join(state, name), 'utf8');

/** Two patients, and a file that makes threads worth their start. */
function place() {
  const folder = plant(temporaryFolder(), { key, 'in/large.bin': new Uint8Array(17e6) });
  for (const name of ['study', 'second-patient']) cpSync(join(fixtures, name), join(folder, 'in', name), { recursive: true });
  const run = (out: string, ...more: string[]) =>
    radonym('deidentify', join(folder, 'in'), '-o', join(folder, out), '--key-file', join(folder, 'key'), ...more);
  return { folder, run, state: (out: string) => join(folder, `${out}.radonym`) };
}

test('each text of a patient and attribute stands once on the review list, with what became of it', async () => {
  const { run, state } = place();
  const ended = await run('out');
  const rows = readCsv(list(state('out'), 'review.csv')).map(({ cells }) => cells);
  expect(rows[0]).toEqual(['patient', 'attribute', 'tag', 'action', 'original', 'result', 'note']);
  const places = rows.slice(1).map(([patient, , tag, action, original]) => [patient, tag, action, original].join('\t'));
  expect(new Set(places).size).toBe(places.length);
  expect(new Set(rows.slice(1).map(([patient]) => patient)).size).toBe(2);
  expect(rows.filter(([, attribute]) => attribute === 'ROIName').length).toBeGreaterThan(2);
  for (const [, , , action, original, result] of rows.slice(1)) {
    if (action === 'kept') expect(result).toBe(original);
    if (action === 'changed') expect(result).not.toBe(original);
    if (action === 'removed') expect(result).toBe('');
  }
  expect(ended.stdout).toMatch(/Texts: \d+ kept, \d+ changed, \d+ removed.*review\.csv/);
  expect(ended.stdout).toMatch(/the heads of all 27 files \(/);
});

test('the lists do not depend on the number of workers, nor on an interruption', async () => {
  const { folder, run, state } = place();
  await run('one', '-j', '1');
  await run('two', '-j', '3');
  const half = join(folder, 'in', 'study');
  await radonym('deidentify', half, '-o', join(folder, 'three'), '--key-file', join(folder, 'key'));
  await run('three', '--resume');
  const review = list(state('one'), 'review.csv');
  expect(list(state('two'), 'review.csv')).toBe(review);
  expect(list(state('three'), 'review.csv')).toBe(review);
  const mapping = (out: string) => list(state(out), 'mapping.csv').split('\n').sort();
  expect(mapping('two')).toEqual(mapping('one'));
  expect(mapping('three')).toEqual(mapping('one'));
});

test('a dry run counts texts and writes none', async () => {
  const { folder, run } = place();
  const ended = await run('out', '--dry-run');
  expect(ended.stdout).toMatch(/Texts: \d+ kept, \d+ changed, \d+ removed/);
  expect(namesIn(folder).filter((name) => name.startsWith('out'))).toEqual([]);
});

test('the summary for machines has the counts, and neither it nor the output folder has an original', async () => {
  const { folder, run, state } = place();
  const ended = await run('out', '--json');
  const { review, survey } = recordsOf(ended).at(-1) as { review: Record<string, number>; survey: { files: number } };
  expect(Object.keys(review)).toEqual(['kept', 'changed', 'removed', 'doubtful']);
  expect(survey.files).toBe(27);
  expect(namesIn(join(folder, 'out')).every((name) => name.endsWith('.dcm'))).toBe(true);
  const originals = readCsv(list(state('out'), 'review.csv'))
    .filter(({ cells }) => cells[3] === 'changed')
    .map(({ cells }) => cells[4]!);
  expect(originals.length).toBeGreaterThan(0);
  for (const original of originals) expect(ended.stdout + ended.stderr).not.toContain(original);
});

test('patients who would share a pseudonym stop the run before anything is written', async () => {
  const { folder, run } = place();
  // The second patient gets from the table what the key gives the first.
  await run('first');
  const pseudonym = namesIn(join(folder, 'first'))
    .map((name) => name.split('/')[0]!)
    .find((name) => list(join(folder, 'first.radonym'), 'mapping.csv').includes(`patient,BRM-4471209,${name}`))!;
  const other = /^patient,(?!BRM-4471209)([^,]+),/m.exec(list(join(folder, 'first.radonym'), 'mapping.csv'))![1];
  plant(folder, { 'map.csv': `PatientID,Pseudonym\n${other},${pseudonym}\n` });
  const ended = await run('out', '--mapping', join(folder, 'map.csv'));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/run\/pseudonym-collision.*files \d+ and \d+/);
  expect(ended.stderr).not.toContain(pseudonym);
  expect(namesIn(join(folder, 'out')).filter((name) => name.endsWith('.dcm'))).toEqual([]);
});

test('a template of so few letters that two patients agree stops the run too', async () => {
  const pseudonyms = createPseudonyms(Buffer.from(key, 'hex'));
  const owners = new Map<string, string>();
  const alike: string[] = [];
  const original = readFileSync(join(fixtures, 'study/CT.1.dcm'));
  const issuerOfPatientId = parseDicom(original).string('x00100021') ?? '';
  for (let at = 1_000_000; alike.length === 0; at++) {
    const id = `BRM-${at}`;
    const name = pseudonyms.hash('patient', patientKey({ ...emptyHead, patientId: id, issuerOfPatientId }), 4);
    if (owners.has(name)) alike.push(owners.get(name)!, id);
    owners.set(name, id);
  }
  // Files of one study would be one patient's.
  const study = parseDicom(original).string('x0020000d')!;
  const ofPatient = (id: string, digit: string): Uint8Array =>
    Buffer.from(
      original
        .toString('latin1')
        .replaceAll('BRM-4471209', id)
        .replaceAll(study, `${study.slice(0, -1)}${digit}`),
      'latin1',
    );
  const folder = plant(temporaryFolder(), {
    key,
    'short.yaml': 'name: short\nextends: rt-research\npseudonyms: { patientId: "C{hash:4}" }\n',
    'long.yaml': 'name: long\nextends: rt-research\npseudonyms: { patientId: "C{hash:10}" }\n',
    'in/a.dcm': ofPatient(alike[0]!, '1'),
    'in/b.dcm': ofPatient(alike[1]!, '2'),
  });
  const run = (profile: string) =>
    radonym(
      'deidentify',
      join(folder, 'in'),
      '-o',
      join(folder, `${profile}.out`),
      '--key-file',
      join(folder, 'key'),
      '-p',
      join(folder, profile),
    );
  const short = await run('short.yaml');
  expect(short.code).toBe(2);
  expect(short.stderr).toMatch(/run\/pseudonym-collision.*files 1 and 2/);
  expect(alike.some((id) => short.stderr.includes(id))).toBe(false);
  expect((await run('long.yaml')).code).toBe(0);
});
