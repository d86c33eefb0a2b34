/**
 * Does one of very many UIDs stand in these bytes, however it is written? Their beginnings are few and are what is searched for; where
 * one stands, the rest is read and looked up. It knows no DICOM.
 */
import { type Disguise, type DisguisedTerm, disguisesOf } from './disguises.js';

export interface UidSearch {
  /** One more to look for. */
  add(uid: string): void;
  /** What to search for; another list once there is more. Each has seven bytes or more. */
  terms(): readonly DisguisedTerm[];
  /** Where one of the terms stands: calls `hit` with the index of the UID that goes on there, if one does. */
  read(bytes: Uint8Array, term: number, start: number, hit: (uid: number, disguise: Disguise) => void): void;
}

const stemLength = 14;
const longest = 64;

export function uidSearch(uids: readonly string[]): UidSearch {
  const places = new Map(uids.map((uid, index) => [uid, index]));
  const stems = new Set(uids.map((uid) => uid.slice(0, stemLength)));
  let built: ReturnType<typeof build> | undefined;
  return {
    add(uid) {
      if (places.has(uid)) return;
      places.set(uid, places.size);
      const stem = uid.slice(0, stemLength);
      if (!stems.has(stem)) built = undefined;
      stems.add(stem);
    },
    terms() {
      built ??= build([...stems]);
      return built.terms;
    },
    read(bytes, needle, start, hit) {
      const { terms, stems: known } = built!;
      const { disguise, term } = terms[needle]!;
      for (const text of readings(bytes, start, disguise)) {
        if (!text.startsWith(known[term]!)) continue;
        if (/[\d.]/.test(before(bytes, start, disguise))) continue;
        const uid = /^[\d.]+/.exec(text)![0].replace(/\.$/, '');
        const place = places.get(uid);
        if (place !== undefined) hit(place, disguise);
      }
    },
  };
}

function build(stems: readonly string[]) {
  return { stems, terms: stems.flatMap((stem, index) => disguisesOf({ text: stem }, index)) };
}

/** What stands there in the clear; base64 may lie in three ways. */
function readings(bytes: Uint8Array, start: number, disguise: Disguise): string[] {
  const part = (from: number, length: number): Buffer => {
    const begin = Math.max(0, from);
    return Buffer.from(bytes.buffer, bytes.byteOffset + begin, Math.min(length, bytes.length - begin));
  };
  switch (disguise) {
    case 'utf-16le':
      return [part(start, 2 * longest + 2).toString('utf16le')];
    case 'utf-16be': {
      const pairs = Buffer.from(part(start, 2 * longest + 2));
      return [
        pairs
          .subarray(0, pairs.length & ~1)
          .swap16()
          .toString('utf16le'),
      ];
    }
    case 'hex':
      return [Buffer.from(part(start, 2 * longest + 2).toString('latin1'), 'hex').toString('latin1')];
    case 'base64':
      return [0, 1, 2].map((lead) => {
        const first = Math.ceil((lead * 8) / 6);
        const text = part(start - first, Math.ceil(((longest + 4) * 4) / 3)).toString('latin1');
        return Buffer.from(/^[A-Za-z0-9+/=]*/.exec(text)![0], 'base64')
          .subarray(lead)
          .toString('latin1');
      });
    default:
      return [part(start, longest + 1).toString('latin1')];
  }
}

/** The character before, where it is easily told: a UID does not begin in the middle of another. */
function before(bytes: Uint8Array, start: number, disguise: Disguise): string {
  if (disguise === 'hex' || disguise === 'base64' || disguise === 'utf-16le' || disguise === 'utf-16be') return '';
  return String.fromCharCode(bytes[start - 1] ?? 0);
}
