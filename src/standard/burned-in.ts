/**
 * May text be burned into an image's pixels? By what its head says: Burned In Annotation (0028,0301), or the kind of image where such
 * text is usual (PS3.15 E.3.1 names ultrasound). It sees no pixels.
 */
import { sopClass } from './sop-class.js';

/** What is asked of an image. Texts are trimmed, '' when absent, `\` between values; numbers are 0 when absent. */
export interface ImageHead {
  readonly sopClassUid: string;
  readonly modality: string;
  readonly imageType: string;
  readonly conversionType: string;
  readonly manufacturer: string;
  readonly manufacturerModelName: string;
  readonly burnedInAnnotation: string;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
}

/** `burned-in-annotation`: the image says so. `burned-in-unknown`: it does not say, and is of a kind that often shows text. */
export type BurnedInRisk = 'burned-in-annotation' | 'burned-in-unknown';

export function burnedInRisk(head: ImageHead): BurnedInRisk | undefined {
  if (head.rows === 0 || head.columns === 0 || head.burnedInAnnotation === 'NO') return undefined;
  if (head.burnedInAnnotation === 'YES') return 'burned-in-annotation';
  return oftenShowsText(head) ? 'burned-in-unknown' : undefined;
}

function oftenShowsText({ sopClassUid, modality, imageType, conversionType, samplesPerPixel, bitsAllocated }: ImageHead): boolean {
  const row = sopClass(sopClassUid);
  if (row?.category === 'secondary-capture' || row?.prefix === 'US' || modality === 'US') return true;
  if (imageType.split('\\').some((value) => /SCREEN|SAVE/.test(value))) return true;
  // Detectors and DRRs give 16-bit grey values; pictures of screens and films are bytes, colours, or say so (PS3.3 C.8.6.1).
  return row?.prefix === 'RI' && (samplesPerPixel > 1 || bitsAllocated === 8 || digitized.has(conversionType));
}

/** Digitized video, digitized film, scanned document, scanned image. */
const digitized: ReadonlySet<string> = new Set(['DV', 'DF', 'SD', 'SI']);

/**
 * Whether a face can be seen in, or made from, an image and those of its series, though it does not say so (PS3.3 C.7.6.1,
 * Recognizable Visual Features): slices of a head.
 */
export function showsHead(sopClassUid: string, bodyPartExamined: string): boolean {
  const row = sopClass(sopClassUid);
  if (row?.category !== 'image' || !['CT', 'MR', 'PT'].includes(row.prefix)) return false;
  return heads.has(bodyPartExamined.replace(/[ _]/g, ''));
}

/** Values of Body Part Examined in PS3.16 Annex L, without spaces. */
const heads: ReadonlySet<string> = new Set([
  'HEAD',
  'HEADNECK',
  'HEADANDNECK',
  'BRAIN',
  'SKULL',
  'FACE',
  'JAW',
  'MAXILLA',
  'NOSE',
  'ORBIT',
  'EYE',
  'SINUS',
]);
