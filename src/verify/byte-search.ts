/** Where do any of these byte strings occur? One pass that skips, ASCII case ignored. It knows no DICOM. */

export interface ByteSearch {
  /** Calls `hit` for each occurrence of each needle, with the needle's index and where it starts. */
  run(bytes: Uint8Array, hit: (needle: number, start: number) => void): void;
}

const fold = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** Needles from here on hold a whole word of four bytes wherever they lie. */
const wordNeedle = 7;

/** @param needles of two bytes or more each */
export function createByteSearch(needles: readonly Uint8Array[]): ByteSearch {
  const folded = needles.map((needle) => Uint8Array.from(needle, (byte) => fold[byte]!));
  if (folded.length === 0) return { run: () => undefined };
  return folded.every((needle) => needle.length >= wordNeedle) ? byWords(folded) : byPairs(folded);
}

/** Wu and Manber's search: looks at pairs of bytes and skips as far as no needle can end. */
function byPairs(folded: readonly Uint8Array[]): ByteSearch {
  const window = folded.reduce((least, needle) => Math.min(least, needle.length), 0xff);
  const shift = new Uint8Array(0x10000).fill(Math.max(window - 1, 1));
  const candidates = new Map<number, number[]>();
  folded.forEach((needle, index) => {
    for (let at = 0; at + 1 < window; at++) {
      const pair = (needle[at]! << 8) | needle[at + 1]!;
      shift[pair] = Math.min(shift[pair]!, window - 2 - at);
    }
    put(candidates, (needle[window - 2]! << 8) | needle[window - 1]!, index);
  });
  return {
    run(bytes, hit) {
      let at = window - 1;
      while (at < bytes.length) {
        const pair = (fold[bytes[at - 1]!]! << 8) | fold[bytes[at]!]!;
        const skip = shift[pair]!;
        if (skip > 0) {
          at += skip;
          continue;
        }
        const start = at - window + 1;
        for (const index of candidates.get(pair) ?? []) if (matches(bytes, start, folded[index]!)) hit(index, start);
        at++;
      }
    },
  };
}

/** Where a word stands in the filter: letters of both cases in one place, other bytes too; Knuth's multiplier spreads them. */
const placeOf = (word: number): number => Math.imul(word | 0x20202020, 0x9e3779b1) >>> 14;
const places = 1 << 18;

/** As the words of folded needles are: pixels that look like digits with a bit less end here. */
const foldWord = (word: number): number =>
  fold[word & 0xff]! | (fold[(word >>> 8) & 0xff]! << 8) | (fold[(word >>> 16) & 0xff]! << 16) | (fold[word >>> 24]! << 24);

/** Looks at every aligned word of four bytes: pixels, where hardly a word is one of a needle, go by at the speed of memory. */
function byWords(folded: readonly Uint8Array[]): ByteSearch {
  const filter = new Int32Array(places >>> 5);
  /** Needles and which of their bytes the word begins at, as `needle * 4 + byte`. */
  const candidates = new Map<number, number[]>();
  const one = new Uint8Array(4);
  const view = new Int32Array(one.buffer);
  folded.forEach((needle, index) => {
    for (let byte = 0; byte < 4; byte++) {
      one.set(needle.subarray(byte, byte + 4));
      const place = placeOf(view[0]!);
      filter[place >>> 5]! |= 1 << (place & 31);
      put(candidates, view[0]!, index * 4 + byte);
    }
  });
  return {
    run(bytes, hit) {
      const lead = (4 - (bytes.byteOffset & 3)) & 3;
      if (bytes.length < lead + 4) return;
      const words = new Int32Array(bytes.buffer, bytes.byteOffset + lead, (bytes.length - lead) >>> 2);
      for (let at = nextWord(words, filter, 0); at < words.length; at = nextWord(words, filter, at + 1)) {
        const found = candidates.get(foldWord(words[at]!));
        if (found === undefined) continue;
        for (const one of found) {
          const start = lead + at * 4 - (one & 3);
          if (start >= 0 && matches(bytes, start, folded[one >>> 2]!)) hit(one >>> 2, start);
        }
      }
    },
  };
}

/** The next word from `from` on that may be one of a needle. Small, without calls (`placeOf` is written out) and closures: here is the time. */
function nextWord(words: Int32Array, filter: Int32Array, from: number): number {
  const end = words.length;
  for (let at = from; at < end; at++) {
    const place = Math.imul(words[at]! | 0x20202020, 0x9e3779b1) >>> 14;
    if ((filter[place >>> 5]! & (1 << (place & 31))) !== 0) return at;
  }
  return end;
}

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function matches(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at++) if (fold[bytes[start + at]!] !== needle[at]) return false;
  return true;
}
