/**
 * Does a UID stand in bytes of unknown meaning? Any UID but a registered one: which of them a run maps is known only at its end, and an
 * answer that depended on that would depend on the order of files. In ASCII and in UTF-16.
 */
import { isRegisteredUid } from '../standard/uid.js';
import { asciiText } from '../wire/value.js';

/** As in text: five components and fourteen characters at least, else it is a version or a list. */
const form = /^\d{1,40}(?:\.\d{1,40}){4,31}$/;
const leastLength = 14;
const mostLength = 64;
const dot = 0x2e;

/** Whether the value, padding aside, is one UID. */
export function isUid(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < leastLength || end - start > mostLength + 2) return false;
  const text = asciiText(bytes, start, end);
  return text.length >= leastLength && text.length <= mostLength && form.test(text);
}

export function holdsUid(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < leastLength) return false;
  for (let at = bytes.indexOf(dot, start); at >= 0 && at < end; ) {
    const step = bytes[at + 1] === 0 ? 2 : 1;
    const from = edge(bytes, at, start, end, -step);
    const to = edge(bytes, at, start, end, step);
    const count = (to - from) / step + 1;
    if (count >= leastLength && isForeign(bytes, from, to, step)) return true;
    at = bytes.indexOf(dot, Math.max(to, at) + 1);
  }
  return false;
}

/** The last digit or dot of the run that `at` is in, no further than any UID is long. */
function edge(bytes: Uint8Array, at: number, start: number, end: number, step: number): number {
  let last = at;
  for (let next = at + step, left = mostLength; next >= start && next < end && left > 0; next += step, left--) {
    if (!isPart(bytes[next]!) || (step !== 1 && step !== -1 && bytes[Math.min(next, last) + 1] !== 0)) break;
    last = next;
  }
  return last;
}

function isForeign(bytes: Uint8Array, from: number, to: number, step: number): boolean {
  let text = '';
  for (let at = from; at <= to; at += step) text += String.fromCharCode(bytes[at]!);
  const uid = text.replace(/^\.+|\.+$/g, '');
  return uid.length >= leastLength && form.test(uid) && !isRegisteredUid(uid);
}

const isPart = (byte: number): boolean => byte === dot || (byte >= 0x30 && byte <= 0x39);
