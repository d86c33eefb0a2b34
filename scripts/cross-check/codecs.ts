/**
 * Is lossless lossless to others, and is what they write read right? For every row of the table of abilities: we encode and its judges decode,
 * its judges encode and we decode; samples must be equal, byte for byte, or as near as two decoders of lossy streams are.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodedImage, encodedImage, refusalToDecode, refusalToEncode } from '../../src/pixel/abilities.js';
import { type Ability, abilities, type Judge } from '../../src/pixel/ability-table.js';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import type { Image } from '../../src/pixel/image.js';
import { nativeCodecs } from '../../src/run/native-codecs.js';
import { type TransferSyntax, transferSyntaxOfKeyword } from '../../src/standard/transfer-syntax.js';
import { image, samplesOf } from '../../test/support/images.js';
import { decodeBy, type Encoding, encodeBy } from './judges.js';
import type { Tally } from './tally.js';
import { run } from './tools.js';

const codec = frameCodec(nativeCodecs());
const explicit = transferSyntaxOfKeyword('ExplicitVRLittleEndian')!;

/** What others are asked to write, by keyword. */
const encodings: { readonly [keyword: string]: readonly Encoding[] } = {
  RLELossless: [{ judge: 'DCMTK', args: ['dcmcrle'] }],
  DeflatedImageFrameCompression: [{ judge: 'zlib', args: [] }],
  JPEGBaseline8Bit: [
    { judge: 'DCMTK', args: ['dcmcjpeg', '+eb'] },
    { judge: 'DCMTK', args: ['dcmcjpeg', '+eb', '+s4', '+q', '60'] },
  ],
  JPEGExtended12Bit: [{ judge: 'DCMTK', args: ['dcmcjpeg', '+ee'] }],
  JPEGLosslessSV1: [
    { judge: 'DCMTK', args: ['dcmcjpeg', '+e1'] },
    { judge: 'GDCM', args: ['gdcmconv', '--jpeg'] },
  ],
  JPEGLossless: ['1', '2', '3', '4', '5', '6', '7'].map((value) => ({ judge: 'DCMTK', args: ['dcmcjpeg', '+el', '+sv', value] })),
  JPEGLSLossless: [
    { judge: 'DCMTK', args: ['dcmcjpls', '+el'] },
    { judge: 'DCMTK', args: ['dcmcjpls', '+el', '+is'] },
    { judge: 'DCMTK', args: ['dcmcjpls', '+el', '+in'] },
    { judge: 'GDCM', args: ['gdcmconv', '--jpegls'] },
  ],
  JPEGLSNearLossless: [{ judge: 'DCMTK', args: ['dcmcjpls', '+en'] }],
  JPEG2000Lossless: [
    { judge: 'GDCM', args: ['gdcmconv', '--j2k'] },
    { judge: 'OpenJPEG', args: [] },
    { judge: 'OpenJPEG', args: ['-p', 'RPCL', '-t', '32,32', '-SOP', '-EPH', '-TLM'] },
  ],
  JPEG2000: [{ judge: 'OpenJPEG', args: ['-I', '-r', '10'] }],
  JPEGXLLossless: [{ judge: 'libjxl', args: ['-d', '0'] }],
  JPEGXL: [{ judge: 'libjxl', args: ['-d', '1'] }],
};

const shapes = [
  [8, 8],
  [8, 7],
  [16, 16],
  [16, 12],
  [16, 8],
  [32, 32],
] as const;

const images: readonly Image[] = shapes.flatMap(([bitsAllocated, bitsStored]) =>
  ([0, 1] as const).flatMap((pixelRepresentation) =>
    ['MONOCHROME2', 'RGB', 'YBR_FULL'].map((photometricInterpretation) =>
      image({
        ...{ rows: 40, columns: 51, bitsAllocated, bitsStored, pixelRepresentation, photometricInterpretation },
        samplesPerPixel: photometricInterpretation === 'MONOCHROME2' ? 1 : 3,
      }),
    ),
  ),
);

export async function checkCodecs(tally: Tally, scratch: string): Promise<void> {
  mkdirSync(scratch, { recursive: true });
  let number = 0;
  const next = (): string => join(scratch, String(++number));
  for (const keyword of new Set(abilities.map((row) => row.keyword))) {
    const syntax = transferSyntaxOfKeyword(keyword)!;
    const options = syntax.lossy === 'never' ? undefined : { quality: 85 };
    const writable = images.filter((of) => refusalToEncode(syntax, of, options) === undefined);
    for (const judge of judgesOf(keyword, 'encode')) {
      const asked = writable.filter((of) => !(judge === 'GDCM' && cannot(judge, of)));
      const wrong = await Promise.all(asked.map((of) => checkOurs(judge, syntax, of, options, next())));
      tally.check(`${keyword}: ${judge} decodes ${asked.length} images of ours`, nothingIsWrong(wrong, asked.length));
    }
    for (const encoding of encodings[keyword] ?? []) {
      // What the other side writes may not be ours to write.
      const readable = images.filter(
        (of) => refusalToDecode(syntax, encodedImage(syntax, of)) === undefined && !cannot(encoding.judge, of),
      );
      const wrong = await Promise.all(readable.map((of) => checkTheirs(encoding, syntax, of, next())));
      const how = [encoding.judge, ...encoding.args].join(' ');
      tally.check(`${keyword}: ${readable.length} images of ${how} are decoded`, nothingIsWrong(wrong, readable.length));
    }
    if (keyword === 'JPEGXLJPEGRecompression') await checkRecompression(tally, next());
    for (const judge of judgesOf(keyword, 'decode')) {
      const asked = (encodings[keyword] ?? []).some((encoding) => encoding.judge === judge);
      if (keyword !== 'JPEGXLJPEGRecompression' && !asked) tally.check(`${keyword}: ${judge} is asked to encode`, ['it is not']);
    }
  }
}

