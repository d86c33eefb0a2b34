/**
 * How is the value of an element read and written as plain text? Over (bytes, start, end), so that nothing is sliced first.
 * It knows no character set: charset.ts does.
 */
import type { Vr } from '../standard/vr.js';

const space = 0x20;
const backslash = 0x5c;

/** The value as text, one character a byte, without the spaces and NULs that pad its end. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return latin1Text(bytes, start, trimmedEnd(bytes, start, end));
}

/** Where the value ends before its padding of spaces and NULs (both are met, whatever the VR: PS3.5 6.2). */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && (bytes[last - 1] === space || bytes[last - 1] === 0)) last--;
  return last;
}

interface Latin1 {
  readonly latin1Slice: (this: Uint8Array, start: number, end: number) => string;
  readonly latin1Write: (this: Uint8Array, text: string, start: number, length: number) => number;
}

// Of Node's own, for any Uint8Array: no view is made, and the text is one piece, where one put together of characters is a chain of them.
const { latin1Slice, latin1Write } = Buffer.prototype as unknown as Latin1;

/** Bytes as characters U+0000–U+00FF. */
export const latin1Text = (bytes: Uint8Array, start: number, end: number): string => latin1Slice.call(bytes, start, end);

/** Writes characters U+0000–U+00FF as bytes, all of them: the caller has made room. */
export const writeLatin1 = (text: string, bytes: Uint8Array, at: number): void => void latin1Write.call(bytes, text, at, text.length);

/** The values between backslashes, each without padding. One empty string for an empty value. For VRs of kind `ascii` only. */
export function splitValues(bytes: Uint8Array, start: number, end: number): string[] {
  const values: string[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== backslash) continue;
    values.push(asciiText(bytes, from, at));
    from = at + 1;
  }
  return values;
}

/** ASCII without an escape sequence: the same text in every character set. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80 || bytes[at] === 0x1b) return false;
  return true;
}

/** Whether the value is empty or nothing but padding. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  return trimmedEnd(bytes, start, end) === start;
}

/** Whether the value, padding aside, is exactly this ASCII text. Allocates nothing. */
export function equalsAscii(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (trimmedEnd(bytes, start, end) - start !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text.charCodeAt(at)) return false;
  return true;
}

/**
 * ASCII text as the bytes of a value, made even with the padding of its VR.
 * @throws RangeError for a character above U+007F: a fault of the caller, and the text is not repeated
 */
export function paddedAscii(text: string, vr: Vr): Uint8Array {
  // In UTF-8 what is not ASCII takes more bytes than characters.
  if (Buffer.byteLength(text) !== text.length) throw new RangeError(`of ${text.length} characters not all are ASCII`);
  const bytes = new Uint8Array(text.length + (text.length & 1));
  writeLatin1(text, bytes, 0);
  if ((text.length & 1) === 1) bytes[text.length] = vr.padding;
  return bytes;
}

/** The same bytes if their number is even, else a copy with the padding of the VR. */
export function padded(bytes: Uint8Array, vr: Vr): Uint8Array {
  if ((bytes.length & 1) === 0) return bytes;
  const even = new Uint8Array(bytes.length + 1);
  even.set(bytes);
  even[bytes.length] = vr.padding;
  return even;
}

/**
 * The text cut to what a single value of the VR may hold. The limit counts characters (PS3.5 6.2), so neither a surrogate pair
 * nor, when encoded, a multi-byte character is ever split; a combining mark goes with its letter.
 */
export function fitted(text: string, vr: Vr): string {
  if (vr.maxLength === undefined || text.length <= vr.maxLength) return text;
  const characters = [...text];
  if (characters.length <= vr.maxLength) return text;
  let count = vr.maxLength;
  while (count > 0 && /^\p{M}/u.test(characters[count]!)) count--;
  return characters.slice(0, count).join('').trimEnd();
}
