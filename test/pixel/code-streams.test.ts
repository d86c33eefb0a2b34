import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { readJpeg } from '../../src/pixel/codestream/jpeg.js';
import { readJpeg2000 } from '../../src/pixel/codestream/jpeg-2000.js';
import { readJpegXl } from '../../src/pixel/codestream/jpeg-xl.js';

const bytes = (...parts: readonly (number | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof RadonymError) return error.code;
    throw error;
  }
  return 'none';
}

describe('JPEG', () => {
  const soi = [0xff, 0xd8];
  const eoi = [0xff, 0xd9];
  const frame = (marker: number, factors: readonly number[], ids = factors.map((_, index) => index + 1)): number[] => {
    const components = factors.flatMap((factor, index) => [ids[index]!, factor, 0]);
    return [0xff, marker, ...u16(8 + components.length), 8, ...u16(16), ...u16(24), factors.length, ...components];
  };
  const scan = (ids: readonly number[], [a, b, c]: readonly [number, number, number] = [0, 63, 0]): number[] => [
    ...[0xff, 0xda, ...u16(6 + 2 * ids.length), ids.length],
    ...ids.flatMap((id) => [id, 0]),
    ...[a, b, c],
  ];
  const data = [1, 2, 0xff, 0, 3];
  const interval = (count: number): number[] => [0xff, 0xdd, 0, 4, ...u16(count)];
  const grey = bytes(soi, frame(0xc0, [0x11]), scan([1]), data, eoi);

  test('the frame tells size, bits and process', () => {
    expect(readJpeg(grey)).toMatchObject({ rows: 16, columns: 24, components: 1, precision: 8, process: 'baseline', lossy: true });
    const lossless = bytes(soi, frame(0xc3, [0x11]), scan([1], [1, 0, 0]), data, eoi);
    expect(readJpeg(lossless)).toMatchObject({ process: 'lossless', lossy: false });
    const near = bytes(soi, frame(0xf7, [0x11]), scan([1], [3, 0, 0]), [1, 0xff, 0x7f, 2], eoi);
    expect(readJpeg(near)).toMatchObject({ process: 'jpeg-ls', lossy: true, loss: 3 });
  });

  test.each([
    ['subsampled chrominance', [frame(0xc0, [0x21, 0x11, 0x11]), scan([1, 2, 3])], 'ycc'],
    ['JFIF', [[0xff, 0xe0, 0, 7, ...Buffer.from('JFIF\0')], frame(0xc0, [0x11, 0x11, 0x11]), scan([1, 2, 3])], 'ycc'],
    ['components R, G, B', [frame(0xc0, [0x11, 0x11, 0x11], [82, 71, 66]), scan([82, 71, 66])], 'rgb'],
    ['Adobe without a transform', [adobe(0), frame(0xc0, [0x11, 0x11, 0x11]), scan([1, 2, 3])], 'rgb'],
    ['Adobe with one', [adobe(1), frame(0xc0, [0x11, 0x11, 0x11]), scan([1, 2, 3])], 'ycc'],
    ['nothing', [frame(0xc0, [0x11, 0x11, 0x11]), scan([1, 2, 3])], undefined],
  ] as const)('%s tells the colours', (_, parts, expected) => {
    expect(readJpeg(bytes(soi, ...parts, data, eoi)).colour).toBe(expected);
  });

  function adobe(transform: number): number[] {
    return [0xff, 0xee, 0, 14, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, transform];
  }

  test('a sequential scan is whole, though its head names a part', () => {
    expect(code(() => readJpeg(bytes(soi, frame(0xc1, [0x11]), scan([1], [0, 0, 0]), data, eoi)))).toBe('none');
  });

  test('padding may follow the end, and fill bytes come before a marker', () => {
    expect(code(() => readJpeg(bytes([...grey], 0)))).toBe('none');
    expect(code(() => readJpeg(bytes(soi, 0xff, 0xff, frame(0xc0, [0x11]), scan([1]), data, 0xff, eoi)))).toBe('none');
  });

  test.each([
    ['no SOI', bytes([0, 0], frame(0xc0, [0x11])), 'pixel/corrupt'],
    ['no EOI', grey.subarray(0, -2), 'pixel/truncated'],
    ['half an EOI', grey.subarray(0, -1), 'pixel/truncated'],
    ['something behind EOI', bytes([...grey], 7, 7), 'pixel/corrupt'],
    ['no scan', bytes(soi, frame(0xc0, [0x11]), eoi), 'pixel/truncated'],
    ['no data', bytes(soi, frame(0xc0, [0x11]), scan([1]), eoi), 'pixel/truncated'],
    ['a scan before its frame', bytes(soi, scan([1]), data, eoi), 'pixel/corrupt'],
    ['a component that is not scanned', bytes(soi, frame(0xc0, [0x11, 0x11, 0x11]), scan([1, 2]), data, eoi), 'pixel/truncated'],
    ['a component scanned twice', bytes(soi, frame(0xc0, [0x11]), scan([1]), data, scan([1]), data, eoi), 'pixel/corrupt'],
    ['a component that the frame lacks', bytes(soi, frame(0xc0, [0x11]), scan([9]), data, eoi), 'pixel/corrupt'],
    ['a second frame', bytes(soi, frame(0xc0, [0x11]), frame(0xc0, [0x11]), scan([1]), data, eoi), 'pixel/corrupt'],
    ['a progressive frame', bytes(soi, frame(0xc2, [0x11]), scan([1]), data, eoi), 'pixel/contradicts'],
    ['lines told behind the scan', bytes(soi, frame(0xc0, [0x11]), scan([1]), data, [0xff, 0xdc, 0, 4, 0, 9], eoi), 'pixel/contradicts'],
    ['a restart marker without an interval', bytes(soi, frame(0xc0, [0x11]), scan([1]), 1, 0xff, 0xd0, 2, eoi), 'pixel/corrupt'],
    ['a restart marker out of order', bytes(soi, interval(2), frame(0xc0, [0x11]), scan([1]), 1, 0xff, 0xd1, 2, eoi), 'pixel/corrupt'],
    ['too few restart markers', bytes(soi, interval(2), frame(0xc0, [0x11]), scan([1]), 1, 0xff, 0xd0, 2, eoi), 'pixel/truncated'],
    ['too many restart markers', bytes(soi, interval(6), frame(0xc0, [0x11]), scan([1]), 1, 0xff, 0xd0, 2, eoi), 'pixel/corrupt'],
    ['a segment longer than the stream', bytes(soi, [0xff, 0xfe, 0xff, 0xff, 1]), 'pixel/truncated'],
  ] as const)('%s is refused', (_, stream, expected) => {
    expect(code(() => readJpeg(stream))).toBe(expected);
  });

  test('16 × 24 pixels are six blocks: two restarts of two blocks each', () => {
    const stream = bytes(soi, interval(2), frame(0xc0, [0x11]), scan([1]), 1, 0xff, 0xd0, 2, 0xff, 0xd1, 3, eoi);
    expect(code(() => readJpeg(stream))).toBe('none');
  });
});

