/** Cuts native Pixel Data (PS3.5 8.1.1) into frames in little endian byte order, one at a time. It knows nothing of what samples mean. */
import { RadonymError } from '../base/errors.js';
import { copyReversed, UnitCarry } from '../wire/byte-order.js';

export interface NativeFramesOptions {
  /** Bytes of one frame. */
  readonly frameLength: number;
  readonly numberOfFrames: number;
  /** How many bytes turn round together; 1 in little endian. */
  readonly unit: number;
  /** One frame's samples; overwritten afterwards. */
  readonly frame: (samples: Uint8Array, index: number) => void;
}

const step = 0x8000;

export class NativeFrames {
  readonly #options: NativeFramesOptions;
  readonly #carry = new UnitCarry();
  readonly #turned: Uint8Array | undefined;
  #held: Uint8Array | undefined;
  #length = 0;
  #frames = 0;
  /** Behind the last frame. */
  #surplus = 0;

  constructor(options: NativeFramesOptions) {
    this.#options = options;
    this.#turned = options.unit > 1 ? new Uint8Array(step) : undefined;
  }

  chunk(bytes: Uint8Array, start: number, end: number): void {
    const turned = this.#turned;
    if (turned === undefined) {
      this.#take(bytes, start, end);
      return;
    }
    const { unit } = this.#options;
    this.#carry.push(bytes, start, end, unit, (whole, first, last) => {
      for (let from = first; from < last; from += step) {
        const to = Math.min(last, from + step);
        copyReversed(whole, from, to, unit, turned, 0);
        this.#take(turned, 0, to - from);
      }
    });
  }

  /** The value is over. @throws RadonymError pixel/length */
  finish(): void {
    this.#carry.end((bytes, start, end) => this.#take(bytes, start, end));
    const { frameLength, numberOfFrames } = this.#options;
    const length = frameLength * numberOfFrames;
    // PS3.5 8.1.1: a value is padded to an even length.
    if (this.#frames !== numberOfFrames || this.#length > 0 || this.#surplus > 1) {
      const found = this.#frames * frameLength + this.#length + this.#surplus;
      throw new RadonymError('pixel/length', `Pixel Data of ${found} bytes where the image has ${length}`);
    }
  }

  #take(bytes: Uint8Array, start: number, end: number): void {
    const { frameLength, numberOfFrames, frame } = this.#options;
    let from = start;
    while (from < end && this.#frames < numberOfFrames) {
      const missing = frameLength - this.#length;
      if (this.#length === 0 && end - from >= missing) {
        frame(bytes.subarray(from, from + missing), this.#frames++);
        from += missing;
        continue;
      }
      this.#held ??= new Uint8Array(frameLength);
      const to = Math.min(end, from + missing);
      this.#held.set(bytes.subarray(from, to), this.#length);
      this.#length += to - from;
      from = to;
      if (this.#length === frameLength) {
        this.#length = 0;
        frame(this.#held, this.#frames++);
      }
    }
    this.#surplus += end - from;
  }
}
