/**
 * Did an output do what an answer key of MIDI-B (github.com/CBIIT/MIDI_validation_script) asks of it? Records in its words, the actions and
 * the rules by which its validation script passes each. It opens no database, pairs no files, and reads no burned-in text.
 */

import { type PlacedText, placedTexts } from './answer-places.js';
import { hasText, type Kept, keeps } from './answer-text.js';
import type { ReadFile } from './dataset-reader.js';

/** One thing to check. Texts without the angle brackets that the key puts around them. */
export interface Answer {
  readonly action: string;
  /** `<(300a,00b0)>[<0000>]<(300a,00c2)>`, as an output's places are written. */
  readonly place: string;
  readonly value: string;
  readonly text: string | undefined;
  readonly category: AnswerCategory;
}

/** As the validation script's report counts it: `hipaa`, `dicom`, `tcia`, and a code. */
export interface AnswerCategory {
  readonly family: 'hipaa' | 'dicom' | 'tcia' | 'unknown';
  readonly code: string;
}

/** `unchecked`: nobody but an eye can tell, or the key asks for what nobody knows. */
export type AnswerResult = 'passed' | 'failed' | 'unchecked';

/** What the run that made the outputs made of UIDs and Patient IDs. */
export interface Replacements {
  uidOf(original: string): string | undefined;
  patientIdOf(original: string): string | undefined;
}

/** @returns undefined where it is no set of checks as the script reads it */
export function answersOf(answerData: string): readonly Answer[] | undefined {
  let data: unknown;
  try {
    data = JSON.parse(answerData);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  const records = Object.values(data).map((record: unknown) => answerOf(record));
  return records.includes(undefined) ? undefined : (records as Answer[]);
}

function answerOf(record: unknown): Answer | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { action, tag_ds, value, action_text, answer_category_v2 } = record as { readonly [key: string]: unknown };
  const word = unwrapped(action);
  if (word === undefined) return undefined;
  return {
    action: word,
    place: typeof tag_ds === 'string' ? tag_ds.toLowerCase() : '',
    value: unwrapped(value) ?? '',
    text: unwrapped(action_text),
    category: categoryOf(word, answer_category_v2),
  };
}

const unwrapped = (value: unknown): string | undefined =>
  typeof value === 'string' && /^<.*>$/s.test(value) ? value.slice(1, -1) : undefined;

const ofAction: { readonly [action: string]: AnswerCategory } = {
  date_shifted: { family: 'hipaa', code: 'HIPAA-C' },
  uid_changed: { family: 'hipaa', code: 'HIPAA-R' },
  pixels_hidden: { family: 'hipaa', code: 'HIPAA-A' },
  patid_consistent: { family: 'dicom', code: 'DICOM-P15-BASIC-C' },
  uid_consistent: { family: 'dicom', code: 'DICOM-P15-BASIC-U' },
  pixels_retained: { family: 'tcia', code: 'TCIA-P15-PIX-K' },
};

/** Of what the record names, the first that counts for its action. */
const byRecord: { readonly [action: string]: readonly (readonly [family: 'hipaa' | 'dicom' | 'tcia', field: string])[] } = {
  tag_retained: [['dicom', 'iod']],
  text_notnull: [['dicom', 'iod']],
  text_removed: [['hipaa', 'm'], ['hipaa', 'z'], ['tcia', 'p15'], ['tcia', 'ptkb'], ['tcia', 'rev']],
  text_retained: [['tcia', 'p15'], ['tcia', 'ptkb'], ['tcia', 'rev']],
}; // biome-ignore format: a row an action

function categoryOf(action: string, stated: unknown): AnswerCategory {
  const fixed = ofAction[action];
  if (fixed) return fixed;
  const families = (stated ?? {}) as { readonly [family: string]: { readonly [field: string]: unknown } | undefined };
  for (const [family, field] of byRecord[action] ?? []) {
    const code = families[family]?.[field];
    if (typeof code === 'string' && code !== '') return { family, code };
  }
  return { family: 'unknown', code: '' };
}

/** One output, against any number of answers. Without an output the script fails what asks to keep something, and passes the rest. */
export class AnswerCheck {
  readonly #places: ReadonlyMap<string, PlacedText> | undefined;
  readonly #pixelDigest: () => string | undefined;
  readonly #replacements: Replacements;

  /** @param pixelDigest MD5 of the value of Pixel Data, hexadecimal; undefined where there is none */
  constructor(file: ReadFile | undefined, pixelDigest: () => string | undefined, replacements: Replacements) {
    this.#places = file && placedTexts(file);
    this.#pixelDigest = pixelDigest;
    this.#replacements = replacements;
  }

  check(answer: Answer): AnswerResult {
    const rule = rules[answer.action];
    if (!rule) return 'unchecked';
    if (!this.#places) return rule.whenMissing;
    if (answer.action === 'pixels_retained') return passedIf(answer.text !== undefined && this.#pixelDigest() === answer.text);
    if (answer.action === 'pixels_hidden' || !place.test(answer.place)) return 'unchecked';
    const kept = rule.keeps(this.#places.get(answer.place), answer, this.#replacements);
    return kept === undefined ? 'unchecked' : passedIf(kept === rule.wanted);
  }
}

const passedIf = (passed: boolean): AnswerResult => (passed ? 'passed' : 'failed');

const element = String.raw`<\([\da-f]{4},(?:[\da-f]{4}|"[^"]*",[\da-f]{2})\)>`;
const place = new RegExp(`^(?:${element}\\[<\\d{4,}>\\])*${element}$`);

interface Rule {
  readonly whenMissing: 'passed' | 'failed';
  readonly wanted: boolean;
  /** Undefined where nothing can be said. */
  keeps(found: PlacedText | undefined, answer: Answer, replacements: Replacements): Kept;
}

/** What stands there still holds the old value, backslashes aside. */
const holdsOld: Rule['keeps'] = (found, { value }) => found?.text.replaceAll('\\', '').includes(value.replaceAll('\\', '')) ?? false;

const rules: { readonly [action: string]: Rule } = {
  tag_retained: { whenMissing: 'failed', wanted: true, keeps: (found) => found !== undefined },
  text_notnull: { whenMissing: 'failed', wanted: true, keeps: (found) => found !== undefined && hasText(found) },
  text_retained: { whenMissing: 'failed', wanted: true, keeps: (found, { text }) => keeps(found, text, 'all') },
  text_removed: { whenMissing: 'passed', wanted: false, keeps: (found, { text }) => keeps(found, text, 'any') },
  date_shifted: { whenMissing: 'passed', wanted: false, keeps: holdsOld },
  uid_changed: { whenMissing: 'passed', wanted: false, keeps: holdsOld },
  uid_consistent: {
    whenMissing: 'failed',
    wanted: true,
    keeps: (found, { value }, { uidOf }) => found === undefined || found.text === uidOf(value),
  },
  patid_consistent: {
    whenMissing: 'failed',
    wanted: true,
    keeps: (found, { value }, { patientIdOf }) => found === undefined || found.text === patientIdOf(value),
  },
  pixels_retained: { whenMissing: 'failed', wanted: true, keeps: () => undefined },
  pixels_hidden: { whenMissing: 'passed', wanted: false, keeps: () => undefined },
};
