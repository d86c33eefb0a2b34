/**
 * JPEG 2000 code streams, High-Throughput ones as well (ISO/IEC 15444-1 Annex A, 15444-15): the main header, and the chain of tile-parts to EOC.
 * Every tile must be there. What lies within a tile-part is the codec's.
 */
import { type CodeStream, contradicts, corrupt, HeaderReader, onlyPadding, truncated } from './code-stream.js';

const [soc, siz, cap, cod, tlm, sot, sod, eoc] = [0xff4f, 0xff51, 0xff50, 0xff52, 0xff55, 0xff90, 0xff93, 0xffd9];

export interface Jpeg2000Stream extends CodeStream {
  readonly signed: boolean;
  readonly lossy: boolean;
  /** `LRCP`, `RLCP`, `RPCL`, `PCRL` or `CPRL`. */
  readonly progression: string;
  /** Whether TLM tells the lengths of tile-parts. */
  readonly tilePartLengths: boolean;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly precision: number;
  readonly signed: boolean;
  readonly tiles: number;
}

/** @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts */
export function readJpeg2000(bytes: Uint8Array): Jpeg2000Stream {
  const reader = new HeaderReader(bytes);
  if (reader.u16() !== soc) throw corrupt('the code stream does not begin with SOC');
  let size: Size | undefined;
  let style: Style | undefined;
  let [capabilities, tilePartLengths] = [false, false];
  for (;;) {
    const start = reader.at;
    const marker = reader.u16();
    if (marker === sot) {
      if (size === undefined || style === undefined) throw corrupt('the main header lacks SIZ or COD');
      passTileParts(bytes, start, size.tiles);
      break;
    }
    if (marker < 0xff00 || marker === sod || marker === eoc) throw corrupt('bytes stand where a marker of the main header belongs');
    const length = reader.u16();
    const end = reader.at + length - 2;
    if (length < 2) throw corrupt('a marker segment has no length');
    if (end > bytes.length) throw truncated('the code stream ends within its main header');
    if (marker === siz) size = readSize(reader, end);
    else if (marker === cod) style = readStyle(reader);
    else if (marker === cap) capabilities = true;
    else if (marker === tlm) tilePartLengths = true;
    reader.at = end;
  }
  const { tiles: _, ...image } = size;
  if (style.transformed && image.components < 3) throw corrupt('components are transformed that do not exist');
  return {
    ...image,
    lossy: !style.reversible,
    progression: style.progression,
    tilePartLengths,
    process: capabilities || style.highThroughput ? 'htj2k' : 'jpeg-2000',
    ...(style.transformed && { colour: style.reversible ? ('rct' as const) : ('ict' as const) }),
  };
}

function readSize(reader: HeaderReader, end: number): Size {
  reader.u16();
  const [width, height, left, top] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  const [tileWidth, tileHeight, tileLeft, tileTop] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  const components = reader.u16();
  if (reader.at + 3 * components !== end || components === 0) throw corrupt('SIZ has a wrong length');
  if (left >= width || top >= height || tileWidth === 0 || tileHeight === 0 || tileLeft > left || tileTop > top)
    throw corrupt('SIZ tells no possible size');
  const first = reader.u8();
  const [across, down] = [reader.u8(), reader.u8()];
  let alike = across === 1 && down === 1;
  for (let index = 1; index < components; index++) {
    const same = reader.u8() === first;
    const whole = reader.u8() === 1 && reader.u8() === 1;
    alike &&= same && whole;
    if (!alike) break;
  }
  if (!alike) throw contradicts('components differ in size or bits');
  const tiles = Math.ceil((width - tileLeft) / tileWidth) * Math.ceil((height - tileTop) / tileHeight);
  if (tiles > 65_535) throw corrupt('SIZ tells more tiles than there can be');
  return { rows: height - top, columns: width - left, components, precision: (first & 0x7f) + 1, signed: first > 0x7f, tiles };
}

interface Style {
  readonly progression: string;
  readonly transformed: boolean;
  readonly reversible: boolean;
  readonly highThroughput: boolean;
}

function readStyle(reader: HeaderReader): Style {
  reader.u8();
  const progression = ['LRCP', 'RLCP', 'RPCL', 'PCRL', 'CPRL'][reader.u8()];
  if (progression === undefined) throw corrupt('COD tells no possible progression');
  const layers = reader.u16();
  const transformed = reader.u8();
  const levels = reader.u8();
  reader.skip(2);
  const highThroughput = (reader.u8() & 0x40) !== 0;
  const wavelet = reader.u8();
  if (layers === 0 || transformed > 1 || levels > 32 || wavelet > 1) throw corrupt('COD tells no possible coding style');
  return { progression, transformed: transformed === 1, reversible: wavelet === 1, highThroughput };
}

/** A.4.2: Psot counts from the marker SOT; 0 in the last tile-part means: up to EOC. */
function passTileParts(bytes: Uint8Array, start: number, tiles: number): void {
  const seen = new Set<number>();
  const reader = new HeaderReader(bytes, start);
  for (;;) {
    const at = reader.at;
    if (at + 2 > bytes.length) throw truncated('the code stream has no EOC');
    const marker = reader.u16();
    if (marker === eoc) break;
    if (marker !== sot || reader.u16() !== 10) throw corrupt('bytes stand where a tile-part belongs');
    const tile = reader.u16();
    const length = reader.u32();
    if (tile >= tiles) throw corrupt('a tile-part belongs to no tile');
    seen.add(tile);
    const end = length === 0 ? lastEoc(bytes) : at + length;
    if (length !== 0 && length < 14) throw corrupt('a tile-part has no possible length');
    if (end > bytes.length) throw truncated('the code stream ends within a tile-part');
    reader.at = end;
  }
  if (seen.size !== tiles) throw truncated('tiles are missing');
  if (!onlyPadding(bytes, reader.at)) throw corrupt('something follows the end of the image');
}

function lastEoc(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  if (end < 2 || bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9) throw truncated('the code stream has no EOC');
  return end - 2;
}
