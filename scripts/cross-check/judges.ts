/** What do other toolkits make of a frame? Each decodes a stream of ours, or encodes samples so that we decode theirs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Judge } from '../../src/pixel/ability-table.js';
import type { Image } from '../../src/pixel/image.js';
import type { TransferSyntax } from '../../src/standard/transfer-syntax.js';
import { type Frame, frameFile, pnm, readFrame, readPnm } from './frame-files.js';
import { run } from './tools.js';

export interface Encoding {
  readonly judge: Judge;
  /** What of the tool's is varied: its options. */
  readonly args: readonly string[];
}

/** @param base a path for scratch files @returns samples by pixel, or what went wrong */
export async function decodeBy(
  judge: Judge,
  syntax: TransferSyntax,
  image: Image,
  stream: Uint8Array,
  base: string,
): Promise<Frame | string> {
  if (judge === 'zlib') return { image, bytes: new Uint8Array(inflateRawSync(stream)), encapsulated: false };
  if (judge === 'libjxl') {
    writeFileSync(`${base}.jxl`, stream);
    const to = `${base}.${image.samplesPerPixel === 1 ? 'pgm' : 'ppm'}`;
    const ran = await run('djxl', [`${base}.jxl`, to]);
    return ran.code === 0 ? { image, bytes: fitted(readPnm(to), image), encapsulated: false } : `djxl ended with exit code ${ran.code}`;
  }
  if (judge === 'OpenJPEG') {
    writeFileSync(`${base}.j2k`, stream);
    const ran = await run('opj_decompress', ['-i', `${base}.j2k`, '-o', `${base}.rawl`]);
    if (ran.code !== 0) return `opj_decompress ended with exit code ${ran.code}`;
    return {
      image,
      bytes: fitted(new Uint8Array(readFileSync(`${base}.rawl`)), { ...image, planarConfiguration: 1 }),
      encapsulated: false,
    };
  }
  writeFileSync(`${base}.in.dcm`, frameFile(syntax, image, stream));
  const [command, args] = decoders[judge]?.[syntax.compression] ?? [];
  if (command === undefined) throw new Error(`${judge} does not decode ${syntax.keyword}`);
  const ran = await run(command, [...args!, `${base}.in.dcm`, `${base}.out.dcm`]);
  if (ran.code !== 0) return `${command} ended with exit code ${ran.code}`;
  const frame = readFrame(`${base}.out.dcm`);
  return frame.encapsulated ? `${command} decoded nothing` : { ...frame, bytes: byPixelOf(frame) };
}

type Commands = { readonly [J in Judge]?: { readonly [compression: string]: readonly [command: string, args: readonly string[]] } };

const decoders: Commands = {
  DCMTK: {
    rle: ['dcmdrle', []],
    jpeg: ['dcmdjpeg', ['+cn', '+px']],
    'jpeg-ls': ['dcmdjpls', []],
  },
  GDCM: {
    rle: ['gdcmconv', ['--raw']],
    jpeg: ['gdcmconv', ['--raw']],
    'jpeg-ls': ['gdcmconv', ['--raw']],
    'jpeg-2000': ['gdcmconv', ['--raw']],
  },
};

/** @returns a frame as the tool wrote it, or what went wrong */
export async function encodeBy(
  { judge, args }: Encoding,
  explicit: TransferSyntax,
  image: Image,
  samples: Uint8Array,
  base: string,
): Promise<Frame | string> {
  if (judge === 'zlib') return { image, bytes: new Uint8Array(deflateRawSync(samples)), encapsulated: true };
  if (judge === 'libjxl') {
    const from = `${base}.${image.samplesPerPixel === 1 ? 'pgm' : 'ppm'}`;
    writeFileSync(from, pnm(image, samples));
    const ran = await run('cjxl', [from, `${base}.jxl`, ...args]);
    return ran.code === 0 ? { image, bytes: new Uint8Array(readFileSync(`${base}.jxl`)), encapsulated: true } : `cjxl: ${ran.code}`;
  }
  if (judge === 'OpenJPEG') {
    const { columns, rows, samplesPerPixel, bitsStored, pixelRepresentation } = image;
    // One byte a sample up to 8 bits, whatever is allocated.
    const narrow = image.bitsAllocated === 16 && image.bitsStored <= 8;
    writeFileSync(`${base}.rawl`, narrow ? samples.filter((_, index) => index % 2 === 0) : planes(samples, image));
    const shape = `${columns},${rows},${samplesPerPixel},${bitsStored},${pixelRepresentation === 1 ? 's' : 'u'}`;
    const ran = await run('opj_compress', ['-i', `${base}.rawl`, '-o', `${base}.j2k`, '-F', shape, ...args]);
    if (ran.code !== 0) return `opj_compress ended with exit code ${ran.code}`;
    return { image: transformed(image), bytes: new Uint8Array(readFileSync(`${base}.j2k`)), encapsulated: true };
  }
  writeFileSync(`${base}.in.dcm`, frameFile(explicit, image, samples));
  const [command, ...options] = args;
  const ran = await run(command!, [...options, `${base}.in.dcm`, `${base}.out.dcm`]);
  if (ran.code !== 0) return `${command} ended with exit code ${ran.code}`;
  const frame = readFrame(`${base}.out.dcm`);
  return frame.encapsulated ? frame : `${command} encoded nothing`;
}

/** Three components are transformed unless told otherwise. */
const transformed = (image: Image): Image => (image.samplesPerPixel === 1 ? image : { ...image, photometricInterpretation: 'YBR_RCT' });

/** Samples by pixel, in the bytes that are allocated; OpenJPEG leaves the bits above the sign empty. */
function fitted(samples: Uint8Array, image: Image): Uint8Array {
  const count = image.rows * image.columns * image.samplesPerPixel;
  const wide =
    image.bitsAllocated === 16 && samples.length === count ? Uint8Array.from([...samples].flatMap((byte) => [byte, 0])) : samples;
  if (image.pixelRepresentation === 1 && image.bitsAllocated === 16) {
    const values = new Int16Array(wide.buffer, wide.byteOffset, count);
    const above = 16 - image.bitsStored;
    for (let index = 0; index < count; index++) values[index] = (values[index]! << (16 + above)) >> (16 + above);
  }
  return byPixelOf({ image, bytes: wide });
}

function byPixelOf({ image, bytes }: Pick<Frame, 'image' | 'bytes'>): Uint8Array {
  return image.planarConfiguration === 0 || image.samplesPerPixel === 1 ? bytes : turned(bytes, image, false);
}

const planes = (samples: Uint8Array, image: Image): Uint8Array => (image.samplesPerPixel === 1 ? samples : turned(samples, image, true));

/** By pixel to by plane, or back. */
function turned(samples: Uint8Array, { rows, columns, samplesPerPixel, bitsAllocated }: Image, toPlanes: boolean): Uint8Array {
  const bytes = bitsAllocated / 8;
  const pixels = rows * columns;
  const out = new Uint8Array(samples.length);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let sample = 0; sample < samplesPerPixel; sample++)
      for (let byte = 0; byte < bytes; byte++) {
        const [a, b] = [(pixel * samplesPerPixel + sample) * bytes + byte, (sample * pixels + pixel) * bytes + byte];
        if (toPlanes) out[b] = samples[a]!;
        else out[a] = samples[b]!;
      }
  return out;
}
