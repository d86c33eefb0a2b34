/**
 * What is to become of a file's Pixel Data, given its Transfer Syntax and the one asked for? Plain data for the pixel stage, with the changes
 * to other attributes that PS3.3 C.7.6.1.1.5 wants. It touches no frame.
 */
import { RadonymError } from '../base/errors.js';
import { isEncoded } from '../pixel/abilities.js';
import type { Edit } from '../pixel/attribute-edits.js';
import type { EncodeOptions } from '../pixel/codec.js';
import { describedImage } from '../pixel/described-image.js';
import { frameLength, type Image } from '../pixel/image.js';
import { put } from '../pixel/image-attributes.js';
import { tag } from '../standard/tag.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { vr } from '../standard/vr.js';
import type { Head } from '../wire/head.js';
import { paddedAscii } from '../wire/value.js';

export interface PixelWay {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  readonly image: Image;
  readonly coding: EncodeOptions;
  readonly edits: readonly Edit[];
  readonly extended: boolean;
}

/** Undefined where Pixel Data pass as they are: between native syntaxes, and where there is no image. */
export function pixelWay(head: Head, source: TransferSyntax, target: TransferSyntax, extended: boolean): PixelWay | undefined {
  if (target === source || (target.pixelData === 'native' && source.pixelData === 'native')) return undefined;
  const image = describedImage(head);
  if (image === undefined) return undefined;
  const edits = source.lossy === 'always' ? [wasLossy] : [];
  return { source, target, image, coding: {}, edits, extended: extended || frameLength(image) * image.numberOfFrames >= 2 ** 32 };
}

/** Once values were lost, the image says so for ever. */
const wasLossy: Edit = put(tag(0x00282110), vr.CS, paddedAscii('01', vr.CS));

/** @throws RadonymError run/usage: a syntax that no file can be put into */
export function checkTarget(target: TransferSyntax): void {
  if (target.compression === 'elsewhere' || (target.pixelData === 'encapsulated' && !isEncoded(target)))
    throw new RadonymError('run/usage', `${target.name} is not written`);
}
