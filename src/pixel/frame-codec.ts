/**
 * Which codec does a frame? Those written by hand, or the native ones handed in. Holds every codec to the same promises: what the table of
 * abilities refuses is refused, a decoded frame has the length of its image, a lossless encoding was decoded again and compared.
 */
import { RadonymError } from '../base/errors.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { decodedImage, encodedImage, refusalToDecode, refusalToEncode } from './abilities.js';
import type { EncodeOptions, FrameCodec } from './codec.js';
import { decodeDeflatedFrame, encodeDeflatedFrame } from './codecs/deflated-frame.js';
import { decodeRle, encodeRle } from './codecs/rle.js';
import { decodeGuarded, encodeGuarded } from './guarded-codec.js';
import { frameLength, type Image } from './image.js';
import type { NativePort } from './native-port.js';
import { isBytewise } from './photometric.js';
import { byPixel } from './planes.js';

/**
 * Codecs of one worker. Buffers are kept from frame to frame.
 * @param native for syntaxes of which `needsNativeCodec` holds; without it they are refused
 */
export function frameCodec(native?: NativePort): FrameCodec {
  let held = new Uint8Array(0);
  const room = (length: number): Uint8Array => {
    if (held.length < length) held = new Uint8Array(length);
    return held.subarray(0, length);
  };
  const admitted = lastOnly(refusalToDecode);
  const encodable = lastOnly(refusalToEncode);

  function decode(syntax: TransferSyntax, stream: Uint8Array, image: Image): Uint8Array {
    refuse(admitted(syntax, image));
    const length = frameLength(decodedImage(syntax, image));
    switch (syntax.compression) {
      case 'none':
        return unwrapped(stream, length);
      case 'rle': {
        const out = room(length);
        decodeRle(stream, image, out);
        return out;
      }
      case 'deflated-frame': {
        const out = room(length);
        decodeDeflatedFrame(stream, out);
        return out;
      }
      default:
        return decodeGuarded(loaded(native), syntax, stream, image);
    }
  }

  function encode(syntax: TransferSyntax, samples: Uint8Array, image: Image, options?: EncodeOptions): Uint8Array {
    refuse(encodable(syntax, image, options));
    if (samples.length !== frameLength(image)) throw new RadonymError('pixel/contradicts', 'a frame has another length than its image');
    const bytewise = isBytewise(syntax.compression);
    // What was decoded here lies where the comparison will decode to: it would be compared with itself.
    const own = samples.buffer === held.buffer ? samples.slice() : samples;
    const input = bytewise ? own : byPixel(own, image);
    const stream = encoded(syntax, input, image, options);
    if (syntax.compression !== 'none') {
      const again = decode(syntax, stream, encodedImage(syntax, image));
      if (options?.quality === undefined && Buffer.compare(again, input) !== 0)
        throw new RadonymError('pixel/not-lossless', 'an encoded frame decodes to other samples');
    }
    return stream;
  }

  function encoded(syntax: TransferSyntax, samples: Uint8Array, image: Image, options?: EncodeOptions): Uint8Array {
    switch (syntax.compression) {
      case 'none':
        return samples.slice();
      case 'rle':
        return encodeRle(samples, image);
      case 'deflated-frame':
        return encodeDeflatedFrame(samples);
      default:
        return encodeGuarded(loaded(native), syntax, samples, image, options);
    }
  }

  return { decode, encode };
}

function loaded(native: NativePort | undefined): NativePort {
  if (native === undefined) throw new RadonymError('pixel/unsupported', 'no codec was loaded for this Transfer Syntax');
  return native;
}

/** Encapsulated Uncompressed (PS3.5 A.4.11): the frame itself, padded to an even length. */
function unwrapped(stream: Uint8Array, length: number): Uint8Array {
  if (stream.length < length) throw new RadonymError('pixel/truncated', 'a frame is shorter than its image');
  if (stream.length > length + (length & 1)) throw new RadonymError('pixel/contradicts', 'a frame is longer than its image');
  return stream.subarray(0, length);
}

function refuse(refusal: string | undefined): void {
  if (refusal !== undefined) throw new RadonymError('pixel/unsupported', refusal);
}

/** All frames of a file ask the same. */
function lastOnly(ask: (syntax: TransferSyntax, image: Image, options?: EncodeOptions) => string | undefined): typeof ask {
  let last: { readonly of: readonly unknown[]; readonly answer: string | undefined } | undefined;
  return (syntax, image, options) => {
    const same = last?.of[0] === syntax && last.of[1] === image && last.of[2] === options?.quality;
    if (!same) last = { of: [syntax, image, options?.quality], answer: ask(syntax, image, options) };
    return last!.answer;
  };
}
