/**
 * How does any text become one part of a path that every file system takes? It knows no template and no attribute.
 * Results are ASCII, so that the same value gives the same path on file systems that normalise names differently.
 */
import { createHash } from 'node:crypto';

/** Characters of one path part. Below what Windows and old archives take. */
export const partLength = 100;

// Windows reserves these whatever the extension.
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** One value as (a piece of) a path part: ASCII, no separator or control character; `none` when nothing is left. */
export function safeValue(value: string): string {
  const trimmed = shortened(trimEdges(folded(value).replace(forbidden, '_')));
  return trimmed === '' ? 'none' : trimmed;
}

const forbidden = /[\\/:*?"<>|]/g;

/** Printable ASCII, which most values are already: Unicode costs. */
function folded(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  return value
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_');
}

/** A whole path part: `safeValue`, and no name that an operating system reserves, nor `.` or `..`. */
export function safePart(part: string): string {
  const safe = safeValue(part);
  return reserved.test(safe) ? `_${safe}` : safe;
}

// Leading dots hide a file and lead upwards, trailing ones and spaces vanish on Windows.
const trimEdges = (text: string): string => text.replace(/^[. ]+|[. ]+$/g, '');

/** Too long: the middle goes, a hash of all of it stays, so that different values stay different. */
function shortened(text: string): string {
  if (text.length <= partLength) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return trimEdges(`${text.slice(0, partLength - 30)}~${hash}~${text.slice(-16)}`);
}
