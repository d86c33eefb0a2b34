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
  readonly stage: Stage;
  /** Whether an overlay group is removed. */
  readonly overlayGoes: (group: number) => boolean;
  /** Absent where nothing is blanked. */
  readonly blanks?: Blanks | undefined;
  readonly finding: (finding: Finding) => void;
}

/** A stage that has something to do in frames. */
export interface FrameStage extends Stage {
  readonly editor: FrameEditor;
}

const pixelData = 0x7fe00010;
const floatPixelData = 0x7fe00008;
const doubleFloatPixelData = 0x7fe00009;

export class CleaningStage implements FrameStage {
  readonly editor: FrameEditor;
  readonly #stage: Stage;
  readonly #overlays: OverlayBits;
  readonly #redaction: Redaction | undefined;
  readonly #finding: (finding: Finding) => void;
  #hasPixels = false;
  #asked = false;

  constructor({ stage, overlayGoes, blanks, finding }: CleaningOptions) {
    const overlays = new OverlayBits(overlayGoes);
    const redaction = blanks && new Redaction(blanks);
    this.#stage = stage;
    this.#overlays = overlays;
    this.#redaction = redaction;
    this.#finding = finding;
    this.editor = {
      touches: (frame, image) => {
        this.#asked = true;
        return overlays.touches(frame, image) || (redaction?.touches(frame, image) ?? false);
      },
      edit(frame: number, samples: Uint8Array, image: Image): boolean {
        const cleared = overlays.touches(frame, image) && overlays.edit(frame, samples, image);
        return (redaction?.edit(frame, samples, image) ?? false) || cleared;
      },
    };
  }

  push(token: Token, emit: Emit): void {
    if (token.tag >= 0x60000000 && token.depth === 0) this.#watch(token);
    this.#stage.push(token, emit);
  }

  /** Frames in which samples were blanked. */
  get blanked(): number {
    return this.#redaction?.frames ?? 0;
  }

  end(emit: Emit): void {
    this.#stage.end(emit);
    // An output that says it was cleaned, was.
    if (this.#redaction && this.#hasPixels && !this.#asked) throw new RadonymError('deid/burned-in', 'its frames could not be reached');
    const { frames, inValues } = this.#overlays;
    if (frames > 0) this.#finding({ code: 'deid/embedded-overlay', detail: `overlay bits were cleared in ${frames} frames of Pixel Data` });
    if (inValues) this.#finding({ code: 'deid/overlay-in-values', detail: 'an overlay is said to be in bits of pixel values, which stay' });
  }

  #watch(token: Token): void {
    this.#overlays.push(token);
    if (token.tag === pixelData) this.#hasPixels = true;
    if (this.#redaction && (token.tag === floatPixelData || token.tag === doubleFloatPixelData))
      throw new RadonymError('deid/burned-in', 'pixels of floating point are not blanked', { offset: token.offset });
  }
}
