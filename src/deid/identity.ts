/**
 * Whom does a file speak of? The harvester gathers what identifies patient, people, places and devices from a file's tokens, at any
 * depth; the result is plain data that is merged over a patient's files. It does not know how these are searched for.
 */
import { limits } from '../base/limits.js';
import { groupOf, tag } from '../standard/tag.js';
import { type CharacterSet, characterSet } from '../wire/charset.js';
import { ShortValues } from '../wire/short-values.js';
import type { Token } from '../wire/token.js';
import { asciiText, isPlain } from '../wire/value.js';
import { wholeDates } from './dates.js';
import { type IdentityKind, identityOf } from './identity-attributes.js';
import { labelKindOf, labelTerm } from './label-kinds.js';

/** Original values, decoded and trimmed, each once, sorted. Names are PN values with their `^` and `=`; dates are YYYYMMDD. */
export interface IdentityTerms {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly dates: readonly string[];
  readonly places: readonly string[];
  readonly devices: readonly string[];
  /** Those of `names` that are the patient's: their words go although they are words of radiotherapy, and however short. */
  readonly own?: readonly string[];
  /** What structures, beams, plans are called: see labelTerm. Not searched for: names that differ must stay different. */
  readonly labels?: readonly string[];
}

const none: readonly string[] = [];

export const noTerms: IdentityTerms = Object.freeze({ names: [], ids: [], dates: [], places: [], devices: [] });

type TermKind = IdentityKind | 'own' | 'labels';

const kinds = ['names', 'ids', 'dates', 'places', 'devices', 'own', 'labels'] as const satisfies readonly TermKind[];
const specificCharacterSet = tag(0x00080005);

/** Takes a file's tokens in order. Bounded by limits.identityTerms of each kind. */
export class Harvester {
  private readonly found: Readonly<Record<TermKind, Set<string>>> = {
    names: new Set(),
    ids: new Set(),
    dates: new Set(),
    places: new Set(),
    devices: new Set(),
    own: new Set(),
    labels: new Set(),
  };
  /** Character set by depth: an item without (0008,0005) has that of the data set around it (PS3.3 C.12.1.1.2). */
  private readonly sets: CharacterSet[] = [characterSet(undefined)];

  push(token: Token): void {
    if (token.kind === 'itemStart') this.sets[token.depth] = this.sets[token.depth - 1] ?? this.sets[0]!;
    if (token.kind !== 'element' || token.start === token.end) return;
    if (token.tag === specificCharacterSet) {
      this.sets[token.depth] = characterSet(asciiText(token.bytes, token.start, token.end));
      return;
    }
    switch (token.vr.name) {
      case 'PN':
        this.add('names', token, 1);
        if (groupOf(token.tag) === 0x0010) this.add('own', token, 1);
        return;
      case 'AE':
        this.add('devices', token, 3);
        return;
      case 'UR':
        this.host(asciiText(token.bytes, token.start, token.end));
        return;
      case 'DA':
      case 'DT':
        for (const date of datesIn(token)) this.put('dates', date);
        return;
      case 'SH':
      case 'LO':
      case 'ST':
      case 'LT':
      case 'UC':
      case 'UT':
      case 'CS': {
        const identity = identityOf(token.tag);
        if (identity) this.add(identity.kind, token, identity.least);
        else this.addLabel(token);
        return;
      }
    }
  }

  /** Files with the same terms share one object. */
  result(): IdentityTerms {
    const spelled = JSON.stringify(kinds.map((kind) => [...this.found[kind]]));
    const known = results.get(spelled);
    if (known !== undefined) return known;
    const { names, ids, dates, places, devices, own, labels } = this.found;
    const terms = {
      names: sorted(names),
      ids: sorted(ids),
      dates: sorted(dates),
      places: sorted(places),
      devices: sorted(devices),
      ...(own.size > 0 && { own: sorted(own) }),
      ...(labels.size > 0 && { labels: sorted(labels) }),
    };
    if (results.size >= mostResults) results.clear();
    if (spelled.length <= longestSpelled) results.set(spelled, terms);
    return terms;
  }

