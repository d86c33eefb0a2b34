/** What must hold for frames, profiles and tables, whatever their bytes are. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProfile } from '../../src/deid/profile.js';
import { csvLine, readCsv } from '../../src/io/csv.js';
import { decodeRle, encodeRle } from '../../src/pixel/codecs/rle.js';
import { readJpeg } from '../../src/pixel/codestream/jpeg.js';
import { readJpeg2000 } from '../../src/pixel/codestream/jpeg-2000.js';
import { readJpegXl } from '../../src/pixel/codestream/jpeg-xl.js';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { parseAssigned } from '../../src/run/assigned.js';
import { parseStructureNames } from '../../src/run/structure-names.js';
import type { Target } from './fuzz.js';
import { holds } from './wire-targets.js';

const utf8 = new TextEncoder();
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (...parts: readonly (number | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((letter) => letter.charCodeAt(0)))));

const imageOf = (rows: number, columns: number, samplesPerPixel: number, bitsAllocated: number): Image => ({
  rows,
  columns,
  samplesPerPixel,
  bitsAllocated,
  bitsStored: bitsAllocated,
  highBit: bitsAllocated - 1,
  pixelRepresentation: 0,
  photometricInterpretation: samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
  planarConfiguration: 0,
  numberOfFrames: 1,
});
const images = [imageOf(9, 7, 1, 8), imageOf(16, 16, 1, 16), imageOf(5, 5, 3, 8), imageOf(3, 11, 1, 32)];

const rle: Target = {
  name: 'rle',
  seeds: images.map((image, at) => {
    const samples = Uint8Array.from({ length: frameLength(image) }, (_, index) => (index % 13 < 6 ? 7 : index * 31));
    return Uint8Array.of(at, ...encodeRle(samples, image));
  }),
  refuses: ['pixel/'],
  run(bytes) {
    const image = images[(bytes[0] ?? 0) % images.length]!;
    const stream = bytes.subarray(1);
    const once = new Uint8Array(frameLength(image)).fill(1);
    decodeRle(stream, image, once);
    const twice = new Uint8Array(frameLength(image)).fill(2);
    decodeRle(stream, image, twice);
    holds(Buffer.compare(once, twice) === 0, 'not every byte of the frame is written');
    const again = new Uint8Array(once.length);
    decodeRle(encodeRle(once, image), image, again);
    holds(Buffer.compare(once, again) === 0, 'decoding what was encoded gives something else');
  },
};

const sof = [0xff, 0xc1, 0, 11, 12, 0, 9, 0, 7, 1, 1, 0x11, 0];
const codestreamSeeds = [
  bytesOf(
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    16,
    'JFIF',
    0,
    1,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    ...sof,
    0xff,
    0xda,
    0,
    8,
    1,
    1,
    0,
    0,
    63,
    0,
    1,
    2,
    0xff,
    0xd9,
  ),
  bytesOf(0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 11, 1, 1,
    0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 5, 4, 4, 0, 0, 0xff, 0x5c, 0, 4, 0x40, 0x48, 0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 14, 0, 1, 0xff, 0x93, 0xff, 0xd9), // biome-ignore format: a code stream reads as its markers
  bytesOf(0xff, 0x0a, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90),
];
const codestream: Target = {
  name: 'codestream',
  seeds: codestreamSeeds,
  refuses: ['pixel/'],
  run(bytes) {
    const read = bytes[0] === 0xff && bytes[1] === 0x4f ? readJpeg2000 : bytes[0] === 0xff && bytes[1] === 0x0a ? readJpegXl : readJpeg;
    const { rows, columns, components, precision } = read(bytes);
    for (const [value, most] of [[rows, 2 ** 32], [columns, 2 ** 32], [components, 16384], [precision, 255]] as const) // biome-ignore format: pairs
      holds(Number.isInteger(value) && value >= 0 && value <= most, 'a number that no code stream can hold');
  },
};

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));
const shipped = ['basic', 'rt-research', 'rt-vendor-support', 'public-release'].map((name) => readFileSync(`${profiles}${name}.yaml`));
const hostile = [
  'a: &a [x]\nb: [*a, *a]',
  `${'['.repeat(3000)}`,
  `${'{a: '.repeat(500)}`,
  '- '.repeat(2000),
  'name: x\nrules: [{vr: [LT], action: keep}]',
];
const profile: Target = {
  name: 'profile',
  seeds: [...shipped.map((bytes) => Uint8Array.from(bytes)), ...hostile.map((text) => utf8.encode(text))],
  refuses: ['deid/'],
  run(bytes) {
    loadProfile('fuzzed', (name) => (name === 'fuzzed' ? textOf(bytes) : name === 'basic' ? shipped[0]!.toString('utf8') : undefined));
  },
};

const csv: Target = {
  name: 'csv',
  seeds: [
    'PatientID,Pseudonym\nA-1,P1\n"B ""2""",P2\r\n',
    'Original;Name\n"a\nb";c\n\n;',
    '\ufeffPatientID,IssuerOfPatientID,Pseudonym,DateShiftDays\n1,x,2,-7\n',
  ].map((text) => utf8.encode(text)),
  refuses: ['io/csv'],
  run(bytes) {
    const text = textOf(bytes);
    const rows = readCsv(text);
    holds(
      rows.every(({ line }, at) => line >= 1 && (at === 0 || line > rows[at - 1]!.line)),
      'rows do not know their lines',
    );
    const again = readCsv(`x,y\n${rows.map(({ cells }) => csvLine(cells)).join('')}`).slice(1);
    const cellsOf = (all: typeof rows) => JSON.stringify(all.map(({ cells }) => cells));
    holds(
      cellsOf(again) === cellsOf(rows.filter(({ cells }) => cells.length > 1 || cells[0]!.trim() !== '')),
      'what was written reads otherwise',
    );
    for (const parse of [parseAssigned, parseStructureNames]) {
      try {
        parse(text);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        holds(code === 'run/mapping' || code === 'run/structure-names', `another error than told: ${message}`);
      }
    }
  },
};

export const otherTargets: readonly Target[] = [rle, codestream, profile, csv];
