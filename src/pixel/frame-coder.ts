/**
 * What becomes of one frame on the way from one Transfer Syntax to another: decoded, edited, encoded, as far as that is needed. It knows no
 * fragments and no data set.
 */
import { RadonymError } from '../base/errors.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { decodedImage, encodedImage, refusalToDecode, refusalToEncode } from './abilities.js';
import type { EncodeOptions, FrameCodec } from './codec.js';
import type { FrameEditor } from './frame-editor.js';
import { frameLength, type Image } from './image.js';

export interface FrameCoderOptions {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  /** As the file describes it. */
  readonly image: Image;
  readonly coding: EncodeOptions;
  readonly codec: FrameCodec;
  readonly editor?: FrameEditor;
}

export class FrameCoder {
  /** Of the file once decoded. */
  readonly native: Image;
  /** Of the output. */
  readonly made: Image;
  readonly #options: FrameCoderOptions;
  readonly #isCoded: boolean;
  readonly #codes: boolean;
  /** Frames change only where they are edited. */
  readonly #isSame: boolean;
  #own = new Uint8Array(0);

  constructor(options: FrameCoderOptions) {
    const { source, target, image } = options;
    this.#options = options;
    this.#isCoded = source.pixelData === 'encapsulated';
    this.#codes = target.pixelData === 'encapsulated';
    this.#isSame = source === target;
    this.native = this.#isCoded ? decodedImage(source, image) : image;
    this.made = this.#isSame ? image : this.#codes ? encodedImage(target, this.native) : this.native;
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
    refuse(splitBits(image));
    if (this.#isSame) return;
    if (this.#isCoded) refuse(refusalToDecode(source, image));
    if (this.#codes) refuse(refusalToEncode(target, this.native, coding));
  }

  /** @returns what is to be written; a view that the next frame, or whoever gave `stream`, may overwrite */
  fromStream(stream: Uint8Array, index: number): Uint8Array {
    const { codec, source, image } = this.#options;
    const isEdited = this.#isEdited(index);
    if (this.#isSame && !isEdited) return stream;
    const samples = codec.decode(source, stream, image);
    if (!this.#codes && !isEdited) return samples;
    // Encoding decodes what it made, into the room that these samples stand in.
    const own = this.#copied(samples);
    const isChanged = isEdited && this.#options.editor!.edit(index, own, this.native);
    if (this.#isSame && !isChanged) return stream;
    return this.#codes ? this.#encode(own) : own;
  }

  /** @returns what is to be written; a view that the next frame, or whoever gave `samples`, may overwrite */
  fromSamples(samples: Uint8Array, index: number): Uint8Array {
    let edited = samples;
    if (this.#isEdited(index)) {
      edited = this.#copied(samples);
      this.#options.editor!.edit(index, edited, this.native);
    }
    return this.#codes ? this.#encode(edited) : edited;
  }

  #isEdited(index: number): boolean {
    return this.#options.editor?.touches(index, this.native) ?? false;
  }

  #copied(samples: Uint8Array): Uint8Array {
    if (this.#own.length !== samples.length) this.#own = new Uint8Array(frameLength(this.native));
    this.#own.set(samples);
    return this.#own;
  }

  #encode(samples: Uint8Array): Uint8Array {
    const { codec, target, coding, image } = this.#options;
    if (this.#isSame) {
      const made = encodedImage(target, this.native);
      if (made.photometricInterpretation !== image.photometricInterpretation || made.planarConfiguration !== image.planarConfiguration)
        refuse(`${target.name} cannot be written as the other frames are`);
    }
    return codec.encode(target, samples, this.native, coding);
  }
}

function refuse(refusal: string | undefined): void {
  if (refusal !== undefined) throw new RadonymError('pixel/unsupported', refusal);
}

/** Native frames of single bits follow each other within a byte (PS3.5 8.1.1), which nobody here takes apart. */
const splitBits = ({ rows, columns, samplesPerPixel, bitsAllocated, numberOfFrames }: Image): string | undefined =>
  numberOfFrames > 1 && (rows * columns * samplesPerPixel * bitsAllocated) % 8 !== 0 ? 'frames that end within a byte' : undefined;
