/**
 * Rules about what may be burned into pixels, as plain data: which images one is for, where its rectangles lie in an image, and which
 * samples a blanked pixel has. Whoever cleans and whoever verifies ask here; it changes no sample.
 */
import type { ImageHead } from './burned-in.js';
import { sopClassesOf } from './iod-words.js';
import { sopClass } from './sop-class.js';

export interface PixelRule {
  /** Words of iod-words, of which one must name the SOP Class. */
  readonly iods?: readonly string[];
  readonly modalities?: readonly string[];
  /** Texts that Manufacturer and Manufacturer's Model Name must hold, whatever the case. */
  readonly manufacturer?: string;
  readonly model?: string;
  /** All of which must be values of Image Type. */
  readonly imageType?: readonly string[];
  readonly rows?: number;
  readonly columns?: number;
  /** `keep`: such images show no text, somebody has looked. */
  readonly action: 'blank' | 'keep' | 'quarantine';
  /** Of `blank`. */
  readonly rectangles: readonly Rectangle[];
  /** Sample value of a blanked pixel in place of black; of images with one sample a pixel. */
  readonly fill?: number;
  readonly reason?: string;
  /** Name of the profile that states it, and the line there. */
  readonly profile: string;
  readonly line?: number;
}

/** In pixels. As a rule states it, x and y below 0 count from the right and the bottom edge, and it may reach beyond the image. */
export type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** The last rule that holds for an image. None holds for a dose grid: its values are not a picture. */
export function pixelRuleOf(rules: readonly PixelRule[], head: ImageHead): PixelRule | undefined {
  if (rules.length === 0 || sopClass(head.sopClassUid)?.prefix === 'RD') return undefined;
  return rules.findLast((rule) => holds(rule, head));
}

function holds({ iods, modalities, manufacturer, model, imageType, rows, columns }: PixelRule, head: ImageHead): boolean {
  if (iods?.some((word) => sopClassesOf(word)?.has(head.sopClassUid)) === false) return false;
  if (modalities?.includes(head.modality) === false) return false;
  if (manufacturer !== undefined && !isIn(manufacturer, head.manufacturer)) return false;
  if (model !== undefined && !isIn(model, head.manufacturerModelName)) return false;
  if (rows !== undefined && rows !== head.rows) return false;
  if (columns !== undefined && columns !== head.columns) return false;
  const values = head.imageType.split('\\').map((value) => value.trim());
  return imageType?.every((value) => values.includes(value)) !== false;
}

const isIn = (part: string, text: string): boolean => text.toLowerCase().includes(part.toLowerCase());

/** Where rectangles lie in an image: from its top left, cut at its edges; without those that lie outside. */
export function placedRectangles(rectangles: readonly Rectangle[], rows: number, columns: number): Rectangle[] {
  return rectangles.flatMap(([x, y, width, height]) => {
    const [left, top] = [x < 0 ? columns + x : x, y < 0 ? rows + y : y];
    const [right, bottom] = [Math.min(columns, left + width), Math.min(rows, top + height)];
    const [from, above] = [Math.max(0, left), Math.max(0, top)];
    return right > from && bottom > above ? [[from, above, right - from, bottom - above] as const] : [];
  });
}

/** What the value of a blanked pixel depends on (PS3.3 C.7.6.3). */
export interface SampleFacts {
  readonly samplesPerPixel: number;
  readonly bitsStored: number;
  readonly pixelRepresentation: 0 | 1;
  readonly photometricInterpretation: string;
}

/** The samples of one blanked pixel: black, or `fill`, as near as the image can hold it. */
export function blankSamples(
  { samplesPerPixel, bitsStored, pixelRepresentation, photometricInterpretation }: SampleFacts,
  fill?: number,
): readonly number[] {
  const [least, most] = pixelRepresentation === 1 ? [-(2 ** (bitsStored - 1)), 2 ** (bitsStored - 1) - 1] : [0, 2 ** bitsStored - 1];
  if (samplesPerPixel === 1) {
    if (fill !== undefined) return [Math.min(most, Math.max(least, fill))];
    return [photometricInterpretation === 'MONOCHROME1' ? most : photometricInterpretation === 'PALETTE COLOR' ? 0 : least];
  }
  if (photometricInterpretation.startsWith('YBR')) {
    const middle = (most + 1) / 2;
    // YBR_RCT and YBR_ICT are what code streams hold: decoded, they are RGB.
    return photometricInterpretation === 'YBR_RCT' || photometricInterpretation === 'YBR_ICT' ? [0, 0, 0] : [0, middle, middle];
  }
  return Array.from({ length: samplesPerPixel }, () => 0);
}
