/**
 * Does what a rule says to one whole value: clean, search, map, shift, replace. It answers with what became of the bytes and knows
 * neither Types nor tokens; what is done where a value cannot be worked on is for the stage.
 */
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import type { CharacterSet } from '../wire/charset.js';
import { asciiText, fitted, isBlank, isPlain, padded, paddedAscii } from '../wire/value.js';
import type { CompiledRules, Rule } from './compile.js';
import { keptTime, shiftDate, shiftDateTime } from './dates.js';
import type { Cleaner, PatientContext } from './file-context.js';
import { type LabelKind, labelKindOf } from './label-kinds.js';
import { folded, type Pseudonyms } from './pseudonyms.js';
import type { Records } from './records.js';
import { holdsUid, isUid } from './uid-bytes.js';
import { hideUids, revealUids } from './uid-text.js';
import { ValueMemory } from './value-memory.js';

/** `fail`: the value may not stay, and `result` says nothing. */
export type ValueOutcome = 'keep' | 'change' | 'fail';

const timezone = /^[+-](0\d|1[0-4])[0-5]\d$/;

export class ValueWork {
  /** The new value after `change`; never overwritten later. */
  result: Uint8Array = new Uint8Array(0);
  /** Whether the value is one for the review list. Then `original` and `cleaned` are its text before and after, and `doubtful` what stayed. */
  reviewed = false;
  original = '';
  cleaned = '';
  doubtful: readonly string[] = none;
  readonly #rules: CompiledRules;
  readonly #cleaner: Cleaner;
  readonly #pseudonyms: Pseudonyms;
  readonly #patient: PatientContext;
  /** By their bytes: the same few values stand in a patient's files thousands of times. */
  readonly #memory: ValueMemory;
  readonly #records: Records | undefined;

  constructor(
    rules: CompiledRules,
    cleaner: Cleaner,
    pseudonyms: Pseudonyms,
    patient: PatientContext,
    memory = new ValueMemory(),
    records?: Records,
  ) {
    this.#records = records;
    this.#memory = memory;
    this.#rules = rules;
    this.#cleaner = cleaner;
    this.#pseudonyms = pseudonyms;
    this.#patient = patient;
  }

  apply(rule: Rule, tag: Tag, as: Vr, bytes: Uint8Array, start: number, end: number, charset: CharacterSet): ValueOutcome {
    this.reviewed = false;
    switch (rule.action) {
      case 'pass':
      case 'keep':
        return 'keep';
      case 'byType':
      case 'drop':
      case 'schema':
      case 'schemaLength':
      case 'schemaFormat':
        return 'fail';
      case 'recurse':
        // A sequence by the dictionary, yet no items came: nobody knows what it is.
        return start === end ? 'keep' : 'fail';
      case 'patientId':
        return this.#assign(this.#patient.patientId, as, charset);
      case 'patientName':
        return this.#assign(this.#patient.patientName, as, charset);
      case 'replace':
        return this.#change(paddedAscii(rule.value!, as));
      default:
    }
    if (isBlank(bytes, start, end)) return 'keep';
    switch (rule.action) {
      case 'mapUid':
        return this.#mapUid(as, bytes, start, end);
      case 'shiftDate':
      case 'keepDate':
        return this.#date(rule, tag, as, bytes, start, end);
      case 'age':
        return this.#age(as, bytes, start, end);
      case 'pseudonym':
        return this.#pseudonym(rule, as, bytes, start, end, charset);
      case 'clean':
        return this.#clean(rule, tag, as, bytes, start, end, charset);
      case 'search':
        return this.#search(as, bytes, start, end, charset);
      default:
        return rule.action satisfies never;
    }
  }

  /** Whether an identifier stands in bytes that were made out of the file's. */
  finds(bytes: Uint8Array): boolean {
    return this.#cleaner.findsInBytes(bytes, 0, bytes.length);
  }

