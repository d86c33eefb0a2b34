/** Lends the verification the codecs of `pixel`: one frame to samples, and what decoding makes of its image. One for each thread. */
import { RadonymError } from '../base/errors.js';
import { decodedImage } from '../pixel/abilities.js';
import { describedImage } from '../pixel/described-image.js';
import { frameCodec } from '../pixel/frame-codec.js';
import type { NativePort } from '../pixel/native-port.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import type { FrameDecoder } from '../verify/pixels.js';

/**
 * Loads nothing before the first frame. It throws RadonymError pixel/…
 * @param native without it frames of syntaxes that need it are not decoded
 */
export function frameDecoder(native: NativePort | undefined): FrameDecoder {
  let codec: ReturnType<typeof frameCodec> | undefined;
  return (uid, stream, numbers) => {
    const [syntax, image] = [transferSyntax(uid), describedImage(numbers)];
    if (!syntax || !image) throw new RadonymError('pixel/unsupported', 'there is no image');
    codec ??= frameCodec(native);
    const samples = codec.decode(syntax, stream, image);
    const { planarConfiguration, photometricInterpretation, bitsStored, highBit } = decodedImage(syntax, image);
    return { samples, numbers: { ...numbers, planarConfiguration, photometricInterpretation, bitsStored, highBit } };
  };
}
