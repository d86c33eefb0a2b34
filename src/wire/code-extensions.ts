/**
 * How is text with ISO 2022 escape sequences decoded (PS3.5 6.1.2.5)? The library knows the tables and where `\`, `^` and `=`
 * reset them; it is loaded when the first such text is met, which in most files is never.
 */
import { createRequire } from 'node:module';

type Library = typeof import('dicom-character-set');

let library: Library | undefined;

/** The text, undefined where the bytes are not what the declared sets allow (an escape sequence of another set). */
export function decodeExtended(sets: string, bytes: Uint8Array, start: number, end: number, vr: string | undefined): string | undefined {
  library ??= createRequire(import.meta.url)('dicom-character-set') as Library;
  try {
    return library.convertBytes(sets, bytes.subarray(start, end), vr === undefined ? {} : { vr });
  } catch {
    return undefined;
  }
}

/** The bytes without escape sequences: for text that no table fits. */
export function withoutEscapes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const kept = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0x1b) {
      kept[length++] = bytes[at]!;
      continue;
    }
    // ISO 2022: ESC, intermediate bytes 02/00–02/15, one final byte.
    while (at + 1 < end && bytes[at + 1]! >= 0x20 && bytes[at + 1]! <= 0x2f) at++;
    at++;
  }
  return kept.subarray(0, length);
}
