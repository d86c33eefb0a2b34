/**
 * Can frames of this image be coded in that syntax, and what becomes of the image? Asked at the head of a file, before any frame. It knows
 * the table, not the codecs. A refusal says why, without a value of the file.
 */
import { limits } from '../base/limits.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { type Ability, abilities } from './ability-table.js';
import type { EncodeOptions } from './codec.js';
import { frameLength, type Image } from './image.js';
import { decodedPhotometric, encodedPhotometric, isBytewise } from './photometric.js';

/** Why frames of `image`, which the syntax encodes, cannot be decoded; undefined when they can. */
export function refusalToDecode(syntax: TransferSyntax, image: Image): string | undefined {
  const row = (ability: Ability): boolean => ability.decode;
  const { name } = syntax;
  return (
    refusal(syntax, image, row, 'decoded') ??
    (decodedPhotometric(syntax, image.photometricInterpretation, image.samplesPerPixel) === undefined
      ? `${name} has no such Photometric Interpretation`
      : undefined)
  );
}

/** Why frames of the native `image` cannot be encoded in the syntax; undefined when they can. */
export function refusalToEncode(syntax: TransferSyntax, image: Image, options: EncodeOptions = {}): string | undefined {
  const lossy = options.quality !== undefined;
  const { compression, name } = syntax;
  if (!lossy && syntax.lossy !== 'never') return `${name} loses values, which nobody asked for`;
  if (lossy && syntax.lossy === 'never') return `${name} is lossless and has no quality`;
  // OpenJPEG finds no resolution for them.
  if (compression === 'jpeg-2000' && Math.min(image.rows, image.columns) === 1) return `${name} is not written of a single row or column`;
  const row = ({ encode }: Ability): boolean => encode === (lossy ? 'lossy' : 'lossless');
  return (
    refusal(syntax, image, row, 'encoded') ??
    (encodedPhotometric(syntax, image.photometricInterpretation, image.samplesPerPixel) === undefined
      ? `${name} is not written with this Photometric Interpretation`
      : undefined)
  );
}

/** What `image`, as an encapsulated file describes it, is once decoded. @throws nothing: an image that is refused comes back as it is */
export function decodedImage(syntax: TransferSyntax, image: Image): Image {
  if (isBytewise(syntax.compression)) return image;
  const { photometricInterpretation: name, samplesPerPixel } = image;
  const photometricInterpretation = decodedPhotometric(syntax, name, samplesPerPixel) ?? name;
  return { ...image, photometricInterpretation, planarConfiguration: 0 };
}

/** What the native `image` is called once encoded. @throws nothing: an image that is refused comes back as it is */
export function encodedImage(syntax: TransferSyntax, image: Image): Image {
  if (isBytewise(syntax.compression)) return image;
  const { photometricInterpretation: name, samplesPerPixel } = image;
  const photometricInterpretation = encodedPhotometric(syntax, name, samplesPerPixel) ?? name;
  return { ...image, photometricInterpretation, planarConfiguration: 0 };
}

/** Whether there are images that can be encoded in the syntax. */
export const isEncoded = ({ keyword }: TransferSyntax): boolean => abilities.some((row) => row.keyword === keyword && row.encode !== 'no');

/** Whether frames of this syntax need the codecs of WebAssembly. */
export function needsNativeCodec({ compression, pixelData }: TransferSyntax): boolean {
  return pixelData === 'encapsulated' && !['none', 'rle', 'deflated-frame'].includes(compression);
}

function refusal(syntax: TransferSyntax, image: Image, can: (row: Ability) => boolean, done: string): string | undefined {
  const { name } = syntax;
  if (syntax.pixelData !== 'encapsulated') return `${name} does not encapsulate frames`;
  const rows = abilities.filter((row) => row.keyword === syntax.keyword && can(row));
  if (rows.length === 0) return `${name} cannot be ${done}`;
  const { rows: height, columns: width, samplesPerPixel, bitsAllocated, bitsStored, highBit, pixelRepresentation } = image;
  if (height < 1 || width < 1) return 'Rows or Columns are not given';
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit < bitsStored - 1 || highBit >= bitsAllocated)
    return 'Bits Allocated, Bits Stored and High Bit contradict each other';
  if (frameLength(image) > limits.frame) return `a frame is larger than ${limits.frame} bytes`;
  const signed = pixelRepresentation === 1;
  const fits = ({ samples, sign, ...row }: Ability): boolean =>
    samples.includes(samplesPerPixel) &&
    row.bitsAllocated.includes(bitsAllocated) &&
    bitsStored >= row.bitsStored[0] &&
    bitsStored <= row.bitsStored[1] &&
    (sign === 'both' || (sign === 'signed') === signed);
  if (!rows.some(fits)) {
    const shape = `${bitsStored} of ${bitsAllocated} bits, ${signed ? 'signed' : 'unsigned'}, ${samplesPerPixel} samples a pixel`;
    return `${name}: pixels of ${shape}, cannot be ${done}`;
  }
  if (needsNativeCodec(syntax) && highBit !== bitsStored - 1) return `${name} needs High Bit just below Bits Stored`;
  return undefined;
}
