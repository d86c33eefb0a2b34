/**
 * What do vendors put into private elements? Copies of labels, UIDs and names in elements that a profile may keep, and in ones it knows
 * nothing of: text as UN, sequences as UN of defined length, free bytes, a chain of sequences eight deep. It knows creators and tags only.
 */
import { allSafePrivate } from '../standard/safe-private.js';
import { type Tag, tagOf, tagText } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import type { Identifier } from './answer-key.js';
import { encodeText } from './character-sets.js';
import { echo } from './echoes.js';
import type { Making, Place } from './instance.js';
import type { Node } from './node.js';
import { typedText } from './texts.js';
import { uidFor } from './uids.js';

/** Elements that de-identifiers like to keep for radiotherapy, all of them able to hold an identifier. */
const vendorRows: readonly (readonly [group: number, creator: string, low: number, vr: VrName])[] = [
  [0x3243, 'Varian Medical Systems VISION 3243', 0x09, 'LO'],
  [0x3249, 'Varian Medical Systems VISION 3249', 0x10, 'UI'],
  [0x3253, 'Varian Medical Systems VISION 3253', 0x00, 'OB'],
  [0x3263, 'Varian Medical Systems VISION 3263', 0x02, 'CS'],
  [0x3267, 'Varian Medical Systems VISION 3267', 0x00, 'LO'],
  [0x3275, 'Varian Medical Systems VISION 3275', 0x00, 'LO'],
  [0x3285, 'Varian Medical Systems VISION 3285', 0x02, 'SH'],
  [0x3287, 'Varian Medical Systems VISION 3287', 0x00, 'LT'],
  [0x3297, 'Varian Medical Systems VISION 3297', 0x04, 'SH'],
  [0x300b, 'IMPAC', 0x90, 'SH'],
  [0x300d, 'TOMO_HA_01', 0x50, 'UI'],
  [0x300d, 'IBA', 0x02, 'SH'],
  [0x300f, 'Accuray Robotic Control', 0x01, 'CS'],
  [0x4001, 'RAYSEARCHLABS 2.0', 0x2a, 'UI'],
];

const strange = 'LARKSPUR PLANNING';
const textVrs: readonly string[] = ['SH', 'LO', 'ST', 'LT', 'UT', 'UC', 'UN', 'OB'];

export function privateNodes(making: Making, place: Place): Node[] {
  const rows: (readonly [number, string, number, VrName])[] = making.random.chance(0.5) ? [...vendorRows] : vendorRows.slice(0, 5);
  for (const { group, creator, low, vr: name } of allSafePrivate()) {
    if (name !== undefined && textVrs.includes(name) && making.random.chance(0.1)) rows.push([group, creator, low, name as VrName]);
  }
  const blocks = new Blocks();
  const nodes: Node[] = [];
  for (const [group, creator, low, name] of rows) {
    const tag = blocks.tag(group, creator, low);
    if (!nodes.some((node) => node.tag === tag)) nodes.push(known(making, place, tag, name));
  }
  const at = (low: number): Tag => blocks.tag(0x0031, strange, low);
  nodes.push(known(making, place, at(0x01), 'LO'), asUnknown(making, place, at(0x02)), inBytes(making, place, at(0x03)));
  nodes.push(sequenceAsUnknown(making, place, at(0x04)), chain(making, place, at, 8));
  return [...nodes, ...blocks.creators()];
}

/** Blocks of private groups, reserved in order of need (PS3.5 7.8.1). */
class Blocks {
  readonly #reserved: { readonly group: number; readonly creator: string; readonly block: number }[] = [];

  tag(group: number, creator: string, low: number): Tag {
    let reserved = this.#reserved.find((one) => one.group === group && one.creator === creator);
    if (reserved === undefined) {
      reserved = { group, creator, block: 0x10 + this.#reserved.filter((one) => one.group === group).length };
      this.#reserved.push(reserved);
    }
    return tagOf(group, reserved.block * 0x100 + low);
  }

  creators(): Node[] {
    return this.#reserved.map(({ group, creator, block }) => ({
      tag: tagOf(group, block),
      vr: 'LO' as const,
      bytes: new TextEncoder().encode(creator),
    }));
  }
}

