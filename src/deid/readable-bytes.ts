/**
 * Which text are these bytes, where nobody said that they are text? XML, JSON or a note in a private element: read as UTF-8, Latin 1 or
 * UTF-16 where nearly all of it is letters. It refuses to know what to look for.
 */

const most = 1 << 20;

/** Readings of the value that make sense; none for numbers. */
export function readings(bytes: Uint8Array, start: number, end: number): string[] {
  if (end - start > most || end - start < 4) return [];
  const wide = wideOrder(bytes, start, end);
  if (wide !== undefined) return [new TextDecoder(wide).decode(bytes.subarray(start, end))];
  let strange = 0;
  for (let at = start; at < end; at++) if (isControl(bytes[at]!)) strange++;
  // Padding and a binary length or two before the text.
  if (strange * 8 > end - start) return [];
  const view = bytes.subarray(start, end);
  const utf8 = new TextDecoder().decode(view);
  return utf8.includes('\ufffd') ? [new TextDecoder('windows-1252').decode(view)] : [utf8];
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

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
