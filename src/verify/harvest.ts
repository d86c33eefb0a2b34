/**
 * Whom does an original speak of? Gathers, at any depth, what must not be in an output: names and their parts, numbers, places,
 * machines, dates, UIDs, as text and as the bytes that stood there. Plain data; it searches nothing and knows no profile.
 */
import { limits } from '../base/limits.js';
import { isPrivate } from '../standard/tag.js';
import { isRegisteredUid, uidRole } from '../standard/uid.js';
import { vr } from '../standard/vr.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt, type TreeElement } from './element-tree.js';
import { type IdentifierKind, identifies } from './identity-attributes.js';
import { type CharacterSets, characterSetsOf, defaultSets, isPlainText, someText } from './text.js';

export interface Harvested {
  readonly kind: IdentifierKind;
  readonly text: string;
  /** As it stood, hexadecimal, where the text alone does not tell. */
  readonly bytes?: string;
}

const longestRemembered = 128;

/** Adds what a file holds. A patient's files share one harvest; it is bounded by limits.identityTerms of each kind but UIDs. */
export class Harvest {
  readonly #found = new Map<string, Harvested>();
  /** Values that have been taken apart. */
  readonly #seen = new Set<string>();
  #takesUid: ((uid: string) => void) | undefined;
  readonly #counts: { [kind in IdentifierKind]?: number } = {};

  /** @param takesUid where UIDs go instead: there may be very many */
  add(file: ReadFile, takesUid?: (uid: string) => void): void {
    this.#takesUid = takesUid;
    this.#level(file.elements, defaultSets);
    for (const element of file.fileMeta) if (element.vr === 'AE') this.#text('device', element.bytes, defaultSets, 4);
  }

  /** What somebody else gathered, decoded: names with their `^` and `=`. */
  addTerms({
    names,
    ids,
    places,
    devices,
    dates,
  }: { readonly [kind in 'names' | 'ids' | 'places' | 'devices' | 'dates']: readonly string[] }): void {
    for (const name of names) this.#names(Buffer.from(name), ['ISO_IR 192']);
    for (const [kind, texts] of [
      ['id', ids],
      ['place', places],
      ['device', devices],
    ] as const)
      for (const text of texts) if (text.length >= 4) this.#put(kind, text);
    for (const date of dates) this.#date(date);
  }

  /** What other files of the same patient gave. */
  merge(others: readonly Harvested[]): void {
    for (const one of others) this.#keep(one);
  }

  /** How many there are, without UIDs. */
  get terms(): number {
    return this.#found.size - (this.#counts.uid ?? 0);
  }

  all(): readonly Harvested[] {
    return [...this.#found.values()];
  }

  #level(elements: readonly TreeElement[], around: CharacterSets): void {
    const own = elementAt(elements, 0x00080005);
    const sets = own && own.length > 0 ? characterSetsOf(own.bytes) : around;
    for (const element of elements) {
      if (element.items) for (const item of element.items) this.#level(item, sets);
      else if (element.length > 0) this.#element(element, sets);
    }
  }

  #element(element: TreeElement, sets: CharacterSets): void {
    switch (element.vr) {
      case 'PN':
        if (!this.#isKnown(element, sets)) this.#names(element.bytes, sets);
        return;
      case 'AE':
        if (!this.#isKnown(element, sets)) this.#text('device', element.bytes, sets, 4);
        return;
      case 'DA':
      case 'DT':
        if (!this.#isKnown(element, sets)) for (const value of element.text.split('\\')) this.#date(value);
        return;
      case 'UI':
        if (uidRole(element.tag) === 'instance') for (const uid of element.text.split('\\')) this.#uid(uid);
        return;
      default: {
        const row = isPrivate(element.tag) ? undefined : identifies(element.tag);
        if (row && !this.#isKnown(element, sets)) this.#text(row.kind, element.bytes, sets, row.least);
      }
    }
  }

  /** A patient's files say the same again and again. */
  #isKnown(element: TreeElement, sets: CharacterSets): boolean {
    const { kind } = vr[element.vr];
    if (kind === 'binary' || element.length > longestRemembered) return false;
    const key = `${element.tag} ${sets === defaultSets ? '' : sets.join('\\')} ${element.text}`;
    if (this.#seen.has(key)) return true;
    if (this.#seen.size < limits.cleanCache) this.#seen.add(key);
    return false;
  }

  #names(bytes: Uint8Array, sets: CharacterSets): void {
    for (const value of split(bytes, 0x5c, sets)) {
      for (const group of split(value, 0x3d, sets)) {
        const text = someText(group, sets).trim();
        if (text.includes('^')) this.#put('name', text, group);
        for (const part of split(group, 0x5e, sets)) for (const word of wordsOf(someText(part, sets))) this.#put('name', word, part);
      }
    }
  }

  #text(kind: IdentifierKind, bytes: Uint8Array, sets: CharacterSets, least: number): void {
    for (const value of split(bytes, 0x5c, sets)) {
      const text = someText(value, sets).replaceAll('\0', '').trim();
      if (text.length >= least) this.#put(kind, text, value);
    }
  }

  #date(value: string): void {
    const match = /^\s*((?:18|19|20)\d{2})\.?(0[1-9]|1[0-2])\.?(0[1-9]|[12]\d|3[01])/.exec(value);
    if (match) this.#put('date', `${match[1]}${match[2]}${match[3]}`);
  }

  #uid(value: string): void {
    const uid = value.replaceAll('\0', '').trim();
    if (uid.length < 8 || isRegisteredUid(uid)) return;
    if (this.#takesUid) this.#takesUid(uid);
    else this.#put('uid', uid);
  }

  #put(kind: IdentifierKind, text: string, bytes?: Uint8Array): void {
    const raw = bytes && !isPlainText(bytes) ? trimmed(bytes) : undefined;
    this.#keep({ kind, text, ...(raw ? { bytes: Buffer.from(raw).toString('hex') } : {}) });
  }