  private addLabel(token: Token): void {
    const label = labelKindOf(token.tag);
    if (label === undefined) return;
    for (const value of this.values(token)) if (value !== '') this.put('labels', labelTerm(label, value));
  }

  private add(kind: TermKind, token: Token, least: number): void {
    for (const value of this.values(token)) if (value.length >= least) this.put(kind, value);
  }

  /** Decoded and trimmed. */
  private values(token: Token): readonly string[] {
    const { bytes, start, end, vr } = token;
    const memory = vr.multiple ? memories.lists : memories.texts;
    const known = memory.get(bytes, start, end);
    if (known !== undefined) return known;
    const set = this.sets[token.depth] ?? this.sets[0]!;
    const text = set.decode(bytes, start, end, vr);
    const values = (vr.multiple ? text.split('\\') : [text]).map((value) => value.replace(/^[\s\0]+|[\s\0]+$/g, ''));
    // The same in every character set.
    if (isPlain(bytes, start, end)) memory.set(bytes, start, end, values);
    return values;
  }

  /** Of a URL: the same host stands in other texts without what makes it one. No option keeps it. */
  private host(url: string): void {
    const host = /^[a-z][a-z0-9+.-]{0,15}:\/\/([a-z0-9.-]{3,253})/i.exec(url)?.[1];
    if (host !== undefined) this.put('ids', host);
  }

  private put(kind: TermKind, value: string): void {
    const found = this.found[kind];
    if (found.size < limits.identityTerms) found.add(value);
  }
}

/** What short values came to, from file to file: the next has mostly the same. */
const memories = {
  texts: new ShortValues<readonly string[]>(),
  lists: new ShortValues<readonly string[]>(),
  dates: new ShortValues<readonly string[]>(),
};

function datesIn({ bytes, start, end }: Token): readonly string[] {
  const known = memories.dates.get(bytes, start, end);
  if (known !== undefined) return known;
  const dates = wholeDates(asciiText(bytes, start, end));
  memories.dates.set(bytes, start, end, dates);
  return dates;
}

/** By their terms as they came. */
const results = new Map<string, IdentityTerms>();
const mostResults = 256;
const longestSpelled = 4096;

/** Both, each value once. Bounded like the harvester. */
export function mergeTerms(a: IdentityTerms, b: IdentityTerms): IdentityTerms {
  if (a === b) return a;
  const merged: Partial<Record<TermKind, readonly string[]>> = {};
  for (const kind of kinds) {
    const [one = none, other = none] = [a[kind], b[kind]];
    if (one.length + other.length === 0 && (kind === 'own' || kind === 'labels')) continue;
    merged[kind] = isSubset(other, one) ? one : sorted(new Set([...one, ...other])).slice(0, limits.identityTerms);
  }
  return merged as unknown as IdentityTerms;
}

/** What patientKey reads; the head of a file has it. */
export interface PatientHead {
  readonly patientId: string;
  readonly issuerOfPatientId: string;
  readonly studyInstanceUid: string;
  readonly sopInstanceUid: string;
}

/**
 * The same text for all files of one patient: Patient ID with its issuer, whatever their case and spacing; without a Patient ID
 * the study, and without that the file itself.
 */
export function patientKey(head: PatientHead): string {
  const id = normalId(head.patientId);
  if (id !== '') return `patient\0${id}\0${normalId(head.issuerOfPatientId)}`;
  const study = head.studyInstanceUid.trim();
  return study !== '' ? `study\0${study}` : `instance\0${head.sopInstanceUid.trim()}`;
}

/** A Patient ID or issuer, however it is cased and spaced. */
export function normalId(value: string): string {
  return value
    .replace(/[\s\0]+/g, ' ')
    .trim()
    .toUpperCase();
}

function isSubset(part: readonly string[], whole: readonly string[]): boolean {
  if (part === whole || part.length === 0) return true;
  const all = new Set(whole);
  return part.every((value) => all.has(value));
}

/** By code unit: the same on every machine. */
function sorted(values: ReadonlySet<string>): string[] {
  return [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
