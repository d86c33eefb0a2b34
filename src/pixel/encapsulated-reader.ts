/** From the tokens of encapsulated Pixel Data to the code streams of its frames: offset table first, then fragments. It decodes nothing. */
import { type Finding, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Compression } from '../standard/transfer-syntax.js';
import type { Token } from '../wire/token.js';
import { FragmentFrames } from './fragment-frames.js';
import { type Offsets, readBasicOffsetTable } from './offset-tables.js';

export interface EncapsulatedReaderOptions {
  readonly compression: Compression;
  readonly numberOfFrames: number;
  /** Of an Extended Offset Table. */
  readonly offsets: Offsets | undefined;
  /** One frame's code stream; overwritten afterwards. */
  readonly frame: (stream: Uint8Array, index: number) => void;
  readonly finding: (finding: Finding) => void;
}

export class EncapsulatedReader {
  readonly #options: EncapsulatedReaderOptions;
  readonly #table: Gathered;
  #frames: FragmentFrames | undefined;

  constructor(options: EncapsulatedReaderOptions) {
    this.#options = options;
    this.#table = new Gathered(options.numberOfFrames * 4);
  }

  /** Takes all between fragmentsStart and fragmentsEnd. @throws RadonymError pixel/… */
  push(token: Token): void {
    const frames = this.#frames;
    if (token.kind === 'fragmentStart') frames?.start(token.length);
    else if (token.kind === 'bulkChunk') {
      if (frames) frames.chunk(token.bytes, token.start, token.end);
      else this.#table.push(token);
    } else if (token.kind === 'bulkEnd') {
      if (frames) frames.end();
      else this.#begin();
    }
  }

  /** @throws RadonymError pixel/frame-count */
  finish(): void {
    if (this.#frames === undefined) this.#begin();
    this.#frames!.finish();
  }

  #begin(): void {
    const { numberOfFrames, offsets, finding } = this.#options;
    const { bytes } = this.#table;
    const basic = readBasicOffsetTable(bytes, numberOfFrames);
    if (basic === undefined && bytes.length > 0)
      finding({ code: 'pixel/offset-table', detail: `the offset table is not one of ${numberOfFrames} frames` });
    this.#frames = new FragmentFrames({ ...this.#options, offsets: offsets ?? basic });
  }
}

/** The value of a table, as it comes in pieces. */
export class Gathered {
  readonly #most: number;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** @param most bytes that it can be of use with; what is longer is kept as far as it tells that it is longer */
  constructor(most: number) {
    this.#most = Math.min(most, limits.frames * 8);
  }

  push({ bytes, start, end }: Token): void {
    const fits = Math.min(end, start + this.#most + 1 - this.#length);
    if (fits <= start) return;
    this.#pieces.push(bytes.slice(start, fits));
    this.#length += fits - start;
  }

  get bytes(): Uint8Array {
    if (this.#pieces.length !== 1) {
      const joined = new Uint8Array(this.#length);
      let at = 0;
      for (const piece of this.#pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
      this.#pieces = [joined];
    }
    return this.#pieces[0]!;
  }
}

/** @throws RadonymError pixel/frame-count */
export function checkFrameCount(numberOfFrames: number): void {
  if (numberOfFrames > limits.frames) throw new RadonymError('pixel/frame-count', `more than ${limits.frames} frames are not taken`);
}
