/**
 * Which UIDs stand in a text, and what stands there afterwards? Each is hidden behind one private-use character while the rest of the
 * text is cleaned, so that no pattern takes it for a number and no mapped UID is mapped again.
 */

export interface HiddenUids {
  readonly text: string;
  readonly mapped: readonly string[];
}

/** Five components and fourteen characters at least: below that it is a version or a list. */
const uid = /(?<!\d)(?<!\d\.)\d{1,40}(?:\.\d{1,40}){4,31}(?!\d)/g;
const leastLength = 14;
const firstHidden = 0xe000;
const mostHidden = 0x1900;

/** UIDs beyond the first 6,400 of a text are left for the other patterns, which remove their long numbers. */
export function hideUids(original: string, mapUid: (uid: string) => string): HiddenUids {
  const mapped: string[] = [];
  if (!/\d\.\d/.test(original)) return { text: original, mapped };
  uid.lastIndex = 0;
  const first = uid.exec(original);
  if (first === null) return { text: original, mapped };
  const text = original.replace(/[\ue000-\uf8ff]/g, '\ufffd').replace(uid, (found) => {
    if (found.length < leastLength || found.length > 64 || mapped.length >= mostHidden) return found;
    mapped.push(mapUid(found));
    return String.fromCharCode(firstHidden + mapped.length - 1);
  });
  return { text, mapped };
}

export function revealUids(text: string, { mapped }: HiddenUids): string {
  if (mapped.length === 0) return text;
  return text.replace(/[\ue000-\uf8ff]/g, (hidden) => mapped[hidden.charCodeAt(0) - firstHidden] ?? '');
}
