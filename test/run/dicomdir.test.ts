import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { expect, test } from 'vitest';
import { dicomdir } from '../../src/run/dicomdir.js';
import { fileIdOf } from '../../src/run/file-set.js';
import { directoryRecordType } from '../../src/standard/directory-record.js';
import { sopClasses } from '../../src/standard/sop-class.js';
import { element, type Node, part10, transferSyntaxUid } from '../support/bytes.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';

const classOf = (keyword: string): string => sopClasses().find((row) => row.keyword === keyword)!.uid;

/** An instance with what every record wants, changed as a test likes. */
function instance(uid: string, keyword: string, ...more: readonly (readonly [number, string, string])[]): Uint8Array {
  const values = new Map<number, readonly [string, string]>([
    [0x00080016, ['UI', classOf(keyword)]],
    [0x00080018, ['UI', uid]],
    [0x00080020, ['DA', '20260102']],
    [0x00080030, ['TM', '101112']],
    [0x00080060, ['CS', 'CT']],
    [0x00100010, ['PN', 'Marlow^Ina']],
    [0x00100020, ['LO', 'M-1']],
    [0x0020000d, ['UI', '1.2.3.1']],
    [0x0020000e, ['UI', `1.2.3.2.${keyword.length}`]],
    [0x00200010, ['SH', 'S7']],
    [0x00200011, ['IS', '4']],
    [0x00200013, ['IS', '9']],
  ]);
  for (const [tag, vr, value] of more) values.set(tag, [vr, value]);
  const elements = [...values].sort(([a], [b]) => a - b).map(([tag, [vr, value]]) => element(tag, vr as 'UI', value)) as Node[];
  return part10({ sopClass: classOf(keyword), sopInstance: uid, transferSyntax: transferSyntaxUid.explicit }, elements);
}

const quiet = { signal: new AbortController().signal, record: () => {}, progress: () => {} };

interface Seen {
  readonly type: string;
  readonly at: number;
  readonly next: number;
  readonly lower: number;
  readonly text: (tag: string) => string | undefined;
  readonly has: (tag: string) => boolean;
}

/** The records by their offsets in the file, and the offset of the first. */
function recordsOf(folder: string): { readonly records: ReadonlyMap<number, Seen>; readonly first: number; readonly last: number } {
  const dataSet = dicomParser.parseDicom(readFileSync(join(folder, 'DICOMDIR')));
  const items = dataSet.elements.x00041220!.items!;
  const records = new Map(
    items.map((item) => {
      const at = item.dataOffset - 8;
      const { dataSet: record } = item;
      const seen: Seen = {
        type: record!.string('x00041430')!,
        at,
        next: record!.uint32('x00041400')!,
        lower: record!.uint32('x00041420')!,
        text: (tag) => record!.string(tag),
        has: (tag) => tag in record!.elements,
      };
      return [at, seen];
    }),
  );
  return { records, first: dataSet.uint32('x00041200')!, last: dataSet.uint32('x00041202')! };
}

/** Types by level, following offsets only. */
function tree(folder: string): unknown {
  const { records, first } = recordsOf(folder);
  const level = (at: number): unknown[] => {
    const all: unknown[] = [];
    for (let next = at; next !== 0; next = records.get(next)!.next) {
      const { type, lower } = records.get(next)!;
      all.push(lower === 0 ? type : [type, level(lower)]);
    }
    return all;
  };
  return level(first);
}

