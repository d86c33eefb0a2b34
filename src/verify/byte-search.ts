/** Where do any of these byte strings occur? Wu and Manber's search: one pass that skips, ASCII case ignored. It knows no DICOM. */

export interface ByteSearch {
  /** Calls `hit` for each occurrence of each needle, with the needle's index and where it starts. */
  run(bytes: Uint8Array, hit: (needle: number, start: number) => void): void;
}

const fold = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** @param needles of two bytes or more each */
export function createByteSearch(needles: readonly Uint8Array[]): ByteSearch {
  const folded = needles.map((needle) => needle.map((byte) => fold[byte]!));
  const window = folded.reduce((least, needle) => Math.min(least, needle.length), 0xff);
  const shift = new Uint8Array(0x10000).fill(Math.max(window - 1, 1));
  const candidates = new Map<number, number[]>();
  folded.forEach((needle, index) => {
    for (let at = 0; at + 1 < window; at++) {
      const pair = (needle[at]! << 8) | needle[at + 1]!;
      shift[pair] = Math.min(shift[pair]!, window - 2 - at);
    }
    const last = (needle[window - 2]! << 8) | needle[window - 1]!;
    candidates.set(last, [...(candidates.get(last) ?? []), index]);
  });
  return {
    run(bytes, hit) {
      if (folded.length === 0) return;
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

function matches(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at++) if (fold[bytes[start + at]!] !== needle[at]) return false;
  return true;
}
