/** Takes down what is planted and what should stay while an instance is made. It makes no values. */
import type { Identifier, IdentifierKind, InstanceKey, Keep, PatientKey, Plant, PlantForm, Reference } from './answer-key.js';
import type { Person } from './person.js';

/** A patient's identifiers, each once: what stands in attributes, and every spelling that is planted. */
export class IdentifierList {
  readonly all: Identifier[] = [];
  readonly #places = new Map<string, number>();

  constructor(person: Person) {
    for (const name of [person.name, person.otherName, person.motherName, ...person.staff]) this.name(name);
    for (const id of [person.patientId, person.otherId, person.accessionNumber, person.studyId, person.admissionId]) this.add('id', id);
    for (const date of [person.birthDate, ...person.dates]) this.add('date', date);
    for (const place of [
      person.institution,
      person.institution.split(' ')[0]!,
      person.institutionAddress,
      person.address,
      person.department,
    ])
      this.add('place', place);
    for (const device of [...person.machines, person.station, person.serial, ...person.aeTitles]) this.add('device', device);
    for (const contact of [person.phone, person.email, person.host]) this.add('contact', contact);
    for (const login of person.logins) this.add('name', login);
  }

  /** Place in `all`. */
  add(kind: IdentifierKind, text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push({ kind, text }) - 1;
  }

  /** @param name PN: each component group, and the parts of it that name somebody alone */
  name(name: string): number[] {
    return name.split('=').flatMap((group) => {
      const parts = group.split('^').slice(0, 2);
      const telling = parts.filter((part) => part.length >= 3 || (part.length === 2 && /\P{ASCII}/u.test(part)));
      return [group.replace(/\^+(Dr|Prof)?$/, ''), ...telling].map((text) => this.add('name', text));
    });
  }
}

export class KeyWriter {
  plants: Plant[] = [];
  keeps: Keep[] = [];
  readonly references: Reference[] = [];
  readonly identifiers: IdentifierList;

  constructor(identifiers: IdentifierList) {
    this.identifiers = identifiers;
  }

  plant(path: string, vr: string, form: PlantForm, text: string, identifiers: readonly Identifier[]): void {
    this.plants.push({ path, vr, form, text, identifiers: identifiers.map(({ kind, text }) => this.identifiers.add(kind, text)) });
  }

  /** What stood here is another value now. */
  forget(path: string): void {
    this.plants = this.plants.filter((one) => one.path !== path);
    this.keeps = this.keeps.filter((one) => one.path !== path);
  }

  result(
    file: Pick<InstanceKey, 'patient' | 'sopClassUid' | 'sopInstanceUid' | 'transferSyntaxUid' | 'specificCharacterSet'>,
  ): InstanceKey {
    return { ...file, plants: this.plants, keeps: this.keeps, references: this.references };
  }
}

export function patientKeyOf(person: Person, identifiers: IdentifierList): PatientKey {
  return { patientId: person.patientId, specificCharacterSet: person.specificCharacterSet, identifiers: identifiers.all };
}
