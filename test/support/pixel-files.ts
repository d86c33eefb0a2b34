/** Files with made-up images, native or in fragments, as the fixtures' writer has them. */
import { frameLength, type Image } from '../../src/pixel/image.js';
import type { TransferSyntax } from '../../src/standard/transfer-syntax.js';
import { bigEndian, concat, element, encode, explicit, fragments, implicit, type Node, part10 } from './bytes.js';
import { samplesOf } from './images.js';

export const syntaxOf = ({ vr, byteOrder }: TransferSyntax) => (vr === 'implicit' ? implicit : byteOrder === 'big' ? bigEndian : explicit);

/** Samples of all frames, each different. */
export const frames = (image: Image): Uint8Array[] =>
  Array.from({ length: image.numberOfFrames }, (_, index) => samplesOf(image, index + 1));

/** A data set's elements from group 0008 to 0028. */
export const described = (image: Image, more: readonly Node[] = []): Node[] => [
  element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
  element(0x00080018, 'UI', '2.25.777'),
  ...imageNodes(image),
  ...more,
];

export const imageNodes = (image: Image): Node[] => [
  element(0x00280002, 'US', image.samplesPerPixel),
  element(0x00280004, 'CS', image.photometricInterpretation),
  ...(image.samplesPerPixel > 1 ? [element(0x00280006, 'US', image.planarConfiguration)] : []),
  ...(image.numberOfFrames > 1 ? [element(0x00280008, 'IS', String(image.numberOfFrames))] : []),
  element(0x00280010, 'US', image.rows),
  element(0x00280011, 'US', image.columns),
  element(0x00280100, 'US', image.bitsAllocated),
  element(0x00280101, 'US', image.bitsStored),
  element(0x00280102, 'US', image.highBit),
  element(0x00280103, 'US', image.pixelRepresentation),
];

export function nativePixels(image: Image, all: readonly Uint8Array[] = frames(image)): Node {
  const bytes = concat(all);
  // Cells of 32 bits turn round whole between byte orders.
  const cells = image.bitsAllocated === 32 && bytes.length % 4 === 0 ? new Uint32Array(bytes.slice().buffer) : bytes;
  return element(0x7fe00010, image.bitsAllocated > 8 ? 'OW' : 'OB', cells);
}

export const nativeFile = (image: Image, syntax: TransferSyntax): Uint8Array =>
  part10({ transferSyntax: syntax.uid }, encode([...described(image), nativePixels(image)], syntaxOf(syntax)));

/** @param pieces the fragments behind the offset table */
export const fragmentsFile = (image: Image, syntax: TransferSyntax, table: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array =>
  part10({ transferSyntax: syntax.uid }, [...described(image), fragments(0x7fe00010, 'OB', [table, ...pieces])]);

export const nativeLength = (image: Image): number => frameLength(image) * image.numberOfFrames;

export const padded = (bytes: Uint8Array): Uint8Array => (bytes.length % 2 === 0 ? bytes : concat([bytes, Uint8Array.of(0)]));

/** Little endian 32-bit numbers. */
export const numbers = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
