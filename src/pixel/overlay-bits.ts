/**
 * Overlays in unused bits of Pixel Data (PS3.3 C.9.2 and PS3.5 8.1.2 of 2004, retired since): which bits the file says they are, and frames
 * without them. It watches tokens go by and changes none.
 */
import { elementOf, groupOf } from '../standard/tag.js';
import { readUint16 } from '../wire/element-header.js';
import type { Token } from '../wire/token.js';
import type { FrameEditor } from './frame-editor.js';
import type { Image } from './image.js';

/** What an overlay group says of its bits. */
interface Plane {
  bitsAllocated: number;
  bitPosition: number;
  /** (60xx,3000) is there, so that the bits are not in Pixel Data. */
  hasData: boolean;
}

export class OverlayBits implements FrameEditor {
  /** Frames in which a bit was cleared. */
  frames = 0;
  /** A group names bits of the pixel values: these stay. */
  inValues = false;
  readonly #planes = new Map<number, Plane>();
  readonly #goes: (group: number) => boolean;

  /** @param goes whether an overlay group is removed; one that stays keeps its bits */
  constructor(goes: (group: number) => boolean) {
    this.#goes = goes;
  }

  /** A token of the file as it came. */
  push(token: Token): void {
    const group = groupOf(token.tag);
    if ((group & 0xff01) !== 0x6000 || token.depth !== 0) return;
    const plane = this.#planes.get(group) ?? { bitsAllocated: 1, bitPosition: 0, hasData: false };
    this.#planes.set(group, plane);
    const element = elementOf(token.tag);
    if (element === 0x3000) plane.hasData = true;
    if (token.kind !== 'element' || token.end - token.start < 2) return;
    if (element === 0x0100) plane.bitsAllocated = readUint16(token.bytes, token.start, token.encoding.bigEndian);
    if (element === 0x0102) plane.bitPosition = readUint16(token.bytes, token.start, token.encoding.bigEndian);
  }

  touches(_frame: number, image: Image): boolean {
    return this.#planes.size > 0 && this.#mask(image) !== 0;
  }

  edit(_frame: number, samples: Uint8Array, image: Image): boolean {
    const mask = this.#mask(image);
    const bytes = image.bitsAllocated / 8;
    let changed = false;
    for (let byte = 0; byte < bytes; byte++) {
      const own = (mask >>> (8 * byte)) & 0xff;
      if (own === 0) continue;
      for (let at = byte; at < samples.length; at += bytes) {
        if ((samples[at]! & own) === 0) continue;
        samples[at] = samples[at]! & ~own;
        changed = true;
      }
    }
    if (changed) this.frames++;
    return changed;
  }

  /** Bits of a cell that overlays have and pixel values do not. */
  #mask({ bitsAllocated, bitsStored, highBit }: Image): number {
    if (![8, 16, 32].includes(bitsAllocated)) return 0;
    let mask = 0;
    for (const [group, plane] of this.#planes) {
      if (plane.hasData || (plane.bitsAllocated === 1 && plane.bitPosition === 0) || !this.#goes(group)) continue;
      if (plane.bitPosition >= bitsAllocated) continue;
      if (plane.bitPosition <= highBit && plane.bitPosition > highBit - bitsStored) this.inValues = true;
      else mask |= 1 << plane.bitPosition;
    }
    return mask >>> 0;
  }
}
