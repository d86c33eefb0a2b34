/** With what options does a native codec write a Transfer Syntax, and did it keep to them? A quality is one number for all. */
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import type { EncodeOptions } from './codec.js';
import type { CodeStream } from './codestream/code-stream.js';
import type { Jpeg2000Stream } from './codestream/jpeg-2000.js';
import type { Image } from './image.js';
import type { NativeOptions } from './native-port.js';

const [lrcp, rpcl] = [0, 2];

export function nativeOptions(syntax: TransferSyntax, image: Image, { quality }: EncodeOptions): NativeOptions {
  return {
    lossy: quality !== undefined,
    quality: quality ?? 100,
    subsampled: quality !== undefined && image.samplesPerPixel === 3,
    allowedError: quality === undefined ? 0 : nearOf(quality, image.bitsStored),
    rate: quality === undefined ? 0 : rateOf(quality),
    progressionOrder: syntax.keyword === 'HTJ2KLosslessRPCL' ? rpcl : lrcp,
    componentTransformation: image.photometricInterpretation === 'RGB',
  };
}

/** NEAR of JPEG-LS: from 1 to 5 % of full scale; at most 255 (ISO/IEC 14495-1 C.2.3). */
export function nearOf(quality: number, bitsStored: number): number {
  const share = ((100 - quality) / 100) * 0.05;
  return Math.min(255, Math.max(1, Math.round(share * 2 ** bitsStored)));
}

/** JPEG 2000 keeps one byte of so many: 2 at quality 100, 6 at 90, 50 at 1. */
function rateOf(quality: number): number {
  return quality > 90 ? 2 + (100 - quality) * 0.4 : 6 + (90 - quality) * 0.5;
}

/** Whether the head shows what the syntax demands beyond its way of coding: PS3.5 A.4.8 wants RPCL and TLM of .202. */
export function promised({ keyword }: TransferSyntax, head: CodeStream): boolean {
  if (keyword !== 'HTJ2KLosslessRPCL') return true;
  const { progression, tilePartLengths } = head as Jpeg2000Stream;
  return progression === 'RPCL' && tilePartLengths;
}
