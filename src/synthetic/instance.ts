/**
 * Makes one instance of an IOD out of its tables: what they require and every text they allow, at every level, with identifiers in it
 * or with what should stay, and takes down which. It walks the tables; what stands in a value is in values.ts.
 */
import { dictionaryEntry } from '../standard/dictionary.js';
import type { IodNode, Requirement } from '../standard/iod-types.js';
import { elementOf, groupOf, type Tag, tagText } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import type { KeyWriter } from './key-writer.js';
import { both, type Needs, needsOf } from './needs.js';
import type { Node, SequenceNode } from './node.js';
import type { Person } from './person.js';
import { privateNodes } from './private-data.js';
import type { Random } from './random.js';
import type { InstanceName, Instances } from './uids.js';
import { makeValue } from './values.js';

/** What an instance is made for. */
export interface Making {
  readonly person: Person;
  readonly random: Random;
  readonly key: KeyWriter;
  readonly instances: Instances;
  readonly own: InstanceName;
  /** Value of Modality (0008,0060). */
  readonly modality: string;
  /** Share of texts with an identifier in them. */
  readonly planted: number;
  readonly explicit: boolean;
}

/** Where a level stands. */
export interface Place {
  readonly path: string;
  readonly depth: number;
  readonly needs: Needs;
  /** Of the sequence around. */
  readonly sequence: string;
}

const specificCharacterSet = 0x00080005;
const equivalentCodeSequence = 0x00080121;
/** How far a chain of nested items is drawn out where the tables let it go on for ever. */
const chainDepth = 8;
const deepest = 9;

export function makeDataSet(root: IodNode, making: Making): Node[] {
  return new Maker(making).level(root, { path: '', depth: 0, needs: [], sequence: '' });
}

class Maker {
  readonly #making: Making;
  /** How often each sequence was filled. */
  readonly #filled = new Map<number, number>();
  #chained = false;
  #unknown = 0;

  constructor(making: Making) {
    this.#making = making;
  }

  level(node: IodNode, place: Place): Node[] {
    const nodes: Node[] = [];
    for (const [tag, requirement] of node.attributes()) {
      const made = this.#attribute(tag, requirement, node, place);
      if (made) nodes.push(made);
    }
    if (place.depth === 0 || (place.depth > 0 && this.#making.random.chance(0.03))) nodes.push(...privateNodes(this.#making, place));
    return nodes;
  }

  #attribute(tag: Tag, requirement: Requirement, node: IodNode, place: Place): Node | undefined {
    const entry = dictionaryEntry(tag);
    const name = entry?.vrs[0];
    if (entry === undefined || name === undefined || isNeverMade(tag, place)) return undefined;
    if (name === 'SQ') return this.#sequence(tag, requirement, node, place, entry.keyword);
    if (tag !== specificCharacterSet && !isWanted(name, requirement, this.#making.random)) return undefined;
    return makeValue(tag, name, place, this.#making, requirement);
  }

  #sequence(tag: Tag, requirement: Requirement, node: IodNode, place: Place, keyword: string): SequenceNode | undefined {
    const child = node.child(tag);
    const times = this.#filled.get(tag) ?? 0;
    const { random } = this.#making;
    const chain = tag === equivalentCodeSequence && !this.#chained && place.depth > 0;
    const opens = requirement === '1' || chain || (place.depth < deepest && (times === 0 || (place.depth < 3 && random.chance(0.01))));
    if (child === undefined || !opens) return requirement === '2' ? { tag, vr: 'SQ', items: [] } : undefined;
    this.#filled.set(tag, times + 1);
    const path = `${place.path}${tagText(tag)}`;
    const needs = both(place.needs, needsOf(tag));
    const count = random.chance(0.06) ? 2 : 1;
    const items = Array.from({ length: count }, (_, at) => {
      const inner: Place = { path: `${path}[${at + 1}].`, depth: place.depth + 1, needs, sequence: keyword };
      if (chain && inner.depth >= chainDepth) this.#chained = true;
      return this.level(child, inner);
    });
    // A public sequence that somebody wrote without knowing it. Only one that has no other around it: items in UN are implicit.
    const unknown = this.#making.explicit && place.depth === 0 && requirement === '3' && this.#unknown < 2 && random.chance(0.2);
    if (unknown) this.#unknown++;
    return { tag, vr: unknown ? 'UN' : 'SQ', items };
  }
}

const texts: readonly VrName[] = ['SH', 'LO', 'ST', 'LT', 'UT', 'UC', 'PN', 'AE', 'UR', 'DA', 'DT'];

/** All texts and dates, what is required, and some of the rest. */
function isWanted(name: VrName, requirement: Requirement, random: Random): boolean {
  if (texts.includes(name)) return true;
  if (requirement === '1' || requirement === '2') return true;
  return random.chance(vr[name].kind === 'binary' ? 0.15 : 0.4);
}

/** File Meta Information, group lengths, what describes or signs the data set itself; Pixel Data but the plain one. */
function isNeverMade(tag: Tag, { depth }: Place): boolean {
  const group = groupOf(tag);
  if (group <= 0x0007 || elementOf(tag) === 0 || group === 0xfffa || group === 0xfffc || group === 0x4ffe) return true;
  if (group === 0x7fe0) return depth > 0 || elementOf(tag) !== 0x0010;
  return [0x00080005, 0x00080300, 0x00120062, 0x00120063, 0x00120064, 0x00280303].includes(tag) && depth > 0;
}
