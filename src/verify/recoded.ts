/**
 * What of a pair was coded anew, frame by frame, and is it the same image? Finds the Pixel Data at every depth and what the data set says of
 * them, which is judged by the samples instead of by its bytes.
 */
import { transferSyntax } from '../standard/transfer-syntax.js';
import type { Blanking } from './blanked.js';
import { pathText, type TreeElement, textAt } from './element-tree.js';
import { error, type VerifyFinding, warning } from './finding.js';
import type { OpenPair } from './long-values.js';
import { type FilePair, visitPairs } from './pairing.js';
import { comparePixels, type FrameDecoder, isRecoded, type PixelSide } from './pixels.js';

export interface Recoded {
  readonly findings: readonly VerifyFinding[];
  /** Elements of either file that the samples speak for. */
  readonly settled: ReadonlySet<TreeElement>;
}

/** Photometric Interpretation, Planar Configuration, Lossy Image Compression, offset tables, Pixel Data. */
const ofCoding: ReadonlySet<number> = new Set([0x00280004, 0x00280006, 0x00282110, 0x7fe00001, 0x7fe00002, 0x7fe00003, 0x7fe00010]);

/** What an image says once it lost values (PS3.3 C.7.6.1.1.5): ratio, method, derivation. */
const ofLoss: ReadonlySet<number> = new Set([0x00280004, 0x00282112, 0x00282114, 0x00082111, 0x00089215]);

const pixelData = 0x7fe00010;

/** @param blanking of the Pixel Data of the image itself */
export function checkRecoded(
  { original, output }: OpenPair,
  pair: FilePair,
  decode: FrameDecoder | undefined,
  blanking?: Blanking,
): Recoded {
  const findings: VerifyFinding[] = [];
  const settled = new Set<TreeElement>();
  const isAnew = isRecoded(original.file, output.file);
  if (!isAnew && !blanking) return { findings, settled };
  const isLossy = lostValues(output.file.elements, output.file.transferSyntaxUid, original.file.elements);
  visitPairs(pair, (before, after, above) => {
    // Native ones on both sides, as of an icon, are compared as they stand.
    const own = above === undefined ? blanking : undefined;
    if (before.tag !== pixelData || !after || (!own && (!isAnew || (!before.fragments && !after.fragments)))) return;
    const was: PixelSide = { ...original, element: before, level: levelWith(original.file.elements, before)! };
    const is: PixelSide = { ...output, element: after, level: levelWith(output.file.elements, after)! };
    for (const { level } of [was, is])
      for (const one of level) if (ofCoding.has(one.tag) || (isLossy && ofLoss.has(one.tag))) settled.add(one);
    const path = pathText(before, above);
    if (isLossy) return void findings.push(warning('verify/not-verified', 'compressed with loss: samples are not compared', path));
    const verdict = comparePixels(was, is, decode, own);
    if (verdict === 'other') findings.push(error('verify/value-changed', 'other samples than in the original', path));
    else if (verdict !== 'same') findings.push(warning('verify/not-verified', verdict.untold, path));
  });
  return { findings, settled };
}

/** The output is the first to have lost values, or has lost more. */
function lostValues(output: readonly TreeElement[], syntax: string, original: readonly TreeElement[]): boolean {
  const losses = (level: readonly TreeElement[]): number =>
    textAt(level, 0x00282112)
      .split('\\')
      .filter((one) => one !== '').length;
  return transferSyntax(syntax)?.lossy !== 'never' && textAt(output, 0x00282110) === '01' && losses(output) > losses(original);
}

/** The data set or item that an element stands in. */
function levelWith(level: readonly TreeElement[], element: TreeElement): readonly TreeElement[] | undefined {
  if (level.includes(element)) return level;
  for (const { items } of level) {
    for (const item of items ?? []) {
      const found = levelWith(item, element);
      if (found) return found;
    }
  }
  return undefined;
}
