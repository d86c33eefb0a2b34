/**
 * Reads a data set (PS3.5 clause 7, Annex A) and says it as tokens. It does no I/O, changes nothing and keeps no value: whoever
 * owns the bytes calls `push` with chunks of any size, then `end`. Group lengths and trailing padding, which mean nothing
 * (PS3.5 7.2, PS3.10 7.2), are read and not said.
 */
import type { Finding } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import { isGroupLength, type Tag } from '../standard/tag.js';
import { type Vr, vr, vrOfLetters } from '../standard/vr.js';
import { cellVr, noteForVr, settleVr } from './ambiguous-vr.js';
import { Bulk } from './bulk.js';
import { ByteReader, type Consumer } from './byte-reader.js';
import { ElementHeader, readUint16, readUint32 } from './element-header.js';
import { type Level, Levels } from './level.js';
import { Speaker } from './speaker.js';
import { type Emit, type Encoding, explicitLittle, implicitLittle, undefinedLength } from './token.js';

export interface TokenizerOptions {
  readonly encoding: Encoding;
  /** Where the data set starts in the file, for offsets. @default 0 */
  readonly offset?: number;
  /** Of the root data set, for elements that stand before (0028,0103) and (0028,0100). @default 0 and 16 */
  readonly pixelRepresentation?: number;
  readonly bitsAllocated?: number;
  /** Elements out of order or twice in a data set: an error, or said as they stand. @default 'refuse' */
  readonly order?: 'refuse' | 'any';
  readonly finding?: (finding: Finding) => void;
}

const itemTag = 0xfffee000;
const itemEndTag = 0xfffee00d;
const sequenceEndTag = 0xfffee0dd;
const trailingPadding = 0xfffcfffc;
const pixelData = 0x7fe00010;

export class Tokenizer implements Consumer {
  need = 8;
  /** Set by whoever has seen enough: the rest is not read. */
  stopped = false;
  readonly #reader = new ByteReader();
  readonly #header = new ElementHeader();
  readonly #levels: Levels;
  readonly #speaker: Speaker;
  readonly #bulk: Bulk;
  #top: Level;
  #position: number;
  #onlyZeros = false;
  readonly #anyOrder: boolean;

  constructor({
    encoding,
    offset = 0,
    pixelRepresentation = 0,
    bitsAllocated = 16,
    order = 'refuse',
    finding = () => {},
  }: TokenizerOptions) {
    this.#levels = new Levels({ encoding, pixelRepresentation, bitsAllocated });
    this.#speaker = new Speaker(this.#levels, finding);
    this.#bulk = new Bulk(this.#speaker);
    this.#top = this.#levels.top;
    this.#position = offset;
    this.#anyOrder = order === 'any';
  }

  /** Offset up to which tokens have been said. */
  get position(): number {
    return this.#position;
  }

  /** Way to an element at the place reached, for errors of later stages. */
  path(tag?: Tag): string {
    return this.#levels.path(tag);
  }

  /** @throws RadonymError wire/bad-length, wire/bad-element, wire/undefined-length, wire/unordered, wire/too-deep */
  push(chunk: Uint8Array, emit: Emit): void {
    if (this.stopped) return;
    this.#speaker.emit = emit;
    this.#reader.push(chunk, this);
  }

