/**
 * Do Pixel Data of another Transfer Syntax hold the samples of the original's? Frame by frame, decoded by whoever hands in a decoder. Where
 * nobody can tell it says why; it knows no codec.
 */
import { transferSyntax } from '../standard/transfer-syntax.js';
import type { Blanking } from './blanked.js';
import { elementAt, swapUnit, type TreeElement } from './element-tree.js';
import {
  encapsulatedFrames,
  type Frames,
  frameCount,
  framesOfCut,
  nativeFrameLength,
  nativeFrames,
  type PixelNumbers,
  pixelNumbers,
} from './frames.js';
import type { ByteSource, SourceFile } from './read-source.js';

export interface DecodedFrame {
  /** Little endian; a view that the next call may overwrite. */
  readonly samples: Uint8Array;
  /** What decoding made of the image: Photometric Interpretation, Planar Configuration. */
  readonly numbers: PixelNumbers;
}

/** Decodes one frame of an encapsulated syntax. It may throw anything. */
export type FrameDecoder = (transferSyntaxUid: string, stream: Uint8Array, numbers: PixelNumbers) => DecodedFrame;

export interface PixelSide {
  readonly file: SourceFile;
  readonly source: ByteSource;
  /** The data set or item that Pixel Data stand in. */
  readonly level: readonly TreeElement[];
  readonly element: TreeElement;
}

/** `untold` with the reason. */
export type PixelVerdict = 'same' | 'other' | { readonly untold: string };

/** Whether the pair's Pixel Data are compared by their samples: another Transfer Syntax, and not both native. */
export const isRecoded = (original: SourceFile, output: SourceFile): boolean =>
  original.transferSyntaxUid !== output.transferSyntaxUid &&
  [original, output].some((file) => transferSyntax(file.transferSyntaxUid)?.pixelData === 'encapsulated');

/** @param blanking what of the original's samples has to be another one */
export function comparePixels(original: PixelSide, output: PixelSide, decode: FrameDecoder | undefined, blanking?: Blanking): PixelVerdict {
  const [was, is] = [imageOf(original, decode), imageOf(output, decode)];
  if ('untold' in was) return was;
  if ('untold' in is) return is;
  if (was.count !== is.count) return 'other';
  for (let at = 0; at < was.count; at++) {
    const before = frameOf(was, at);
    if (!before) return { untold: 'a frame of the original cannot be decoded' };
    // A decoder may keep its room for the next frame.
    const samples = was.stays && !blanking ? before.samples : Uint8Array.from(before.samples);
    blanking?.(at, samples, before.numbers);
    const after = frameOf(is, at);
    if (!after || !sameShape(before.numbers, after.numbers)) return 'other';
    if (Buffer.compare(byPixel(samples, before.numbers), byPixel(after.samples, after.numbers)) !== 0) return 'other';
  }
  return 'same';
}

interface Image {
  readonly count: number;
  readonly stays: boolean;
  readonly frame: (at: number) => DecodedFrame;
}

function imageOf({ file, source, level, element }: PixelSide, decode: FrameDecoder | undefined): Image | { readonly untold: string } {
  const numbers = pixelNumbers(level);
  const count = frameCount(numbers);
  if (element.fragments) {
    if (!decode) return { untold: 'Pixel Data of another Transfer Syntax, and no decoder is at hand' };
    const frames = encapsulatedFrames(element.fragments, count, elementAt(level, extendedOffsetTable));
    if (!frames) return { untold: 'nobody can tell which fragments make a frame' };
    return { count, stays: false, frame: (at) => decode(file.transferSyntaxUid, frames(at), numbers) };
  }
  const frames = native(file, source, element, numbers, count);
  if (!frames) return { untold: 'Pixel Data are not as long as their image' };
  return { count, stays: true, frame: (at) => ({ samples: frames(at), numbers }) };
}

function native(file: SourceFile, source: ByteSource, element: TreeElement, numbers: PixelNumbers, count: number): Frames | undefined {
  const length = nativeFrameLength(numbers);
  if (length === undefined) return undefined;
  const isCut = file.cut !== undefined && file.cut.tag === element.tag && element.length === 0;
  if (!isCut) return nativeFrames(element, count, length);
  // Of an empty value the unit shows as that of its VR.
  return framesOfCut(source, file.cut!, file.cut!.bigEndian ? swapUnit(element) : 1, count, length);
}

function frameOf(image: Image, at: number): DecodedFrame | undefined {
  try {
    return image.frame(at);
  } catch {
    // What a codec says may hold anything.
    return undefined;
  }
}

const extendedOffsetTable = 0x7fe00001;

function sameShape(a: PixelNumbers, b: PixelNumbers): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.samplesPerPixel === b.samplesPerPixel &&
    a.bitsAllocated === b.bitsAllocated &&
    (a.bitsStored || a.bitsAllocated) === (b.bitsStored || b.bitsAllocated) &&
    a.pixelRepresentation === b.pixelRepresentation &&
    a.photometricInterpretation === b.photometricInterpretation
  );
}

/** Samples by pixel, whatever the Planar Configuration (PS3.3 C.7.6.3.1.3). */
function byPixel(samples: Uint8Array, { samplesPerPixel, planarConfiguration, bitsAllocated, rows, columns }: PixelNumbers): Uint8Array {
  if (samplesPerPixel === 1 || planarConfiguration !== 1) return samples;
  const [bytes, pixels] = [bitsAllocated / 8, rows * columns];
  const out = new Uint8Array(samples.length);
  for (let from = 0; from < samples.length; from++) {
    const sample = Math.floor(from / (pixels * bytes));
    const pixel = Math.floor(from / bytes) % pixels;
    out[(pixel * samplesPerPixel + sample) * bytes + (from % bytes)] = samples[from]!;
  }
  return out;
}
