/** Names of structures through real files of one patient: surveyed all, processed each, whatever the order and whoever surveyed. */
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/deid/profile.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { PatientSurvey } from '../../src/run/patients.js';
import { vr } from '../../src/standard/vr.js';
import { characterSet } from '../../src/wire/charset.js';
import { padded } from '../../src/wire/value.js';
import { element, type Node, part10, sequence } from '../support/bytes.js';

const profile = loadProfile(
  'mine',
  (name) =>
    ({
      base: 'name: base\noptions: [cleanDescriptors]\nstructureNames: { keep: standard, unknown: scrub }\n',
      mine: 'name: mine\nextends: base\nrules: [{ attribute: BeamName, action: clean }, { attribute: DoseComment, action: clean }]\n',
    })[name],
);

const fileOf = (sopClass: string, uid: string, nodes: readonly Node[]): Uint8Array =>
  part10({}, [
    element(0x00080016, 'UI', sopClass),
    element(0x00080018, 'UI', uid),
    element(0x00100010, 'PN', uid.endsWith('1') ? 'Smithson^Anna' : ''),
    element(0x00100020, 'LO', 'P-77310'),
    element(0x0020000d, 'UI', '1.2.826.0.1.9'),
    ...nodes,
  ]);
const names = ['PTV', 'PTV Smithson', 'Smithson', 'GTV_AS_v2', 'Herz'];
const roi = (name: string): readonly Node[] => [element(0x30060026, 'LO', name)];
const structures = fileOf('1.2.840.10008.5.1.4.1.1.481.3', '1.2.826.0.1.9.1', [
  element(0x30060002, 'SH', 'Smithson set'),
  sequence(0x30060020, names.map(roi)),
  sequence(
    0x30060080,
    names.map((name) => [element(0x30060085, 'SH', name)]),
  ),
]);
const plan = fileOf('1.2.840.10008.5.1.4.1.1.481.5', '1.2.826.0.1.9.2', [
  element(0x300a0002, 'SH', 'Smithson 7F'),
  sequence(
    0x300a0010,
    names.map((name) => [element(0x300a0016, 'LO', name)]),
  ),
  sequence(0x300a00b0, [[element(0x300a00c2, 'LO', '1 AP')], [element(0x300a00c2, 'LO', '1 AP Smithson')]]),
]);
const dose = fileOf('1.2.840.10008.5.1.4.1.1.481.2', '1.2.826.0.1.9.3', [element(0x30040006, 'LO', 'PTV Smithson')]);

function source(file: Uint8Array) {
  return {
    size: file.length,
    read(at: number, target: Uint8Array): number {
      const piece = file.subarray(at, at + target.length);
      target.set(piece);
      return piece.length;
    },
  };
}

/** Output bytes as Latin 1, by place in `files`. */
function deidentified(files: readonly Uint8Array[]): string[] {
  const make = () =>
    createProcessor(
      { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [], profile, key: new Uint8Array(32).fill(5) },
      { digest: () => ({ update: () => {}, hex: () => '' }) },
    );
  const survey = new PatientSurvey();
  const sightings = files.map((file) => {
    const { head, patientKey, terms } = make().survey(source(file));
    return { patientKey, patientId: head.patientId, studyInstanceUid: head.studyInstanceUid, terms };
  });
  for (const sighting of sightings) survey.add(sighting);
  const patients = survey.settle(undefined);
  return files.map((file, at) => {
    const out: Uint8Array[] = [];
    const sink = {
      write: (slices: readonly Uint8Array[]) => void out.push(...slices.map((slice) => slice.slice())),
      patch: () => {},
      commit: () => 'x',
      abort: () => {},
    };
    // A worker of its own for each.
    const outcome = make().process(source(file), () => sink, patients.identityOf(sightings[at]!));
    expect(outcome.outcome).toBe('written');
    return Buffer.concat(out).toString('latin1');
  });
}

