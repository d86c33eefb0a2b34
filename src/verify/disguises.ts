/** In which bytes can an identifier stand in a file? Spellings (order of name parts) times encodings. It searches nothing. */

export type Disguise = 'latin1' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'hex' | 'base64' | 'given';

export interface DisguisedTerm {
  readonly bytes: Uint8Array;
  readonly disguise: Disguise;
  /** Index of the identifier. */
  readonly term: number;
  /** Bytes per character of the disguise, 0 where neighbours say nothing (hex, base64). */
  readonly step: 0 | 1 | 2;
  readonly isDate?: boolean;
}

export interface Identifier {
  readonly text: string;
  /** Further byte forms, such as an encoding by another Specific Character Set. */
  readonly bytes?: readonly Uint8Array[];
  /** YYYYMMDD: searched for in the ways people write dates. */
  readonly isDate?: boolean;
}

const ideogram = /[\u2e80-\ud7ff\uf900-\ufaff]/;

/** Every byte form of an identifier; forms that come out the same are given once. */
export function disguisesOf(identifier: Identifier, term: number): DisguisedTerm[] {
  const found = new Map<string, DisguisedTerm>();
  const add = (bytes: Uint8Array, disguise: Disguise, step: 0 | 1 | 2): void => {
    if (bytes.length >= 3) found.set(`${disguise === 'base64'}${Buffer.from(bytes).toString('hex')}`, { bytes, disguise, term, step });
  };
  // Ideograms have no spaces between words, and in JIS (ISO 2022) they are bytes of letters.
  for (const bytes of identifier.bytes ?? []) add(bytes, 'given', ideogram.test(identifier.text) ? 0 : 1);
  for (const spelling of identifier.isDate ? dateSpellings(identifier.text) : spellings(identifier.text)) {
    const utf16 = Buffer.from(spelling, 'utf16le');
    add(utf16, 'utf-16le', 2);
    add(Buffer.from(utf16).swap16(), 'utf-16be', 2);
    const utf8 = Buffer.from(spelling, 'utf8');
    add(Buffer.from(utf8.toString('hex')), 'hex', 0);
    for (const form of base64Forms(utf8)) add(Buffer.from(form), 'base64', 0);
    add(utf8, 'utf-8', 1);
    if (isLatin1(spelling)) add(Buffer.from(spelling, 'latin1'), 'latin1', 1);
  }
  return [...found.values()];
}

/** As given, and names in the orders people write: `Doe^Jane` → `Jane Doe`, `Jane^Doe`, `Doe, Jane`, `Doe Jane`, `JaneDoe`, `DoeJane`. */
function spellings(text: string): string[] {
  const trimmed = text.replaceAll('\0', '').trim();
  const forms = [trimmed];
  const parts = trimmed
    .split('^')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1 && parts.every((part) => !part.includes('='))) {
    const [family, given] = parts as [string, string, ...string[]];
    forms.push(`${given} ${family}`, `${given}^${family}`, `${family}, ${given}`, `${family} ${given}`, given + family, family + given);
    forms.push(`${given}_${family}`, `${family}_${given}`, [...parts].reverse().join('^'));
  }
  // The search folds ASCII only; letters beyond it come in both cases.
  const cased = forms.flatMap((form) => (isAscii(form) ? [form] : [form, form.toLowerCase(), form.toUpperCase()]));
  return [...new Set(cased.flatMap((form) => [form, form.normalize('NFC'), form.normalize('NFD')]))];
}

/** As DICOM has it, as ISO 8601, day first and month first. */
function dateSpellings(date: string): string[] {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  return [date, `${year}-${month}-${day}`, `${day}.${month}.${year}`, `${day}/${month}/${year}`, `${month}/${day}/${year}`];
}

/** The base64 of whatever text holds these bytes, for each of the three ways they can lie: the characters that they alone decide. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((lead) => {
    const encoded = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((lead * 8) / 6);
    return encoded.slice(first, Math.floor(((lead + bytes.length) * 8) / 6));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is what is asked
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
// biome-ignore lint/suspicious/noControlCharactersInRegex: the Latin-1 range is what is asked
const isLatin1 = (text: string): boolean => /^[\x00-\xff]*$/.test(text);