  /** The chunks are over. @throws RadonymError wire/truncated */
  end(emit: Emit): void {
    if (this.stopped) return;
    const speaker = this.#speaker;
    speaker.emit = emit;
    speaker.base = this.#position;
    const left = this.#reader.heldBytes;
    this.#closeReached();
    if (left.length > 0 && this.#levels.size === 1 && left.length < 8 && left.every((byte) => byte === 0)) {
      speaker.note('wire/trailing-zeros', 'zero bytes behind the data set are dropped', 0);
    } else if (this.#bulk.active) throw speaker.error('wire/truncated', 'the file ends inside an element', 0, this.#bulk.tag);
    else if (left.length > 0) throw speaker.error('wire/truncated', 'the file ends inside an element', 0);
    if (this.#levels.size > 1) throw speaker.error('wire/truncated', 'the file ends inside a sequence', 0);
  }

  consume(bytes: Uint8Array, start: number, end: number): number {
    const base = this.#position - start;
    let position = start;
    this.#speaker.bytes = bytes;
    this.#speaker.base = base;
    while (!this.stopped) {
      if (this.#bulk.active) {
        position = this.#bulk.read(position, end);
        if (this.#bulk.active) {
          this.need = 1;
          break;
        }
      } else if (this.#onlyZeros) {
        position = this.#readZeros(bytes, position, end);
        break;
      } else {
        this.#position = base + position;
        if (this.#top.end <= this.#position) this.#closeReached();
        const next = this.#top.kind === 'dataSet' ? this.#readElement(bytes, position, end) : this.#readItem(bytes, position, end);
        if (next < 0) break;
        position = next;
      }
    }
    this.#position = base + position;
    if (this.stopped) this.need = 0;
    return position;
  }

  /** One element's header, and its value when small. Returns where it ends, or -1 (and sets `need`) when more bytes are needed. */
  #readElement(bytes: Uint8Array, position: number, end: number): number {
    const level = this.#top;
    const header = this.#header;
    if (level.sniff && !this.#sniff(level, bytes, position, end)) return -1;
    const short = header.read(bytes, position, end, level.encoding);
    if (short > 0) return this.#wait(short);
    const { tag, length, vr: fileVr } = header;
    if (tag >= 0xfffe0000 && tag <= 0xfffeffff) return this.#readDelimiter(position);
    const start = position + header.size;
    if (tag <= level.lastTag) {
      if (tag === 0 && level.depth === 0) return this.#startZeros(position);
      if (!this.#anyOrder && !isSilent(tag)) {
        throw this.#speaker.error('wire/unordered', 'the element stands behind one with an equal or higher tag', position, tag);
      }
    }
    if (length !== undefinedLength && this.#position + header.size + length > level.limit) {
      throw this.#speaker.error('wire/bad-length', 'its length reaches past what holds it', position, tag);
    }
    let chosen = fileVr;
    let { encoding } = level;
    if (fileVr === undefined || fileVr === vr.UN) {
      chosen = this.#dictionaryVr(tag, level);
      // PS3.5 6.2.2: what is typed UN is encoded as in Implicit VR Little Endian.
      if (fileVr === vr.UN && chosen !== vr.UN) encoding = implicitLittle;
    }
    const filed = chosen as Vr;
    const as = tag === pixelData ? cellVr(filed, level) : filed;
    if (header.badVr) this.#speaker.note('wire/bad-vr', 'the VR is not one of the Standard', position, tag);
    const raw = (filed === fileVr || !level.encoding.explicit) && !header.badVr;
    if (length === undefinedLength || as === vr.SQ) {
      const next = this.#openValue(tag, as, position, start, raw && length === undefinedLength);
      level.lastTag = tag;
      return next;
    }
    if (isSilent(tag)) this.#bulk.skip(length);
    else if (length > limits.smallValue) {
      this.#speaker.say('bulkStart', tag, as, position, start, start, raw, length, encoding);
      this.#bulk.start(tag, as, length, encoding);
    } else {
      if (end - start < length) return this.#wait(header.size + length);
      if (length === 2 && (tag >>> 16 === 0x28 || tag >>> 16 === 0x5400))
        noteForVr(level, tag, readUint16(bytes, start, encoding.bigEndian));
      this.#speaker.say('element', tag, as, position, start, start + length, raw && (length & 1) === 0, length, encoding);
      position = start + length;
    }
    if (!isSilent(tag)) level.lastTag = tag;
    return this.#bulk.active ? start : position;
  }

  /** A sequence, or a value of undefined length: opens its level. */
  #openValue(tag: Tag, as: Vr, position: number, start: number, raw: boolean): number {
    const { encoding } = this.#top;
    const { length, vr: fileVr } = this.#header;
    const end = length === undefinedLength ? Number.POSITIVE_INFINITY : this.#speaker.base + start + length;
    if (tag === pixelData || (encoding.explicit && (as === vr.OB || as === vr.OW))) {
      const written = as === vr.UN ? vr.OB : as;
      this.#speaker.say('fragmentsStart', tag, written, position, start, start, raw && written === as, length, encoding);
      this.#top = this.#levels.open('fragments', tag, written, encoding, end);
      return start;
    }
    if (as !== vr.SQ && as !== vr.UN)
      throw this.#speaker.error('wire/undefined-length', `undefined length in an element of VR ${as.name}`, position, tag);
    // PS3.5 6.2.2 note 2: UN of undefined length is a sequence in Implicit VR Little Endian; so is a UN that the dictionary knows as SQ.
    const inner = fileVr === vr.UN ? implicitLittle : encoding;
    const written = fileVr === vr.UN ? as : vr.SQ;
    this.#speaker.say('sequenceStart', tag, written, position, start, start, raw, length, encoding);
    this.#top = this.#levels.open('sequence', tag, written, inner, end);
    this.#top.sniff = fileVr === vr.UN;
    return start;
  }

  /** What stands directly in a sequence or in encapsulated Pixel Data: items and their delimiter. */
  #readItem(bytes: Uint8Array, position: number, end: number): number {
    if (end - position < 8) return this.#wait(8);
    const level = this.#top;
    const { encoding } = level;
    const tag = readUint16(bytes, position, encoding.bigEndian) * 0x10000 + readUint16(bytes, position + 2, encoding.bigEndian);
    const length = readUint32(bytes, position + 4, encoding.bigEndian);
    const start = position + 8;
    const isUndefined = length === undefinedLength;
    if (tag === sequenceEndTag) return this.#endLevel(position, start, length === 0 && level.end === Number.POSITIVE_INFINITY);
    if (tag !== itemTag) throw this.#speaker.error('wire/bad-element', 'an item was expected', position);
    if (!isUndefined && this.#speaker.base + start + length > level.limit) {
      throw this.#speaker.error('wire/bad-length', "an item's length reaches past what holds it", position);
    }
    level.item += 1;
    if (level.kind === 'fragments') {
      if (isUndefined) throw this.#speaker.error('wire/undefined-length', 'a fragment of undefined length', position);
      this.#speaker.say('fragmentStart', level.tag, level.vr, position, start, start, (length & 1) === 0, length, encoding);
      this.#bulk.start(level.tag, level.vr, length, encoding);
      return start;
    }
    const itemEnd = isUndefined ? Number.POSITIVE_INFINITY : this.#speaker.base + start + length;
    this.#top = this.#levels.open('dataSet', level.tag, level.vr, encoding, itemEnd);
    this.#speaker.say('itemStart', level.tag, level.vr, position, start, start, isUndefined, length, encoding);
    return start;
  }

  /** Item and sequence delimiters where an element was expected. */
  #readDelimiter(position: number): number {
    const level = this.#top;
    const { tag, length } = this.#header;
    const isOpen = level.depth > 0 && level.end === Number.POSITIVE_INFINITY;
    if (tag === itemEndTag && isOpen) return this.#endLevel(position, position + 8, length === 0);
    if (tag === sequenceEndTag && isOpen) {
      this.#speaker.note('wire/missing-delimiter', 'an item ends without its delimiter', position);
      return this.#endLevel(position, position, false);
    }
    if (tag === itemTag || length !== 0) throw this.#speaker.error('wire/bad-element', 'a stray item', position);
    this.#speaker.note('wire/stray-delimiter', 'a delimiter that ends nothing is dropped', position);
    return position + 8;
  }

