/**
 * What is to be blanked in the pixels of one file, and what is said of it afterwards: the profile's rectangles, or what was found by
 * looking at its frames. It changes no sample and finds no text.
 */
import type { CompiledRules } from '../deid/compile.js';
import { type PixelCleaning, pixelFate } from '../deid/pixel-policy.js';
import type { Blanks } from '../pixel/redaction.js';
import { placedRectangles, type Rectangle } from '../standard/pixel-rules.js';
import type { Head } from '../wire/head.js';

/** Where text was found in the frames of a file. Plain data. */
export interface TextFound {
  /** All text, or what names the patient. */
  readonly seeks: 'blank' | 'match';
  readonly byFrame: NonNullable<Blanks['byFrame']>;
  /** What was read: private. */
  readonly texts: readonly TextSeen[];
}

/** A line of text in a frame. */
export interface TextSeen {
  /** From 0. */
  readonly frame: number;
  readonly text: string;
  /** It is blanked. */
  readonly goes: boolean;
  readonly place: Rectangle;
}

/** What was done to the pixels of an output. Plain data. */
export interface PixelsCleaned {
  readonly how: PixelCleaning;
  /** Of which samples changed. */
  readonly frames: number;
  readonly rectangles: number;
  /** Where no rule of the profile says it. */
  readonly byFrame?: readonly (readonly [frame: number, rectangles: readonly Rectangle[]])[];
}

export interface CleaningWork {
  readonly how: PixelCleaning;
  readonly blanks: Blanks;
}

/** Undefined where nothing is blanked. */
export function cleaningWork(head: Head, rules: CompiledRules, found: TextFound | undefined): CleaningWork | undefined {
  const fate = pixelFate(head, rules, found !== undefined);
  if (fate.kind === 'blank') {
    const { rectangles, fill } = fate.rule;
    return { how: 'rule', blanks: { all: placedRectangles(rectangles, head.rows, head.columns), ...(fill !== undefined && { fill }) } };
  }
  if (fate.kind !== 'look' || found === undefined) return undefined;
  return { how: found.seeks === 'blank' ? 'ocr-blank' : 'ocr-match', blanks: { all: [], byFrame: found.byFrame } };
}

/** @param frames of which samples changed */
export function cleanedBy({ how, blanks: { all, byFrame } }: CleaningWork, frames: number): PixelsCleaned {
  const rectangles = all.length + (byFrame ?? []).reduce((sum, [, own]) => sum + own.length, 0);
  return { how, frames, rectangles, ...(byFrame && { byFrame }) };
}
