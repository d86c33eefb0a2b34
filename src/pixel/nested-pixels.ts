/**
 * Pixel Data within items, as an Icon Image has them. Under an encapsulated Transfer Syntax they are native or encapsulated, whatever those
 * of the root data set are (PS3.5 A.4): compressed ones are decoded, and what their item says of them is corrected; native ones pass.
 */
import { type Finding, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import { HeadReader } from '../wire/head.js';
import type { Emit, Token } from '../wire/token.js';
import { AttributeEdits } from './attribute-edits.js';
import { describedImage } from './described-image.js';
import { EncapsulatedReader } from './encapsulated-reader.js';
import { FrameCoder, type FrameCoderOptions } from './frame-coder.js';
import { NativeWriter } from './frame-writers.js';
import { frameLength } from './image.js';
import { imageEdits } from './image-attributes.js';

export interface NestedPixelsOptions extends Pick<FrameCoderOptions, 'source' | 'codec'> {
  readonly drain: () => void;
  readonly finding: (finding: Finding) => void;
}

const firstOfImage = 0x00280000;

export class NestedPixels {
  readonly #options: NestedPixelsOptions;
  /** Elements of the item reached, from group 0028 on, until it is known whether they must change. */
  #held: Token[] = [];
  #heldBytes = 0;
  #depth = -1;
  #head: HeadReader | undefined;
  /** Some of them have left already. */
  #left = false;
  #reader: EncapsulatedReader | undefined;
  #writer: NativeWriter | undefined;

  constructor(options: NestedPixelsOptions) {
    this.#options = options;
  }

  /** Takes all tokens of depth 1 and more. @throws RadonymError pixel/… */
  push(token: Token, emit: Emit): void {
    if (this.#reader) {
      if (token.kind === 'fragmentsEnd') this.#finish(emit);
      else this.#reader.push(token);
    } else if (token.kind === 'element' && token.tag >= firstOfImage && (this.#depth === token.depth || this.#held.length === 0)) {
      this.#hold(token, emit);
    } else if (token.kind === 'fragmentsStart') this.#begin(token, emit);
    else {
      this.#release(emit);
      if (token.kind === 'itemStart' || token.kind === 'itemEnd') this.#head = undefined;
      emit(token);
    }
  }

  #hold(token: Token, emit: Emit): void {
    if (this.#head === undefined || this.#depth !== token.depth) {
      this.#depth = token.depth;
      this.#head = new HeadReader(token.depth);
      this.#left = false;
    }
    this.#head.push(token);
    if (this.#heldBytes > limits.smallValue) this.#release(emit);
    const bytes = token.bytes.slice(token.start, token.end);
    this.#held.push({ ...token, bytes, start: 0, end: bytes.length, rawStart: -1 });
    this.#heldBytes += bytes.length;
  }

  #release(emit: Emit): void {
    if (this.#held.length === 0) return;
    for (const token of this.#held) emit(token);
    this.#held = [];
    this.#heldBytes = 0;
    this.#left = true;
  }

  #begin(token: Token, emit: Emit): void {
    const { source, codec, drain, finding } = this.#options;
    const { depth } = token;
    const image = this.#head && this.#depth === depth ? describedImage(this.#head.result()) : undefined;
    if (image === undefined)
      throw new RadonymError('pixel/unsupported', 'compressed Pixel Data in an item without Rows and Columns', { offset: token.offset });
    const coder = new FrameCoder({ source, target: transferSyntaxOfWord('explicit')!, image, coding: {}, codec });
    coder.admit(true);
    const edits = imageEdits(image, coder.native);
    if (edits.length > 0 && this.#left)
      throw new RadonymError('pixel/unsupported', 'Pixel Data in an item with too much before them', { offset: token.offset });
    const editor = new AttributeEdits(edits, depth);
    for (const held of this.#held) editor.push(held, emit);
    editor.end(emit);
    this.#held = [];
    const { bitsAllocated } = coder.native;
    const writer = new NativeWriter({ length: frameLength(coder.native) * image.numberOfFrames, bitsAllocated, depth });
    writer.begin(emit);
    this.#writer = writer;
    this.#reader = new EncapsulatedReader({
      compression: source.compression,
      numberOfFrames: image.numberOfFrames,
      offsets: undefined,
      frame: (stream, index) => {
        writer.frame(coder.fromStream(stream, index), emit);
        drain();
      },
      finding,
    });
  }

  #finish(emit: Emit): void {
    this.#reader!.finish();
    this.#writer!.finish(emit);
    this.#reader = undefined;
  }
}