function known(making: Making, place: Place, tag: Tag, name: VrName): Node {
  const { person, random, key } = making;
  const path = `${place.path}${tagText(tag)}`;
  if (name === 'UI') {
    const uid = uidFor(person, `private ${tag}`);
    key.references.push({ path, uid, needs: place.needs });
    return { tag, vr: 'UI', bytes: new TextEncoder().encode(uid) };
  }
  if (name === 'CS') {
    const text = person.machines[1]!;
    key.plant(path, 'CS', 'private', text, [{ kind: 'device', text }]);
    return { tag, vr: 'CS', bytes: new TextEncoder().encode(text) };
  }
  if (vr[name].kind === 'binary') return name === 'UN' ? asUnknown(making, place, tag) : inBytes(making, place, tag);
  const typed = typedText('PrivateLabel', name, person, random, true);
  key.plant(path, name, 'private', typed.text, typed.identifiers);
  return { tag, vr: name, bytes: encodeText(typed.text, person.specificCharacterSet, name) ?? new Uint8Array(0) };
}

/** Text that nobody knows to be text. */
function asUnknown(making: Making, place: Place, tag: Tag): Node {
  const { person, random, key } = making;
  const typed = typedText('PrivateText', 'LO', person, random, true);
  key.plant(`${place.path}${tagText(tag)}`, 'UN', 'unknown-text', typed.text, typed.identifiers);
  return { tag, vr: 'UN', bytes: encodeText(typed.text, person.specificCharacterSet, 'LO') ?? new Uint8Array(0) };
}

/** XML or a record among binary numbers; in UTF-8, in UTF-16, or in the letters of the file. */
function inBytes(making: Making, place: Place, tag: Tag): Node {
  const { person, random, key } = making;
  const found: Identifier = echo(person, random);
  const text = `<Plan><Id>${found.text}</Id></Plan>`;
  key.plant(`${place.path}${tagText(tag)}`, 'OB', 'bytes', text, [found]);
  const form = random.next();
  const bytes = form < 0.3 ? utf16(text) : form < 0.6 ? new TextEncoder().encode(text) : (encodeText(text, person.specificCharacterSet, 'LT') ?? new TextEncoder().encode(text)); // biome-ignore format: one line
  return { tag, vr: 'OB', bytes };
}

const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 0xff, letter.charCodeAt(0) >>> 8]));

function sequenceAsUnknown(making: Making, place: Place, tag: Tag): Node {
  const { person, random, key } = making;
  const roiName = 0x30060026 as Tag;
  const patientName = 0x00100010 as Tag;
  const typed = typedText('ROIName', 'LO', person, random, true);
  const path = `${place.path}${tagText(tag)}[1].`;
  const group = person.name.split('=')[0]!;
  key.plant(`${path}${tagText(roiName)}`, 'LO', 'unknown-sequence', typed.text, typed.identifiers);
  key.plant(`${path}${tagText(patientName)}`, 'PN', 'unknown-sequence', person.name, [{ kind: 'name', text: group }]);
  const items: Node[] = [
    { tag: patientName, vr: 'PN', bytes: encodeText(person.name, person.specificCharacterSet, 'PN')! },
    { tag: roiName, vr: 'LO', bytes: encodeText(typed.text, person.specificCharacterSet, 'LO')! },
  ];
  return { tag, vr: 'UN', items: [items] };
}

/** Sequences within sequences, `depth` of them, with text in the first, third and last. */
function chain(making: Making, place: Place, at: (low: number) => Tag, depth: number, level = 1): Node {
  const tag = at(0x10);
  const inner: Place = { ...place, path: `${place.path}${tagText(tag)}[1].`, depth: place.depth + 1 };
  const nodes: Node[] = [{ tag: tagOf(0x0031, at(0x10) >>> 8 & 0xff), vr: 'LO', bytes: new TextEncoder().encode(strange) }]; // biome-ignore format: one line
  if (level === 1 || level === 3 || level === depth) nodes.push(known(making, inner, at(0x01), 'LO'));
  if (level < depth) nodes.push(chain(making, inner, at, depth, level + 1));
  return { tag, vr: 'SQ', items: [nodes] };
}