describe('JPEG 2000', () => {
  const size = ({ tiles = 1, components = 1, bits = 11, across = 1 } = {}): number[] => [
    ...[0xff, 0x51, ...u16(38 + 3 * components), 0, 0],
    ...[...u32(8 * tiles + 2), ...u32(9), ...u32(2), ...u32(1), ...u32(8), ...u32(9), ...u32(2), ...u32(0)],
    ...u16(components),
    ...Array.from({ length: components }, () => [bits, across, 1]).flat(),
  ];
  const style = ({ order = 0, transformed = 0, blocks = 0, wavelet = 1 } = {}): number[] => [
    ...[0xff, 0x52, 0, 12, 0, order, 0, 1, transformed, 5, 4, 4, blocks, wavelet],
  ];
  const tilePart = (tile: number, length = 16): number[] => [0xff, 0x90, 0, 10, ...u16(tile), ...u32(length), 0, 1, 0xff, 0x93, 7, 7];
  const [soc, eoc] = [
    [0xff, 0x4f],
    [0xff, 0xd9],
  ];
  const good = bytes(soc!, size(), style(), tilePart(0), eoc!);

  test('the main header tells size, bits, sign and loss', () => {
    expect(readJpeg2000(good)).toEqual({
      ...{ rows: 8, columns: 8, components: 1, precision: 12, signed: false, lossy: false },
      ...{ progression: 'LRCP', tilePartLengths: false, process: 'jpeg-2000' },
    });
    const other = bytes(
      soc!,
      size({ bits: 0x8f }),
      style({ order: 2, blocks: 0x40, wavelet: 0 }),
      [0xff, 0x55, 0, 4, 0, 0],
      tilePart(0),
      eoc!,
    );
    expect(readJpeg2000(other)).toMatchObject({
      ...{ precision: 16, signed: true, lossy: true, progression: 'RPCL', tilePartLengths: true, process: 'htj2k' },
    });
    const colour = bytes(soc!, size({ components: 3 }), style({ transformed: 1 }), tilePart(0), eoc!);
    expect(readJpeg2000(colour)).toMatchObject({ components: 3, colour: 'rct' });
  });

  test('the last tile-part may leave its length open', () => {
    expect(code(() => readJpeg2000(bytes(soc!, size(), style(), tilePart(0, 0), eoc!, 0)))).toBe('none');
    expect(code(() => readJpeg2000(bytes(soc!, size(), style(), tilePart(0, 0))))).toBe('pixel/truncated');
  });

  test.each([
    ['no SOC', bytes([0, 0], size()), 'pixel/corrupt'],
    ['no EOC', good.subarray(0, -2), 'pixel/truncated'],
    ['something behind EOC', bytes([...good], 7), 'pixel/corrupt'],
    ['no SIZ', bytes(soc!, style(), tilePart(0), eoc!), 'pixel/corrupt'],
    ['a tile that is missing', bytes(soc!, size({ tiles: 2 }), style(), tilePart(0), eoc!), 'pixel/truncated'],
    ['a tile too many', bytes(soc!, size(), style(), tilePart(1), eoc!), 'pixel/corrupt'],
    ['a tile-part that ends in the next', bytes(soc!, size(), style(), tilePart(0, 15), eoc!), 'pixel/corrupt'],
    ['a tile-part longer than the stream', bytes(soc!, size(), style(), tilePart(0, 99), eoc!), 'pixel/truncated'],
    ['a subsampled component', bytes(soc!, size({ across: 2 }), style(), tilePart(0), eoc!), 'pixel/contradicts'],
    ['components transformed that do not exist', bytes(soc!, size(), style({ transformed: 1 }), tilePart(0), eoc!), 'pixel/corrupt'],
    ['boxes around it', bytes(u32(12), [...Buffer.from('jP  ')], u32(0x0d0a870a)), 'pixel/corrupt'],
  ] as const)('%s is refused', (_, stream, expected) => {
    expect(code(() => readJpeg2000(stream))).toBe(expected);
  });
});

