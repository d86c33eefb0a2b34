/** Overlays in unused bits of Pixel Data: which bits go, and that no pixel value does. */
import { describe, expect, test } from 'vitest';
import type { Image } from '../../src/pixel/image.js';
import { OverlayBits } from '../../src/pixel/overlay-bits.js';
import { explicitBig, explicitLittle } from '../../src/wire/token.js';
import { Tokenizer } from '../../src/wire/tokenizer.js';
import { element, encode, type Node, sequence } from '../support/bytes.js';

const image: Image = {
  rows: 1,
  columns: 3,
  samplesPerPixel: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  pixelRepresentation: 0,
  photometricInterpretation: 'MONOCHROME2',
  planarConfiguration: 0,
  numberOfFrames: 1,
};
const plane = (group: number, bitsAllocated: number, bitPosition: number): Node[] => [
  element(group * 0x10000 + 0x0100, 'US', bitsAllocated),
  element(group * 0x10000 + 0x0102, 'US', bitPosition),
];
const data = (group: number): Node => element(group * 0x10000 + 0x3000, 'OW', new Uint8Array(2));

function watched(nodes: readonly Node[], goes: (group: number) => boolean = () => true, encoding = explicitLittle): OverlayBits {
  const bits = new OverlayBits(goes);
  const tokenizer = new Tokenizer({ encoding });
  tokenizer.push(encode(nodes, encoding, ''), (token) => bits.push(token));
  tokenizer.end((token) => bits.push(token));
  return bits;
}

describe('of cells F123 0456 8FFF', () => {
  test.each([
    ['the bit of an overlay goes', plane(0x6000, 16, 15), [0x7123, 0x0456, 0x0fff]],
    ['the bits of two overlays go', [...plane(0x6000, 16, 15), ...plane(0x6002, 16, 12)], [0x6123, 0x0456, 0x0fff]],
    ['an overlay with data of its own has none here', [...plane(0x6000, 1, 0), data(0x6000)], [0xf123, 0x0456, 0x8fff]],
    ['Overlay Bits Allocated of 1 does not hide a position', plane(0x6000, 1, 14), [0xb123, 0x0456, 0x8fff]],
    ['a bit of the pixel value stays', plane(0x6000, 16, 3), [0xf123, 0x0456, 0x8fff]],
    ['a bit beyond the cell is nowhere', plane(0x6000, 16, 16), [0xf123, 0x0456, 0x8fff]],
    ['a group within an item is not of this image', [sequence(0x00081115, [plane(0x6000, 16, 15)])], [0xf123, 0x0456, 0x8fff]],
  ] as const)('%s', (_, nodes, left) => {
    for (const encoding of [explicitLittle, explicitBig]) {
      const bits = watched(nodes, undefined, encoding);
      const samples = new Uint8Array(Uint16Array.from([0xf123, 0x0456, 0x8fff]).buffer);
      const changed = bits.touches(0, image) && bits.edit(0, samples, image);
      expect([...new Uint16Array(samples.buffer)]).toEqual(left);
      expect(changed).toBe(left[0] !== 0xf123);
      expect(bits.frames).toBe(changed ? 1 : 0);
    }
  });
});

test('an overlay that a rule keeps keeps its bits', () => {
  expect(watched(plane(0x6000, 16, 15), (group) => group !== 0x6000).touches(0, image)).toBe(false);
});
test('bits that are pixel values are told of', () => {
  const bits = watched(plane(0x6000, 16, 11));
  expect(bits.touches(0, image)).toBe(false);
  expect(bits.inValues).toBe(true);
});
test('a frame without such bits is not touched', () => {
  const bits = watched(plane(0x6000, 16, 15));
  expect(bits.touches(0, image)).toBe(true);
  expect(bits.edit(0, new Uint8Array(Uint16Array.from([0x0fff, 1, 2]).buffer), image)).toBe(false);
});
test('bits of 32-bit cells go up to the highest', () => {
  const bits = watched(plane(0x6000, 32, 31));
  const samples = new Uint8Array(Uint32Array.from([0x8000_0001, 5, 0xffff_ffff]).buffer);
  expect(bits.edit(0, samples, { ...image, bitsAllocated: 32, bitsStored: 16, highBit: 15 })).toBe(true);
  expect([...new Uint32Array(samples.buffer)]).toEqual([1, 5, 0x7fff_ffff]);
});
