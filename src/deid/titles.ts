/**
 * Who is named behind a title or behind "by"? The title and the names after it, whether or not they are among the patient's terms.
 * Right behind a person's title a word of radiotherapy is a name ("Mrs Long"); further on, behind "by" or where the title may be a
 * modality ("MR Brain", "dr chest") the names stop at it.
 */
import { foldedLetters } from './folding.js';
import { asciiTwin, isAscii } from './pattern-rows.js';
import type { Span } from './term-search.js';
import type { Vocabulary } from './vocabulary.js';

// MR, MS, SR and DR are modalities in capitals; there a dot is asked for, or a name in capitals and small letters.
const title =
  /(?<![\p{L}\d])(?:(?:Dr|DR|dr|Prof|PROF|prof|Professor|Doctor|Mr|MR|mr|Mrs|MRS|mrs|Ms|MS|Miss|Frau|FRAU|frau|Herr|HERR|herr|Hr|Mme|MME|mme|Mlle|Sr|SR|Sra|SRA|Dra|Dott|Sig|Sig\.ra|Monsieur|Madame|Señor|Señora|Dipl|PD|Sir|Rev|M(?=\.))(?:(?=\p{Lu})|\.|(?=[ _])))(?:[ ._-]{1,2}(?:Dr|med|rer|nat|Prof|h\.?c|Ing|Phys|habil)\.){0,3}/gu;
const by =
  /(?<![\p{L}\d])(?:by|By|BY|durch|par|Arzt|physician|Physician|physicist|Physicist|therapist|Therapist|doctor|nurse|RTT|MTRA)[ :_]{1,2}/gu;

const capitalised = /[ ._,-]{0,2}(\p{Lu}[\p{L}\p{M}'’]*)/uy;
const initials = /[ ._,-]{0,2}(\p{Lu}\.(?:[ -]?\p{Lu}\.){0,3})/uy;
const anyWord = /[ ._-]{0,2}(\p{L}[\p{L}\p{M}'’]+)/uy;
const particle = /[ _](?:van|von|der|den|de|la|le|di|da|del|dos|ten|ter|zu|al|el|bin|ibn|du)(?=[ _])/uy;
const asItIs = (pattern: RegExp): RegExp => pattern;
const mostNames = 3;
const plainTitle = /^(?:dr|prof|mr|mrs|frau|herr|mme|hr)\b/i;

type Protects = Vocabulary['protects'];

/** Calls `found` for each title with the names behind it, and for the names behind "by". */
export function titleSpans(text: string, found: (span: Span) => void, { protects }: Vocabulary): void {
  const twinOf = isAscii(text) ? asciiTwin : asItIs;
  for (const match of text.matchAll(twinOf(title))) {
    const behind = match.index + match[0].length;
    const end = namesEnd(text, behind, match[0], twinOf, protects);
    if (end > behind) found({ start: match.index, end });
  }
  for (const match of text.matchAll(twinOf(by))) {
    const behind = match.index + match[0].length;
    const end = namesEnd(text, behind, '', twinOf, protects);
    // "by" says nothing without its name; "therapist" does.
    if (end > behind) found({ start: /^(?:by|durch|par)/i.test(match[0]) ? match.index : behind, end });
  }
}

function namesEnd(text: string, from: number, opener: string, twinOf: typeof asItIs, protects: Protects): number {
  let end = from;
  for (let count = 0; count < mostNames; count++) {
    let at = end;
    for (let step = 0; step < 3; step++) at = matchEnd(particle, text, at) ?? at;
    const next =
      matchEnd(twinOf(initials), text, at) ??
      nameEnd(twinOf(capitalised), text, at, opener, count === 0 && isPersons(opener) ? neverProtects : protects);
    if (next === undefined) break;
    end = next;
  }
  // "dr smith": behind a title that is no modality one word in small letters counts too.
  if (end === from && plainTitle.test(opener) && !isModality(opener)) end = nameEnd(twinOf(anyWord), text, from, opener, protects) ?? end;
  return end;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind a capitalised name unless it is a word of radiotherapy, a modality's title needs a name in capitals and small letters. */
function nameEnd(pattern: RegExp, text: string, at: number, opener: string, protects: Protects): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const name = match[1]!;
  if (protects(foldedLetters(name)) || (isModality(opener) && name === name.toUpperCase())) return undefined;
  return pattern.lastIndex;
}

const neverProtects = (): boolean => false;

/** Written as no modality is: with a capital and small letters. */
const isPersons = (opener: string): boolean => /^(?:Dr|Prof|Mr|Mrs|Ms|Miss|Frau|FRAU|Herr|HERR|Mme|MME|Mlle)(?![\p{L}])/u.test(opener);

const isModality = (opener: string): boolean => opener === 'MR' || opener === 'MS' || opener === 'SR' || opener === 'DR' || opener === 'Sr';
