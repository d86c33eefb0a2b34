/** Reads one Data Element's Tag, VR and Value Length (PS3.5 7.1) from bytes. It knows no nesting and no values. */
import type { Tag } from '../standard/tag.js';
import { type Vr, vr, vrOfLetters } from '../standard/vr.js';
import type { Encoding } from './token.js';

/** A reused holder of the last header read. */
export class ElementHeader {
  tag = 0 as Tag;
  /** The VR as the file spells it; undefined in Implicit VR and where no VR is spelled. */
  vr: Vr | undefined = undefined;
  length = 0;
  /** Bytes of the header: 8 or 12. */
  size = 8;
  /** An explicit header whose VR is not one of the 34. */
  badVr = false;

  /** Reads at bytes[position]; returns 0 when read, else the bytes it needs (8 or 12), counted from `position`. */
  read(bytes: Uint8Array, position: number, end: number, encoding: Encoding): number {
    if (end - position < 8) return 8;
    const big = encoding.bigEndian;
    const group = big ? (bytes[position]! << 8) | bytes[position + 1]! : bytes[position]! | (bytes[position + 1]! << 8);
    const element = big ? (bytes[position + 2]! << 8) | bytes[position + 3]! : bytes[position + 2]! | (bytes[position + 3]! << 8);
    this.tag = (group * 0x10000 + element) as Tag;
    this.badVr = false;
    this.size = 8;
    if (!encoding.explicit || group === 0xfffe) {
      this.vr = undefined;
      this.length = readUint32(bytes, position + 4, big);
      return 0;
    }
    const spelled = vrOfLetters(bytes[position + 4]!, bytes[position + 5]!);
    if (spelled === undefined) return this.#readBadVr(bytes, position, end, big);
    this.vr = spelled;
    if (!spelled.longLength) {
      this.length = big ? (bytes[position + 6]! << 8) | bytes[position + 7]! : bytes[position + 6]! | (bytes[position + 7]! << 8);
      return 0;
    }
    if (end - position < 12) return 12;
    this.size = 12;
    this.length = readUint32(bytes, position + 8, big);
    return 0;
  }

  /**
   * Two capitals that are no VR of this edition are a later one, which has a 32-bit length (PS3.5 6.2); some writers leave a 16-bit
   * one. Anything else is taken for an Implicit VR header, which some writers mix in.
   */
  #readBadVr(bytes: Uint8Array, position: number, end: number, big: boolean): number {
    this.badVr = true;
    this.vr = undefined;
    if (!isCapital(bytes[position + 4]!) || !isCapital(bytes[position + 5]!)) {
      this.length = readUint32(bytes, position + 4, big);
      return 0;
    }
    this.vr = vr.UN;
    if (bytes[position + 6] !== 0 || bytes[position + 7] !== 0) {
      this.length = big ? (bytes[position + 6]! << 8) | bytes[position + 7]! : bytes[position + 6]! | (bytes[position + 7]! << 8);
      return 0;
    }
    if (end - position < 12) return 12;
    this.size = 12;
    this.length = readUint32(bytes, position + 8, big);
    return 0;
  }
}

export function readUint16(bytes: Uint8Array, position: number, big: boolean): number {
  return big ? (bytes[position]! << 8) | bytes[position + 1]! : bytes[position]! | (bytes[position + 1]! << 8);
}

export function readUint32(bytes: Uint8Array, position: number, big: boolean): number {
  return big
    ? ((bytes[position]! << 24) | (bytes[position + 1]! << 16) | (bytes[position + 2]! << 8) | bytes[position + 3]!) >>> 0
    : ((bytes[position + 3]! << 24) | (bytes[position + 2]! << 16) | (bytes[position + 1]! << 8) | bytes[position]!) >>> 0;
}

const isCapital = (byte: number): boolean => byte >= 65 && byte <= 90;
