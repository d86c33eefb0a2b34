/** What a data set says its Pixel Data are, as an Image. Missing attributes read as they usually are; whether it can be, others judge. */
import type { Image } from './image.js';

/** As read: 0 where a number is absent, but 16 for Bits Allocated and 1 for Samples per Pixel. */
export interface Described {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly pixelRepresentation: number;
  readonly planarConfiguration: number;
  /** An Integer String; '' when absent. */
  readonly numberOfFrames: string;
  readonly photometricInterpretation: string;
}

/** Undefined where there is no image: without rows or columns. */
export function describedImage(said: Described): Image | undefined {
  const { rows, columns, samplesPerPixel, bitsAllocated } = said;
  if (rows === 0 || columns === 0) return undefined;
  const bitsStored = said.bitsStored || bitsAllocated;
  const frames = /^\s*\+?(\d{1,9})\s*$/.exec(said.numberOfFrames)?.[1];
  return {
    rows,
    columns,
    samplesPerPixel,
    bitsAllocated,
    bitsStored,
    highBit: said.highBit || bitsStored - 1,
    pixelRepresentation: said.pixelRepresentation === 1 ? 1 : 0,
    photometricInterpretation: said.photometricInterpretation || (samplesPerPixel === 1 ? 'MONOCHROME2' : 'RGB'),
    planarConfiguration: samplesPerPixel > 1 && said.planarConfiguration === 1 ? 1 : 0,
    numberOfFrames: frames === undefined ? 1 : Math.max(1, Number(frames)),
  };
}
