/** What stands in one attribute at its place: identifier, echo, useful text, number, date, UID. It takes down what it plants and what should stay. */
import { dictionaryEntry } from '../standard/dictionary.js';
import type { Requirement } from '../standard/iod-types.js';
import { type Tag, tagText } from '../standard/tag.js';
import { uidRole } from '../standard/uid.js';
import { type VrName, vr } from '../standard/vr.js';
import type { KeepCategory } from './answer-key.js';
import { encodeText } from './character-sets.js';
import { echo } from './echoes.js';
import { identifyingValue } from './identity-values.js';
import type { Making, Place } from './instance.js';
import { both, needsOf } from './needs.js';
import type { ElementNode } from './node.js';
import { hashOf } from './random.js';
import { typedText } from './texts.js';
import { conceptUid, studyUid, targetOf } from './uids.js';
import { codedStrings, codes } from './useful-words.js';

/** Values that the rest of the data set leans on. */
const fixed: { readonly [keyword: string]: string | number } = {
  Rows: 4, Columns: 4, BitsAllocated: 16, BitsStored: 16, HighBit: 15, SamplesPerPixel: 1, PixelRepresentation: 0, NumberOfFrames: '1',
  TimezoneOffsetFromUTC: '+0100',
  ContextGroupVersion: '20020904', ContextGroupLocalVersion: '20020904',
  PatientIdentityRemoved: 'NO', BurnedInAnnotation: 'NO', PatientPosition: 'HFS',
}; // biome-ignore format: a list is easier to read dense

/** An element, undefined where the attribute is left out. */
export function makeValue(tag: Tag, name: VrName, place: Place, making: Making, requirement: Requirement): ElementNode | undefined {
  const { keyword } = dictionaryEntry(tag)!;
  const path = `${place.path}${tagText(tag)}`;
  const value = new Value(tag, name, keyword, path, place, making);
  if (keyword === 'SpecificCharacterSet') return value.ascii(making.person.specificCharacterSet);
  if (keyword === 'Modality' && place.depth === 0) return value.ascii(making.modality);
  if (keyword.startsWith('DeidentificationMethod')) return undefined;
  const given = fixed[keyword];
  if (given !== undefined) return typeof given === 'string' ? value.ascii(given) : value.number(given);
  switch (vr[name].kind) {
    case 'charset':
      return value.text();
    case 'ascii':
      return name === 'UI' ? value.uid() : value.plain(requirement);
    case 'binary':
      return value.binary();
    default:
      return undefined;
  }
}

class Value {
  readonly tag: Tag;
  readonly name: VrName;
  readonly keyword: string;
  readonly path: string;
  readonly place: Place;
  readonly making: Making;

  constructor(tag: Tag, name: VrName, keyword: string, path: string, place: Place, making: Making) {
    this.tag = tag;
    this.name = name;
    this.keyword = keyword;
    this.path = path;
    this.place = place;
    this.making = making;
  }

  ascii(text: string): ElementNode {
    return { tag: this.tag, vr: this.name, bytes: new TextEncoder().encode(text) };
  }

  /** SH LO ST LT UC UT PN. */
  text(): ElementNode | undefined {
    const { person, random, key, planted } = this.making;
    const identity = identifyingValue(this.keyword, this.name, person, random, this.place.depth > 0);
    if (identity) {
      const bytes = encodeText(identity.text, person.specificCharacterSet, this.name);
      if (bytes === undefined || identity.text.length > (vr[this.name].maxLength ?? 1024) * 3) return undefined;
      key.plant(this.path, this.name, 'attribute', identity.text, [identity]);
      if (this.keyword === 'TreatmentMachineName') this.keep('machine', identity.text, 'renamed', ['machines']);
      return { tag: this.tag, vr: this.name, bytes };
    }
    const code = this.#code();
    if (code !== undefined && !(this.keyword === 'CodeMeaning' && random.chance(0.2))) {
      this.keep('code', code, 'whole');
      return this.ascii(code);
    }
    const typed = typedText(this.keyword, this.name, person, random, random.chance(planted));
    const bytes = encodeText(typed.text, person.specificCharacterSet, this.name);
    if (bytes === undefined) return undefined;
    if (typed.identifiers.length > 0) key.plant(this.path, this.name, 'attribute', typed.text, typed.identifiers);
    if (typed.keep)
      this.keep(typed.keep.category, typed.keep.value, typed.keep.match, typed.keep.match === 'part' ? ['cleanDescriptors'] : undefined);
    return { tag: this.tag, vr: this.name, bytes };
  }

