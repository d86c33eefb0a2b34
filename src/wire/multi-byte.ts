/**
 * Which bytes is a text in GB18030 or GBK, which pair is a character of an EUC encoding? The platform decodes these but does not encode
 * them, so the two-byte codes are turned round once, when first needed. It refuses four-byte codes: text that needs them is not written.
 */

type Encode = (text: string) => Uint8Array | undefined;

const encoders = new Map<string, ReadonlyMap<number, number>>();

export function multiByteEncoder(set: 'GB18030' | 'GBK'): Encode {
  return (text) => {
    if (isAscii(text)) return asciiBytes(text);
    let table = encoders.get(set);
    if (table === undefined) {
      table = twoByteCodes(set.toLowerCase());
      encoders.set(set, table);
    }
    return encodeBy(table, text);
  };
}

/** Character → lead byte × 256 + trail byte. */
function twoByteCodes(encoding: string): ReadonlyMap<number, number> {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<number, number>();
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      const unit = text.charCodeAt(0);
      if (text.length === 1 && unit !== 0xfffd && !codes.has(unit)) codes.set(unit, lead * 256 + trail);
    }
  }
  return codes;
}

function encodeBy(table: ReadonlyMap<number, number>, text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    const code = table.get(unit);
    if (code === undefined) return undefined;
    bytes[length++] = code >>> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.slice(0, length);
}

/** The pairs of bytes above 0xA0 of an EUC encoding, turned round when first asked; each byte of them masked. @param prefix of each pair where the encoding has one */
export function pairTable(
  encoding: string,
  prefix: readonly number[],
  mask: number,
): (character: string) => readonly [number, number] | undefined {
  return (character) => {
    const key = `${encoding} ${prefix.join()}`;
    let table = encoders.get(key);
    if (table === undefined) {
      table = eucPairs(encoding, prefix);
      encoders.set(key, table);
    }
    const code = character.length === 1 ? table.get(character.charCodeAt(0)) : undefined;
    return code === undefined ? undefined : [(code >>> 8) & mask, code & mask];
  };
}

function eucPairs(encoding: string, prefix: readonly number[]): ReadonlyMap<number, number> {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<number, number>();
  const bytes = Uint8Array.of(...prefix, 0, 0);
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      bytes[prefix.length] = lead;
      bytes[prefix.length + 1] = trail;
      const text = decoder.decode(bytes);
      const unit = text.charCodeAt(0);
      if (text.length === 1 && unit !== 0xfffd && unit >= 0x80 && !codes.has(unit)) codes.set(unit, lead * 256 + trail);
    }
  }
  return codes;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
