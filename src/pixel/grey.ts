/** A frame as a picture of grey bytes, light as it is shown: for reading text in it, not for diagnosis. It applies no window and no palette. */
import type { Image } from './image.js';

/**
 * @param samples native, little endian
 * @returns one byte a pixel, 255 the lightest; undefined where pixels cannot be told apart
 */
export function greyFrame(samples: Uint8Array, image: Image): Uint8Array | undefined {
  const { rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation } = image;
  const value = sampleOf(samples, image);
  if (value === undefined) return undefined;
  const isRgb = samplesPerPixel === 3 && !photometricInterpretation.startsWith('YBR_F') && !photometricInterpretation.startsWith('YBR_P');
  const pixels = new Float64Array(rows * columns);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    // ITU-R BT.601: the luminance that YBR_FULL has in its first sample (PS3.3 C.7.6.3.1.2).
    pixels[pixel] = isRgb ? 0.299 * value(pixel, 0) + 0.587 * value(pixel, 1) + 0.114 * value(pixel, 2) : value(pixel, 0);
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of pixels) {
    if (one < least) least = one;
    if (one > most) most = one;
  }
  // Bytes are shown as they are; wider values as far as they reach.
  if (bitsAllocated === 8 && samplesPerPixel > 1) [least, most] = [0, 255];
  const scale = most > least ? 255 / (most - least) : 0;
  const isInverse = photometricInterpretation === 'MONOCHROME1';
  return Uint8Array.from(pixels, (one) => (isInverse ? 255 - (one - least) * scale : (one - least) * scale));
}

type Value = (pixel: number, sample: number) => number;

function sampleOf(samples: Uint8Array, image: Image): Value | undefined {
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit, pixelRepresentation, planarConfiguration } = image;
  if (bitsAllocated === 1) return (pixel) => (samples[pixel >> 3]! >> (pixel & 7)) & 1;
  // Of two pixels Y1 Y2 Cb Cr.
  if (image.photometricInterpretation === 'YBR_FULL_422') return (pixel) => samples[(pixel >> 1) * 4 + (pixel & 1)]!;
  if (![8, 16, 32].includes(bitsAllocated)) return undefined;
  const bytes = bitsAllocated / 8;
  const plane = rows * columns;
  const [drop, spare] = [highBit + 1 - bitsStored, 32 - bitsStored];
  return (pixel, sample) => {
    const at = bytes * (planarConfiguration === 1 ? sample * plane + pixel : pixel * samplesPerPixel + sample);
    let cell = 0;
    for (let byte = bytes - 1; byte >= 0; byte--) cell = (cell << 8) | samples[at + byte]!;
    const left = (cell >>> drop) << spare;
    return pixelRepresentation === 1 ? left >> spare : left >>> spare;
  };
}
