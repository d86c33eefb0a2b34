/**
 * What do codecs do with damaged frames? Run as a program of its own, so that one that hangs can be ended: prints one JSON line per mutation.
 * After each the good frame is decoded again.
 */
import { RadonymError } from '../../src/base/errors.js';
import { encodedImage, needsNativeCodec } from '../../src/pixel/abilities.js';
import type { FrameCodec } from '../../src/pixel/codec.js';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import type { Image } from '../../src/pixel/image.js';
import { nativeCodecs } from '../../src/run/native-codecs.js';
import type { TransferSyntax } from '../../src/standard/transfer-syntax.js';
import { image, samplesOf, syntaxOf } from './images.js';

export interface Outcome {
  readonly keyword: string;
  readonly kind: 'cut' | 'cut, with an end' | 'flip' | 'size' | 'kind';
  readonly at: number;
  /** Of a stream's length. */
  readonly of: number;
  /** A code of radonym's, `same` or `other` samples of the right length, or what else came. */
  readonly outcome: string;
  readonly nextFrame: boolean;
}

export const mutated = [
  'RLELossless',
  'DeflatedImageFrameCompression',
  'EncapsulatedUncompressedExplicitVRLittleEndian',
  'JPEGBaseline8Bit',
  'JPEGLosslessSV1',
  'JPEGLossless',
  'JPEGLSLossless',
  'JPEGLSNearLossless',
  'JPEG2000Lossless',
  'JPEG2000',
  'HTJ2KLossless',
  'HTJ2KLosslessRPCL',
  'JPEGXLLossless',
  'JPEGXL',
] as const;

if (process.argv[1]?.endsWith('mutate-codecs.ts')) {
  const codec = frameCodec(nativeCodecs());
  for (const keyword of mutated) for (const outcome of mutations(codec, keyword)) process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

function* mutations(codec: FrameCodec, keyword: string): Generator<Outcome> {
  const syntax = syntaxOf(keyword);
  const lossy = syntax.lossy !== 'never';
  const native = image({ rows: 61, columns: 53, bitsAllocated: lossy ? 8 : 16, bitsStored: lossy ? 8 : 12 });
  const stream = codec.encode(syntax, samplesOf(native), native, lossy ? { quality: 80 } : undefined);
  const of = encodedImage(syntax, native);
  const good = codec.decode(syntax, stream, of).slice();
  const report = (kind: Outcome['kind'], at: number, bytes: Uint8Array, as: Image): Outcome => {
    const outcome = outcomeOf(codec, syntax, bytes, as, good);
    const again = outcomeOf(codec, syntax, stream, of, good);
    return { keyword, kind, at, of: stream.length, outcome, nextFrame: again === 'same' };
  };
  for (let step = 0; step < 16; step++) {
    const at = Math.floor(((stream.length - 2) * step) / 15);
    yield report('cut', at, stream.subarray(0, at), of);
  }
  if (['jpeg', 'jpeg-ls', 'jpeg-2000', 'htj2k'].includes(syntax.compression)) {
    for (let step = 1; step < 7; step++) {
      const at = Math.floor((stream.length * step) / 7);
      yield report('cut, with an end', at, Uint8Array.of(...stream.subarray(0, at), 0xff, 0xd9), of);
    }
  }
  for (let step = 0; step < 24; step++) {
    const at = Math.floor((stream.length * step) / 24);
    const bytes = stream.slice();
    bytes[at] = bytes[at]! ^ (1 << (step % 8));
    yield report('flip', at, bytes, of);
  }
  const sizes = [
    { rows: of.columns, columns: of.rows },
    { rows: of.rows - 1 },
    { rows: of.rows + 1 },
    { columns: of.columns + 1 },
    { rows: 2 * of.rows, columns: 2 * of.columns },
  ];
  // What has no head of its own knows no rows and columns, only how many samples there are.
  if (!needsNativeCodec(syntax)) sizes.shift();
  for (const [at, size] of sizes.entries()) yield report('size', at, stream, { ...of, ...size });
  yield report('kind', 0, stream, { ...of, samplesPerPixel: 3, photometricInterpretation: 'RGB' });
  yield report(
    'kind',
    1,
    stream,
    lossy ? { ...of, bitsAllocated: 16, bitsStored: 16, highBit: 15 } : { ...of, bitsAllocated: 8, bitsStored: 8, highBit: 7 },
  );
}

function outcomeOf(codec: FrameCodec, syntax: TransferSyntax, stream: Uint8Array, of: Image, good: Uint8Array): string {
  try {
    const samples = codec.decode(syntax, stream, of);
    return samples.length !== good.length ? 'another length' : Buffer.compare(samples, good) === 0 ? 'same' : 'other';
  } catch (error) {
    return error instanceof RadonymError ? error.code : `not an error of radonym: ${String(error)}`;
  }
}
