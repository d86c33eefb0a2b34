/** Who is a synthetic patient, and who and what surrounds this one? Values as they stand in attributes. It knows no tags and no labels. */
import { encodeText, type SpecificCharacterSet } from './character-sets.js';
import { hospitalWords, namePools, staffNames, streets, towns, wings } from './names.js';
import type { Random } from './random.js';

export interface Person {
  readonly specificCharacterSet: SpecificCharacterSet;
  /** PN, with all component groups. */
  readonly name: string;
  readonly otherName: string;
  readonly motherName: string;
  readonly patientId: string;
  readonly otherId: string;
  /** DA. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'O';
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly accessionNumber: string;
  readonly studyId: string;
  readonly admissionId: string;
  /** PN of people around the patient. */
  readonly staff: readonly string[];
  readonly logins: readonly string[];
  readonly institution: string;
  readonly institutionAddress: string;
  readonly department: string;
  readonly machines: readonly string[];
  readonly station: string;
  readonly serial: string;
  readonly aeTitles: readonly string[];
  readonly host: string;
  /** DA of what was done to the patient, all within one season. */
  readonly dates: readonly string[];
  /** Stands in every UID, as vendors do it, and so does the first date. */
  readonly uidRoot: string;
}

export function makePerson(random: Random, specificCharacterSet: SpecificCharacterSet): Person {
  const writable = (values: readonly string[]): string => random.pick(values.filter((text) => fits(text, specificCharacterSet)));
  const town = writable(towns);
  const short = town.slice(0, 3).toUpperCase().replace(/[^A-Z]/g, 'X'); // biome-ignore format: one line
  const serial = random.digits(8);
  const staff = shuffled(staffNames, random).slice(0, 4);
  const year = random.between(2019, 2024);
  const month = random.between(1, 10);
  const date = (months: number): string => `${year}${two(month + months)}${two(random.between(13, 28))}`;
  const dates = [date(0), date(0), date(1), date(1), date(2)];
  const host = `${short.toLowerCase()}-ws${random.between(10, 99)}.${town.toLowerCase().replace(/[^a-z]/g, '')}.org`;
  return {
    specificCharacterSet,
    name: name(random, specificCharacterSet),
    otherName: name(random, specificCharacterSet),
    motherName: name(random, specificCharacterSet),
    patientId: random.pick([
      `${short}-${random.digits(7)}`,
      random.digits(8),
      `${random.digits(3)}-${random.digits(4)}-${random.digits(2)}`,
    ]),
    otherId: `QX${random.digits(6)}`,
    birthDate: `${random.between(1931, 1999)}${two(random.between(1, 12))}${two(random.between(13, 28))}`,
    sex: random.pick(['F', 'M', 'O'] as const),
    address: `${random.between(3, 98)} ${writable(streets)}, ${town}`,
    phone: `01632 96${random.digits(4)}`,
    email: `${ascii(staff[0]!.split('^')[0]!).toLowerCase()}@${host.split('.').slice(1).join('.')}`,
    accessionNumber: `ACC${random.digits(8)}`,
    studyId: `S${random.digits(5)}`,
    admissionId: `V${random.digits(7)}`,
    staff,
    logins: staff.map((one) => login(one)),
    institution: `${town} ${writable(hospitalWords)}`,
    institutionAddress: `${random.between(100, 998)} ${writable(streets)}, ${town}`,
    department: writable(wings),
    machines: [`${short}_TB${random.between(1, 9)}`, `${short}VERSA${random.between(1, 9)}`],
    station: `${short}WS${random.between(10, 99)}`,
    serial,
    aeTitles: [`${short}ARIA${random.between(10, 99)}`, `${short}_PACS${random.between(1, 9)}`],
    host,
    dates,
    uidRoot: `1.3.6.1.4.1.32473.246.352.${serial}.${dates[0]}093017`,
  };
}

function name(random: Random, set: SpecificCharacterSet): string {
  const pool = namePools[set];
  const [family, given] = [random.between(0, pool.family.length - 1), random.between(0, pool.given.length - 1)];
  const groups = [pool, pool.ideographic, pool.phonetic].filter((group) => group !== undefined);
  return groups.map((group) => `${group.family[family]}^${group.given[given]}`).join('=');
}

/** First letter of the given name and the family name: `hdrummel`. */
function login(staffName: string): string {
  const [family = '', given = ''] = staffName.split('^');
  return (given.slice(0, 1) + family).toLowerCase().slice(0, 8);
}

function shuffled(values: readonly string[], random: Random): string[] {
  const left = [...values];
  return values.map(() => left.splice(random.between(0, left.length - 1), 1)[0]!);
}

const fits = (text: string, set: SpecificCharacterSet): boolean => encodeText(text, set, 'LO') !== undefined;
const two = (number: number): string => String(number).padStart(2, '0');
const ascii = (text: string): string => text.normalize('NFD').replace(/[^A-Za-z]/g, '');