test('offsets lead from record to record, through all levels, to each of them once', () => {
  const folder = plant(temporaryFolder(), {
    'A/CT1': instance('1.2.3.10', 'CTImageStorage'),
    'A/CT2': instance('1.2.3.11', 'CTImageStorage', [0x00200013, 'IS', '2']),
    'A/RD': instance('1.2.3.12', 'RTDoseStorage', [0x3004000a, 'CS', 'PLAN']),
    'B/RS': instance('1.2.3.13', 'RTStructureSetStorage', [0x00100020, 'LO', 'M-2'], [0x30060002, 'SH', 'PELVIS']),
  });
  expect(dicomdir({ folder, overwrite: false }, quiet)).toEqual({
    patients: 2,
    studies: 2,
    series: 3,
    instances: 4,
    leftOut: 0,
    skipped: 0,
    madeUp: 0,
  });
  expect(tree(folder)).toEqual([
    [
      'PATIENT',
      [
        [
          'STUDY',
          [
            ['SERIES', ['IMAGE', 'IMAGE']],
            ['SERIES', ['RT DOSE']],
          ],
        ],
      ],
    ],
    ['PATIENT', [['STUDY', [['SERIES', ['RT STRUCTURE SET']]]]]],
  ]);
  const { records, last } = recordsOf(folder);
  expect(records.size).toBe(11);
  expect(records.get(last)!.text('x00100020')).toBe('M-2');
  const files = [...records.values()].flatMap((record) => record.text('x00041500') ?? []);
  // By Instance Number within a series.
  expect(files).toEqual(['A\\CT2', 'A\\CT1', 'A\\RD', 'B\\RS']);
});

test.each([
  ['CTImageStorage', 'IMAGE'],
  ['RTImageStorage', 'IMAGE'],
  ['EnhancedRTImageStorage', 'IMAGE'],
  ['SegmentationStorage', 'IMAGE'],
  ['RTDoseStorage', 'RT DOSE'],
  ['RTStructureSetStorage', 'RT STRUCTURE SET'],
  ['RTPlanStorage', 'RT PLAN'],
  ['RTIonPlanStorage', 'RT PLAN'],
  ['RTBrachyTreatmentRecordStorage', 'RT TREAT RECORD'],
  ['RTTreatmentSummaryRecordStorage', 'RT TREAT RECORD'],
  ['RTBeamsDeliveryInstructionStorage', 'PLAN'],
  ['RTPhysicianIntentStorage', 'RADIOTHERAPY'],
  ['CArmPhotonElectronRadiationStorage', 'RADIOTHERAPY'],
  ['SpatialRegistrationStorage', 'REGISTRATION'],
  ['DeformableSpatialRegistrationStorage', 'REGISTRATION'],
  ['SpatialFiducialsStorage', 'FIDUCIAL'],
  ['RawDataStorage', 'RAW DATA'],
  ['EncapsulatedPDFStorage', undefined],
  ['ComprehensiveSRStorage', undefined],
  ['GrayscaleSoftcopyPresentationStateStorage', undefined],
  ['MediaStorageDirectoryStorage', undefined],
] as const)('%s has the record %s', (keyword, type) => {
  expect(directoryRecordType(classOf(keyword))).toBe(type);
});

test('what a record must have and no file does is made up, and counted; what must not be made up keeps a file out', () => {
  const bare = [0x00080020, 0x00080030, 0x00100020, 0x00200010, 0x00200011, 0x00200013].map((tag) => [tag, 'LO', ''] as const);
  const folder = plant(temporaryFolder(), {
    PLAN: instance('1.2.3.10', 'RTPlanStorage', ...bare, [0x300a0006, 'DA', '20260203']),
    DOSE: instance('1.2.3.11', 'RTDoseStorage'),
    SCAN: instance('1.2.3.12', 'CTImageStorage', [0x0020000d, 'UI', '']),
  });
  const told: unknown[] = [];
  const summary = dicomdir({ folder, overwrite: false }, { ...quiet, record: (one) => told.push(one) });
  expect(summary).toMatchObject({ instances: 1, leftOut: 2, madeUp: 7 });
  expect(told).toMatchObject([{ code: 'flow/directory-key', detail: 'there is no DoseSummationType' }, { code: 'flow/directory-key' }]);
  const [patient, study, series, plan] = [...recordsOf(folder).records.values()];
  expect(patient!.text('x00100020')).toBe('PATIENT1');
  expect([study!.text('x00080020'), study!.text('x00080030'), study!.text('x00200010')]).toEqual(['20260203', '000000', '1']);
  expect(series!.text('x00200011')).toBe('1');
  expect([plan!.text('x00200013'), plan!.text('x300a0002'), plan!.text('x300a0006')]).toEqual(['1', 'PLAN', '20260203']);
});