  #change(bytes: Uint8Array): ValueOutcome {
    this.result = bytes;
    return 'change';
  }

  /** A pseudonym that a user chose may hold letters that the file's character set lacks. */
  #assign(text: string, as: Vr, charset: CharacterSet): ValueOutcome {
    const bytes = charset.encode(text);
    return this.#change(bytes === undefined ? paddedAscii(text.replace(/[^ -~]/g, '_'), as) : padded(bytes, as));
  }

  #mapUid(as: Vr, bytes: Uint8Array, start: number, end: number): ValueOutcome {
    let mapped = this.#memory.uids.get(bytes, start, end);
    if (mapped === undefined) {
      const text = asciiText(bytes, start, end);
      const now = text.includes('\\') ? text.split('\\').map(this.#pseudonyms.uid).join('\\') : this.#pseudonyms.uid(text);
      // Bytes beyond ASCII are in no UID; what stands in for them is plain. PS3.5 9.1: UIDs are padded with NUL.
      mapped = now === text ? unchanged : paddedAscii(now, as);
      this.#memory.uids.set(bytes, start, end, mapped);
    }
    return mapped === unchanged ? 'keep' : this.#change(mapped);
  }

  #date(rule: Rule, tag: Tag, as: Vr, bytes: Uint8Array, start: number, end: number): ValueOutcome {
    if (as.kind === 'binary' && as !== vr.UN) return 'fail';
    const known = rule.vr ?? as.name;
    // What the file gives another VR is rare, and padded otherwise.
    const isUsual = rule.action === 'shiftDate' && tag !== timezoneOffset && known === as.name;
    const memory = isUsual && isDateVr(known) ? this.#memory.shifted[known] : undefined;
    const before = memory?.get(bytes, start, end);
    if (before !== undefined) return before === unchanged ? 'keep' : this.#change(before);
    const text = asciiText(bytes, start, end);
    const moved = move(known, tag, text, rule.action === 'shiftDate' ? this.#patient.shiftDays : 0);
    if (moved === undefined) return 'fail';
    // Nothing moved: the bytes stay as they are, spaces and all.
    const now = rule.action === 'keepDate' || moved === text ? unchanged : paddedAscii(moved, as);
    memory?.set(bytes, start, end, now);
    return now === unchanged ? 'keep' : this.#change(now);
  }

  /** Ages over 89 years are so rare that they identify: they become 90. */
  #age(as: Vr, bytes: Uint8Array, start: number, end: number): ValueOutcome {
    // PS3.5 6.2 allows three digits; some write more.
    const age = /^(\d{1,6})([DWMY])$/.exec(asciiText(bytes, start, end));
    if (age === null) return 'fail';
    return Number(age[1]) >= ninetyYears[age[2] as AgeUnit] ? this.#change(paddedAscii('090Y', as)) : 'keep';
  }

  #pseudonym(rule: Rule, as: Vr, bytes: Uint8Array, start: number, end: number, charset: CharacterSet): ValueOutcome {
    if (as.kind === 'binary') return 'fail';
    const known = this.#memory.pseudonyms.get(bytes, start, end);
    if (known !== undefined && known.rule === rule && known.as === as) {
      // Told again: the file that told it first may have come to nothing.
      for (const [original, pseudonym] of known.pairs) this.#records?.pseudonym(rule.namespace!, original, pseudonym);
      return this.#change(known.bytes);
    }
    const text = charset.decode(bytes, start, end, as).replace(/[\s\0]+$/, '');
    const values = as.multiple ? text.split('\\') : [text];
    const pairs: [string, string][] = [];
    const names = values.map((value) => {
      const original = value.trim();
      if (original === '') return '';
      const pseudonym = this.#pseudonyms.template(rule.template!, { namespace: rule.namespace!, value: folded(original) });
      this.#records?.pseudonym(rule.namespace!, original, pseudonym);
      pairs.push([original, pseudonym]);
      return pseudonym;
    });
    // Its rule was checked for the dictionary's VR; the file may have a shorter one.
    if (names.some((name) => name.length > (as.maxLength ?? name.length))) return 'fail';
    const now = paddedAscii(names.join('\\'), as);
    if (isPlain(bytes, start, end)) this.#memory.pseudonyms.set(bytes, start, end, { rule, as, bytes: now, pairs });
    return this.#change(now);
  }

  /** C: what identifies anyone is cut out. */
  #clean(rule: Rule, tag: Tag, as: Vr, bytes: Uint8Array, start: number, end: number, charset: CharacterSet): ValueOutcome {
    if (as.kind !== 'charset') return this.#search(as, bytes, start, end, charset);
    const text = charset.decode(bytes, start, end, as);
    const label = rule.label ?? labelKindOf(tag);
    this.#review(text, none);
    const cleaned = label === undefined ? this.#cleanText(text) : this.#cleanLabels(label, text, as);
    if (cleaned === text) return 'keep';
    // No name becomes empty: one that its character set cannot write gets a neutral one.
    return this.#write(label === undefined ? cleaned : this.#writable(label, text, cleaned, as, charset), as, charset);
  }

  #review(text: string, doubtful: readonly string[]): void {
    this.reviewed = true;
    this.original = text;
    this.cleaned = text;
    this.doubtful = doubtful;
  }

  #cleanText(text: string): string {
    const cleaned = this.#cleaner.inspectClean(text);
    this.doubtful = cleaned.doubtful;
    return cleaned.text;
  }

  /** Each name for itself, whatever pads it. */
  #cleanLabels(label: LabelKind, text: string, as: Vr): string {
    return ofEach(text, as, (name) => this.#cleanLabel(label, name));
  }

  /** The names after cleaning; in place of one that the character set lacks, what else the name may be called. */
  #writable(label: LabelKind, text: string, cleaned: string, as: Vr, charset: CharacterSet): string {
    const originals = as.multiple ? text.split('\\') : [text];
    return ofEach(cleaned, as, (name, at) =>
      charset.encode(name) === undefined ? this.#cleaner.neutralLabel(label, trimmed(originals[at] ?? '')) : name,
    );
  }

  #cleanLabel(label: LabelKind, padded: string): string {
    const name = trimmed(padded);
    if (name === '') return padded;
    const cleaned = this.#cleaner.inspectLabel(label, name);
    if (cleaned.doubtful.length > 0) this.doubtful = this.doubtful.length > 0 ? [...this.doubtful, ...cleaned.doubtful] : cleaned.doubtful;
    return cleaned.text === name ? padded : cleaned.text;
  }

  /** Kept, unless it names the patient or one of the people and places around. Other numbers and dates are vocabulary here: codes, versions. */
  #search(as: Vr, bytes: Uint8Array, start: number, end: number, charset: CharacterSet): ValueOutcome {
    if (as.kind === 'binary') return this.#searchBytes(as, bytes, start, end, charset);
    if (this.#memory.innocent.get(bytes, start, end)) return 'keep';
    const text = charset.decode(bytes, start, end, as);
    if (this.#cleaner.finds(text, as === vr.CS)) {
      this.#review(text, none);
      // What is cut out of coded strings, AE titles and URLs leaves no word of their vocabulary.
      if (!this.#rules.cleansText || as.kind !== 'charset') return 'fail';
      return this.#write(this.#cleanText(text), as, charset);
    }
    const doubtful = this.#cleaner.doubts(text, as === vr.CS);
    if (doubtful.length > 0) this.#review(text, doubtful);
    const hidden = this.#rules.mapsUids ? hideUids(text, this.#pseudonyms.uid) : undefined;
    if (hidden !== undefined && hidden.mapped.length > 0) {
      const mapped = revealUids(hidden.text, hidden);
      if (mapped !== text) {
        this.#review(text, doubtful);
        return this.#write(mapped, as, charset);
      }
    }
    // A doubtful text is to be told of for each attribute.
    if (doubtful.length === 0 && isPlain(bytes, start, end)) this.#memory.innocent.set(bytes, start, end, true);
    return 'keep';
  }

  #searchBytes(as: Vr, bytes: Uint8Array, start: number, end: number, charset: CharacterSet): ValueOutcome {
    if (this.#cleaner.findsInBytes(bytes, start, end, charset)) return 'fail';
    if (!this.#rules.mapsUids) return 'keep';
    if (isUid(bytes, start, end)) return this.#mapUid(as, bytes, start, end);
    return holdsUid(bytes, start, end) ? 'fail' : 'keep';
  }

  #write(text: string, as: Vr, charset: CharacterSet): ValueOutcome {
    const values = as.multiple ? text.split('\\') : [text];
    const fitting = values.map((value) => fitted(value.replace(/[ \0]+$/, ''), as)).join('\\');
    const encoded = /[^\\\s\0]/.test(fitting) ? charset.encode(fitting) : undefined;
    this.cleaned = fitting;
    return encoded === undefined ? 'fail' : this.#change(padded(encoded, as));
  }
}

