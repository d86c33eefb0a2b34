/** Pixel Data of another Transfer Syntax are compared by their samples; what says something of the image may change only with them. */
import { expect, test } from 'vitest';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import { frameDecoder } from '../../src/run/frame-decoder.js';
import { transferSyntax } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import type { FrameDecoder } from '../../src/verify/pixels.js';
import { policyOf, reencoded } from '../../src/verify/policy.js';
import { patientSearch, verifyPair } from '../../src/verify/verify.js';
import { element, fragments, item, type Node, part10, sequence, transferSyntaxUid } from '../support/bytes.js';

const rle = '1.2.840.10008.1.2.5';
const [rows, columns, frames] = [4, 6, 3];

interface Made {
  readonly samples?: readonly number[];
  readonly photometric?: string;
  readonly planar?: 0 | 1;
  readonly rows?: number;
  readonly frames?: number;
  readonly more?: readonly Node[];
}

const grey = Array.from({ length: rows * columns * frames }, (_, at) => (at * 37) % 4096);
const bytesOf = (samples: readonly number[], colour: boolean): Uint8Array =>
  colour ? Uint8Array.from(samples) : new Uint8Array(Uint16Array.from(samples).buffer);

function image({ photometric = 'MONOCHROME2', planar, rows: high = rows, frames: count = frames, more = [] }: Made): Node[] {
  const colour = photometric === 'RGB';
  return [
    element(0x00080018, 'UI', '2.999.1'),
    element(0x00280002, 'US', colour ? 3 : 1),
    element(0x00280004, 'CS', photometric),
    ...(planar === undefined ? [] : [element(0x00280006, 'US', planar)]),
    element(0x00280008, 'IS', String(count)),
    element(0x00280010, 'US', high),
    element(0x00280011, 'US', columns),
    element(0x00280100, 'US', colour ? 8 : 16),
    element(0x00280101, 'US', colour ? 8 : 16),
    element(0x00280102, 'US', colour ? 7 : 15),
    element(0x00280103, 'US', 0),
    ...more,
  ];
}

const native = (made: Made = {}, syntax: string = transferSyntaxUid.explicit): Uint8Array =>
  part10({ transferSyntax: syntax, sopInstance: '2.999.1' }, [
    ...image(made),
    element(0x7fe00010, 'OW', made.photometric === 'RGB' ? bytesOf(made.samples!, true) : Uint16Array.from(made.samples ?? grey)),
  ]);

/** Encoded as `made` says, described as `said` says. */
function compressed(
  made: Made = {},
  said: Made = made,
  cut = (pieces: Uint8Array[]): Uint8Array[] => [new Uint8Array(0), ...pieces],
): Uint8Array {
  const colour = made.photometric === 'RGB';
  const count = made.frames ?? frames;
  const all = bytesOf(made.samples ?? grey, colour);
  const length = all.length / count;
  const codec = frameCodec();
  const numbers = {
    rows: made.rows ?? rows, columns, samplesPerPixel: colour ? 3 : 1, bitsAllocated: colour ? 8 : 16, bitsStored: colour ? 8 : 16,
    highBit: colour ? 7 : 15, pixelRepresentation: 0, photometricInterpretation: made.photometric ?? 'MONOCHROME2', planarConfiguration: made.planar ?? 0,
    numberOfFrames: count,
  } as const; // biome-ignore format: numbers
  const streams = Array.from({ length: count }, (_, at) =>
    codec.encode(transferSyntax(rle)!, all.subarray(at * length, (at + 1) * length), numbers).slice(),
  );
  return part10({ transferSyntax: rle, sopInstance: '2.999.1' }, [...image(said), fragments(0x7fe00010, 'OB', cut(streams))]);
}

function codes(
  original: Uint8Array,
  output: Uint8Array,
  decode: FrameDecoder | 'none' = frameDecoder(undefined),
  policy = reencoded,
): string[] {
  const open = (bytes: Uint8Array) => ({
    file: readDicomFile(bytes),
    source: { size: bytes.length, read: () => 0 },
  });
  const { findings } = verifyPair(
    { original: open(original), output: open(output), name: 'a.dcm' },
    patientSearch([], policy),
    policy,
    decode === 'none' ? undefined : decode,
  );
  return findings.map(({ code, path }) => `${code} ${path ?? ''}`);
}

