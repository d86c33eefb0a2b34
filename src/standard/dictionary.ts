/**
 * What PS3.6 says of an attribute: keyword, name, VRs, VM. It refuses to know private attributes (but that a creator is LO) and which
 * of several VRs a file means. Nothing is built before first use: VRs first (a hash table of typed arrays), names one by one.
 */
import { keywordOrder, names, repeating, tags, vrs } from './generated/attributes.js';
import { lazy } from './lazy.js';
import { isPrivate, isPrivateCreator, type Tag } from './tag.js';
import { type Vr, type VrName, vr } from './vr.js';

export interface DictionaryEntry {
  /** Of a repeating group: the tag with the x as 0. */
  readonly tag: Tag;
  /** Empty for the few retired attributes that the dictionary leaves unnamed. */
  readonly keyword: string;
  readonly name: string;
  /** Several where the dictionary leaves a choice; none for items and delimiters. */
  readonly vrs: readonly VrName[];
  readonly vm: string;
  readonly retired: boolean;
}

/** A choice of VRs that the data set decides (PS3.5 Annex A). Compared by identity with the values of `ambiguousVr`. */
export interface AmbiguousVr {
  readonly ambiguous: 'US or SS' | 'OB or OW' | 'US or OW' | 'US or SS or OW';
}

export type DictionaryVr = Vr | AmbiguousVr;

export const isAmbiguous = (dictionaryVr: DictionaryVr): dictionaryVr is AmbiguousVr => 'ambiguous' in dictionaryVr;

/** VR by tag, without allocation. Private creators are LO and group lengths UL; other private tags, items and delimiters have none. */
export function dictionaryVr(tag: Tag): DictionaryVr | undefined {
  const place = placeOf(tag);
  if (place >= 0) return index().vrOf[place];
  if ((tag & 0xffff) === 0) return vr.UL;
  if (isPrivate(tag)) return isPrivateCreator(tag) ? vr.LO : undefined;
  return repeatingPlace(tag)?.vr;
}

/** The dictionary's row for a tag, repeating groups included. */
export function dictionaryEntry(tag: Tag): DictionaryEntry | undefined {
  const place = placeOf(tag);
  if (place >= 0) return entryAt(place);
  return isPrivate(tag) ? undefined : repeatingPlace(tag)?.entry;
}

/** Which bits of a tag count: all, but for repeating groups and elements, whose x are 0 in `entry.tag`. */
export function repeatingMask(tag: Tag): number {
  return placeOf(tag) >= 0 || isPrivate(tag) ? 0xffffffff : (repeatingPlace(tag)?.mask ?? 0xffffffff);
}

/** Keyword of a tag; undefined where the dictionary has none. */
export function keywordOf(tag: Tag): string | undefined {
  return dictionaryEntry(tag)?.keyword || undefined;
}

/** The tags of all attributes, in tag order; of repeating groups none. */
export const dictionaryTags = (): readonly Tag[] => Array.from(index().tagAt, (tag) => tag as Tag).sort((a, b) => a - b);

/** Tag of a keyword, spelled exactly as in the dictionary; the first tag of a repeating group or element. */
export function tagOfKeyword(keyword: string): Tag | undefined {
  const place = placeOfKeyword(keyword);
  return place >= 0 ? (index().tagAt[place] as Tag) : repeatingKeywords().get(keyword);
}

interface Index {
  /** Open addressing: place + 1 of a tag in `tagAt`, 0 for an empty slot. */
  readonly slots: Uint16Array;
  readonly tagAt: Uint32Array;
  readonly vrOf: readonly (DictionaryVr | undefined)[];
}

interface RepeatingRow {
  readonly mask: number;
  readonly vr: DictionaryVr | undefined;
  readonly entry: DictionaryEntry;
}

const slotBits = 14;
const bytesPerTag = 5;

const index = lazy(buildIndex);
const nameLines = lazy(() => names.split('\n'));
const repeatingRows = lazy(buildRepeating);
const keywordPlaces = lazy(() => atob(keywordOrder));
const repeatingKeywords = lazy(buildRepeatingKeywords);
const entries = new Map<number, DictionaryEntry>();

