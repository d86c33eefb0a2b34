/**
 * What in the frames of one file is to be blanked? Reads them before the file is processed, and judges what was read: all of it, or the
 * lines that name the patient. Loaded by runs with --ocr only.
 */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { NotWritten } from '../flow/outcome.js';
import type { TextFound, TextSeen } from '../flow/pixel-cleaning.js';
import type { Look, PatientIdentity, Processor } from '../flow/process-file.js';
import type { InputSource } from '../io/input-source.js';
import type { Rectangle } from '../standard/pixel-rules.js';
import { notWritten } from './not-written.js';
import { type OcrReader, openOcr } from './ocr.js';

/** What a look at a file comes to: nothing where there was nothing to look at. */
export type Seen = TextFound | NotWritten | undefined;

export class TextSearch {
  readonly #seeks: TextFound['seeks'];
  readonly #processor: Processor;
  readonly #beat: () => void;
  #reader: Promise<OcrReader> | undefined;

  /** @param beat is told that something goes on */
  constructor(seeks: TextFound['seeks'], processor: Processor, beat: () => void) {
    this.#seeks = seeks;
    this.#processor = processor;
    this.#beat = beat;
  }

  /** @throws RadonymError run/ocr-missing */
  async look(open: () => InputSource, patient: PatientIdentity | undefined): Promise<Seen> {
    let source: InputSource | undefined;
    try {
      source = open();
      const look = this.#processor.look(source, patient);
      if (look === undefined) return undefined;
      this.#reader ??= openOcr();
      const found = await readText(look, await this.#reader, this.#seeks, this.#beat);
      if (found.texts.length > 0 || !look.saysBurnedIn) return found;
      return notWritten(
        'quarantined',
        'deid/burned-in',
        'the image says that annotation is burned in, and OCR reads none',
        look.sopClassUid,
      );
    } catch (error) {
      if (!(error instanceof RadonymError) || error.scope !== 'file') throw error;
      // What cannot be read at all says so itself when it is processed.
      if (!/^(deid|pixel|run)\//.test(error.code)) return undefined;
      return notWritten('quarantined', 'deid/burned-in', `it could not be searched for text: ${error.message}`);
    } finally {
      source?.close();
    }
  }
}

/** @throws RadonymError run/ocr-time, deid/burned-in, pixel/… */
export async function readText(
  { pictures, names }: Pick<Look, 'pictures' | 'names'>,
  reader: OcrReader,
  seeks: TextFound['seeks'],
  beat: () => void,
): Promise<TextFound> {
  const byFrame: [number, readonly Rectangle[]][] = [];
  const texts: TextSeen[] = [];
  const began = performance.now();
  for (const picture of pictures()) {
    if (performance.now() - began > limits.seekingText) throw new RadonymError('run/ocr-time', 'the search for text took too long');
    const boxes: Rectangle[] = [];
    for (const line of await reader.read(picture)) {
      const goes = seeks === 'blank' || names(line.text);
      if (goes) boxes.push(...line.boxes);
      texts.push({ frame: picture.frame, text: line.text, goes, place: line.boxes[0]! });
    }
    if (boxes.length > 0) byFrame.push([picture.frame, boxes]);
    beat();
  }
  return { seeks, byFrame, texts };
}
