/**
 * How does the answer key look to the scorer of MIDI-B (github.com/CBIIT/MIDI_validation_script)? One record for each thing to check, with
 * its words: text_removed, text_retained, date_shifted, uid_changed. Values stand in angle brackets, items count from 0. It writes no file.
 */
import { keywordOf } from '../standard/dictionary.js';
import { isPrivate, tag } from '../standard/tag.js';
import type { IdentifierKind, InstanceKey, PatientKey } from './answer-key.js';

export interface AnswerRecord {
  readonly tag: string;
  /** With the sequences around it: `<(300a,00b0)>[<0000>]<(300a,00c2)>`. */
  readonly tag_ds: string;
  readonly tag_name: string;
  readonly value: string;
  readonly action: string;
  readonly action_text: string;
  readonly answer_category_v2: object;
}

/**
 * @param options of the profile whose outputs are scored: what these do not keep need not stay
 * @param creatorOf the Private Creator of the element at a path
 */
export function answerRecords(
  { identifiers }: PatientKey,
  { plants, keeps, references }: InstanceKey,
  options: readonly string[],
  creatorOf: (path: string) => string | undefined,
): AnswerRecord[] {
  const records: AnswerRecord[] = [];
  const add = (path: string, value: string, action: string, text: string, category: object): void => {
    const place = placeOf(path, creatorOf);
    if (place)
      records.push({ ...place, value: `<${value}>`, action: `<${action}>`, action_text: `<${text}>`, answer_category_v2: category });
  };
  for (const { path, vr, form, text, identifiers: own } of plants) {
    // What lies in a sequence of unknown VR has no place of its own for a reader that does not look into it.
    if (form === 'unknown-sequence') continue;
    if (vr === 'DA' || vr === 'DT') add(path, text, 'date_shifted', '', hipaa('C'));
    else for (const at of own) add(path, text, 'text_removed', identifiers[at]!.text, hipaa(letterOf[identifiers[at]!.kind]));
  }
  for (const { path, category, value, match, needs } of keeps) {
    const isText = category !== 'number' || !/^[\da-f]{4,}$/.test(value);
    if (isText && match !== 'renamed' && needs.every((any) => any.some((option) => options.includes(option))))
      add(path, value, 'text_retained', value, { ...none, tcia: { ptkb: '', p15: 'TCIA-P15-DESC-C', rev: '' } });
  }
  for (const { path, uid } of references) add(path, uid, 'uid_changed', '', hipaa('R'));
  return records;
}

const none = { prev_cat: '', hipaa: { z: '', m: '' }, dicom: { p15: '', iod: '', safe: '' }, tcia: { ptkb: '', p15: '', rev: '' } };

/** @param letter of the identifiers that 45 CFR 164.514(b)(2)(i) lists */
const hipaa = (letter: string): object => ({ ...none, hipaa: { z: `HIPAA-${letter}`, m: '' } });
const letterOf: { readonly [kind in IdentifierKind]: string } = {
  name: 'A',
  place: 'B',
  date: 'C',
  contact: 'D',
  id: 'H',
  device: 'M',
  uid: 'R',
};

function placeOf(path: string, creatorOf: (path: string) => string | undefined) {
  const parts = path.split('.');
  const names: string[] = [];
  for (const [at, part] of parts.entries()) {
    const [, group, element, item] = /^\(([\dA-F]{4}),([\dA-F]{4})\)(?:\[(\d+)\])?$/.exec(part)!;
    const own = tag(Number.parseInt(`${group}${element}`, 16));
    const creator = isPrivate(own) ? creatorOf(parts.slice(0, at + 1).join('.').replace(/\[\d+\]$/, '')) : ''; // biome-ignore format: one line
    if (creator === undefined) return undefined;
    const name = creator === '' ? `(${group},${element})` : `(${group},"${creator.toUpperCase()}",${element!.slice(2)})`;
    const shown = creator === '' ? name.toLowerCase() : name.replace(/^\(\w+|\w+\)$/g, (digits) => digits.toLowerCase());
    names.push(`<${shown}>${item === undefined ? '' : `[<${String(Number(item) - 1).padStart(4, '0')}>]`}`);
    if (at === parts.length - 1) return { tag: `<${shown}>`, tag_ds: names.join(''), tag_name: `<${keywordOf(own) ?? ''}>` };
  }
  return undefined;
}
