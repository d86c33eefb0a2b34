/** What in the frames of one file is to be blanked? Reads them, and judges what was read: all of it, or lines that name the patient. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Picture } from '../flow/look.js';
import type { TextFound, TextSeen } from '../flow/pixel-cleaning.js';
import type { Rectangle } from '../standard/pixel-rules.js';
import type { OcrReader } from './ocr.js';

export interface SearchOptions {
  readonly seeks: TextFound['seeks'];
  /** Whether a line names the patient. */
  readonly names: (line: string) => boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

/** @throws RadonymError run/ocr-time, deid/burned-in */
export async function searchText(
  pictures: readonly Picture[],
  reader: OcrReader,
  { seeks, names, now }: SearchOptions,
): Promise<TextFound> {
  const byFrame: [number, readonly Rectangle[]][] = [];
  const texts: TextSeen[] = [];
  const end = now() + limits.seekingText;
  for (const picture of pictures) {
    if (now() > end) throw new RadonymError('run/ocr-time', 'the search for text took too long');
    const boxes: Rectangle[] = [];
    for (const line of await reader.read(picture)) {
      const goes = seeks === 'blank' || names(line.text);
      if (goes) boxes.push(...line.boxes);
      texts.push({ frame: picture.frame, text: line.text, goes, place: line.boxes[0]! });
    }
    if (boxes.length > 0) byFrame.push([picture.frame, boxes]);
  }
  return { seeks, byFrame, texts };
}