describe('JPEG XL', () => {
  /** Bits, least significant first, as `value:count`. */
  function bits(...fields: readonly (readonly [value: number, count: number])[]): number[] {
    const flat = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, bit) => (value >> bit) & 1));
    return Array.from({ length: Math.ceil(flat.length / 8) }, (_, byte) =>
      flat.slice(8 * byte, 8 * byte + 8).reduce((sum, bit, place) => sum + (bit << place), 0),
    );
  }
  const [size, words] = [
    [
      [0, 1],
      [0, 2],
      [12, 9],
      [0, 3],
      [0, 2],
      [16, 9],
    ],
    [
      [3, 2],
      [11, 6],
    ],
  ] as const;
  /** 13 rows, 17 columns, 12 bits, no more channels, not XYB, grey. */
  const grey = [0xff, 0x0a, ...bits(...size, [0, 1], [0, 1], [0, 1], ...words, [0, 1], [0, 2], [0, 1], [0, 1], [0, 1], [1, 2]), 9, 9];
  const box = (type: string, content: readonly number[]): number[] => [...u32(8 + content.length), ...Buffer.from(type), ...content];
  const signature = box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]);

  test('the head tells size, bits and components', () => {
    expect(readJpegXl(bytes(grey))).toEqual({ rows: 13, columns: 17, components: 1, precision: 12, process: 'jpeg-xl' });
    expect(readJpegXl(bytes([0xff, 0x0a], bits([1, 1], [3, 5], [1, 3], [1, 1]), 9))).toMatchObject({ rows: 32, columns: 32, lossy: true });
  });

  test('boxes around it are walked', () => {
    expect(readJpegXl(bytes(signature, box('ftyp', [1, 2, 3, 4]), box('jxlc', grey), 0))).toMatchObject({ precision: 12 });
    const parts = [box('jxlp', [0, 0, 0, 0, ...grey.slice(0, 9)]), box('jxlp', [0x80, 0, 0, 1, ...grey.slice(9)])];
    expect(readJpegXl(bytes(signature, ...parts))).toMatchObject({ rows: 13, columns: 17 });
    expect(code(() => readJpegXl(bytes(signature, parts[0]!)))).toBe('pixel/truncated');
  });

  test.each([
    ['another beginning', bytes([0xff, 0xd8, 0xff]), 'pixel/truncated'],
    ['another kind of boxes', bytes(box('jP  ', [0x0d, 0x0a, 0x87, 0x0a])), 'pixel/corrupt'],
    ['a box longer than the stream', bytes(signature, box('jxlc', grey).slice(0, -1)), 'pixel/truncated'],
    ['no code stream', bytes(signature, box('ftyp', [1, 2, 3, 4])), 'pixel/truncated'],
    ['two code streams', bytes(signature, box('jxlc', grey), box('jxlc', grey)), 'pixel/corrupt'],
    ['a turned image', bytes([0xff, 0x0a], bits(...size, [0, 1], [1, 1], [5, 3], [0, 20])), 'pixel/contradicts'],
    ['an animation', bytes([0xff, 0x0a], bits(...size, [0, 1], [1, 1], [0, 3], [0, 1], [0, 1], [1, 1])), 'pixel/contradicts'],
    ['floating point', bytes([0xff, 0x0a], bits(...size, [0, 1], [0, 1], [1, 1], [0, 9])), 'pixel/contradicts'],
    ['an alpha channel', bytes([0xff, 0x0a], bits(...size, [0, 1], [0, 1], [0, 1], ...words, [0, 1], [1, 2])), 'pixel/contradicts'],
  ] as const)('%s is refused', (_, stream, expected) => {
    expect(code(() => readJpegXl(stream))).toBe(expected);
  });
});
