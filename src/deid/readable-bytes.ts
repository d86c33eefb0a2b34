/**
 * Which text are these bytes, where nobody said that they are text? XML, JSON or a note in a private element: read as UTF-8, Latin 1 or
 * UTF-16, or in the character set of the file, where nearly all of it is letters. It refuses to know what to look for.
 */

import type { CharacterSet } from '../wire/charset.js';

const most = 1 << 20;

/**
 * Readings of the value that make sense; none for numbers.
 * @param charset of the texts around
 */
export function readings(bytes: Uint8Array, start: number, end: number, charset?: CharacterSet): string[] {
  if (end - start > most || end - start < 4) return [];
  const wide = wideOrder(bytes, start, end);
  if (wide !== undefined) return [new TextDecoder(wide).decode(bytes.subarray(start, end))];
  let strange = 0;
  for (let at = start; at < end; at++) if (isControl(bytes[at]!)) strange++;
  // Padding and a binary length or two before the text.
  if (strange * 8 > end - start) return [];
  const view = bytes.subarray(start, end);
  const utf8 = new TextDecoder().decode(view);
  const texts = [utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(view) : utf8];
  const declared = charset?.decode(bytes, start, end);
  return declared === undefined || texts.includes(declared) ? texts : [...texts, declared];
}

/** UTF-16 of mostly Latin text has a zero in every other byte. */
function wideOrder(bytes: Uint8Array, start: number, end: number): 'utf-16le' | 'utf-16be' | undefined {
  let [even, odd] = [0, 0];
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0) continue;
    if (((at - start) & 1) === 0) even++;
    else odd++;
  }
  const half = (end - start) / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.6 && odd < half * 0.1 ? 'utf-16be' : undefined;
}

/** Not tabulator, line ends, and ESC, which begins a code extension. */
const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b;