test('one original has one name in structure set, plan and dose; a name that only the set knows is cleaned in all', () => {
  const [set = '', planned = '', dosed = ''] = deidentified([structures, plan, dose]);
  for (const file of [set, planned, dosed]) expect(file).not.toMatch(/smithson/i);
  const [suffixed = ''] = /PTV_[2-9A-Z]{3}(?![\w])/.exec(set) ?? [];
  const [neutral = ''] = /ROI_[2-9A-Z]{5}/.exec(set) ?? [];
  expect(suffixed).not.toBe('');
  expect(neutral).not.toBe('');
  expect(dosed).toContain(suffixed);
  for (const name of [suffixed, neutral, 'GTV_v2', 'Herz']) {
    expect(set.split(name)).toHaveLength(3);
    expect(planned).toContain(name);
  }
  expect(planned).toMatch(/1 AP_[2-9A-Z]{3}/);
});

test('neither the order of files nor the worker counts', () => {
  const [set, planned, dosed] = deidentified([structures, plan, dose]);
  expect(deidentified([dose, plan, structures])).toEqual([dosed, planned, set]);
});

const isoBytes = (text: string, charset: string): Uint8Array => {
  const bytes = characterSet(charset).encode(text);
  if (bytes === undefined) throw new RangeError(`${charset} does not have ${text}`);
  return bytes;
};

/** ROI names of a structure set in this character set after de-identification, read in it. */
function cleanedNames(charset: string, rois: readonly Uint8Array[]): string[] {
  const file = fileOf('1.2.840.10008.5.1.4.1.1.481.3', '1.2.826.0.1.9.1', [
    sequence(
      0x30060020,
      rois.map((name) => [element(0x30060026, 'LO', padded(name, vr.LO))]),
    ),
  ]);
  const declared = part10({}, [element(0x00080005, 'CS', charset)]);
  const head = part10({}, []);
  const whole = Buffer.concat([file.subarray(0, head.length), declared.subarray(head.length), file.subarray(head.length)]);
  const [out = ''] = deidentified([whole]);
  const bytes = Buffer.from(out, 'latin1');
  const names: string[] = [];
  // (3006,0026) LO in Explicit VR Little Endian
  for (let at = bytes.indexOf('06302600', 0, 'hex'); at >= 0; at = bytes.indexOf('06302600', at + 8, 'hex')) {
    const length = bytes.readUInt16LE(at + 6);
    names.push(
      characterSet(charset)
        .decode(bytes, at + 8, at + 8 + length, vr.LO)
        .trim(),
    );
  }
  return names;
}

test.each([
  ['ISO_IR 100', ['Rückenmark', 'Drüse', 'PTV für Brust']],
  ['\\ISO 2022 IR 100', ['Rückenmark', 'Drüse', 'PTV für Brust']],
  ['ISO 2022 IR 6\\ISO 2022 IR 100', ['Rückenmark', 'Drüse', 'PTV für Brust']],
  ['ISO 2022 IR 100\\ISO 2022 IR 126', ['Rückenmark', 'Drüse', 'PTV für Brust']],
  ['\\ISO 2022 IR 144', ['почка', 'печень', 'PTV почка']],
  ['\\ISO 2022 IR 87', ['前立腺', '膀胱', 'PTV 前立腺']],
  ['\\ISO 2022 IR 149', ['전립선', '방광', 'PTV 전립선']],
  ['\\ISO 2022 IR 58', ['前列腺', '膀胱', 'PTV 前列腺']],
  ['GB18030', ['前列腺', '膀胱', 'PTV 前列腺']],
])('with %s names lose what identifies and nothing else', (charset, left) => {
  expect(
    cleanedNames(
      charset,
      left.map((name) => isoBytes(`${name} Smithson`, charset)),
    ),
  ).toEqual(left);
});

test('names that their character set cannot write are neutral and differ; none is empty', () => {
  // Nothing is declared, yet there are bytes of Latin 1.
  const names = cleanedNames(
    '',
    ['R\xfcckenmark Smithson', 'Dr\xfcse Smithson', 'Smithson'].map((name) => Buffer.from(name, 'latin1')),
  );
  for (const name of names) expect(name).toMatch(/^ROI_[2-9A-Z]{5,8}$/);
  expect(new Set(names).size).toBe(3);
});
