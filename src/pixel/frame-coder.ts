/**
 * What becomes of one frame on the way from one Transfer Syntax to another: decoded, edited, encoded, as far as that is needed. It knows no
 * fragments and no data set.
 */
import { RadonymError } from '../base/errors.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { decodedImage, encodedImage, refusalToDecode, refusalToEncode } from './abilities.js';
import type { EncodeOptions, FrameCodec } from './codec.js';
import { frameLength, type Image } from './image.js';

export interface FrameCoderOptions {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  /** As the file describes it. */
  readonly image: Image;
  readonly coding: EncodeOptions;
  readonly codec: FrameCodec;
}

export class FrameCoder {
  /** Of the file once decoded. */
  readonly native: Image;
  /** Of the output. */
  readonly made: Image;
  readonly #options: FrameCoderOptions;
  readonly #isCoded: boolean;
  readonly #codes: boolean;
  #own = new Uint8Array(0);

  constructor(options: FrameCoderOptions) {
    const { source, target, image } = options;
    this.#options = options;
    this.#isCoded = source.pixelData === 'encapsulated';
    this.#codes = target.pixelData === 'encapsulated';
    this.native = this.#isCoded ? decodedImage(source, image) : image;
    this.made = this.#codes ? encodedImage(target, this.native) : this.native;
  }

  /**
   * Before the first frame.
   * @param isCoded whether it is compressed as the Transfer Syntax says
   * @throws RadonymError pixel/unsupported, pixel/contradicts
   */
  admit(isCoded: boolean): void {
    const { source, target, image, coding } = this.#options;
    if (isCoded !== this.#isCoded)
      throw new RadonymError('pixel/contradicts', `Pixel Data are ${isCoded ? '' : 'not '}compressed, unlike their Transfer Syntax`);
    const refusal =
      splitBits(image) ??
      (this.#isCoded ? refusalToDecode(source, image) : undefined) ??
      (this.#codes ? refusalToEncode(target, this.native, coding) : undefined);
    if (refusal !== undefined) throw new RadonymError('pixel/unsupported', refusal);
  }

  /** @returns what is to be written; a view that the next frame may overwrite */
  fromStream(stream: Uint8Array): Uint8Array {
    const { codec, source, image } = this.#options;
    const samples = codec.decode(source, stream, image);
    if (!this.#codes) return samples;
    // Encoding decodes what it made, into the room that these samples stand in.
    if (this.#own.length !== samples.length) this.#own = new Uint8Array(frameLength(this.native));
    this.#own.set(samples);
    return this.fromSamples(this.#own);
  }

  fromSamples(samples: Uint8Array): Uint8Array {
    if (!this.#codes) return samples;
    const { codec, target, coding } = this.#options;
    return codec.encode(target, samples, this.native, coding);
  }
}

/** Native frames of single bits follow each other within a byte (PS3.5 8.1.1), which nobody here takes apart. */
const splitBits = ({ rows, columns, samplesPerPixel, bitsAllocated, numberOfFrames }: Image): string | undefined =>
  numberOfFrames > 1 && (rows * columns * samplesPerPixel * bitsAllocated) % 8 !== 0 ? 'frames that end within a byte' : undefined;
