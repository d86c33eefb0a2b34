/** Says a long value or a fragment piece by piece as its bytes come, or passes over one in silence. It keeps none of them. */
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import type { Speaker } from './speaker.js';
import { type Encoding, implicitLittle } from './token.js';

export class Bulk {
  /** Between the header and the last byte of a value. */
  active = false;
  readonly #speaker: Speaker;
  #left = 0;
  #silent = false;
  #tag = 0 as Tag;
  #vr: Vr = vr.UN;
  #length = 0;
  #encoding: Encoding = implicitLittle;

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  start(tag: Tag, as: Vr, length: number, encoding: Encoding): void {
    this.active = true;
    this.#silent = false;
    this.#tag = tag;
    this.#vr = as;
    this.#left = length;
    this.#length = length;
    this.#encoding = encoding;
  }

  get tag(): Tag {
    return this.#tag;
  }

  /** Passes over `length` bytes. */
  skip(length: number): void {
    this.active = true;
    this.#silent = true;
    this.#left = length;
  }

  /** Reads at `position`; returns where it stopped: the value's end, or `end`. */
  read(position: number, end: number): number {
    const stop = position + Math.min(this.#left, end - position);
    this.#left -= stop - position;
    if (stop > position && !this.#silent)
      this.#speaker.say('bulkChunk', this.#tag, this.#vr, position, position, stop, true, this.#length, this.#encoding);
    if (this.#left === 0) {
      this.active = false;
      if (!this.#silent) this.#speaker.say('bulkEnd', this.#tag, this.#vr, stop, stop, stop, false, this.#length, this.#encoding);
    }
    return stop;
  }
}
