/**
 * Values that stand in where one must stand: valid for the VR, the same for equal originals and different for different ones where text
 * allows it. It knows no rule and no Type.
 */
import { dictionaryEntry } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import { uidRole } from '../standard/uid.js';
import type { Vr, VrName } from '../standard/vr.js';
import { paddedAscii } from '../wire/value.js';
import { folded, type Pseudonyms } from './pseudonyms.js';

/** What a dummy may depend on. */
export interface DummySource {
  readonly pseudonyms: Pseudonyms;
  /** Of the file: what a dummy reference is a reference to. */
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

/** Names of one machine, which several Attributes hold: their stand-ins must agree. */
export const machineNamespace = 'machine';

const hashLength = 6;

/** Words before the hash; 16 characters of SH hold nine and the hash. */
const words: { readonly [tag: number]: readonly [word: string, namespace: string] } = {
  528400: ['MACHINE', machineNamespace],
  805437442: ['IMAGE', 'label'],
  805437472: ['MACHINE', machineNamespace],
  805699586: ['SS', 'label'],
  805699622: ['ROI', 'label'],
  805961730: ['PLAN', 'label'],
  805961906: ['MACHINE', machineNamespace],
  805961922: ['BEAM', 'label'],
};

/** Coded strings that the Standard enumerates, where "NONE" would be an error. */
const codedStrings: { readonly [tag: number]: string } = {
  1048640: 'O',
  4235280: 'CONTAINS',
  4235328: 'TEXT',
  4235344: 'SEPARATE',
};

/** A plausible day that is nobody's: no first or last day of a calendar that programs take for "none". */
const date = '20000101';

/**
 * @param original text of what is replaced, without padding; empty where there is none
 * @returns an even number of bytes; binary values are zeros
 */
export function dummyValue(tag: Tag, vr: Vr, original: string, source: DummySource): Uint8Array {
  const zeros = binaryWidth[vr.name];
  const count = leastValues(tag);
  if (zeros !== undefined) return new Uint8Array(zeros * count);
  return paddedAscii(dummyText(tag, vr, original, source, count), vr);
}

function dummyText(tag: Tag, vr: Vr, original: string, source: DummySource, count: number): string {
  switch (vr.name) {
    case 'AS':
      return '000Y';
    case 'CS':
      return repeated(codedStrings[tag] ?? 'NONE', count);
    case 'DA':
      return repeated(date, count);
    case 'DT':
      return repeated(`${date}000000`, count);
    case 'TM':
      return repeated('000000', count);
    case 'DS':
    case 'IS':
      return repeated('0', count);
    case 'UR':
      return 'about:blank';
    case 'UI':
      if (uidRole(tag) === 'definition') return source.sopClassUid;
      return source.pseudonyms.uid(original === '' ? `radonym ${tag} ${source.sopInstanceUid}` : original);
    case 'PN':
      return original
        .split('\\')
        .map((name) => personPseudonym(name, source.pseudonyms))
        .join('\\');
    default: {
      const [word, namespace] = words[tag] ?? ['DUMMY', 'label'];
      if (original === '') return repeated(word, count);
      return repeated(`${word}-${source.pseudonyms.hash(namespace, original, hashLength)}`, count);
    }
  }
}

/** One person, one pseudonym, however the name is padded or cased. */
export function personPseudonym(name: string, pseudonyms: Pseudonyms): string {
  const plain = folded(name);
  return plain === '' ? 'PERSON' : `PERSON-${pseudonyms.hash('person', plain, hashLength)}`;
}

const binaryWidth: { readonly [name in VrName]?: number } = {
  AT: 4,
  FD: 8,
  FL: 4,
  OB: 2,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  UN: 2,
  US: 2,
  UV: 8,
};

const repeated = (text: string, count: number): string => Array.from({ length: count }, () => text).join('\\');

/** The fewest values that the Attribute's VM allows: 3 of `3`, 2 of `2-2n`, 1 of `1-n`. */
function leastValues(tag: Tag): number {
  const least = Number.parseInt(dictionaryEntry(tag)?.vm ?? '1', 10);
  return least >= 1 && least <= 64 ? least : 1;
}
