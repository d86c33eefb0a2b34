/**
 * De-identification and what goes with it in the pixels: hands tokens to the stage that de-identifies, frames to who blanks them, and
 * tells what became of them. It decodes nothing: whoever has frames asks its editor.
 */
import type { Finding } from '../base/errors.js';
import { RadonymError } from '../base/errors.js';
import type { FrameEditor } from '../pixel/frame-editor.js';
import type { Image } from '../pixel/image.js';
import { OverlayBits } from '../pixel/overlay-bits.js';
import { type Blanks, Redaction } from '../pixel/redaction.js';
import type { Emit, Stage, Token } from '../wire/token.js';

export interface CleaningOptions {
  /** Of the file; undefined where its head describes none. */
  readonly image: Image | undefined;
  /** Whether an overlay group is removed. */
  readonly overlayGoes: (group: number) => boolean;
  /** Absent where nothing is blanked. */
  readonly blanks: Blanks | undefined;
}

const pixelData = 0x7fe00010;
const floatPixelData = 0x7fe00008;
const doubleFloatPixelData = 0x7fe00009;

/** Of one file: its frames are edited as the tokens of the stage begun last say. */
export class Cleaning implements FrameEditor {
  readonly #options: CleaningOptions;
  #overlays: OverlayBits;
  #redaction: Redaction | undefined;
  #hasPixels = false;
  #asked = false;

  constructor(options: CleaningOptions) {
    this.#options = options;
    this.#overlays = new OverlayBits(options.overlayGoes);
  }

  /** Frames in which samples were blanked. */
  get blanked(): number {
    return this.#redaction?.frames ?? 0;
  }

  touches(frame: number, image: Image): boolean {
    this.#asked = true;
    return this.#overlays.touches(frame, image) || (this.#redaction?.touches(frame, image) ?? false);
  }

  edit(frame: number, samples: Uint8Array, image: Image): boolean {
    const cleared = this.#overlays.touches(frame, image) && this.#overlays.edit(frame, samples, image);
    return (this.#redaction?.edit(frame, samples, image) ?? false) || cleared;
  }

  /** A pass over the file begins, or begins anew. */
  around(stage: Stage, finding: (finding: Finding) => void): Stage {
    const { overlayGoes, blanks } = this.#options;
    this.#overlays = new OverlayBits(overlayGoes);
    this.#redaction = blanks && new Redaction(blanks);
    this.#hasPixels = false;
    this.#asked = false;
    return {
      push: (token, emit) => {
        if (token.tag >= 0x60000000 && token.depth === 0) this.#watch(token);
        stage.push(token, emit);
      },
      end: (emit: Emit) => {
        stage.end(emit);
        this.#end(finding);
      },
    };
  }

  #watch(token: Token): void {
    this.#overlays.push(token);
    if (token.tag === pixelData) this.#hasPixels = true;
    if (this.#redaction && (token.tag === floatPixelData || token.tag === doubleFloatPixelData))
      throw new RadonymError('deid/burned-in', 'pixels of floating point are not blanked', { offset: token.offset });
  }

  /** @throws RadonymError deid/burned-in; deid/embedded-overlay: the frames have to be looked at, in another pass */
  #end(finding: (finding: Finding) => void): void {
    const { image } = this.#options;
    if (this.#hasPixels && !this.#asked) {
      // An output that says it was cleaned, was.
      if (this.#redaction) throw new RadonymError('deid/burned-in', 'its frames could not be reached');
      if (image && this.#overlays.touches(0, image))
        throw new RadonymError('deid/embedded-overlay', 'an overlay stands in unused bits of Pixel Data that could not be reached');
    }
    const { frames, inValues } = this.#overlays;
    if (frames > 0) finding({ code: 'deid/embedded-overlay', detail: `overlay bits were cleared in ${frames} frames of Pixel Data` });
    if (inValues) finding({ code: 'deid/overlay-in-values', detail: 'an overlay is said to be in bits of pixel values, which stay' });
  }
}