const half = (bytes: Uint8Array): Uint8Array[] => [bytes.subarray(0, 70), bytes.subarray(70)];
const even = (bytes: Uint8Array): Uint8Array => (bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Uint8Array.of(0)]));
const table = (streams: readonly Uint8Array[], pieces: number): Uint8Array => {
  let at = 0;
  const offsets = streams.map((stream) => {
    const here = at;
    at += even(stream).length + 8 * pieces;
    return here;
  });
  return new Uint8Array(Uint32Array.from(offsets).buffer);
};
const changed = grey.with(30, grey[30]! ^ 1);
const planes = [...'abcdef'].flatMap((_, at) => Array.from({ length: 12 }, (__, pixel) => (at * 40 + pixel) % 256));
const colour = { photometric: 'RGB', rows: 2, frames: 2, samples: planes, planar: 0 } as const;
/** The same image, samples by plane. */
const byPlane = Array.from({ length: 72 }, (_, at) => {
  const [frame, rest] = [Math.floor(at / 36), at % 36];
  return planes[frame * 36 + (rest % 12) * 3 + Math.floor(rest / 12)]!;
});

test.each([
  ['compressed', native(), compressed()],
  ['decompressed', compressed(), native()],
  ['compressed from Big Endian', native({}, transferSyntaxUid.bigEndian), compressed()],
  [
    'a frame in two fragments, by the Basic Offset Table',
    native(),
    compressed({}, {}, (streams) => [table(streams, 2), ...streams.map(even).flatMap(half)]),
  ],
  ['samples by plane that come out by pixel', native({ ...colour, planar: 1, samples: byPlane }), compressed(colour)],
  ['(0028,2110) said of what was lossy before', compressed(), native({ more: [element(0x00282110, 'CS', '01')] })],
])('%s: the same image', (_, original, output) => {
  expect(codes(original, output)).toEqual([]);
});

test.each([
  ['one bit of one sample', native(), compressed({ samples: changed })],
  ['one bit, decompressed', compressed(), native({ samples: changed })],
  ['frames in another order', native(), compressed({ samples: [...grey.slice(24), ...grey.slice(0, 24)] })],
  ['a frame less', native(), compressed({ samples: grey.slice(24), frames: 2 })],
  [
    'a stream that ends early',
    native(),
    compressed({}, {}, (streams) => [new Uint8Array(0), ...streams.map((one) => one.subarray(0, 66))]),
  ],
  ['rows that are not told true', native(), compressed({}, { rows: 3 })],
  ['another Photometric Interpretation', native(), compressed({}, { photometric: 'MONOCHROME1' })],
])('%s: other samples', (_, original, output) => {
  expect(codes(original, output)).toContain('verify/value-changed (7FE0,0010)');
  expect(codes(original, output, frameDecoder(undefined), policyOf({ options: [] }))).toContain('verify/value-changed (7FE0,0010)');
});

test('without a decoder, and with fragments that make no frames, nothing is said to be the same', () => {
  expect(codes(native(), compressed(), 'none')).toEqual(['verify/not-verified (7FE0,0010)']);
  const cut = compressed({}, {}, (streams) => [new Uint8Array(0), ...streams.map(even).flatMap(half)]);
  expect(codes(native(), cut)).toEqual(['verify/not-verified (7FE0,0010)']);
});

test('what the coding does not speak for is compared as ever', () => {
  const slope = (value: string) => ({ more: [element(0x00281053, 'DS', value)] });
  expect(codes(native(slope('1.0')), compressed({}, slope('1.1')))).toEqual(['verify/value-changed (0028,1053)']);
  const icon = (value: number) => ({ more: [sequence(0x00880200, [item([element(0x7fe00010, 'OB', Uint8Array.of(1, value))])])] });
  expect(codes(native(icon(2)), compressed({}, icon(3)))).toContain('verify/value-changed (0088,0200)[1].(7FE0,0010)');
});

test('compressed with loss, as the output says: not compared, and said so', () => {
  const said = { more: [element(0x00282110, 'CS', '01'), element(0x00282112, 'DS', '4'), element(0x00282114, 'CS', 'ISO_10918_1')] };
  const lossy = (made: Made): Uint8Array =>
    part10({ transferSyntax: '1.2.840.10008.1.2.4.50', sopInstance: '2.999.1' }, [
      ...image(made),
      fragments(0x7fe00010, 'OB', [new Uint8Array(0), ...grey.slice(0, frames).map(() => Uint8Array.of(0xff, 0xd8))]),
    ]);
  expect(codes(native(), lossy(said))).toEqual(['verify/not-verified (7FE0,0010)']);
  expect(codes(native(), lossy({}))).toEqual(['verify/value-changed (7FE0,0010)']);
});
