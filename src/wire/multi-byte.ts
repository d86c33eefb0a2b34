/**
 * Which bytes is a text in GB18030 or GBK? The platform decodes these but does not encode them, so the two-byte codes are turned round
 * once, when first needed. It refuses four-byte codes: text that needs them is not written.
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

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
