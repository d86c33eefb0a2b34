/**
 * In what forms may an identifying value stand in a text? Names as parts, in pairs, with initials, with umlauts written out; numbers
 * without their separators and leading zeros; dates in every order. Folded strings with conditions; it searches nothing.
 */
import { foldedLetters } from './folding.js';
import type { IdentityTerms } from './identity.js';
import { isPlaceWord, particles, type Vocabulary } from './vocabulary.js';

/** May stand within a longer word. */
export const inside = 1;
/** May be broken by separators. */
export const spaced = 2;
/** Further digits may follow: a date that opens a date and time. */
export const open = 4;

/** The patient's own: it falls as a whole word although it is a word of radiotherapy. */
export const own = 8;
/** Of two letters: it falls where it stands alone, and is told. */
export const short = 16;

export interface Form {
  /** OR-ed where several values have the form. */
  readonly flags: number;
  /** Initials, two-letter parts and particles of the same name: they fall only beside it. */
  readonly beside: ReadonlySet<string>;
}

export interface TermForms {
  /** By folded letters and digits. */
  readonly forms: ReadonlyMap<string, Form>;
  /** Short numbers that fall only where they are the whole text. */
  readonly whole: ReadonlySet<string>;
}

export function termForms(terms: IdentityTerms, vocabulary: Vocabulary): TermForms {
  const forms = new Map<string, Form>();
  const whole = new Set<string>();
  const add: Add = (form, flags, beside = nothing) => {
    const known = forms.get(form);
    if (known === undefined) forms.set(form, { flags, beside });
    else forms.set(form, { flags: known.flags | flags, beside: known.beside === beside ? beside : new Set([...known.beside, ...beside]) });
  };
  const owned = new Set(terms.own);
  for (const name of terms.names)
    for (const [at, spelling] of spellings(name).entries())
      for (const group of spelling.split('=')) addName(group, add, vocabulary, { isOwn: owned.has(name), isAsWritten: at === 0 });
  for (const id of terms.ids) addId(id, add, whole, vocabulary);
  for (const date of terms.dates) addDate(date, add);
  for (const place of terms.places) for (const spelling of spellings(place)) addPlace(spelling, add, vocabulary);
  for (const device of terms.devices) addDevice(device, add, vocabulary);
  return { forms, whole };
}

type Add = (form: string, flags: number, beside?: ReadonlySet<string>) => void;

const nothing: ReadonlySet<string> = new Set();

const written: { readonly [letter: string]: string } = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ø: 'oe',
  å: 'aa',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  Ø: 'Oe',
  Å: 'Aa',
};

/** The value, with umlauts written out, and with what may be a written-out umlaut taken back (folding then drops the dots). */
export function spellings(value: string): string[] {
  const composed = value.normalize('NFC');
  const out = composed.replace(/[äöüøåÄÖÜØÅ]/g, (letter) => written[letter]!);
  const back = composed.replace(/([aouAOU])[eE]/g, '$1');
  return [...new Set([composed, out, back])];
}

const wideLetters = /[\u2e80-\ud7ff\uf900-\ufaff]/;

interface Spelling {
  /** The patient's. */
  readonly isOwn: boolean;
  readonly isAsWritten: boolean;
}

/** @param group one component group of a PN value, or a name written in another way */
function addName(group: string, add: Add, { protects }: Vocabulary, { isOwn, isAsWritten }: Spelling): void {
  const parts = partsOf(group);
  const strong = parts.filter((part) => !particles.has(part) && (part.length > 1 || wideLetters.test(part)));
  // A name of one part is a user's or a family's: its first letter is nobody's initial.
  const small =
    parts.length < 2 ? [] : [...parts.map((part) => part.slice(0, 1)), ...parts.filter((part) => part.length < 3 || particles.has(part))];
  const beside = new Set(small);
  for (const part of strong) {
    // One ideogram is a family's whole name; it falls only where it stands alone.
    if (wideLetters.test(part)) add(part, part.length > 1 ? inside : 0, beside);
    else if (part.length >= 3) add(part, (part.length >= 5 ? inside : 0) | (isOwn ? own : 0), beside);
  }
  // "Roe" written back is "Ro": two letters that nobody bears.
  if (isOwn && isAsWritten)
    for (const component of group.split('^').slice(0, 2).map(foldedLetters))
      if (/^[^\d]{2}$/.test(component) && !wideLetters.test(component)) add(component, short, beside);
  // A name of nothing but words of radiotherapy is a phantom's: its pairs would take "Lung Left" out of every plan.
  if (!strong.every(protects)) addPairs(group, parts, (form, flags) => add(form, flags, beside));
}

