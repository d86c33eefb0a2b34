/**
 * Of which bytes is each frame of Pixel Data made: of native ones in order, of encapsulated ones by their fragments (PS3.5 8.1.1, A.4)? It
 * decodes nothing.
 */
import { elementAt, littleEndianBytes, swapUnit, type TreeElement, textAt } from './element-tree.js';
import type { ByteSource, Cut } from './read-source.js';

/** As the data set says (PS3.3 C.7.6.3); 0 and empty where it does not. */
export interface PixelNumbers {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly pixelRepresentation: number;
  readonly planarConfiguration: number;
  readonly photometricInterpretation: string;
  /** An Integer String. */
  readonly numberOfFrames: string;
}

/** @param level the data set or item that Pixel Data stand in */
export function pixelNumbers(level: readonly TreeElement[]): PixelNumbers {
  const number = (tag: number): number => {
    const element = elementAt(level, tag);
    return element && element.length >= 2 ? Buffer.from(littleEndianBytes(element)).readUInt16LE() : 0;
  };
  return {
    rows: number(0x00280010),
    columns: number(0x00280011),
    samplesPerPixel: number(0x00280002) || 1,
    bitsAllocated: number(0x00280100) || 16,
    bitsStored: number(0x00280101),
    highBit: number(0x00280102),
    pixelRepresentation: number(0x00280103),
    planarConfiguration: number(0x00280006),
    photometricInterpretation: textAt(level, 0x00280004),
    numberOfFrames: textAt(level, 0x00280008),
  };
}

export const frameCount = ({ numberOfFrames }: PixelNumbers): number => Math.max(1, Number(numberOfFrames) || 1);

/** Bytes of a native frame; undefined where frames do not end with a byte, or the numbers say nothing. */
export function nativeFrameLength(numbers: PixelNumbers): number | undefined {
  const { rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation } = numbers;
  const samples = photometricInterpretation === 'YBR_FULL_422' ? 2 : samplesPerPixel;
  const bits = rows * columns * samples * bitsAllocated;
  if (bits === 0 || (bits % 8 !== 0 && frameCount(numbers) > 1)) return undefined;
  return Math.ceil(bits / 8);
}

/** One frame's bytes, by its number from 0; overwritten by the next. */
export type Frames = (at: number) => Uint8Array;

/** Frames in little endian byte order; undefined where they do not fit into the value. */
export function nativeFrames(element: TreeElement, count: number, length: number): Frames | undefined {
  if (element.length < count * length || element.length > count * length + 1) return undefined;
  const bytes = swapUnit(element) === 1 ? element.bytes : littleEndianBytes(element);
  return (at) => bytes.subarray(at * length, (at + 1) * length);
}

/** The same of a value that was left in its file. */
export function framesOfCut(source: ByteSource, cut: Cut, unit: number, count: number, length: number): Frames | undefined {
  if (cut.length < count * length || cut.length > count * length + 1 || length % unit !== 0) return undefined;
  const frame = Buffer.alloc(length);
  return (at) => {
    for (let done = 0; done < length; ) {
      const read = source.read(cut.start + at * length + done, frame.subarray(done));
      if (read === 0) break;
      done += read;
    }
    if (cut.bigEndian && unit === 2) frame.swap16();
    if (cut.bigEndian && unit === 4) frame.swap32();
    return frame;
  };
}

/** Streams; undefined where nobody can tell which fragments make a frame. */
export function encapsulatedFrames(fragments: readonly Uint8Array[], count: number, extended: TreeElement | undefined): Frames | undefined {
  const [table, ...own] = fragments;
  if (count === 1) return () => joined(own);
  if (own.length === count) return (at) => own[at]!;
  const first = own[0];
  const offsets = basicOffsets(table ?? new Uint8Array(0), count) ?? extendedOffsets(extended, count);
  if (!first || !offsets) return undefined;
  const starts = own.map((fragment) => fragment.byteOffset - first.byteOffset);
  const firsts = offsets.map((offset) => starts.indexOf(offset));
  if (firsts.some((begin, at) => begin < 0 || (at > 0 && begin <= firsts[at - 1]!))) return undefined;
  return (at) => joined(own.slice(firsts[at], firsts[at + 1] ?? own.length));
}

const joined = (fragments: readonly Uint8Array[]): Uint8Array => (fragments.length === 1 ? fragments[0]! : Buffer.concat(fragments));

function basicOffsets(table: Uint8Array, count: number): number[] | undefined {
  const bytes = Buffer.from(table.buffer, table.byteOffset, table.length);
  return bytes.length === count * 4 ? Array.from({ length: count }, (_, at) => bytes.readUInt32LE(at * 4)) : undefined;
}

function extendedOffsets(element: TreeElement | undefined, count: number): number[] | undefined {
  const bytes = element && Buffer.from(element.bytes);
  return bytes?.length === count * 8 ? Array.from({ length: count }, (_, at) => Number(bytes.readBigUInt64LE(at * 8))) : undefined;
}
