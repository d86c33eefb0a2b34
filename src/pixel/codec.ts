/**
 * The port of frame codecs: one compressed frame to samples and back. Samples are native ones in little endian byte order, as Explicit VR
 * Little Endian would hold them. What a syntax can do with an image is asked before (abilities), so that a whole file is refused at its
 * head; a stream that is not what its image says is refused here.
 */
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import type { Image } from './image.js';

export interface FrameCodec {
  /**
   * @param stream all fragments of the frame, joined
   * @param image as the file describes it
   * @returns samples of `decodedImage(syntax, image)`, a view that the next call may overwrite
   * @throws RadonymError pixel/…: a stream that ends early, contradicts `image` or cannot be decoded
   */
  decode(syntax: TransferSyntax, stream: Uint8Array, image: Image): Uint8Array;
  /**
   * Lossless ones are decoded again and compared before they are returned.
   * @param samples of `image`
   * @returns the stream of `encodedImage(syntax, image)`, bytes of its own, of any length (whoever writes it pads it)
   * @throws RadonymError pixel/…
   */
  encode(syntax: TransferSyntax, samples: Uint8Array, image: Image, options?: EncodeOptions): Uint8Array;
}

export interface EncodeOptions {
  /** Asks for lossy coding, 1 (small) to 100 (true). */
  readonly quality?: number;
}
