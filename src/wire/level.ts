/** The open data sets, sequences and items around the place where a tokenizer stands. It reads no bytes. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Tag } from '../standard/tag.js';
import { toldTag } from '../standard/told-tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { type Encoding, implicitLittle } from './token.js';

/** Of a path; its middle is left out when it is longer. */
const shownParts = 12;

export type LevelKind = 'dataSet' | 'sequence' | 'fragments';

/** One open data set (the root or an item), sequence or encapsulated value. */
export class Level {
  kind: LevelKind = 'dataSet';
  /** The sequence's or value's tag; of an item: its sequence's. */
  tag = 0 as Tag;
  vr: Vr = vr.SQ;
  encoding: Encoding = implicitLittle;
  /** Where it ends, as an offset; Infinity when a delimiter says so. */
  end = Number.POSITIVE_INFINITY;
  /** The nearest end around it that is known: nothing inside may reach past it. */
  limit = Number.POSITIVE_INFINITY;
  /** 0 for the root; counts items, not sequences. */
  depth = 0;
  /** Of the item last begun, from 1 (sequences only). */
  item = 0;
  /** The element last seen (data sets only), -1 before the first. */
  lastTag = -1;
  /** What resolves ambiguous VRs in this data set (PS3.5 A.1, PS3.3 C.7.6.3); items inherit. */
  pixelRepresentation = 0;
  bitsAllocated = 16;
  waveformBitsAllocated = 16;
  /** Items of a UN element say only by their first element whether they are implicit, as they should be. */
  sniff = false;
}

/** A stack of reused Level objects. */
export class Levels {
  readonly #stack: Level[] = [];
  #size = 0;

  constructor({ encoding, pixelRepresentation, bitsAllocated }: Pick<Level, 'encoding' | 'pixelRepresentation' | 'bitsAllocated'>) {
    const root = new Level();
    root.encoding = encoding;
    root.pixelRepresentation = pixelRepresentation;
    root.bitsAllocated = bitsAllocated;
    this.#stack.push(root);
    this.#size = 1;
  }

  get size(): number {
    return this.#size;
  }

  get top(): Level {
    return this.#stack[this.#size - 1]!;
  }

  /** Opens a level inside the top one; it inherits what is not given. @throws RadonymError wire/too-deep */
  open(kind: LevelKind, tag: Tag, as: Vr, encoding: Encoding, end: number): Level {
    const parent = this.top;
    if (this.#size > limits.depth * 2)
      throw new RadonymError('wire/too-deep', `more than ${limits.depth} sequences within each other`, { path: this.path(tag) });
    let level = this.#stack[this.#size];
    if (level === undefined) {
      level = new Level();
      this.#stack.push(level);
    }
    this.#size += 1;
    level.kind = kind;
    level.tag = tag;
    level.vr = as;
    level.encoding = encoding;
    level.end = end;
    level.limit = Math.min(end, parent.limit);
    level.depth = kind === 'dataSet' ? parent.depth + 1 : parent.depth;
    level.item = 0;
    level.lastTag = -1;
    level.pixelRepresentation = parent.pixelRepresentation;
    level.bitsAllocated = parent.bitsAllocated;
    level.waveformBitsAllocated = parent.waveformBitsAllocated;
    level.sniff = parent.sniff;
    return level;
  }

  close(): Level {
    this.#size -= 1;
    return this.top;
  }

  /** `(300A,00B0)[1].(300A,00C2)`: the way to an element of the top level; what may be no tag at all is not spelled out (standard/told-tag). */
  path(tag?: Tag): string {
    const parts: string[] = [];
    for (let index = 1; index < this.#size; index++) {
      const level = this.#stack[index]!;
      if (level.kind !== 'dataSet') parts.push(level.item > 0 ? `${toldTag(level.tag)}[${level.item}]` : toldTag(level.tag));
    }
    if (tag !== undefined) parts.push(toldTag(tag));
    if (parts.length > shownParts) parts.splice(shownParts / 2, parts.length - shownParts, '…');
    return parts.join('.');
  }
}