const slotOf = (tag: number): number => Math.imul(tag, 0x9e3779b1) >>> (32 - slotBits);

function placeOf(tag: Tag): number {
  const { slots, tagAt } = index();
  for (let slot = slotOf(tag); ; slot = (slot + 1) & (slots.length - 1)) {
    const place = slots[slot]! - 1;
    if (place < 0 || tagAt[place] === tag) return place;
  }
}

function buildIndex(): Index {
  const bytes = atob(tags);
  const choices = vrs.split('|').map(toDictionaryVr);
  const count = bytes.length / bytesPerTag;
  const slots = new Uint16Array(1 << slotBits);
  const tagAt = new Uint32Array(count);
  const vrOf: (DictionaryVr | undefined)[] = new Array(count);
  for (let place = 0, at = 0; place < count; place++, at += bytesPerTag) {
    const tag =
      ((bytes.charCodeAt(at) << 24) | (bytes.charCodeAt(at + 1) << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3)) >>> 0;
    tagAt[place] = tag;
    vrOf[place] = choices[bytes.charCodeAt(at + 4)];
    let slot = slotOf(tag);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place + 1;
  }
  return { slots, tagAt, vrOf };
}

function toDictionaryVr(text: string): DictionaryVr | undefined {
  if (text === '') return undefined;
  return text.includes('/') ? { ambiguous: text.replaceAll('/', ' or ') as AmbiguousVr['ambiguous'] } : vr[text as VrName];
}

function entryAt(place: number): DictionaryEntry {
  const known = entries.get(place);
  if (known) return known;
  const { tagAt, vrOf } = index();
  const entry = toEntry(tagAt[place] as Tag, vrOf[place], nameLines()[place]!.split('|'));
  entries.set(place, entry);
  return entry;
}

function toEntry(tag: Tag, choice: DictionaryVr | undefined, [keyword, name, vm, retired]: readonly string[]): DictionaryEntry {
  const vrNames = choice === undefined ? [] : isAmbiguous(choice) ? (choice.ambiguous.split(' or ') as VrName[]) : [choice.name];
  return Object.freeze({ tag, keyword: keyword!, name: name!, vrs: vrNames, vm: vm!, retired: retired === '1' });
}

// The masks of the dictionary's 50xx, 60xx and 7Fxx groups and of its elements with x, each tried in turn.
const masks = [0xff00ffff, 0xffffff0f, 0xffffff00, 0xffff000f, 0xffff0000];

function repeatingPlace(tag: Tag): RepeatingRow | undefined {
  const rows = repeatingRows();
  for (const mask of masks) {
    const row = rows.get((tag & mask) >>> 0);
    if (row?.mask === mask) return row;
  }
  return undefined;
}

function buildRepeating(): ReadonlyMap<number, RepeatingRow> {
  const choices = vrs.split('|').map(toDictionaryVr);
  return new Map(
    repeating.split('\n').map((text) => {
      const [tag, mask, vrPlace, ...rest] = text.split('|');
      const base = Number.parseInt(tag!, 16) as Tag;
      const choice = choices[Number(vrPlace)];
      return [base, { mask: Number.parseInt(mask!, 16), vr: choice, entry: toEntry(base, choice, rest) }];
    }),
  );
}

/** Binary search: a map of all keywords would take longer to build than a profile to compile. */
function placeOfKeyword(keyword: string): number {
  const order = keywordPlaces();
  let low = 0;
  let high = order.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const place = (order.charCodeAt(middle * 2) << 8) | order.charCodeAt(middle * 2 + 1);
    const text = nameLines()[place]!;
    const found = text.slice(0, text.indexOf('|'));
    if (found === keyword) return place;
    if (found < keyword) low = middle + 1;
    else high = middle;
  }
  return -1;
}

function buildRepeatingKeywords(): ReadonlyMap<string, Tag> {
  return new Map(
    [...repeatingRows().values()].map(({ entry, mask }) => {
      // (0028,04x0) with x as 0 is another attribute: there x begins at 1.
      const first = placeOf(entry.tag) < 0 ? 0 : ~mask & -~mask;
      return [entry.keyword, (entry.tag + first) as Tag];
    }),
  );
}
