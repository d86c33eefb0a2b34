/**
 * Which samples of an original may be other ones in the output, and which? Rectangles that the profile blanks or that the run says OCR did,
 * and overlay bits that go with their group. Worked out anew from the original's elements; it takes nobody's word for a sample.
 */
import type { ImageHead } from '../standard/burned-in.js';
import { blankSamples, type PixelRule, pixelRuleOf, placedRectangles, type Rectangle } from '../standard/pixel-rules.js';
import { groupOf } from '../standard/tag.js';
import { littleEndianBytes, type TreeElement, textAt } from './element-tree.js';
import { type PixelNumbers, pixelNumbers } from './frames.js';

/** Rectangles of single frames, by their number from 0. */
export type FrameRectangles = readonly (readonly [frame: number, rectangles: readonly Rectangle[]])[];

/** Makes of an original's frame, in place, what the output's has to be. */
export type Blanking = (frame: number, samples: Uint8Array, numbers: PixelNumbers) => void;

/** Undefined where all samples have to be those of the original. */
export function blankingOf(
  original: readonly TreeElement[],
  output: readonly TreeElement[],
  rules: readonly PixelRule[],
  told: FrameRectangles | undefined,
): Blanking | undefined {
  const rule = rules.length === 0 ? undefined : pixelRuleOf(rules, imageHead(original));
  const all = rule?.action === 'blank' ? rule.rectangles : [];
  const byFrame = new Map(rule === undefined ? told : []);
  const mask = overlayMask(original, output);
  if (all.length === 0 && byFrame.size === 0 && mask === 0n) return undefined;
  return (frame, samples, numbers) => {
    if (mask !== 0n) clear(samples, mask, numbers.bitsAllocated / 8);
    const rectangles = placedRectangles([...all, ...(byFrame.get(frame) ?? [])], numbers.rows, numbers.columns);
    for (const rectangle of rectangles) blank(samples, numbers, rectangle, rule?.fill);
  };
}

function imageHead(level: readonly TreeElement[]): ImageHead {
  const { rows, columns, samplesPerPixel, bitsAllocated } = pixelNumbers(level);
  return {
    sopClassUid: textAt(level, 0x00080016),
    modality: textAt(level, 0x00080060),
    imageType: textAt(level, 0x00080008),
    conversionType: textAt(level, 0x00080064),
    manufacturer: textAt(level, 0x00080070),
    manufacturerModelName: textAt(level, 0x00081090),
    burnedInAnnotation: textAt(level, 0x00280301),
    rows,
    columns,
    samplesPerPixel,
    bitsAllocated,
  };
}

/** Bits that overlay groups of the original name, outside of pixel values, and that the output has no more (PS3.3 C.9.2 of 2004). */
function overlayMask(original: readonly TreeElement[], output: readonly TreeElement[]): bigint {
  let mask = 0n;
  for (const element of original) {
    if ((element.tag & 0xff01ffff) !== 0x60000102 || element.length < 2) continue;
    const group = groupOf(element.tag);
    const { bitsAllocated, bitsStored: stored, highBit: high } = pixelNumbers(original);
    const bitsStored = stored || bitsAllocated;
    const highBit = high || bitsStored - 1;
    const hasData = original.some(({ tag }) => tag >>> 0 === group * 0x10000 + 0x3000);
    if (hasData || output.some(({ tag }) => groupOf(tag) === group)) continue;
    const position = Buffer.from(littleEndianBytes(element)).readUInt16LE();
    if (position < bitsAllocated && (position > highBit || position <= highBit - bitsStored)) mask |= 1n << BigInt(position);
  }
  return mask;
}

function clear(samples: Uint8Array, mask: bigint, bytes: number): void {
  for (let at = 0; at < samples.length; at++) samples[at] = samples[at]! & ~Number((mask >> BigInt(8 * (at % bytes))) & 0xffn);
}

/** By the bit: slow, sure, and unlike what it checks. */
function blank(samples: Uint8Array, numbers: PixelNumbers, [x, y, width, height]: Rectangle, fill: number | undefined): void {
  const { columns, rows, samplesPerPixel, bitsAllocated, planarConfiguration, photometricInterpretation } = numbers;
  const bitsStored = numbers.bitsStored || bitsAllocated;
  const shift = BigInt((numbers.highBit || bitsStored - 1) + 1 - bitsStored);
  const pixelRepresentation = numbers.pixelRepresentation === 1 ? 1 : 0;
  const values = blankSamples({ samplesPerPixel, bitsStored, pixelRepresentation, photometricInterpretation }, fill);
  const cells = values.map((value) => BigInt.asUintN(bitsAllocated, BigInt(value) << shift));
  const isPaired = photometricInterpretation === 'YBR_FULL_422';
  for (let row = y; row < y + height; row++)
    for (let column = isPaired ? x - (x % 2) : x; column < (isPaired ? x + width + ((x + width) % 2) : x + width); column++) {
      if (column >= columns) continue;
      const pixel = row * columns + column;
      if (isPaired) {
        samples[pixel * 2] = Number(cells[0]);
        samples[pixel * 2 + 1] = Number(cells[1]);
        continue;
      }
      cells.forEach((cell, sample) => {
        const at = planarConfiguration === 1 ? sample * rows * columns + pixel : pixel * samplesPerPixel + sample;
        if (bitsAllocated === 1) samples[at >> 3] = (samples[at >> 3]! & ~(1 << (at & 7))) | (Number(cell & 1n) << (at & 7));
        else
          for (let byte = 0; byte < bitsAllocated / 8; byte++)
            samples[(at * bitsAllocated) / 8 + byte] = Number((cell >> BigInt(8 * byte)) & 0xffn);
      });
    }
}