test('names beyond ASCII go with the character set of their file, comments never', () => {
  const japanese = [0x00100010, 'PN', '\u001b$B;3ED\u001b(B'] as const;
  const folder = plant(temporaryFolder(), {
    DOSE: instance(
      '1.2.3.10',
      'RTDoseStorage',
      [0x00080005, 'CS', '\\ISO 2022 IR 87'],
      japanese,
      [0x3004000a, 'CS', 'PLAN'],
      [0x30040006, 'LO', 'for I. M.'],
    ),
  });
  dicomdir({ folder, overwrite: false }, quiet);
  const [patient, study, , dose] = [...recordsOf(folder).records.values()];
  expect(patient!.text('x00080005')).toBe('\\ISO 2022 IR 87');
  expect(patient!.text('x00100010')).toBe('\u001b$B;3ED\u001b(B');
  expect(study!.has('x00080005')).toBe(false);
  expect(dose!.has('x30040006')).toBe(false);
});

test.each([
  ['CT000001', true],
  ['A/B/C/D/E/F/G/H', true],
  ['A/B/C/D/E/F/G/H/I', false],
  ['CT0000001', false],
  ['ct1', false],
  ['CT1.DCM', false],
  ['A-B', false],
])('%s as a File ID: %s', (relative, isOne) => {
  expect(fileIdOf(relative) !== undefined).toBe(isOne);
});

test('names that are no File IDs are refused; with an output the files are copied under such names', () => {
  const folder = plant(temporaryFolder(), {
    'ct.1.dcm': instance('1.2.3.10', 'CTImageStorage'),
    'notes.txt': 'nothing of DICOM',
  });
  expect(() => dicomdir({ folder, overwrite: false }, quiet)).toThrow(expect.objectContaining({ code: 'run/file-set-names' }));
  expect(namesIn(folder)).toEqual(['ct.1.dcm', 'notes.txt']);
  const output = join(temporaryFolder(), 'set');
  mkdirSync(output);
  expect(dicomdir({ folder, output, overwrite: false }, quiet)).toMatchObject({ instances: 1, skipped: 1, leftOut: 0 });
  expect(namesIn(output)).toEqual(['DICOMDIR', 'PAT00001/STU00001/SER00001/CT000001']);
  expect(readFileSync(join(output, 'PAT00001/STU00001/SER00001/CT000001'))).toEqual(readFileSync(join(folder, 'ct.1.dcm')));
  expect(() => dicomdir({ folder, output, overwrite: true }, quiet)).toThrow(expect.objectContaining({ code: 'io/output-exists' }));
  const again = join(temporaryFolder(), 'set');
  dicomdir({ folder, output: again, overwrite: false }, quiet);
  expect(contentsOf(again)).toEqual(contentsOf(output));
});

test('a DICOMDIR that exists is replaced only when asked to, and is none of its own files', () => {
  const folder = plant(temporaryFolder(), { CT1: instance('1.2.3.10', 'CTImageStorage') });
  dicomdir({ folder, overwrite: false }, quiet);
  const before = contentsOf(folder);
  expect(() => dicomdir({ folder, overwrite: false }, quiet)).toThrow(expect.objectContaining({ code: 'io/output-exists' }));
  expect(dicomdir({ folder, overwrite: true }, quiet)).toMatchObject({ instances: 1, skipped: 1 });
  expect(contentsOf(folder)).toEqual(before);
});

test('the same instance stands in it once', () => {
  const file = instance('1.2.3.10', 'CTImageStorage');
  const folder = plant(temporaryFolder(), { CT1: file, CT2: file });
  expect(dicomdir({ folder, overwrite: false }, quiet)).toMatchObject({ instances: 1, leftOut: 1 });
});