/** The text with each of its values changed. */
function ofEach(text: string, as: Vr, change: (value: string, at: number) => string): string {
  return as.multiple && text.includes('\\') ? text.split('\\').map(change).join('\\') : change(text, 0);
}

const trimmed = (name: string): string => name.replace(/^[\s\0]+|[\s\0]+$/g, '');

type AgeUnit = 'D' | 'W' | 'M' | 'Y';

const ninetyYears: Readonly<Record<AgeUnit, number>> = { D: 32873, W: 4697, M: 1080, Y: 90 };
const unchanged = new Uint8Array(0);
const none: readonly string[] = [];

const timezoneOffset = 0x00080201;

type DateVr = keyof ValueMemory['shifted'];

const isDateVr = (name: string): name is DateVr => name === 'DA' || name === 'DT' || name === 'TM';

/** The offset from UTC (0008,0201) stays with the times it belongs to. @param known the dictionary's VR; where that says nothing, the file's */
function move(known: string, tag: Tag, text: string, days: number): string | undefined {
  if (tag === timezoneOffset) return timezone.test(text) ? text : undefined;
  switch (known) {
    case 'DA':
      return shiftDate(text, days);
    case 'DT':
      return shiftDateTime(text, days);
    case 'TM':
      return keptTime(text);
    default:
      return undefined;
  }
}
