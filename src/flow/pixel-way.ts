/**
 * What is to become of a file's Pixel Data, given its Transfer Syntax and the one asked for? What the pixel stage must know before the first
 * element passes. It touches no frame.
 */
import { RadonymError } from '../base/errors.js';
import { isEncoded } from '../pixel/abilities.js';
import type { Edit } from '../pixel/attribute-edits.js';
import type { EncodeOptions } from '../pixel/codec.js';
import { describedImage } from '../pixel/described-image.js';
import type { FrameEditor } from '../pixel/frame-editor.js';
import { frameLength, type Image } from '../pixel/image.js';
import { put } from '../pixel/image-attributes.js';
import { tag } from '../standard/tag.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { vr } from '../standard/vr.js';
import type { Head } from '../wire/head.js';
import { paddedAscii } from '../wire/value.js';
import { refuseLoss } from './lossy.js';

export interface PixelWay {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  /** As the file describes it. */
  readonly image: Image;
  /** With a quality: values are lost on the way. */
  readonly coding: EncodeOptions;
  readonly edits: readonly Edit[];
  readonly extended: boolean;
  readonly editor?: FrameEditor;
}

export interface PixelWish {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  /** Of syntaxes that lose values. */
  readonly quality: number | undefined;
  readonly editor: FrameEditor | undefined;
  /** The frames are to be gone through for it. */
  readonly edits: boolean;
  /** A Basic Offset Table was too small. */
  readonly extended: boolean;
}

/**
 * Undefined where Pixel Data pass as they are: in the same syntax or between native ones, unless frames are edited; and where no image is.
 * @throws RadonymError pixel/never-lossy
 */
export function pixelWay(head: Head, { source, target, quality, editor, edits, extended }: PixelWish): PixelWay | undefined {
  const codes = target !== source && (target.pixelData === 'encapsulated' || source.pixelData === 'encapsulated');
  if (!codes && !edits) return undefined;
  const image = describedImage(head);
  if (image === undefined) return undefined;
  const loses = codes && target.lossy !== 'never' && quality !== undefined;
  if (loses) refuseLoss(head);
  return {
    source,
    target,
    image,
    coding: loses ? { quality } : {},
    edits: codes && source.lossy === 'always' ? [wasLossy] : [],
    extended: extended || frameLength(image) * image.numberOfFrames >= 2 ** 32,
    ...(editor ? { editor } : {}),
  };
}

/** PS3.3 C.7.6.1.1.5: once values were lost, the image says so for ever. */
const wasLossy: Edit = put(tag(0x00282110), vr.CS, paddedAscii('01', vr.CS));

/** @throws RadonymError run/usage: a syntax that no file can be put into */
export function checkTarget(target: TransferSyntax): void {
  if (target.compression === 'elsewhere' || (target.pixelData === 'encapsulated' && !isEncoded(target)))
    throw new RadonymError('run/usage', `${target.name} is not written`);
}
