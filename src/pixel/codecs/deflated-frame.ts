/** Deflated Image Frame Compression (PS3.5 8.2.16, A.4.13): each frame one raw deflate stream, padded by a zero byte. Whatever the bytes mean. */
import { RadonymError } from '../../base/errors.js';
import { DeflateStream, InflateStream } from '../../wire/deflate.js';

/** @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts */
export function decodeDeflatedFrame(stream: Uint8Array, out: Uint8Array): void {
  let made = 0;
  const inflate = new InflateStream((piece) => {
    if (made + piece.length > out.length) throw new RadonymError('pixel/contradicts', 'more is inflated than the image holds');
    out.set(piece, made);
    made += piece.length;
  });
  try {
    inflate.push(stream);
    inflate.end();
  } catch (error) {
    if (!(error instanceof RadonymError) || error.code.startsWith('pixel/')) throw error;
    throw new RadonymError(error.code === 'wire/truncated' ? 'pixel/truncated' : 'pixel/corrupt', error.message);
  }
  if (made < out.length) throw new RadonymError('pixel/contradicts', 'less is inflated than the image holds');
}

/** @returns a stream of its own, of even length */
export function encodeDeflatedFrame(samples: Uint8Array): Uint8Array {
  const deflate = new DeflateStream();
  const pieces = [...deflate.push([samples]), ...deflate.end()];
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}
