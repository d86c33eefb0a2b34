/**
 * Which fragments make a frame (PS3.5 A.4)? Joins them, one frame at a time. Where the code stream shows its beginning, that decides and
 * offset tables are only compared with it; else the table decides, or each fragment is a frame. It decodes nothing.
 */
import { type Finding, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Compression } from '../standard/transfer-syntax.js';
import type { Offsets } from './offset-tables.js';

export interface FragmentFramesOptions {
  readonly compression: Compression;
  readonly numberOfFrames: number;
  /** Of a Basic or Extended Offset Table, where one is there and has an entry for each frame. */
  readonly offsets: Offsets | undefined;
  /** The whole code stream of one frame; overwritten afterwards. */
  readonly frame: (stream: Uint8Array, index: number) => void;
  readonly finding: (finding: Finding) => void;
  /** Bytes of a code stream. @default limits.codedFrame */
  readonly most?: number;
}

/** A fragment shows within so many bytes whether a frame begins with it. */
const shown = 8;

export class FragmentFrames {
  readonly #options: FragmentFramesOptions;
  #offsets: Offsets | undefined;
  #held = new Uint8Array(0);
  #length = 0;
  /** Frames that were handed on. */
  #frames = 0;
  #fragments = 0;
  /** Of the current fragment's item, counted as offset tables do. */
  #offset = 0;
  #fragmentLength = 0;
  /** Where the current fragment begins in what is held, as long as nobody knows whether a frame begins with it; else -1. */
  #undecided = -1;

  constructor(options: FragmentFramesOptions) {
    this.#options = options;
    this.#offsets = options.offsets;
  }

  /** @throws RadonymError pixel/frame-too-large, pixel/frame-count */
  start(length: number): void {
    this.#fragmentLength = length;
    this.#undecided = this.#length;
  }

  chunk(bytes: Uint8Array, start: number, end: number): void {
    const needed = this.#length + end - start;
    if (needed > this.#held.length) this.#grow(needed);
    this.#held.set(bytes.subarray(start, end), this.#length);
    this.#length = needed;
    if (this.#undecided >= 0 && this.#length - this.#undecided >= shown) this.#decide();
  }

  end(): void {
    if (this.#undecided >= 0) this.#decide();
    this.#fragments += 1;
    this.#offset += 8 + this.#fragmentLength + (this.#fragmentLength & 1);
  }

  /** All fragments were told. @throws RadonymError pixel/frame-count and what `frame` throws */
  finish(): void {
    if (this.#fragments > 0) this.#handOn(this.#length);
    const { numberOfFrames } = this.#options;
    if (this.#frames !== numberOfFrames) {
      throw new RadonymError('pixel/frame-count', `${this.#fragments} fragments hold ${this.#frames} frames of ${numberOfFrames}`);
    }
  }

  #decide(): void {
    const at = this.#undecided;
    this.#undecided = -1;
    if (this.#fragments === 0 || !this.#begins(at)) return;
    this.#handOn(at);
    this.#held.copyWithin(0, at, this.#length);
    this.#length -= at;
  }

  /** Whether a frame begins with the fragment that stands at `at`. */
  #begins(at: number): boolean {
    const { compression, numberOfFrames } = this.#options;
    const next = this.#offsets?.[this.#frames + 1] ?? Number.POSITIVE_INFINITY;
    const shows = showsBeginning(compression, this.#held, at, this.#length);
    if (shows === undefined) {
      if (this.#offsets === undefined) return numberOfFrames > 1;
      if (this.#offset > next) throw new RadonymError('pixel/offset-table', `frame ${this.#frames + 2} begins within a fragment`);
      return this.#offset === next;
    }
    if (this.#offsets !== undefined && shows !== (this.#offset === next)) {
      this.#offsets = undefined;
      this.#options.finding({ code: 'pixel/offset-table', detail: `the offset table is wrong at frame ${this.#frames + 2}` });
    }
    return shows;
  }

  #handOn(end: number): void {
    if (this.#frames === this.#options.numberOfFrames)
      throw new RadonymError('pixel/frame-count', `there are more frames than ${this.#frames}`);
    this.#options.frame(this.#held.subarray(0, end), this.#frames++);
  }

  #grow(needed: number): void {
    const { most = limits.codedFrame } = this.#options;
    if (needed > most) throw new RadonymError('pixel/frame-too-large', `a compressed frame is larger than ${most} bytes`);
    const grown = new Uint8Array(Math.max(needed, Math.min(this.#held.length * 2, most), 64 * 1024));
    grown.set(this.#held.subarray(0, this.#length));
    this.#held = grown;
  }
}

type Signature = readonly (number | undefined)[];

const jpeg: readonly Signature[] = [[0xff, 0xd8, 0xff]];
// SOC and SIZ, or the box that a JP2 file begins with.
const jpeg2000: readonly Signature[] = [
  [0xff, 0x4f, 0xff, 0x51],
  [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20],
];

/**
 * What the first bytes of a frame look like; those of the other syntaxes can look like anything. In JPEG and JPEG 2000 no such bytes
 * stand within entropy-coded data; the header of RLE counts its segments and has the first of them at byte 64 (PS3.5 G.5).
 */
const signatures: { readonly [compression in Compression]?: readonly Signature[] } = {
  jpeg,
  'jpeg-ls': jpeg,
  'jpeg-2000': jpeg2000,
  htj2k: jpeg2000,
  rle: [[undefined, 0, 0, 0, 64, 0, 0, 0]],
};

function showsBeginning(compression: Compression, bytes: Uint8Array, start: number, end: number): boolean | undefined {
  return signatures[compression]?.some(
    (signature) =>
      end - start >= signature.length && signature.every((value, index) => value === undefined || bytes[start + index] === value),
  );
}
