/**
 * Turns the Pixel Data of a data set into those of another Transfer Syntax, frame by frame, and corrects what the data set says of them.
 * Stands behind de-identification. Who wants it, and what else becomes of the file, it does not know.
 */
import { type Finding, RadonymError } from '../base/errors.js';
import type { Emit, Stage, Token } from '../wire/token.js';
import { AttributeEdits, type Edit } from './attribute-edits.js';
import { checkFrameCount, EncapsulatedReader, Gathered } from './encapsulated-reader.js';
import { FrameCoder, type FrameCoderOptions } from './frame-coder.js';
import { FragmentWriter, type FrameWriter, NativeWriter, type Room } from './frame-writers.js';
import { frameLength } from './image.js';
import { imageEdits } from './image-attributes.js';
import { NativeFrames } from './native-frames.js';
import { NestedPixels } from './nested-pixels.js';
import { readExtendedOffsetTable } from './offset-tables.js';

/** Source and target differ, and not both are native; or frames are edited. */
export interface PixelStageOptions extends FrameCoderOptions {
  /** Further changes to the root data set. */
  readonly edits: readonly Edit[];
  /** The frames take an Extended Offset Table. */
  readonly extended: boolean;
  readonly room: Room;
  /** Called before bytes that were emitted are overwritten. */
  readonly drain: () => void;
  readonly finding: (finding: Finding) => void;
}

const pixelData = 0x7fe00010;
const extendedOffsetTable = 0x7fe00001;
/** Encapsulated Pixel Data Value Total Length; the elements up to it are true only of the fragments that were. */
const lastOfTables = 0x7fe00003;

export class PixelStage implements Stage {
  /** Of frames as written, in bytes. */
  coded = 0;
  /** Of all frames, uncompressed. */
  readonly native: number;
  readonly #options: PixelStageOptions;
  readonly #coder: FrameCoder;
  readonly #edits: AttributeEdits;
  readonly #nested: NestedPixels | undefined;
  readonly #extendedTable: Gathered;
  #met = false;
  #encapsulated: EncapsulatedReader | undefined;
  #samples: NativeFrames | undefined;
  #writer: FrameWriter | undefined;
  #emit: Emit = () => {};

  /** @throws RadonymError pixel/frame-count */
  constructor(options: PixelStageOptions) {
    const { source, image, edits } = options;
    checkFrameCount(image.numberOfFrames);
    this.#options = options;
    this.#coder = new FrameCoder(options);
    this.native = frameLength(this.#coder.native) * image.numberOfFrames;
    this.#edits = new AttributeEdits([...imageEdits(image, this.#coder.made), ...edits]);
    this.#nested = source.pixelData === 'encapsulated' && source !== options.target ? new NestedPixels(options) : undefined;
    this.#extendedTable = new Gathered(image.numberOfFrames * 8);
  }

  push(token: Token, emit: Emit): void {
    if (token.depth > 0 && this.#nested) this.#nested.push(token, emit);
    else if (token.depth > 0 || token.tag < extendedOffsetTable || token.tag > pixelData) this.#edits.push(token, emit);
    else if (token.tag === pixelData) this.#pixelData(token, emit);
    else if (token.tag > lastOfTables) this.#edits.push(token, emit);
    else if (token.tag === extendedOffsetTable && (token.kind === 'element' || token.kind === 'bulkChunk')) this.#extendedTable.push(token);
  }

  /** @throws RadonymError pixel/none: the data set must not be called compressed */
  end(emit: Emit): void {
    const { source, target } = this.#options;
    if (!this.#met && target !== source && target.pixelData === 'encapsulated')
      throw new RadonymError('pixel/none', 'there are no Pixel Data to compress');
    this.#edits.end(emit);
  }

  #pixelData(token: Token, emit: Emit): void {
    this.#emit = emit;
    switch (token.kind) {
      case 'element':
        this.#begin(token);
        this.#samples!.chunk(token.bytes, token.start, token.end);
        this.#finish(this.#samples!);
        break;
      case 'bulkStart':
      case 'fragmentsStart':
        this.#begin(token);
        break;
      case 'fragmentsEnd':
        this.#finish(this.#encapsulated!);
        break;
      case 'bulkEnd':
        if (this.#samples) this.#finish(this.#samples);
        else this.#encapsulated!.push(token);
        break;
      default:
        if (this.#samples) this.#samples.chunk(token.bytes, token.start, token.end);
        else if (this.#encapsulated) this.#encapsulated.push(token);
        else throw new RadonymError('pixel/contradicts', 'Pixel Data are a sequence', { offset: token.offset });
    }
  }

  #begin(token: Token): void {
    const { image, source } = this.#options;
    const isCoded = token.kind === 'fragmentsStart';
    this.#met = true;
    this.#coder.admit(isCoded);
    this.#edits.upTo(token.tag, this.#emit);
    const { numberOfFrames } = image;
    if (isCoded) {
      this.#encapsulated = new EncapsulatedReader({
        compression: source.compression,
        numberOfFrames,
        offsets: readExtendedOffsetTable(this.#extendedTable.bytes, numberOfFrames),
        frame: (stream, index) => this.#write(this.#coder.fromStream(stream, index)),
        finding: this.#options.finding,
      });
    } else {
      this.#samples = new NativeFrames({
        frameLength: frameLength(image),
        numberOfFrames,
        unit: token.encoding.bigEndian ? token.vr.unit : 1,
        frame: (samples, index) => this.#write(this.#coder.fromSamples(samples, index)),
      });
    }
    this.#writer = this.#writerOf(numberOfFrames);
    this.#writer.begin(this.#emit);
  }

  #writerOf(numberOfFrames: number): FrameWriter {
    const { target, extended, room } = this.#options;
    if (target.pixelData === 'encapsulated') return new FragmentWriter({ numberOfFrames, room, extended });
    const { made } = this.#coder;
    return new NativeWriter({ length: frameLength(made) * numberOfFrames, bitsAllocated: made.bitsAllocated });
  }

  #write(bytes: Uint8Array): void {
    this.coded += bytes.length + (bytes.length & 1);
    this.#writer!.frame(bytes, this.#emit);
    this.#options.drain();
  }

  #finish(reader: { finish(): void }): void {
    reader.finish();
    this.#writer!.finish(this.#emit);
    this.#samples = undefined;
    this.#encapsulated = undefined;
  }
}
