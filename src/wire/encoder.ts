/**
 * Writes tokens as a data set of one encoding (PS3.5 clause 7, Annex A). It decides no value: what arrives is written, in the
 * byte order and with the headers of the target; what already stands as the target would write it leaves as a slice of the input.
 */
import { RadonymError } from '../base/errors.js';
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { copyReversed, UnitCarry } from './byte-order.js';
import { Output } from './output.js';
import { type Encoding, explicitLittle, implicitLittle, type Token, undefinedLength } from './token.js';

export interface EncoderOptions {
  readonly encoding: Encoding;
  /** How sequences and items say where they end. @default 'undefined' */
  readonly sequenceLength?: 'undefined' | 'explicit';
  /** Lengths of sequences and items in order of their starts, from a pass with `measure`; needed for explicit ones. */
  readonly lengths?: readonly number[];
  /** Only measures: nothing comes out but `lengths`. */
  readonly measure?: boolean;
  /** A value too long for its Explicit VR is written as UN (PS3.5 6.2.2, CP-1066), or refused with wire/long-value. @default 'unknown' */
  readonly longValues?: 'unknown' | 'refuse';
}

const itemTag = 0xfffee000 as Tag;
const itemEndTag = 0xfffee00d as Tag;
const sequenceEndTag = 0xfffee0dd as Tag;
/** PS3.5 7.1.2: the length field of these VRs has 16 bits, and a length is even. */
const maxShortLength = 65534;

export class Encoder {
  readonly #output: Output;
  readonly #carry = new UnitCarry();
  readonly #options: EncoderOptions;
  /** Encodings of the open sequences and items, the innermost last. */
  readonly #encodings: Encoding[];
  #encoding: Encoding;
  /** Whether each open sequence or item ends with a delimiter. */
  readonly #delimited: boolean[] = [];
  /** Measuring: index into `lengths` and output position of each open one. */
  readonly #open: number[] = [];
  readonly #lengths: number[] = [];
  #nextLength = 0;
  /** Of the bulk value being written. */
  #bulkUnit = 1;
  #bulkOdd = false;
  #bulkPadding = 0;

  /** @param output reused from file to file, so that its blocks are made once */
  constructor(options: EncoderOptions, output: Output = new Output()) {
    output.reset();
    this.#output = output;
    this.#options = options;
    this.#encoding = options.encoding;
    this.#encodings = [options.encoding];
  }

  /** Bytes written so far. */
  get total(): number {
    return this.#output.total;
  }

  get lengths(): readonly number[] {
    return this.#lengths;
  }

  /** What came out since the last call; valid until the next `push`. */
  drain(): Uint8Array[] {
    const slices = this.#output.drain();
    return this.#options.measure ? [] : slices;
  }

  /** @throws RadonymError wire/long-value */
  push(token: Token): void {
    switch (token.kind) {
      case 'element':
        this.#element(token);
        break;
      case 'bulkStart':
        this.#bulkStart(token);
        break;
      case 'bulkChunk':
        this.#bulkChunk(token);
        break;
      case 'bulkEnd':
        this.#bulkEnd();
        break;
      case 'sequenceStart':
        this.#sequenceStart(token);
        break;
      case 'itemStart':
        this.#start(token, itemTag, undefined, this.#encoding, this.#explicitLengths);
        break;
      case 'itemEnd':
        this.#end(token, itemEndTag);
        break;
      case 'sequenceEnd':
        this.#end(token, sequenceEndTag);
        break;
      case 'fragmentsStart':
        this.#start(token, token.tag, token.vr, this.#encoding, false);
        break;
      case 'fragmentStart':
        this.#fragmentStart(token);
        break;
      case 'fragmentsEnd':
        this.#end(token, sequenceEndTag);
        break;
      default:
        token.kind satisfies never;
    }
  }

