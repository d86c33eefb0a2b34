/** Codes nothing: for a pass that only asks how long what is around the frames becomes. */
import { decodedImage } from '../pixel/abilities.js';
import type { FrameCodec } from '../pixel/codec.js';
import { frameLength } from '../pixel/image.js';

export function measuringCodec(): FrameCodec {
  let samples = new Uint8Array(0);
  return {
    decode(syntax, _, image) {
      const length = frameLength(decodedImage(syntax, image));
      if (samples.length !== length) samples = new Uint8Array(length);
      return samples;
    },
    encode: () => new Uint8Array(0),
  };
}
