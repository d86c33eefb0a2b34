/**
 * Which bytes is a text under code extension techniques (PS3.5 6.1.2.5, PS3.3 C.12.1.1.2)? Each character is written in the first of the
 * declared sets that has it; the sets of the first value are back before whatever delimits. It reads nothing: code-extensions.ts does.
 */
import { pairTable } from './multi-byte.js';
import { singleByteTable } from './single-byte.js';

/** Where a set is designated: G0 holds bytes below 0x80, G1 those above. */
interface Designation {
  readonly escape: readonly number[];
  readonly half: 'g0' | 'g1';
  /** The bytes of a character, undefined for one that the set lacks. */
  readonly bytesOf: (character: string) => readonly number[] | undefined;
}

const esc = 0x1b;
const ascii = [esc, 0x28, 0x42];
const romaji = [esc, 0x28, 0x4a];

/** Final bytes of the single-byte sets in G1, which ESC 02/13 designates. */
const finals: { readonly [registration: string]: number } = {
  100: 0x41,
  101: 0x42,
  109: 0x43,
  110: 0x44,
  144: 0x4c,
  127: 0x47,
  126: 0x46,
  138: 0x48,
  148: 0x4d,
  166: 0x54,
};

function designation(registration: string): Designation | undefined {
  switch (registration) {
    case '87':
      return { escape: [esc, 0x24, 0x42], half: 'g0', bytesOf: pairTable('euc-jp', [], 0x7f) };
    case '159':
      return { escape: [esc, 0x24, 0x28, 0x44], half: 'g0', bytesOf: pairTable('euc-jp', [0x8f], 0x7f) };
    case '149':
      return { escape: [esc, 0x24, 0x29, 0x43], half: 'g1', bytesOf: pairTable('euc-kr', [], 0xff) };
    case '58':
      return { escape: [esc, 0x24, 0x29, 0x41], half: 'g1', bytesOf: pairTable('gbk', [], 0xff) };
    default:
  }
  const table = singleByteTable(registration);
  const final = finals[registration];
  const designates = registration === '13' ? [esc, 0x29, 0x49] : final === undefined ? undefined : [esc, 0x2d, final];
  if (table === undefined || designates === undefined) return undefined;
  return { escape: designates, half: 'g1', bytesOf: (character) => high(table.encode(character)) };
}

const high = (bytes: Uint8Array | undefined): readonly number[] | undefined =>
  bytes?.length === 1 && bytes[0]! >= 0x80 ? [bytes[0]!] : undefined;

/** Before these the sets of the first value are in force again; `^` and `=` only in names, where going back costs nobody else a thing. */
const delimits = (code: number): boolean => code < 0x20 || code === 0x5c || code === 0x5e || code === 0x3d;

/** @param registrations of the values of (0008,0005), in order; `6` for an empty one */
export function extendedEncoder(registrations: readonly string[]): (text: string) => Uint8Array | undefined {
  const sets = registrations.map(designation);
  // Sets of two bytes have to be designated, whatever their place.
  const first = singleByteTable(registrations[0]!) === undefined ? undefined : sets[0];
  const toFirst = registrations[0] === '13' ? romaji : ascii;
  return (text) => {
    let g0: Designation | undefined;
    let g1 = first;
    const out: number[] = [];
    const leave = (): void => {
      if (g0 !== undefined) out.push(...toFirst);
      g0 = undefined;
    };
    const reset = (): void => {
      leave();
      if (g1 !== first && first !== undefined) out.push(...first.escape);
      g1 = first;
    };
    for (const character of text) {
      const code = character.codePointAt(0)!;
      if (code === esc) return undefined;
      if (code < 0x80) {
        if (delimits(code)) reset();
        else leave();
        out.push(code);
        continue;
      }
      const set = [g1, g0, ...sets].find((one) => one?.bytesOf(character) !== undefined);
      if (set === undefined) return undefined;
      if (set.half === 'g1') {
        if (g1 !== set) out.push(...set.escape);
        g1 = set;
      } else {
        if (g0 !== set) out.push(...set.escape);
        g0 = set;
      }
      out.push(...set.bytesOf(character)!);
    }
    reset();
    return Uint8Array.from(out);
  };
}
