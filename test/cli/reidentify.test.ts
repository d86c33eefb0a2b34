/** What is drawn on de-identified images and goes back is what would have been drawn on the originals. */
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { element, item, type Node, part10, sequence } from '../support/bytes.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const scratch = mkdtempSync(join(tmpdir(), 'radonym-return-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const originals = plant(join(scratch, 'originals'), {
  ...Object.fromEntries(namesIn(join(fixtures, 'study')).map((name) => [`one/${name}`, readFileSync(join(fixtures, 'study', name))])),
  ...Object.fromEntries(
    namesIn(join(fixtures, 'second-patient')).map((name) => [`two/${name}`, readFileSync(join(fixtures, 'second-patient', name))]),
  ),
});
const shared = join(scratch, 'shared');
const state = `${shared}.radonym`;

beforeAll(async () => {
  expect((await radonym('deidentify', originals, '-o', shared, '-q')).code).toBe(0);
});

const rtStructureSet = '1.2.840.10008.5.1.4.1.1.481.3';
const ct = '1.2.840.10008.5.1.4.1.1.2';

interface Scan {
  readonly first: DataSet;
  readonly images: readonly string[];
}

/** The CT of one patient in a folder. */
function scanIn(folder: string, wanted: (dataSet: DataSet) => boolean): Scan {
  const images = namesIn(folder)
    .map((name) => readFileSync(join(folder, name)))
    .flatMap((bytes) => {
      try {
        return [dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' })];
      } catch {
        return [];
      }
    })
    .filter((one) => one.string('x00080016') === ct && wanted(one));
  images.sort((a, b) => Number(a.string('x00200013')) - Number(b.string('x00200013')));
  return { first: images[0]!, images: images.map((one) => one.string('x00080018')!) };
}

/** What a program takes over from the images, in whatever syntax they are. */
const copied = {
  x00080005: 'CS',
  x00080020: 'DA',
  x00080030: 'TM',
  x00080050: 'SH',
  x00080090: 'PN',
  x00081030: 'LO',
  x00100010: 'PN',
  x00100020: 'LO',
  x00100021: 'LO',
  x00100030: 'DA',
  x00100040: 'CS',
  x00120062: 'CS',
  x00120063: 'LO',
  x0020000d: 'UI',
  x00200010: 'SH',
} as const;

interface Drawn {
  readonly patientId?: string;
  readonly study?: string;
  readonly extra?: readonly Node[];
  readonly image?: string;
}

/** As a contouring program writes it: patient and study as it found them, its own instance and series, today's dates. */
function drawnOn({ first, images }: Scan, { patientId, study, extra = [], image }: Drawn = {}): Uint8Array {
  const nodes = Object.entries(copied).flatMap(([tag, vr]) => {
    const at = first.elements[tag];
    if (at === undefined) return [];
    const bytes = first.byteArray.slice(at.dataOffset, at.dataOffset + at.length);
    return [element(Number.parseInt(tag.slice(1), 16), vr, bytes)];
  });
  const frame = first.string('x00200052')!;
  const reference = (uid: string) => item([element(0x00081150, 'UI', ct), element(0x00081155, 'UI', uid)]);
  const own: Node[] = [
    element(0x00080016, 'UI', rtStructureSet),
    element(0x00080018, 'UI', '1.2.826.0.1.55.1'),
    element(0x00080012, 'DA', '20991231'),
    element(0x00080060, 'CS', 'RTSTRUCT'),
    element(0x00080070, 'LO', 'AI'),
    element(0x0020000e, 'UI', '1.2.826.0.1.55.2'),
    element(0x30060002, 'SH', 'AI'),
    element(0x30060008, 'DA', '20991231'),
    element(0x30060009, 'TM', '101500'),
    sequence(0x30060010, [
      item([
        element(0x00200052, 'UI', frame),
        sequence(0x30060012, [
          item([
            element(0x00081150, 'UI', '1.2.840.10008.3.1.2.3.1'),
            element(0x00081155, 'UI', study ?? first.string('x0020000d')!),
            sequence(0x30060014, [
              item([element(0x0020000e, 'UI', first.string('x0020000e')!), sequence(0x30060016, images.map(reference))]),
            ]),
          ]),
        ]),
      ]),
    ]),
    sequence(0x30060020, [
      item([
        element(0x30060022, 'IS', '1'),
        element(0x30060024, 'UI', frame),
        element(0x30060026, 'LO', 'Lung_L'),
        element(0x30060036, 'CS', 'AUTOMATIC'),
      ]),
    ]),
    sequence(0x30060039, [
      item([
        sequence(0x30060040, [item([sequence(0x30060016, [reference(image ?? images[0]!)]), element(0x30060050, 'DS', '1\\2\\3')])]),
        element(0x30060084, 'IS', '1'),
      ]),
    ]),
    ...extra,
  ];
  const all = [...nodes, ...own].map((node) => node as Node & { tag: number });
  const chosen = all.filter(
    (node) => !(patientId !== undefined && node.tag === 0x00100020) && !(study !== undefined && node.tag === 0x0020000d),
  );
  if (patientId !== undefined) chosen.push(element(0x00100020, 'LO', patientId) as Node & { tag: number });
  if (study !== undefined) chosen.push(element(0x0020000d, 'UI', study) as Node & { tag: number });
  return part10(
    { sopClass: rtStructureSet, sopInstance: '1.2.826.0.1.55.1' },
    chosen.sort((a, b) => a.tag - b.tag),
  );
}

const isThessaly = (one: DataSet): boolean => one.string('x00100020') === 'BRM-4471209';
const pseudonymOf = (patientId: string): string =>
  readFileSync(join(state, 'mapping.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','))
    .find(([kind, original]) => kind === 'patient' && original === patientId)![2]!;

/** Everything of a file's data set, by tag path: enough to see any difference. */
function told(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  const level = (dataSet: DataSet, path: string): void => {
    for (const one of Object.values(dataSet.elements)) {
      if (one.items) for (const [at, each] of one.items.entries()) level(each.dataSet!, `${path}${one.tag}[${at}].`);
      else
        lines.push(
          `${path}${one.tag} ${Buffer.from(dataSet.byteArray.slice(one.dataOffset, one.dataOffset + one.length))
            .toString('latin1')
            .replace(/[\0 ]+$/, '')}`,
        );
    }
  };
  level(dicomParser.parseDicom(bytes), '');
  return lines.filter((line) => !/^x0002/.test(line)).sort();
}

async function sentBack(files: Readonly<Record<string, Uint8Array>>, ...options: string[]) {
  const folder = plant(temporaryFolder(), files);
  const output = join(temporaryFolder(), 'returned');
  const ended = await radonym('reidentify', folder, '--state', state, '-o', output, '--json', ...options);
  return { ended, output };
}

test.each([
  ['a patient with Latin letters', 'BRM-4471209'],
  ['a patient with Japanese names', undefined],
])('a structure set drawn on the outputs comes back as if drawn on the originals: %s', async (_, id) => {
  const isMeant = id === undefined ? (one: DataSet) => !isThessaly(one) : isThessaly;
  const before = scanIn(originals, isMeant);
  const pseudonym = pseudonymOf(before.first.string('x00100020')!);
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonym);
  expect(after.images).toHaveLength(before.images.length);
  const { ended, output } = await sentBack({ 'RS.dcm': drawnOn(after) });
  expect(ended.code, ended.stderr).toBe(0);
  expect(told(readFileSync(join(output, 'RS.dcm')))).toEqual(told(drawnOn(before)));
});

test('machines and dates that the outputs have come back, what the object brings stays', async () => {
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonymOf('BRM-4471209'));
  const before = scanIn(originals, isThessaly);
  const rows = readFileSync(join(state, 'mapping.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','));
  const [, machine, alias] = rows.find(([kind]) => kind === 'machine')!;
  const studyDate = after.first.string('x00080020')!;
  const { ended, output } = await sentBack({
    'RS.dcm': drawnOn(after, {
      extra: [element(0x00080022, 'DA', studyDate), element(0x300a00b2, 'SH', alias!), element(0x300e0004, 'DA', '20991230')],
    }),
  });
  expect(ended.code, ended.stderr).toBe(0);
  const dataSet = dicomParser.parseDicom(readFileSync(join(output, 'RS.dcm')));
  expect(dataSet.string('x00080022')).toBe(before.first.string('x00080020'));
  expect(dataSet.string('x300a00b2')).toBe(machine);
  expect(dataSet.string('x300e0004')).toBe('20991230');
  expect(dataSet.elements.x00120062).toBeUndefined();
});

test('what does not belong is refused, with a code and without a value', async () => {
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonymOf('BRM-4471209'));
  const output = namesIn(shared).find((name) => name.includes('RS.'))!;
  const { ended, output: folder } = await sentBack({
    'a.dcm': drawnOn(after, { patientId: 'SOMEBODY' }),
    'b.dcm': drawnOn(after, { study: '1.2.3.99' }),
    'c.dcm': drawnOn(after, { image: '1.2.3.98' }),
    'd.dcm': readFileSync(join(shared, output)),
    'e.dcm': drawnOn(after, { patientId: pseudonymOf(scanIn(originals, (one) => !isThessaly(one)).first.string('x00100020')!) }),
    'f.txt': new TextEncoder().encode('no DICOM'),
  });
  expect(ended.code).toBe(3);
  const fates = recordsOf(ended).flatMap((one) => (one.type === 'file' ? [one.code] : []));
  expect(fates).toEqual([
    'run/unknown-patient',
    'run/unknown-study',
    'run/unknown-reference',
    'run/not-new',
    'run/unknown-study',
    'wire/not-dicom',
  ]);
  expect(namesIn(folder)).toEqual([]);
  expect(ended.stdout + ended.stderr).not.toMatch(/SOMEBODY|1\.2\.3\.9|BRM-/);
});

test('new objects may refer to each other', async () => {
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonymOf('BRM-4471209'));
  const refersTo = (uid: string) =>
    sequence(0x300c0060, [item([element(0x00081150, 'UI', rtStructureSet), element(0x00081155, 'UI', uid)])]);
  const { ended } = await sentBack({ 'RS.dcm': drawnOn(after, { extra: [refersTo('1.2.826.0.1.55.1')] }) });
  expect(ended.code, ended.stderr).toBe(0);
  const other = await sentBack({ 'RS.dcm': drawnOn(after, { extra: [refersTo('1.2.826.0.1.55.9')] }) });
  expect(recordsOf(other.ended)[0]).toMatchObject({ code: 'run/unknown-reference' });
});

test('where the original is gone the Patient ID and the UIDs come back, a name does not', async () => {
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonymOf('BRM-4471209'));
  renameSync(join(originals, 'one'), join(scratch, 'elsewhere'));
  try {
    const { ended, output } = await sentBack({ 'RS.dcm': drawnOn(after) });
    expect(ended.code, ended.stderr).toBe(0);
    expect(recordsOf(ended).at(-1)).toMatchObject({ written: 1, incomplete: 1 });
    const dataSet = dicomParser.parseDicom(readFileSync(join(output, 'RS.dcm')));
    expect(dataSet.string('x00100020')).toBe('BRM-4471209');
    expect(dataSet.string('x00100010')).toBeUndefined();
    expect(dataSet.string('x00080020')).toBe('20260112');
  } finally {
    renameSync(join(scratch, 'elsewhere'), join(originals, 'one'));
  }
});

test('an output that exists stays unless it may be replaced', async () => {
  const after = scanIn(shared, (one) => one.string('x00100020') === pseudonymOf('BRM-4471209'));
  const folder = plant(temporaryFolder(), { 'RS.dcm': drawnOn(after) });
  const output = plant(temporaryFolder(), { 'RS.dcm': 'another' });
  const args = ['reidentify', folder, '--state', state, '-o', output, '-q'];
  expect((await radonym(...args)).code).toBe(3);
  expect(readFileSync(join(output, 'RS.dcm'), 'utf8')).toBe('another');
  expect((await radonym(...args, '--overwrite')).code).toBe(0);
});
