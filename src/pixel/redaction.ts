/**
 * Blanks rectangles of frames, in samples of any width, planar or by pixel. It does not know why, and touches no sample outside of them.
 */
import { RadonymError } from '../base/errors.js';
import { blankSamples, placedRectangles, type Rectangle } from '../standard/pixel-rules.js';
import type { FrameEditor } from './frame-editor.js';
import type { Image } from './image.js';

/** Plain data: crosses threads. */
export interface Blanks {
  /** In every frame; as rules state them. */
  readonly all: readonly Rectangle[];
  /** In single frames, by their number from 0. */
  readonly byFrame?: readonly (readonly [frame: number, rectangles: readonly Rectangle[]])[];
  readonly fill?: number;
}

/** @throws RadonymError pixel/unsupported on `edit`, where pixels cannot be told apart */
export class Redaction implements FrameEditor {
  /** Frames in which a sample changed. */
  frames = 0;
  readonly #blanks: Blanks;
  readonly #byFrame: ReadonlyMap<number, readonly Rectangle[]>;

  constructor(blanks: Blanks) {
    this.#blanks = blanks;
    this.#byFrame = new Map(blanks.byFrame);
  }

  touches(frame: number, image: Image): boolean {
    return this.#of(frame, image).length > 0;
  }

  edit(frame: number, samples: Uint8Array, image: Image): boolean {
    let changed = false;
    for (const rectangle of this.#of(frame, image)) changed = blank(samples, image, rectangle, this.#blanks.fill) || changed;
    if (changed) this.frames++;
    return changed;
  }

  #of(frame: number, { rows, columns }: Image): Rectangle[] {
    return placedRectangles([...this.#blanks.all, ...(this.#byFrame.get(frame) ?? [])], rows, columns);
  }
}

/** @param rectangle within the image @returns whether a sample changed */
function blank(samples: Uint8Array, image: Image, rectangle: Rectangle, fill: number | undefined): boolean {
  const { bitsAllocated, samplesPerPixel, photometricInterpretation, planarConfiguration } = image;
  const values = blankSamples(image, fill);
  if (photometricInterpretation === 'YBR_FULL_422' && bitsAllocated === 8) return blankPairs(samples, image, rectangle, values);
  if (bitsAllocated === 1 && samplesPerPixel === 1) return blankBits(samples, image, rectangle, values[0]!);
  if (![8, 16, 32].includes(bitsAllocated) || /_42[02]$/.test(photometricInterpretation))
    throw new RadonymError('pixel/unsupported', `pixels of ${bitsAllocated} bits, ${known(photometricInterpretation)}, cannot be blanked`);
  const bytes = bitsAllocated / 8;
  const spread = values.map((value) => littleEndian(value, image));
  let changed = false;
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    const plane = planarConfiguration === 1 ? sample * image.rows * image.columns : 0;
    const step = planarConfiguration === 1 ? 1 : samplesPerPixel;
    const within = planarConfiguration === 1 ? 0 : sample;
    changed = fillRows(samples, image, rectangle, { plane, step, within, bytes }, spread[sample]!) || changed;
  }
  return changed;
}

interface Layout {
  /** Samples before the plane; samples from pixel to pixel; samples before this one within a pixel. */
  readonly plane: number;
  readonly step: number;
  readonly within: number;
  /** Of a sample. */
  readonly bytes: number;
}

function fillRows(samples: Uint8Array, { columns }: Image, [x, y, width, height]: Rectangle, layout: Layout, value: Uint8Array): boolean {
  const { plane, step, within, bytes } = layout;
  let changed = false;
  for (let row = y; row < y + height; row++) {
    let at = (plane + (row * columns + x) * step + within) * bytes;
    for (let column = 0; column < width; column++, at += step * bytes)
      for (let byte = 0; byte < bytes; byte++) {
        if (samples[at + byte] === value[byte]) continue;
        samples[at + byte] = value[byte]!;
        changed = true;
      }
  }
  return changed;
}

/** At its bits; above them a negative value goes on with its sign, as writers of signed samples do. */
function littleEndian(value: number, { bitsAllocated, bitsStored, highBit }: Image): Uint8Array {
  const shifted = BigInt(value) << BigInt(highBit + 1 - bitsStored);
  const cell = BigInt.asUintN(bitsAllocated, shifted);
  return Uint8Array.from({ length: bitsAllocated / 8 }, (_, byte) => Number((cell >> BigInt(8 * byte)) & 0xffn));
}

/** PS3.3 C.7.6.3.1.2, native YBR_FULL_422: two pixels are Y1 Y2 Cb Cr. Both go, for they share their colour. */
function blankPairs(samples: Uint8Array, { columns }: Image, [x, y, width, height]: Rectangle, [luma, middle]: readonly number[]): boolean {
  const [first, last] = [x - (x % 2), x + width + ((x + width) % 2)];
  const pair = [luma!, luma!, middle!, middle!];
  let changed = false;
  for (let row = y; row < y + height; row++)
    for (let at = (row * columns + first) * 2; at < Math.min(row * columns + last, (row + 1) * columns) * 2; at++) {
      if (samples[at] === pair[at % 4]) continue;
      samples[at] = pair[at % 4]!;
      changed = true;
    }
  return changed;
}

/** PS3.5 8.1.1: single bits, the first pixel in the lowest bit of a byte. */
function blankBits(samples: Uint8Array, { columns }: Image, [x, y, width, height]: Rectangle, value: number): boolean {
  let changed = false;
  for (let row = y; row < y + height; row++)
    for (let pixel = row * columns + x; pixel < row * columns + x + width; pixel++) {
      const bit = 1 << (pixel & 7);
      const before = samples[pixel >> 3]!;
      const after = value === 0 ? before & ~bit : before | bit;
      samples[pixel >> 3] = after;
      if (after !== before) changed = true;
    }
  return changed;
}

/** A word of the file is told only when it is one of the Standard's. */
const known = (photometric: string): string =>
  /^(MONOCHROME[12]|PALETTE COLOR|RGB|YBR_[A-Z0-9_]+)$/.test(photometric) ? photometric : 'of an unknown kind';