  #code(): string | undefined {
    const row = codes[hashOf(this.place.path) % codes.length]!;
    const column = ['CodeValue', 'CodingSchemeDesignator', 'CodeMeaning'].indexOf(this.keyword);
    return column < 0 ? undefined : row[column];
  }

  /** AE AS CS DA DS DT IS TM UR. */
  plain(requirement: Requirement): ElementNode | undefined {
    const { person, random, key } = this.making;
    const identity = identifyingValue(this.keyword, this.name, person, random, this.place.depth > 0);
    if (identity) {
      key.plant(this.path, this.name, 'attribute', identity.text, [identity]);
      return this.ascii(identity.text);
    }
    switch (this.name) {
      case 'DT': {
        const date = random.pick(person.dates);
        const text = `${date}141507.000000`;
        key.plant(this.path, 'DT', 'attribute', text, [{ kind: 'date', text: date }, { kind: 'date', text: `${date}141507` }]); // biome-ignore format: one line
        return this.ascii(text);
      }
      case 'TM':
        return this.ascii(random.pick(['093017', '141507', '101500.000000']));
      case 'AS':
        return this.ascii(`0${random.between(31, 78)}Y`);
      case 'UR': {
        const text = `https://${person.host}/wado?patientID=${person.patientId}`;
        key.plant(this.path, 'UR', 'attribute', text, [{ kind: 'contact', text: person.host }, { kind: 'id', text: person.patientId }]); // biome-ignore format: one line
        return this.ascii(text);
      }
      case 'CS':
        return this.#codedString(requirement);
      default:
        return this.#numbers();
    }
  }

  #codedString(requirement: Requirement): ElementNode {
    const { person, random, key } = this.making;
    if (requirement === '3' && random.chance(0.08)) {
      const found = echo(person, random);
      const text = found.text.toUpperCase().replaceAll('-', '_');
      if (/^[A-Z0-9_ ]{4,16}$/.test(text)) {
        key.plant(this.path, 'CS', 'attribute', text, [{ kind: found.kind, text }]);
        return this.ascii(text);
      }
    }
    const text = this.keyword === 'PatientSex' ? person.sex : random.pick(codedStrings);
    this.keep('coded-string', text, 'whole');
    return this.ascii(text);
  }

  #numbers(): ElementNode {
    const { random } = this.making;
    const links = /(Number|Index|ID)$/.test(this.keyword);
    const one = (): string =>
      links ? '1' : this.name === 'IS' ? String(random.between(1, 99)) : random.pick(['12.50', '-3.25', '0.00', '101.250', '1.5e-05']);
    const text = Array.from({ length: leastCount(this.tag) }, one).join('\\');
    this.keep('number', text, 'whole');
    return this.ascii(text);
  }

  uid(): ElementNode {
    const { person, instances, own, key } = this.making;
    const nested = this.place.depth > 0;
    const uid = ((): string => {
      if (this.keyword === 'SOPClassUID') return own.sopClassUid;
      if (this.keyword === 'SOPInstanceUID' && !nested) return own.sopInstanceUid;
      if (this.keyword === 'StudyInstanceUID') return studyUid(person);
      if (this.keyword === 'SeriesInstanceUID') return nested ? instances.byIod.get('ct-image')!.seriesInstanceUid : own.seriesInstanceUid;
      const target = targetOf(this.place.sequence, instances);
      if (this.keyword === 'ReferencedSOPInstanceUID')
        return this.place.sequence.includes('Study') ? studyUid(person) : target.sopInstanceUid;
      if (uidRole(this.tag) === 'definition') return target.sopClassUid;
      return conceptUid(person, this.keyword);
    })();
    if (uidRole(this.tag) === 'instance') key.references.push({ path: this.path, uid, needs: this.place.needs });
    return this.ascii(uid);
  }

  number(value: number): ElementNode {
    const size = this.name === 'US' || this.name === 'SS' ? 2 : 4;
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint16(0, value, true);
    return { tag: this.tag, vr: this.name, bytes };
  }

  binary(): ElementNode | undefined {
    const { random } = this.making;
    const { unit } = vr[this.name];
    if (this.name === 'UN' || this.name === 'SQ') return undefined;
    if (this.name === 'AT') return { tag: this.tag, vr: 'AT', bytes: Uint8Array.of(0x0a, 0x30, 0xc2, 0x00) };
    const bulk = this.name.startsWith('O');
    const bytes = new Uint8Array(bulk ? 32 : unit * leastCount(this.tag));
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length; at += unit) {
      if (this.name === 'FD' || this.name === 'OD') view.setFloat64(at, random.between(-400, 400) / 8, true);
      else if (this.name === 'FL' || this.name === 'OF') view.setFloat32(at, random.between(-400, 400) / 8, true);
      else bytes[at] = /(Number|Index)$/.test(this.keyword) ? 1 : random.between(0, 90);
    }
    const needs = both(this.place.needs, needsOf(this.tag));
    if (needs && !bulk) this.making.key.keeps.push({ path: this.path, category: 'number', value: hex(bytes), match: 'whole', needs });
    return { tag: this.tag, vr: this.name, bytes };
  }

  keep(category: KeepCategory, value: string, match: 'whole' | 'part' | 'renamed', more?: readonly string[]): void {
    const needs = category === 'machine' ? this.place.needs : both(this.place.needs, needsOf(this.tag));
    if (needs === undefined) return;
    this.making.key.keeps.push({ path: this.path, category, value, match, needs: more ? [...needs, more] : needs });
  }
}

const leastCount = (tag: Tag): number => Number.parseInt(dictionaryEntry(tag)!.vm, 10) || 1;
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