  get #explicitLengths(): boolean {
    return this.#options.sequenceLength === 'explicit';
  }

  #element(token: Token): void {
    const { bytes, start, end } = token;
    if (token.rawStart >= 0 && token.encoding === this.#encoding) {
      this.#output.pass(bytes, token.rawStart, end);
      return;
    }
    const length = end - start;
    const written = this.#writtenVr(token, length);
    this.#header(token.tag, written, length + (length & 1));
    const unit = token.vr.unit;
    if (unit > 1 && this.#reverses(token, written)) {
      const whole = end - (length % unit);
      this.#putReversed(bytes, start, whole, unit);
      this.#output.copy(bytes, whole, end);
    } else if (length > 0) {
      this.#output.pass(bytes, start, end);
    }
    if ((length & 1) === 1) this.#output.byte(token.vr.padding);
  }

  #bulkStart(token: Token): void {
    const { length } = token;
    this.#bulkOdd = (length & 1) === 1;
    this.#bulkPadding = token.vr.padding;
    this.#bulkUnit = 1;
    if (token.rawStart >= 0 && token.encoding === this.#encoding && !this.#bulkOdd) {
      this.#output.pass(token.bytes, token.rawStart, token.start);
      return;
    }
    const written = this.#writtenVr(token, length);
    this.#header(token.tag, written, length + (length & 1));
    if (token.vr.unit > 1 && this.#reverses(token, written)) {
      this.#bulkUnit = token.vr.unit;
      this.#carry.reset();
    }
  }

  #bulkChunk(token: Token): void {
    if (this.#bulkUnit === 1) this.#output.pass(token.bytes, token.start, token.end);
    else
      this.#carry.push(token.bytes, token.start, token.end, this.#bulkUnit, (bytes, start, end) =>
        this.#putReversed(bytes, start, end, this.#bulkUnit),
      );
  }

  #bulkEnd(): void {
    if (this.#bulkUnit > 1) this.#carry.end((bytes, start, end) => this.#output.copy(bytes, start, end));
    if (this.#bulkOdd) this.#output.byte(this.#bulkPadding);
  }

  #sequenceStart(token: Token): void {
    // PS3.5 6.2.2: items of a UN element are in Implicit VR Little Endian, and only undefined length tells that they are items. Many
    // readers take that in Explicit VR Little Endian alone; elsewhere the sequence is written as one.
    const isUnknown = token.vr === vr.UN && this.#encoding === explicitLittle && !this.#explicitLengths;
    const written = token.vr === vr.UN && this.#encoding.explicit && !isUnknown ? vr.SQ : token.vr;
    this.#start(token, token.tag, written, isUnknown ? implicitLittle : this.#encoding, this.#explicitLengths);
  }

  /** Header of a sequence, item or encapsulated value, and one level more. */
  #start(token: Token, tag: Tag, as: Vr | undefined, inner: Encoding, explicitLength: boolean): void {
    const isEmpty = token.length === 0;
    if (isEmpty) this.#header(tag, as, 0);
    else if (explicitLength) this.#header(tag, as, this.#plannedLength(token));
    else if (token.rawStart >= 0 && token.encoding === this.#encoding && (as === undefined || as === token.vr)) {
      this.#output.pass(token.bytes, token.rawStart, token.end);
    } else this.#header(tag, as, undefinedLength);
    if (explicitLength && this.#options.measure) this.#open.push(isEmpty ? -1 : this.#lengths.length - 1, this.#output.total);
    this.#delimited.push(!isEmpty && !explicitLength);
    this.#encodings.push(inner);
    this.#encoding = inner;
  }

  #end(token: Token, delimiter: Tag): void {
    const inner = this.#encoding;
    this.#encodings.pop();
    this.#encoding = this.#encodings[this.#encodings.length - 1]!;
    if (this.#delimited.pop()) {
      if (token.rawStart >= 0 && token.encoding === inner) this.#output.pass(token.bytes, token.rawStart, token.end);
      else this.#header(delimiter, undefined, 0, inner);
    } else if (this.#options.measure && this.#explicitLengths) {
      const from = this.#open.pop()!;
      const index = this.#open.pop()!;
      if (index >= 0) this.#lengths[index] = this.#output.total - from;
    }
  }

  #fragmentStart(token: Token): void {
    this.#bulkOdd = (token.length & 1) === 1;
    this.#bulkPadding = 0;
    this.#bulkUnit = 1;
    if (token.rawStart >= 0 && token.encoding === this.#encoding) this.#output.pass(token.bytes, token.rawStart, token.end);
    else this.#header(itemTag, undefined, token.length + (token.length & 1));
  }

  #plannedLength(token: Token): number {
    if (this.#options.measure) return this.#lengths.push(0);
    const length = this.#options.lengths?.[this.#nextLength++];
    if (length === undefined || length >= undefinedLength) {
      throw new RadonymError('wire/bad-length', 'the sequence is too long for an explicit length', { offset: token.offset });
    }
    return length;
  }

  #writtenVr(token: Token, length: number): Vr {
    if (!this.#encoding.explicit || token.vr.longLength || length <= maxShortLength) return token.vr;
    if (this.#options.longValues === 'refuse')
      throw new RadonymError('wire/long-value', 'the value is too long for its Explicit VR', { offset: token.offset });
    return vr.UN;
  }

  /** Whether the value's byte order is not the one it is written in; UN is always little (PS3.5 6.2.2). */
  #reverses(token: Token, written: Vr): boolean {
    return token.encoding.bigEndian !== (written === vr.UN ? false : this.#encoding.bigEndian);
  }

  #putReversed(bytes: Uint8Array, start: number, end: number, unit: number): void {
    const step = 0x8000;
    for (let from = start; from < end; from += step) {
      const to = Math.min(end, from + step);
      const block = this.#output.room(to - from);
      copyReversed(bytes, from, to, unit, block, this.#output.at);
    }
  }

  /** Tag, VR (of elements, in Explicit VR) and Value Length. */
  #header(tag: Tag, as: Vr | undefined, length: number, encoding: Encoding = this.#encoding): void {
    const isLong = as !== undefined && encoding.explicit && as.longLength;
    const block = this.#output.room(isLong ? 12 : 8);
    const at = this.#output.at;
    const big = encoding.bigEndian;
    put16(block, at, tag >>> 16, big);
    put16(block, at + 2, tag & 0xffff, big);
    if (as === undefined || !encoding.explicit) {
      put32(block, at + 4, length, big);
      return;
    }
    block[at + 4] = as.first;
    block[at + 5] = as.second;
    put16(block, at + 6, isLong ? 0 : length, big);
    if (isLong) put32(block, at + 8, length, big);
  }
}

function put16(block: Uint8Array, at: number, value: number, big: boolean): void {
  block[at + (big ? 1 : 0)] = value;
  block[at + (big ? 0 : 1)] = value >>> 8;
}

function put32(block: Uint8Array, at: number, value: number, big: boolean): void {
  put16(block, at, big ? value >>> 16 : value, big);
  put16(block, at + 2, big ? value : value >>> 16, big);
}
