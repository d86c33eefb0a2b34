/**
 * How does the answer key look to the scorer of MIDI-B (github.com/CBIIT/MIDI_validation_script)? One record for each thing to check, with
 * its words for what a de-identifier should do. Values stand in angle brackets, items count from 0. It writes no file.
 */
import { dictionaryVr, isAmbiguous, keywordOf } from '../standard/dictionary.js';
import { iodTypes } from '../standard/iod-types.js';
import { isPrivate, tag, tagText } from '../standard/tag.js';
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

/** What the file tells that the key does not. */
export interface FileTruth {
  /** Private Creator of the element at a path. */
  creatorOf(path: string): string | undefined;
  /** Value of an Attribute of the root data set; empty where it has none, undefined where it is not there. */
  textAt(tag: number): string | undefined;
  /** MD5 of the value of Pixel Data, hexadecimal. */
  readonly pixelDigest: string | undefined;
}

/** @param options of the profile whose outputs are scored: what these do not keep need not stay */
export function answerRecords(
  { identifiers }: PatientKey,
  { sopClassUid, plants, keeps, references }: InstanceKey,
  options: readonly string[],
  { creatorOf, textAt, pixelDigest }: FileTruth,
): AnswerRecord[] {
  const records: AnswerRecord[] = [];
  const add = (path: string, value: string, action: string, text: string, category: object): void => {
    const place = placeOf(path, creatorOf);
    if (place)
      records.push({
        ...place,
        value: `<${listed(path, value)}>`,
        action: `<${action}>`,
        action_text: `<${text}>`,
        answer_category_v2: category,
      });
  };
  for (const { path, vr, form, text, identifiers: own } of plants) {
    // What lies in a sequence of unknown VR has no place of its own for a reader that does not look into it.
    if (form === 'unknown-sequence') continue;
    if (vr === 'DA' || vr === 'DT') add(path, text, 'date_shifted', '', hipaa('C'));
    else {
      const rest = own.reduce((left, at) => left.replaceAll(identifiers[at]!.text, ' '), text).toLowerCase();
      for (const at of own) {
        const gone = withoutWordsOf(rest, identifiers[at]!.text);
        if (gone !== '') add(path, text, 'text_removed', gone, hipaa(letterOf[identifiers[at]!.kind]));
      }
    }
  }
  for (const { path, category, value, match, needs } of keeps) {
    const isText = category !== 'number' || !/^[\da-f]{4,}$/.test(value);
    if (isText && match !== 'renamed' && needs.every((any) => any.some((option) => options.includes(option))))
      add(path, value, 'text_retained', listed(path, value), { ...none, tcia: { ptkb: '', p15: 'TCIA-P15-DESC-C', rev: '' } });
  }
  for (const { path, uid } of references) add(path, uid, 'uid_changed', '', hipaa('R'));
  for (const [number, action, category] of consistent)
    add(tagText(tag(number)), textAt(number)?.trim() ?? '', action, '', { ...none, dicom: { ...none.dicom, p15: category } });
  if (pixelDigest !== undefined)
    add(tagText(tag(0x7fe00010)), '', 'pixels_retained', pixelDigest, { ...none, tcia: { ...none.tcia, p15: 'TCIA-P15-PIX-K' } });
  for (const [required, requirement] of iodTypes(sopClassUid)?.required() ?? []) {
    const value = textAt(required);
    if (value === undefined || (requirement === '1' && value.trim() === '')) continue;
    const action = requirement === '1' ? 'text_notnull' : 'tag_retained';
    add(tagText(required), value, action, '', { ...none, dicom: { ...none.dicom, iod: `DICOM-IOD-${requirement}` } });
  }
  return records;
}

/** The script looks for each word of an identifier anywhere, within other words too: what stands in the text around it cannot be asked for. */
function withoutWordsOf(rest: string, identifier: string): string {
  const words = identifier.split(' ');
  const own = words.filter((word) => !rest.includes(word.toLowerCase()));
  return own.length === words.length ? identifier : own.join(' ');
}

/** What the mapping tables of the run must tell. */
const consistent = [
  [0x0020000d, 'uid_consistent', 'DICOM-P15-BASIC-U'],
  [0x0020000e, 'uid_consistent', 'DICOM-P15-BASIC-U'],
  [0x00080018, 'uid_consistent', 'DICOM-P15-BASIC-U'],
  [0x00100020, 'patid_consistent', 'DICOM-P15-BASIC-C'],
] as const;

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

/** Several values as Python shows a list of them: strings in quotes, numbers and names of people without. */
function listed(path: string, value: string): string {
  const name = dictionaryVr(tag(Number.parseInt(path.slice(-10).replace(/\D*([\dA-F]{4}),([\dA-F]{4})\)$/, '$1$2'), 16)));
  if (!value.includes('\\') || name === undefined || isAmbiguous(name) || !name.multiple) return value;
  const values = value.split('\\').map((one) => one.trim());
  return `[${values.map((one) => (unquoted.has(name.name) ? one : `'${one}'`)).join(', ')}]`;
}

const unquoted: ReadonlySet<string> = new Set(['DS', 'IS', 'PN']);

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