  #closeReached(): void {
    const at = this.#position - this.#speaker.base;
    while (this.#levels.size > 1 && this.#top.end <= this.#position) this.#endLevel(at, at, false);
  }

  #endLevel(position: number, end: number, raw: boolean): number {
    const level = this.#top;
    const kind = level.kind === 'dataSet' ? 'itemEnd' : level.kind === 'sequence' ? 'sequenceEnd' : 'fragmentsEnd';
    this.#speaker.say(kind, level.tag, level.vr, position, end, end, raw, 0, level.encoding);
    this.#top = this.#levels.close();
    return end;
  }

  /** Some writers fill the last block with zeros: nothing else may follow then. */
  #startZeros(position: number): number {
    this.#onlyZeros = true;
    this.#speaker.note('wire/trailing-zeros', 'zero bytes behind the data set are dropped', position);
    return position + 4;
  }

  #readZeros(bytes: Uint8Array, position: number, end: number): number {
    for (let index = position; index < end; index++) {
      if (bytes[index] !== 0) throw this.#speaker.error('wire/bad-element', 'data behind the end of the data set', index);
    }
    this.need = 1;
    return end;
  }

  /** Whether the items of a UN element are explicit after all. False when more bytes are needed. */
  #sniff(level: Level, bytes: Uint8Array, position: number, end: number): boolean {
    if (end - position < 8) {
      this.need = 8;
      return false;
    }
    level.sniff = false;
    const tag = (readUint16(bytes, position, false) * 0x10000 + readUint16(bytes, position + 2, false)) as Tag;
    const spelled = vrOfLetters(bytes[position + 4]!, bytes[position + 5]!);
    if (spelled !== undefined && dictionaryVr(tag) === spelled) {
      level.encoding = explicitLittle;
      this.#speaker.note('wire/un-explicit', 'a UN sequence is encoded in Explicit VR', position);
    }
    return true;
  }

  #dictionaryVr(tag: Tag, level: Level): Vr {
    const row = dictionaryVr(tag);
    if (row === undefined) return vr.UN;
    return isAmbiguous(row) ? settleVr(row, tag, level) : row;
  }

  #wait(need: number): number {
    this.need = need;
    return -1;
  }
}

/** What means nothing and is not said. */
const isSilent = (tag: Tag): boolean => isGroupLength(tag) || tag === trailingPadding;
