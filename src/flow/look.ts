/** The frames of a file as pictures, one after the other, and nothing written: for who reads text in them. It reads none itself. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { FrameCodec } from '../pixel/codec.js';
import { describedImage } from '../pixel/described-image.js';
import { greyFrame } from '../pixel/grey.js';
import { PixelStage } from '../pixel/pixel-stage.js';
import { type OpenFile, walk } from './open-file.js';
import type { Source } from './ports.js';

/** Plain data. */
export interface Picture {
  readonly frame: number;
  readonly rows: number;
  readonly columns: number;
  /** One byte a pixel, 255 the lightest. */
  readonly grey: Uint8Array;
}

/** @throws RadonymError deid/burned-in: more than can be looked at; pixel/…, wire/… */
export function pictures(source: Source, first: Uint8Array, { part10, head }: OpenFile, codec: FrameCodec): Picture[] {
  const image = describedImage(head);
  if (image === undefined) return [];
  const { numberOfFrames, rows, columns } = image;
  if (numberOfFrames > limits.seenFrames)
    throw new RadonymError('deid/burned-in', `more than ${limits.seenFrames} frames are not searched for text`);
  if (rows * columns > limits.seenPixels)
    throw new RadonymError('deid/burned-in', `frames of more than ${limits.seenPixels} pixels are not searched for text`);
  const seen: Picture[] = [];
  const stage = new PixelStage({
    source: part10.transferSyntax,
    target: part10.transferSyntax,
    image,
    coding: {},
    edits: [],
    extended: false,
    room: { mark: () => 0, fill: () => {} },
    drain: () => {},
    finding: () => {},
    codec,
    editor: {
      touches: () => true,
      edit(frame, samples, native) {
        const grey = greyFrame(samples, native);
        if (grey === undefined) throw new RadonymError('pixel/unsupported', 'its pixels cannot be told apart');
        seen.push({ frame, rows, columns, grey });
        return false;
      },
    },
  });
  walk(source, first, part10, Number.POSITIVE_INFINITY, (token) => stage.push(token, () => {}));
  stage.end(() => {});
  return seen;
}
