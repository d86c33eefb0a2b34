/**
 * In which spellings do identifiers turn up in texts that people type? Names turned round, in capitals, in parts; dates in every usual
 * order; numbers with and without separators. It knows no attributes and does not say where a text goes.
 */
import type { Identifier, IdentifierKind } from './answer-key.js';
import type { Person } from './person.js';
import type { Random } from './random.js';

/** Whatever a text may say of a person, by the kind of thing said. */
export function echo(person: Person, random: Random): Identifier {
  const [kind, make] = random.pick(makers);
  return { kind, text: make(person, random) };
}

const makers: readonly (readonly [IdentifierKind, (person: Person, random: Random) => string])[] = [
  ['name', (person, random) => spelledName(person.name, random)],
  ['name', (person, random) => spelledName(person.name, random)],
  ['name', (person, random) => spelledName(random.pick([person.otherName, person.motherName]), random)],
  ['name', (person, random) => spelledName(random.pick(person.staff), random)],
  ['name', (person, random) => random.pick(person.logins)],
  ['id', (person, random) => spelledId(random.pick([person.patientId, person.otherId]), random)],
  ['id', (person, random) => spelledId(random.pick([person.accessionNumber, person.studyId, person.admissionId]), random)],
  ['date', (person, random) => spelledDate(random.pick([person.birthDate, ...person.dates]), random)],
  ['place', (person, random) => random.pick([person.institution, person.department, person.institution.split(' ')[0]!])],
  ['device', (person, random) => random.pick([...person.machines, person.station, ...person.aeTitles, person.serial])],
  ['contact', (person, random) => random.pick([person.phone, person.email, person.host])],
];

/** @param name PN */
export function spelledName(name: string, random: Random): string {
  const group = random.pick(name.split('='));
  const [family = '', given = ''] = group.split('^');
  const spelled = random.pick([
    family,
    family,
    family.toUpperCase(),
    family.toLowerCase(),
    `${family}, ${given}`,
    `${given} ${family}`,
    `${family}^${given}`,
    `${family}${given}`,
    `${family}_${given}`,
    `${given.slice(0, 1)}. ${family}`,
  ]);
  return spelled;
}

function spelledId(id: string, random: Random): string {
  const bare = id.replaceAll('-', '');
  return random.pick([id, id, id.toLowerCase(), bare, `000${bare}`, id.replaceAll('-', ' '), id.replaceAll('-', '_')]);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param date DA */
function spelledDate(date: string, random: Random): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  const word = months[Number(month) - 1]!;
  return random.pick([
    date,
    `${day}.${month}.${year}`,
    `${day}/${month}/${year}`,
    `${month}/${day}/${year}`,
    `${year}-${month}-${day}`,
    `${day} ${word} ${year}`,
    `${word} ${day}, ${year}`,
    `${day}-${word.toUpperCase()}-${year.slice(2)}`,
    `${year.slice(2)}${month}${day}`,
    `${day}.${month}.${year.slice(2)}`,
  ]);
}
