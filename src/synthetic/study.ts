/**
 * Makes synthetic patients: for each a study of one instance per IOD that the tables know, linked with each other, and the answer key.
 * The same seed gives the same bytes. It walks no tables itself and writes no files.
 */
import { iodTypeSopClasses, iodTypes } from '../standard/iod-types.js';
import { sopClass } from '../standard/sop-class.js';
import { transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import type { InstanceKey, PatientKey } from './answer-key.js';
import { specificCharacterSets } from './character-sets.js';
import { makeDataSet } from './instance.js';
import { introduced } from './introduction.js';
import { IdentifierList, KeyWriter, patientKeyOf } from './key-writer.js';
import { encodeFile } from './node.js';
import { makePerson, type Person } from './person.js';
import { Random } from './random.js';
import { type InstanceName, type Instances, uidFor } from './uids.js';

export interface SyntheticOptions {
  readonly patients: number;
  readonly seed: number;
  /** Each patient has an instance of every nth SOP Class, the next one of the next. @default 1 */
  readonly every?: number;
  /** SOP Class UIDs to make instances of. @default all that iod-types knows */
  readonly sopClasses?: readonly string[];
}

export interface SyntheticFile {
  readonly key: InstanceKey;
  readonly bytes: Uint8Array;
}

export interface SyntheticPatient {
  readonly key: PatientKey;
  readonly files: readonly SyntheticFile[];
}

/** One patient after the other; patients have the Specific Character Sets in turn. */
export function* syntheticPatients({
  patients,
  seed,
  every = 1,
  sopClasses = iodTypeSopClasses(),
}: SyntheticOptions): Generator<SyntheticPatient> {
  for (let number = 0; number < patients; number++) {
    const random = new Random(`${seed} ${number}`);
    const person = makePerson(random, specificCharacterSets[number % specificCharacterSets.length]!);
    const identifiers = new IdentifierList(person);
    const own = sopClasses.filter((_, at) => at % every === number % every);
    const instances = instancesOf(person, own);
    const files = own.map((sopClassUid, at) => makeFile({ number, at, sopClassUid, seed, person, identifiers, instances }));
    yield { key: patientKeyOf(person, identifiers), files };
  }
}

function instancesOf(person: Person, sopClasses: readonly string[]): Instances {
  const all = sopClasses.map((uid) => [sopClass(uid)?.iod ?? uid, nameOf(person, uid)] as const);
  // Whatever is asked for, plans and structures refer to images.
  return { byIod: new Map([...(all.some(([iod]) => iod === 'ct-image') ? [] : [['ct-image', all[0]![1]] as const]), ...all]) };
}

const nameOf = (person: Person, sopClassUid: string): InstanceName => ({
  sopClassUid,
  sopInstanceUid: uidFor(person, `instance ${sopClassUid}`),
  seriesInstanceUid: uidFor(person, `series ${sopClass(sopClassUid)?.prefix ?? ''}`),
});

interface FileOrder {
  readonly number: number;
  readonly at: number;
  readonly sopClassUid: string;
  readonly seed: number;
  readonly person: Person;
  readonly identifiers: IdentifierList;
  readonly instances: Instances;
}

const shareOfPlanted = 0.7;
/** Of a patient's first files; the others are Explicit and Implicit VR in turn. */
const rareSyntaxes: readonly (string | undefined)[] = [undefined, 'deflated', 'big-endian'];

function makeFile({ number, at, sopClassUid, seed, person, identifiers, instances }: FileOrder): SyntheticFile {
  const own = nameOf(person, sopClassUid);
  const word = rareSyntaxes[at] ?? ['explicit', 'implicit'][(number + at) % 2]!;
  const transferSyntaxUid = transferSyntaxOfWord(word)!.uid;
  const key = new KeyWriter(identifiers);
  const made = makeDataSet(iodTypes(sopClassUid)!, {
    person,
    random: new Random(`${seed} ${number} ${sopClassUid}`),
    key,
    instances,
    own,
    modality: modalityOf(sopClassUid),
    planted: shareOfPlanted,
    explicit: word === 'explicit',
  });
  const nodes = at === 0 ? introduced(made, person, key) : made;
  const file = { sopClassUid, sopInstanceUid: own.sopInstanceUid, transferSyntaxUid };
  return {
    key: key.result({ ...file, patient: number, specificCharacterSet: person.specificCharacterSet }),
    bytes: encodeFile(nodes, file),
  };
}

const modalities: { readonly [prefix: string]: string } = {
  RI: 'RTIMAGE', RD: 'RTDOSE', RS: 'RTSTRUCT', RP: 'RTPLAN', RN: 'RTPLAN', RT: 'RTRECORD', RE: 'REG', CT: 'CT', MR: 'MR', PT: 'PT',
}; // biome-ignore format: a list is easier to read dense

const modalityOf = (sopClassUid: string): string =>
  modalities[sopClass(sopClassUid)?.prefix ?? ''] ?? sopClass(sopClassUid)?.prefix ?? 'OT';