  #keep(one: Harvested): void {
    if (saysNothing.has(one.text.toLowerCase()) || (one.kind === 'place' && isAnyPlace(one.text))) return;
    const key = `${one.kind}\0${one.text}`;
    if (this.#found.has(key)) return;
    const count = (this.#counts[one.kind] ?? 0) + 1;
    if (one.kind !== 'uid' && count > limits.identityTerms) return;
    this.#counts[one.kind] = count;
    this.#found.set(key, one);
  }
}

/** What stands where nobody is named. */
const saysNothing: ReadonlySet<string> = new Set(
  'none null unknown anonymous anonymized anonymised anon default undefined unspecified removed deidentified phantom test sample dummy patient'.split(
    ' ',
  ),
);

/** A department or clinic as every hospital has one. */
const anyPlace: ReadonlySet<string> = new Set(
  `radiotherapy radiation oncology radiology radiologie strahlentherapie radioterapia radiotherapie therapy medicine medical physics nuclear
  department dept clinic klinik hospital hospitals university center centre institute cancer unit ward of and de for the general`.split(
    /\s+/,
  ),
);

const isAnyPlace = (text: string): boolean =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .every((word) => word === '' || anyPlace.has(word));

/** Words of a name of three letters and more, of two where a letter is a word's worth. */
function wordsOf(component: string): string[] {
  return component
    .replaceAll('\0', '')
    .split(/[\s,.;/_-]+/)
    .filter((word) => (/[\u2e80-\ud7ff\uf900-\ufaff]/.test(word) ? word.length >= 2 : word.length >= 3) && /\p{L}/u.test(word));
}

/** At a delimiter that is a character of its own, not half of one: in two-byte code extensions and GB18030 its code may be that. */
function split(bytes: Uint8Array, delimiter: number, sets: CharacterSets): Uint8Array[] {
  if (isPlainText(bytes)) return splitAt(bytes, delimiter, (at) => at + 1);
  const wide = sets[0] === 'GB18030' || sets[0] === 'GBK';
  let jis = false;
  return splitAt(bytes, delimiter, (at) => {
    if (bytes[at] === 0x1b) {
      jis = bytes[at + 1] === 0x24 && bytes[at + 2] !== 0x29;
      return at + (bytes[at + 1] === 0x24 && !jis ? 4 : jis && bytes[at + 2] === 0x28 ? 4 : 3);
    }
    if (jis) return at + 2;
    if (!wide || bytes[at]! < 0x81) return at + 1;
    return at + ((bytes[at + 1] ?? 0) >= 0x30 && (bytes[at + 1] ?? 0) <= 0x39 ? 4 : 2);
  });
}

function splitAt(bytes: Uint8Array, delimiter: number, next: (at: number) => number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const after = next(at);
    if (after === at + 1 && bytes[at] === delimiter) {
      parts.push(bytes.subarray(from, at));
      from = after;
    }
    at = after;
  }
  parts.push(bytes.subarray(from));
  return parts;
}

/** Without padding and without the escape sequences around it, which depend on what stands beside it. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const lead = /^(?:[ \0]|\x1b\$[()]?.|\x1b[(),-].)*/s.exec(text)![0].length;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
  const trail = /(?:[ \0]|\x1b\$[()]?.|\x1b[(),-].)*$/s.exec(text.slice(lead))![0].length;
  return bytes.subarray(lead, bytes.length - trail);
}
