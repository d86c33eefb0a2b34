/** From a seed to an input that nobody meant: a few bytes, lengths or pieces changed. The same number gives the same input. */
import { Random } from '../../src/synthetic/random.js';

export type Draw = (below: number) => number;

export function drawOf(seed: string): Draw {
  const random = new Random(seed);
  return (below) => random.between(0, Math.max(0, below - 1));
}

/** Values at which readers go wrong. */
const edges = [0, 1, 0x7f, 0x80, 0xfe, 0xff, 0xfeff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const longest = 1 << 17;

export function mutated(seed: Uint8Array, others: readonly Uint8Array[], draw: Draw): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(seed);
  for (let changes = 1 + draw(6); changes > 0; changes--) bytes = changedOnce(bytes, others, draw);
  return bytes.length > longest ? bytes.slice(0, longest) : bytes;
}

function changedOnce(bytes: Uint8Array, others: readonly Uint8Array[], draw: Draw): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(draw(256));
  const at = draw(bytes.length);
  const length = Math.min(1 + draw(64), bytes.length - at);
  switch (draw(8)) {
    case 0:
      bytes[at]! ^= 1 << draw(8);
      return bytes;
    case 1:
      bytes[at] = draw(256);
      return bytes;
    case 2:
      return withNumber(bytes, at, edges[draw(edges.length)]!, draw);
    case 3:
      return withNumber(bytes, at, draw(bytes.length * 2), draw);
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 5:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at));
    case 6:
      return bytes.subarray(0, at);
    default: {
      const other = others[draw(others.length)]!;
      const from = draw(other.length + 1);
      return joined(bytes.subarray(0, at), other.subarray(from, from + 1 + draw(256)), bytes.subarray(at + draw(length + 1)));
    }
  }
}

function withNumber(bytes: Uint8Array, at: number, value: number, draw: Draw): Uint8Array {
  const size = [1, 2, 4][draw(3)]!;
  const isBig = draw(2) === 1;
  for (let byte = 0; byte < size && at + byte < bytes.length; byte++)
    bytes[at + byte] = (value / 2 ** (8 * (isBig ? size - 1 - byte : byte))) & 0xff;
  return bytes;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
