/** Frames as tokens of Pixel Data: one fragment each behind an offset table (PS3.5 A.4), or native. Frames come ready; nothing is coded. */
import { RadonymError } from '../base/errors.js';
import { type Tag, tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { cellVr } from '../wire/ambiguous-vr.js';
import { type Emit, undefinedLength } from '../wire/token.js';
import { basicOffsetTable, longNumbers } from './offset-tables.js';
import { OwnTokens } from './own-tokens.js';

/** Bytes of the output that are filled in later. */
export interface Room {
  /** Where the next byte will stand. */
  mark(): number;
  fill(at: number, bytes: Uint8Array): void;
}

export interface FrameWriter {
  begin(emit: Emit): void;
  /** @param bytes must stay as they are until what was emitted is drained */
  frame(bytes: Uint8Array, emit: Emit): void;
  finish(emit: Emit): void;
}

const pixelData = tag(0x7fe00010);
const extendedOffsetTable = tag(0x7fe00001);
const extendedOffsetTableLengths = tag(0x7fe00002);
const nothing = new Uint8Array(0);

export interface FragmentWriterOptions {
  readonly numberOfFrames: number;
  readonly room: Room;
  /** 64-bit offsets in elements of their own (PS3.3 C.7.6.3.1.8). */
  readonly extended: boolean;
}

export class FragmentWriter implements FrameWriter {
  readonly #options: FragmentWriterOptions;
  readonly #own = new OwnTokens();
  readonly #offsets: number[] = [];
  readonly #lengths: number[] = [];
  #position = 0;
  #basicAt = 0;
  #extendedAt: readonly [offsets: number, lengths: number] = [0, 0];

  constructor(options: FragmentWriterOptions) {
    this.#options = options;
  }

  begin(emit: Emit): void {
    const { numberOfFrames, room, extended } = this.#options;
    if (extended) {
      this.#extendedAt = [
        this.#reserve(extendedOffsetTable, numberOfFrames * 8, emit),
        this.#reserve(extendedOffsetTableLengths, numberOfFrames * 8, emit),
      ];
    }
    this.#own.say('fragmentsStart', pixelData, vr.OB, nothing, emit, { length: undefinedLength });
    // One frame begins at 0: its table is right as it is. With an Extended Offset Table the basic one stays empty.
    const length = extended ? 0 : numberOfFrames * 4;
    this.#own.say('fragmentStart', pixelData, vr.OB, nothing, emit, { length });
    this.#basicAt = room.mark();
    this.#zeros(pixelData, vr.OB, length, emit);
  }

  frame(bytes: Uint8Array, emit: Emit): void {
    const { length } = bytes;
    this.#offsets.push(this.#position);
    this.#lengths.push(length);
    this.#position += 8 + length + (length & 1);
    this.#own.say('fragmentStart', pixelData, vr.OB, nothing, emit, { length });
    this.#own.say('bulkChunk', pixelData, vr.OB, bytes, emit);
    this.#own.say('bulkEnd', pixelData, vr.OB, nothing, emit);
  }

  /** @throws RadonymError pixel/offsets: the table must be an extended one */
  finish(emit: Emit): void {
    this.#own.say('fragmentsEnd', pixelData, vr.OB, nothing, emit);
    const { extended, room } = this.#options;
    if (extended) {
      room.fill(this.#extendedAt[0], longNumbers(this.#offsets));
      room.fill(this.#extendedAt[1], longNumbers(this.#lengths));
    } else if (this.#offsets.length > 1) {
      const table = basicOffsetTable(this.#offsets);
      if (table === undefined) throw new RadonymError('pixel/offsets', 'the frames are too long for a Basic Offset Table');
      room.fill(this.#basicAt, table);
    }
  }

  #reserve(tag: Tag, length: number, emit: Emit): number {
    this.#own.say('bulkStart', tag, vr.OV, nothing, emit, { length });
    const at = this.#options.room.mark();
    this.#zeros(tag, vr.OV, length, emit);
    return at;
  }

  #zeros(tag: Tag, as: Vr, length: number, emit: Emit): void {
    if (length > 0) this.#own.say('bulkChunk', tag, as, new Uint8Array(length), emit);
    this.#own.say('bulkEnd', tag, as, nothing, emit);
  }
}

export interface NativeWriterOptions {
  /** Of all frames, in bytes. */
  readonly length: number;
  readonly bitsAllocated: number;
  /** Of the data set that it stands in. @default 0 */
  readonly depth?: number;
}

export class NativeWriter implements FrameWriter {
  readonly #options: NativeWriterOptions;
  readonly #own = new OwnTokens();
  readonly #vr: Vr;

  constructor(options: NativeWriterOptions) {
    this.#options = options;
    // PS3.5 8.2: OB or OW up to 8 bits allocated, OW above.
    this.#vr = cellVr(options.bitsAllocated > 8 ? vr.OW : vr.OB, options);
  }

  /** @throws RadonymError pixel/too-long-native */
  begin(emit: Emit): void {
    const { length, depth = 0 } = this.#options;
    if (length > undefinedLength - 1)
      throw new RadonymError('pixel/too-long-native', 'uncompressed, the Pixel Data would be longer than a value can be');
    this.#own.say('bulkStart', pixelData, this.#vr, nothing, emit, { length, depth });
  }

  frame(bytes: Uint8Array, emit: Emit): void {
    this.#own.say('bulkChunk', pixelData, this.#vr, bytes, emit, { depth: this.#options.depth ?? 0 });
  }

  finish(emit: Emit): void {
    this.#own.say('bulkEnd', pixelData, this.#vr, nothing, emit, { depth: this.#options.depth ?? 0 });
  }
}
