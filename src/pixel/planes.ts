/** Planar Configuration (PS3.3 C.7.6.3.1.3): samples by plane to samples by pixel. Whole bytes only. */
import { frameLength, type Image } from './image.js';

/** Samples by pixel: the same bytes where they are so already, else new ones. */
export function byPixel(samples: Uint8Array, image: Image): Uint8Array {
  if (image.planarConfiguration === 0 || image.samplesPerPixel === 1) return samples;
  const { samplesPerPixel, bitsAllocated } = image;
  const bytes = bitsAllocated / 8;
  const out = new Uint8Array(frameLength(image));
  const pixels = image.rows * image.columns;
  let read = 0;
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = (pixel * samplesPerPixel + sample) * bytes;
      for (let byte = 0; byte < bytes; byte++) out[at + byte] = samples[read++]!;
    }
  }
  return out;
}
