/**
 * Native codecs under guard: what the head of a code stream says is held against the image before a codec sees it, what comes back against
 * the image's length, and after any failure the codec starts afresh. It knows no codec, only their port.
 */
import { RadonymError } from '../base/errors.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { encodedImage } from './abilities.js';
import type { EncodeOptions } from './codec.js';
import { type CodeStream, contradicts, corrupt } from './codestream/code-stream.js';
import { readJpeg } from './codestream/jpeg.js';
import { readJpeg2000 } from './codestream/jpeg-2000.js';
import { readJpegXl } from './codestream/jpeg-xl.js';
import type { Image } from './image.js';
import { nativeOptions, promised } from './native-options.js';
import type { NativeCoding, NativeFrame, NativePort } from './native-port.js';
import { byPixel } from './planes.js';

const readers: { readonly [C in NativeCoding]: (stream: Uint8Array) => CodeStream } = {
  jpeg: readJpeg,
  'jpeg-ls': readJpeg,
  'jpeg-2000': readJpeg2000,
  htj2k: readJpeg2000,
  'jpeg-xl': readJpegXl,
};

/** Processes of a code stream that a Transfer Syntax allows, where its way of coding has several. */
const processes: { readonly [keyword: string]: readonly string[] } = {
  JPEGBaseline8Bit: ['baseline', 'extended'],
  JPEGExtended12Bit: ['baseline', 'extended'],
  JPEGLossless: ['lossless'],
  JPEGLosslessSV1: ['lossless'],
};

/**
 * @returns samples by pixel, in little endian byte order
 * @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts
 */
export function decodeGuarded(native: NativePort, syntax: TransferSyntax, stream: Uint8Array, image: Image): Uint8Array {
  const coding = syntax.compression as NativeCoding;
  const head = readers[coding](stream);
  checkHead(head, syntax, image);
  // A codec makes bytes of samples that fit into them, whatever is allocated.
  const narrow = image.bitsAllocated === 16 && head.precision <= 8;
  if (narrow && image.pixelRepresentation === 1) throw contradicts('the code stream has signed bytes, the image words');
  const frame = narrow ? { ...image, bitsAllocated: 8, bitsStored: Math.min(8, image.bitsStored) } : image;
  const samples = guarded(native, () => native.decode(coding, stream, frame), 'decode');
  const length = (image.rows * image.columns * image.samplesPerPixel * frame.bitsAllocated) / 8;
  if (samples.length !== length) {
    native.renew();
    throw contradicts('the codec gives another number of samples than the image has');
  }
  const sorted = head.byPlane ? byPixel(samples, { ...image, ...frame, planarConfiguration: 1 }) : samples;
  return narrow ? widened(sorted) : sorted;
}

/**
 * @param samples by pixel
 * @throws RadonymError pixel/corrupt, pixel/contradicts: the codec failed, or made what its head does not promise
 */
export function encodeGuarded(
  native: NativePort,
  syntax: TransferSyntax,
  samples: Uint8Array,
  image: Image,
  options: EncodeOptions = {},
): Uint8Array {
  const coding = syntax.compression as NativeCoding;
  const frame: NativeFrame = { ...image, bitsStored: codedBits(coding, image) };
  const stream = guarded(native, () => native.encode(coding, samples, frame, nativeOptions(syntax, image, options)), 'encode');
  const head = readers[coding](stream);
  checkHead(head, syntax, encodedImage(syntax, image));
  if (!promised(syntax, head)) throw corrupt('the codec made a code stream of another kind than asked');
  return stream;
}

/** JPEG and JPEG 2000 of at most 8 bits are taken for bytes, though two are allocated. */
function codedBits(coding: NativeCoding, { bitsAllocated, bitsStored }: Image): number {
  return bitsAllocated === 16 && (coding === 'jpeg' || coding === 'jpeg-2000') ? Math.max(9, bitsStored) : bitsStored;
}

/** What a codec throws says nothing that a reader could use, and may hold anything. */
function guarded(native: NativePort, work: () => Uint8Array, what: string): Uint8Array {
  try {
    return work();
  } catch {
    native.renew();
    throw new RadonymError('pixel/corrupt', `the codec could not ${what} the frame`);
  }
}

function checkHead(head: CodeStream, syntax: TransferSyntax, image: Image): void {
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored } = image;
  const signed = image.pixelRepresentation === 1;
  if (head.rows !== rows || head.columns !== columns) throw contradicts('the code stream has another size than the image');
  if (head.components !== samplesPerPixel) throw contradicts('the code stream has another number of components than the image');
  if (!(processes[syntax.keyword] ?? [syntax.compression]).includes(head.process))
    throw contradicts('the code stream is of another kind than its Transfer Syntax');
  if (syntax.lossy === 'never' && head.lossy) throw contradicts('the code stream is lossy, its Transfer Syntax is not');
  if (head.precision > bitsAllocated) throw contradicts('the code stream has more bits than are allocated');
  // Fewer bits of the same bytes only leave the upper ones unused, unless one of them is the sign.
  if (head.precision < bitsStored && (signed || head.precision <= 8)) throw contradicts('the code stream has fewer bits than the image');
  if (head.signed !== undefined && head.signed !== signed) throw contradicts('the code stream and the image differ in sign');
  if (samplesPerPixel === 3) checkColour(head, image.photometricInterpretation);
}

function checkColour({ colour, process }: CodeStream, name: string): void {
  const transformed = colour === 'rct' || colour === 'ict';
  if ((name === 'YBR_RCT' || name === 'YBR_ICT') && !transformed) throw contradicts('the code stream transforms no components');
  // Lossless streams carry marks of either kind on colours of any kind, which nobody converts.
  if (process === 'lossless') return;
  if (name === 'RGB' && colour === 'ycc') throw contradicts('the code stream is YCbCr, the image RGB');
  if (name.startsWith('YBR_FULL') && colour === 'rgb') throw contradicts('the code stream is RGB, the image YCbCr');
}

function widened(samples: Uint8Array): Uint8Array {
  const out = new Uint8Array(samples.length * 2);
  for (let index = 0; index < samples.length; index++) out[2 * index] = samples[index]!;
  return out;
}
