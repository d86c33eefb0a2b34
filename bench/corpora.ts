/** Which inputs does the bench run on? Corpora of the fixtures' own making, at the sizes of real studies. Nothing of them is committed. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Made, Subject } from '../scripts/fixtures/common.js';
import { ctSlice, petSlice, type Stack } from '../scripts/fixtures/ct.js';
import { dose, doseValues } from '../scripts/fixtures/dose.js';
import { ionPlan } from '../scripts/fixtures/ion-plan.js';
import { mrSlice } from '../scripts/fixtures/mr.js';
import type { Person } from '../scripts/fixtures/people.js';
import { plan } from '../scripts/fixtures/plan.js';
import { registration } from '../scripts/fixtures/registration.js';
import { rtImage } from '../scripts/fixtures/rt-image.js';
import { type Structure, structureSet, structures } from '../scripts/fixtures/structure-set.js';
import { nodesOf } from '../scripts/fixtures/words.js';
import { explicit, header, part10 } from '../scripts/fixtures/writer.js';

export const corpusNames = ['small', 'study', 'contours', 'manyfiles', 'cohort', 'big', 'huge'] as const;
export type CorpusName = (typeof corpusNames)[number];

export interface Corpus {
  readonly name: CorpusName;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/** Makes the corpus unless it is there, all in Explicit VR Little Endian. */
export function corpus(name: CorpusName, root: string): Corpus {
  const folder = join(root, name);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    makers[name](unfinished);
    renameSync(unfinished, folder);
  }
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { name, folder, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const makers: { readonly [name in CorpusName]: (folder: string) => void } = {
  small: (folder) => patient(folder, 1, { slices: 15, rows: 512, mr: 4, pet: 11, points: 60, doseFrames: 10, beams: 3 }),
  study: (folder) => patient(folder, 1, { slices: 200, rows: 512, mr: 21, pet: 10, points: 260, doseFrames: 100, beams: 7 }),
  cohort: (folder) => {
    for (let number = 1; number <= 20; number++) {
      patient(join(folder, `patient-${number}`), number, { slices: 58, rows: 512, mr: 3, pet: 2, points: 200, doseFrames: 30, beams: 3 });
    }
  },
  manyfiles: (folder) => {
    const stack: Stack = { rows: 75, slices: 500, spacing: 3 };
    for (let number = 1; number <= 10; number++) {
      for (let index = 0; index < stack.slices; index++)
        put(join(folder, `${number}`), `CT.${index}.dcm`, ctSlice(subject(number), stack, index));
    }
  },
  contours: (folder) => {
    const list: Structure[] = Array.from({ length: 60 }, (_, index) => ({ name: `Organ_${index}`, type: 'ORGAN', radius: 10 + index }));
    put(
      folder,
      'RS.dcm',
      structureSet(subject(1), { rows: 512, slices: 200, spacing: 1 }, list, () => 310),
    );
  },
  big: (folder) => bigDose(join(folder, 'RD.dcm'), { rows: 1000, frames: 750 }),
  // As much as one value holds: lengths have 32 bits.
  huge: (folder) => bigDose(join(folder, 'RD.dcm'), { rows: 1000, frames: 2140 }),
};

/** No treatment record: gdcmanon stops at its SOP Class, and then nothing could be compared. */
interface PatientSize {
  readonly slices: number;
  readonly rows: number;
  readonly mr: number;
  readonly pet: number;
  readonly points: number;
  readonly doseFrames: number;
  readonly beams: number;
}

function patient(folder: string, number: number, size: PatientSize): void {
  const who = subject(number);
  const stack: Stack = { rows: size.rows, slices: size.slices, spacing: 0.9 };
  const small: Stack = { rows: 256, slices: size.pet, spacing: 2 };
  const grid = { rows: 200, frames: size.doseFrames, bits: 16 } as const;
  for (let index = 0; index < size.slices; index++) put(folder, `CT.${index}.dcm`, ctSlice(who, stack, index));
  for (let index = 0; index < size.mr; index++) put(folder, `MR.${index}.dcm`, mrSlice(who, stack, index));
  for (let index = 0; index < size.pet; index++) put(folder, `PT.${index}.dcm`, petSlice(who, small, index));
  put(
    folder,
    'RS.dcm',
    structureSet(who, stack, structures(who.person.name.split('^')[0]!, who.person.id), () => size.points),
  );
  put(folder, 'RP.dcm', plan(who, { beams: size.beams, controlPoints: 90, leafPairs: 60 }));
  put(folder, 'RP.ion.dcm', ionPlan(who));
  put(folder, 'RD.dcm', dose(who, grid, doseValues(grid)));
  put(folder, 'RI.dcm', rtImage(who, 512));
  put(folder, 'RE.dcm', registration(who));
}

function put(folder: string, name: string, object: Made): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), part10({ sopClass: object.sopClass, sopInstance: object.sopInstance }, nodesOf(object.fields)));
}

/** Pixel Data is written frame by frame: it would not fit into one buffer. */
function bigDose(path: string, { rows, frames }: { rows: number; frames: number }): void {
  const object = dose(subject(1), { rows, frames, bits: 16 }, undefined);
  const frame = doseValues({ rows, frames: 1, bits: 16 });
  const out = openSync(path, 'w');
  writeSync(out, part10({ sopClass: object.sopClass, sopInstance: object.sopInstance }, nodesOf(object.fields)));
  writeSync(out, header(0x7fe00010, 'OW', frame.byteLength * frames, explicit));
  for (let index = 0; index < frames; index++) {
    frame.fill(index, 0, rows);
    writeSync(out, new Uint8Array(frame.buffer));
  }
  closeSync(out);
}

const families = ['Ashdown', 'Birkett', 'Caldmoor', 'Dunwelk', 'Elmsett', 'Farrowby', 'Gorsedale', 'Hexwith', 'Ivelode', 'Jarrowmere'];

function subject(number: number): Subject {
  const family = `${families[number % families.length]}${number > families.length ? 'son' : ''}`;
  const person: Person = {
    name: `${family}^Tilda${number}`,
    id: `BENCH-${100000 + number * 7919}`,
    otherId: `QB${200000 + number * 104729}`,
    birthDate: `195${number % 10}0${(number % 9) + 1}17`,
    sex: 'F',
    accession: `BA${300000 + number}`,
    studyId: `BS${number}`,
    serial: `${55180000 + number}`,
  };
  return { person, characterSet: 'ISO_IR 100' };
}
