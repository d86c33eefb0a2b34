/**
 * Which bytes is a text in the Specific Character Sets that synthetic files declare (PS3.3 C.12.1.1.2)? It adds to `wire` the two sets
 * of ISO 2022 that the product reads but never has to write; their tables are the platform's decoders, turned round.
 */
import { type VrName, vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';

/** (0008,0005) of the synthetic patients, in turn; each with the letters of its people. */
export const specificCharacterSets = [
  'ISO_IR 100',
  'ISO_IR 192',
  'ISO 2022 IR 6\\ISO 2022 IR 87',
  'ISO 2022 IR 6\\ISO 2022 IR 149',
  'ISO_IR 144',
  'GB18030',
] as const;

export type SpecificCharacterSet = (typeof specificCharacterSets)[number];

/** Bytes of a text without padding; undefined for a letter that the set lacks. */
export function encodeText(text: string, specificCharacterSet: SpecificCharacterSet, as: VrName): Uint8Array | undefined {
  if (vr[as].kind !== 'charset') return !/\P{ASCII}/u.test(text) ? new TextEncoder().encode(text) : undefined;
  if (specificCharacterSet.includes('IR 87')) return extended(text, as, 'euc-jp', [0x1b, 0x24, 0x42], true);
  if (specificCharacterSet.includes('IR 149')) return extended(text, as, 'euc-kr', [0x1b, 0x24, 0x29, 0x43], false);
  return characterSet(specificCharacterSet).encode(text);
}

const toAscii = [0x1b, 0x28, 0x42];

/**
 * @param label of the encoding whose two high bytes are those of the repertoire
 * @param isG0 written without the high bits, and left for ASCII before anything that is (PS3.5 6.1.2.5.3); else the bits stay, and the
 * escape sequence is said again behind each delimiter
 */
function extended(text: string, as: VrName, label: string, designation: readonly number[], isG0: boolean): Uint8Array | undefined {
  const wide = tableOf(label);
  const bytes: number[] = [];
  let shifted = false;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 0x80) {
      if (shifted && isG0) bytes.push(...toAscii);
      if (shifted && (isG0 || isDelimiter(character, as))) shifted = false;
      bytes.push(code);
      continue;
    }
    const pair = wide.get(character);
    if (pair === undefined) return undefined;
    if (!shifted) bytes.push(...designation);
    shifted = true;
    for (const byte of pair) bytes.push(isG0 ? byte & 0x7f : byte);
  }
  if (shifted && isG0) bytes.push(...toAscii);
  return Uint8Array.from(bytes);
}

const isDelimiter = (character: string, as: VrName): boolean =>
  '\\\r\n\f\t'.includes(character) || (as === 'PN' && '^='.includes(character));

const tables = new Map<string, ReadonlyMap<string, Uint8Array>>();

function tableOf(label: string): ReadonlyMap<string, Uint8Array> {
  let table = tables.get(label);
  if (table === undefined) {
    const decoder = new TextDecoder(label);
    const made = new Map<string, Uint8Array>();
    for (let first = 0xa1; first < 0xff; first++) {
      for (let second = 0xa1; second < 0xff; second++) {
        const pair = Uint8Array.of(first, second);
        const text = decoder.decode(pair);
        if ([...text].length === 1 && text !== '\ufffd' && !made.has(text)) made.set(text, pair);
      }
    }
    table = made;
    tables.set(label, table);
  }
  return table;
}
