/**
 * Which character is which byte in the single-byte repertoires (PS3.3 C.12.1.1.2)? One table of 256 characters each, made when
 * first asked for. It knows no escape sequences: code-extensions.ts does.
 */

export interface SingleByteTable {
  decode(bytes: Uint8Array, start: number, end: number): string;
  /** The bytes of the text, undefined if it has a character that the repertoire lacks. */
  encode(text: string): Uint8Array | undefined;
}

/** Encodings of the WHATWG by the registration number of the repertoire. 100 and 13 have tables of their own. */
const encodings: { readonly [registration: string]: string } = {
  101: 'iso-8859-2',
  109: 'iso-8859-3',
  110: 'iso-8859-4',
  144: 'iso-8859-5',
  127: 'iso-8859-6',
  126: 'iso-8859-7',
  138: 'iso-8859-8',
  148: 'windows-1254',
  166: 'windows-874',
  203: 'iso-8859-15',
};

/** Registration numbers of all of them; `6` is ASCII. */
export const singleByteRegistrations: readonly string[] = ['6', '13', '100', ...Object.keys(encodings)];

// Latin alphabet No. 1 is read as its Windows superset: C1 controls never stand in text, but typographic quotes and Š do.
// Written out, because TextDecoder('latin1') is not the same in every Node.
const windowsC1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const tables = new Map<string, SingleByteTable | undefined>();

/** The table of `100` (Latin 1), `144` (Cyrillic) …; `6` is ASCII alone. Undefined for what is not single-byte. */
export function singleByteTable(registration: string): SingleByteTable | undefined {
  if (!tables.has(registration)) {
    const high = highCharacters(registration);
    tables.set(registration, high === undefined ? undefined : tableOf(high));
  }
  return tables.get(registration);
}

/** Characters of bytes 0x80–0xFF; U+FFFD where none is assigned. */
function highCharacters(registration: string): string | undefined {
  if (registration === '6') return '\ufffd'.repeat(128);
  if (registration === '100') return windowsC1 + range(0xa0, 0xff);
  // JIS X 0201: half-width katakana. The yen sign and overline stay what their bytes are in ASCII: one of them separates values.
  if (registration === '13') return '\ufffd'.repeat(33) + range(0xff61, 0xff9f) + '\ufffd'.repeat(32);
  const encoding = encodings[registration];
  if (encoding === undefined) return undefined;
  return new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, index) => 0x80 + index));
}

function range(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

function tableOf(high: string): SingleByteTable {
  const characters = Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? String.fromCharCode(byte) : high[byte - 0x80]!));
  const bytesOf = new Map<number, number>();
  characters.forEach((character, byte) => {
    if (character !== '\ufffd') bytesOf.set(character.charCodeAt(0), byte);
  });
  return {
    decode(bytes, start, end) {
      let text = '';
      for (let at = start; at < end; at++) text += characters[bytes[at]!]!;
      return text;
    },
    encode(text) {
      const bytes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        const byte = unit < 0x80 ? unit : bytesOf.get(unit);
        if (byte === undefined) return undefined;
        bytes[at] = byte;
      }
      return bytes;
    },
  };
}