/** JPEG streams that libjxl packs, which are no encoding of samples. */
async function checkRecompression(tally: Tally, base: string): Promise<void> {
  const [jpeg, packed] = [transferSyntaxOfKeyword('JPEGBaseline8Bit')!, transferSyntaxOfKeyword('JPEGXLJPEGRecompression')!];
  const wrong = await Promise.all(
    ['MONOCHROME2', 'RGB'].map(async (photometricInterpretation) => {
      const samplesPerPixel = photometricInterpretation === 'RGB' ? 3 : 1;
      const native = image({ rows: 40, columns: 51, bitsAllocated: 8, samplesPerPixel, photometricInterpretation });
      const of = encodedImage(jpeg, native);
      const path = `${base}-${samplesPerPixel}`;
      writeFileSync(`${path}.jpg`, codec.encode(jpeg, samplesOf(native), native, { quality: 85 }));
      const ran = await run('cjxl', [`${path}.jpg`, `${path}.packed.jxl`]);
      if (ran.code !== 0) return `cjxl ended with exit code ${ran.code}`;
      const stream = new Uint8Array(readFileSync(`${path}.packed.jxl`));
      const theirs = await decodeBy('libjxl', packed, of, stream, path);
      return typeof theirs === 'string' ? theirs : difference(native, codec.decode(packed, stream, of), theirs.bytes, 1);
    }),
  );
  tally.check(`${packed.keyword}: 2 images of libjxl cjxl are decoded`, nothingIsWrong(wrong, 2));
}

async function checkOurs(
  judge: Judge,
  syntax: TransferSyntax,
  of: Image,
  options: { readonly quality: number } | undefined,
  base: string,
): Promise<string | undefined> {
  const samples = samplesOf(of);
  const as = encodedImage(syntax, of);
  const stream = codec.encode(syntax, samples, of, options);
  const expected = options === undefined ? samples : codec.decode(syntax, stream, as).slice();
  const theirs = await decodeBy(judge, syntax, as, stream, base);
  return typeof theirs === 'string' ? `${shown(of)}: ${theirs}` : difference(of, theirs.bytes, expected, options === undefined ? 0 : 1);
}

async function checkTheirs(encoding: Encoding, syntax: TransferSyntax, of: Image, base: string): Promise<string | undefined> {
  const samples = samplesOf(of);
  const theirs = await encodeBy(encoding, explicit, of, samples, base);
  if (typeof theirs === 'string') return `${shown(of)}: ${theirs}`;
  const refusal = refusalToDecode(syntax, theirs.image);
  if (refusal !== undefined) return `${shown(of)}: ${refusal}`;
  let ours: Uint8Array;
  try {
    ours = codec.decode(syntax, theirs.bytes, theirs.image).slice();
  } catch (error) {
    return `${shown(of)}: ${error instanceof Error ? error.message : 'an error'}`;
  }
  if (syntax.lossy === 'never') return difference(of, ours, samples, 0);
  const again = await decodeBy(encoding.judge, syntax, theirs.image, theirs.bytes, `${base}-again`);
  return typeof again === 'string' ? `${shown(of)}: ${again}` : difference(decodedImage(syntax, theirs.image), ours, again.bytes, 1);
}

/** Two decoders of a lossy stream may round differently. */
function difference(of: Image, a: Uint8Array, b: Uint8Array, allowed: 0 | 1): string | undefined {
  if (a.length !== b.length) return `${shown(of)}: ${a.length} bytes, expected ${b.length}`;
  if (allowed === 0) return Buffer.compare(a, b) === 0 ? undefined : `${shown(of)}: samples differ`;
  const values = (bytes: Uint8Array): Uint8Array | Uint16Array => (of.bitsAllocated === 8 ? bytes : new Uint16Array(bytes.slice().buffer));
  const [mine, others] = [values(a), values(b)];
  const far = mine.some((value, index) => Math.abs(value - others[index]!) > allowed);
  return far ? `${shown(of)}: samples differ by more than ${allowed}` : undefined;
}

function judgesOf(keyword: string, way: keyof Ability['judges']): readonly Judge[] {
  return [...new Set(abilities.filter((row) => row.keyword === keyword).flatMap((row) => row.judges[way]))];
}

/** What a tool cannot do: GDCM 3.0 crashes on 7 bits; libjxl 0.7 scales what it reads from PNM to whole bytes. */
function cannot(judge: Judge, { bitsAllocated, bitsStored }: Image): boolean {
  return (judge === 'GDCM' && bitsStored === 7) || (judge === 'libjxl' && bitsStored !== bitsAllocated);
}

const shown = ({ bitsStored, bitsAllocated, pixelRepresentation, photometricInterpretation }: Image): string =>
  `${bitsStored} in ${bitsAllocated}, ${pixelRepresentation === 1 ? 'signed' : 'unsigned'}, ${photometricInterpretation}`;

function nothingIsWrong(found: readonly (string | undefined)[], count: number): readonly string[] {
  return count === 0 ? ['there are no images'] : found.filter((line) => line !== undefined);
}
