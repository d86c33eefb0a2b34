/** The port of whoever changes samples of single frames: blanks rectangles, clears bits. It knows no token, no syntax and no codec. */
import type { Image } from './image.js';

export interface FrameEditor {
  /** Whether `edit` may change this frame; a frame it says no to need not be decoded. */
  touches(frame: number, image: Image): boolean;
  /**
   * Changes samples in place.
   * @param frame counted from 0
   * @param samples of one frame of `image`, native, in little endian byte order
   * @returns whether any sample changed: then a compressed frame is encoded anew, else it leaves as it came
   */
  edit(frame: number, samples: Uint8Array, image: Image): boolean;
}