/** First and last name in both orders, each also as an initial; components of several words run together. */
function addPairs(group: string, parts: readonly string[], add: Add): void {
  const put = (form: string) => {
    if (form.length >= 4 || (form.length === 3 && /^[a-z]+$/.test(form)) || (form.length >= 2 && wideLetters.test(form))) {
      add(form, spaced | (form.length >= 7 || wideLetters.test(form) ? inside : 0));
    }
  };
  const components = group
    .split('^')
    .map(foldedLetters)
    .filter((part) => part !== '');
  const units = [...new Set([...parts, ...components])].slice(0, 6);
  for (const component of components) if (!parts.includes(component)) put(component);
  if (components.length > 1) put(components.join(''));
  for (const a of units) {
    for (const b of units) {
      if (a === b || a.includes(b) || b.includes(a)) continue;
      put(a + b);
      // Users' names: jdoe, doej. A component's length keeps particles and lone initials from making words.
      if (b.length >= 2 && !particles.has(b)) {
        put(a.slice(0, 1) + b);
        put(b + a.slice(0, 1));
      }
    }
  }
}

function partsOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .map(foldedLetters)
    .filter((part) => part !== '');
}

function addId(id: string, add: Add, whole: Set<string>, { protects }: Vocabulary): void {
  const form = foldedLetters(id);
  // One or two digits are a beam's or fraction's number far more often than a patient's.
  if (form.length < 4) {
    if (form.length === 3 || (form.length === 2 && !/^\d+$/.test(form))) whole.add(form);
    return;
  }
  const parts = partsOf(id);
  const ordinary = parts.every(protects);
  // One word of radiotherapy says nothing; several in a row do: whoever was given PHANTOM_EXAMPLE for an ID has it in his texts too.
  if (ordinary && parts.length < 2) return;
  const flags = ordinary ? spaced : form.length >= 6 ? spaced | inside : 0;
  add(form, flags);
  const bare = form.replace(/^0+/, '');
  if (bare.length >= 4 && bare !== form) add(bare, flags);
}

/** @param date YYYYMMDD */
function addDate(date: string, add: Add): void {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  add(date, spaced | open);
  add(day + month + year, spaced);
  add(month + day + year, spaced);
  for (const short of [year.slice(2) + month + day, day + month + year.slice(2), month + day + year.slice(2)]) add(short, spaced);
}

function addPlace(place: string, add: Add, vocabulary: Vocabulary): void {
  const parts = partsOf(place);
  if (parts.every((part) => isPlaceWord(part, vocabulary))) return;
  const form = parts.join('');
  const beside = new Set(parts.filter((part) => particles.has(part)));
  if (form.length >= 3) add(form, spaced | (form.length >= 7 ? inside : 0), beside);
  for (const part of parts) {
    const telling = /^\d+$/.test(part) ? part.length >= 5 : part.length >= 4;
    if (telling && !isPlaceWord(part, vocabulary) && !particles.has(part)) add(part, 0, beside);
  }
}

function addDevice(device: string, add: Add, { protects }: Vocabulary): void {
  const parts = partsOf(device);
  const form = parts.join('');
  if (form.length < 3 || parts.every(protects)) return;
  add(form, form.length >= 6 ? spaced | inside : 0);
}
