/**
 * JPEG and JPEG-LS streams (ISO/IEC 10918-1 Annex B, 14495-1 Annex C): walks all markers from SOI to EOI. Entropy-coded data are passed over,
 * but their restart markers must come in order and in number, all components must be scanned, and the end must be there.
 */
import { type CodeStream, contradicts, corrupt, HeaderReader, onlyPadding, truncated } from './code-stream.js';

const [soi, eoi, sos, dri, dnl, dht, dac, app0, app14, sofLs] = [0xd8, 0xd9, 0xda, 0xdd, 0xdc, 0xc4, 0xcc, 0xe0, 0xee, 0xf7];
const processes: { readonly [marker: number]: string } = { 192: 'baseline', 193: 'extended', 195: 'lossless', [sofLs]: 'jpeg-ls' };

interface Component {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
}

interface Frame {
  readonly process: string;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly Component[];
}

export interface Scan {
  /** Indexes into the frame's components. */
  readonly components: readonly number[];
  /** Entropy-coded data, with their restart markers. */
  readonly from: number;
  readonly to: number;
}

export interface JpegStream extends CodeStream {
  /** Each component's sampling factors are the largest (no subsampling). */
  readonly subsampled: boolean;
  /** JPEG-LS: whether each component has a scan of its own (ILV 0), so that its samples come by plane. */
  readonly byPlane: boolean;
  /** JPEG-LS: NEAR; lossless JPEG: the point transform. 0 where nothing is lost by it. */
  readonly loss: number;
}

/** @throws RadonymError pixel/truncated, pixel/corrupt, pixel/contradicts */
export function readJpeg(bytes: Uint8Array): JpegStream {
  const reader = new HeaderReader(bytes);
  if (reader.u16() !== 0xff00 + soi) throw corrupt('the code stream does not begin with SOI');
  let frame: Frame | undefined;
  let interval = 0;
  let [loss, scans] = [0, 0];
  let colour: JpegStream['colour'];
  const scanned = new Set<number>();
  for (;;) {
    const marker = nextMarker(reader);
    if (marker === eoi) break;
    const end = segmentEnd(reader);
    if (marker === sos) {
      if (frame === undefined) throw corrupt('a scan comes before its frame');
      const scan = readScan(reader, frame);
      for (const index of scan.components) {
        if (scanned.has(index)) throw corrupt('a component is scanned twice');
        scanned.add(index);
      }
      loss = Math.max(loss, scan.loss);
      scans++;
      if (reader.at !== end) throw corrupt('the head of a scan has a wrong length');
      reader.at = passData(bytes, end, frame, scan.components, interval);
      continue;
    }
    if (marker === app0) colour ??= jfifColour(bytes, reader.at, end);
    else if (marker === app14) colour = adobeColour(bytes, reader.at, end) ?? colour;
    else if (marker === dri) interval = end - reader.at === 2 ? reader.u16() : refuseInterval();
    else if (marker === dnl) throw contradicts('the number of lines is told behind the scan');
    else if (marker in processes) {
      if (frame !== undefined) throw corrupt('a second frame follows');
      frame = readFrame(reader, processes[marker]!, end);
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== dht && marker !== dac)
      throw contradicts('the JPEG process is none of this Transfer Syntax');
    reader.at = end;
  }
  if (frame === undefined) throw corrupt('the code stream has no frame');
  if (scanned.size !== frame.components.length) throw truncated('not all components are scanned');
  if (!onlyPadding(bytes, reader.at)) throw corrupt('something follows the end of the image');
  const { components, ...head } = frame;
  const largest = Math.max(...components.map(({ horizontal, vertical }) => horizontal * vertical));
  const subsampled = components.some(({ horizontal, vertical }) => horizontal * vertical !== largest);
  const told = components.length !== 3 ? undefined : subsampled ? 'ycc' : idsSayRgb(components) ? 'rgb' : colour;
  return {
    ...head,
    components: components.length,
    subsampled,
    byPlane: head.process === 'jpeg-ls' && components.length > 1 && scans > 1,
    loss,
    ...(told && { colour: told }),
    lossy: head.process === 'baseline' || head.process === 'extended' || loss > 0,
  };
}

function nextMarker(reader: HeaderReader): number {
  if (reader.at >= reader.bytes.length) throw truncated('the code stream has no EOI');
  if (reader.u8() !== 0xff) throw corrupt('bytes stand where a marker belongs');
  let marker = reader.u8();
  while (marker === 0xff) marker = reader.u8(); // fill bytes (B.1.1.2)
  if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= soi)) throw corrupt('a marker stands where it cannot');
  return marker;
}

function segmentEnd(reader: HeaderReader): number {
  const length = reader.u16();
  const end = reader.at + length - 2;
  if (length < 2) throw corrupt('a marker segment has no length');
  if (end > reader.bytes.length) throw truncated('the code stream ends within a marker segment');
  return end;
}

function readFrame(reader: HeaderReader, process: string, end: number): Frame {
  const [precision, rows, columns, count] = [reader.u8(), reader.u16(), reader.u16(), reader.u8()];
  if (reader.at + 3 * count !== end || count === 0) throw corrupt('the head of the frame has a wrong length');
  const components = Array.from({ length: count }, (): Component => {
    const [id, factors] = [reader.u8(), reader.u8()];
    reader.u8();
    return { id, horizontal: factors >> 4, vertical: factors & 15 };
  });
  const possible = (factor: number): boolean => factor >= 1 && factor <= 4;
  if (!components.every(({ horizontal, vertical }) => possible(horizontal) && possible(vertical)))
    throw corrupt('a sampling factor is out of range');
  return { process, precision, rows, columns, components };
}

function readScan(reader: HeaderReader, frame: Frame): { readonly components: readonly number[]; readonly loss: number } {
  const count = reader.u8();
  if (count < 1 || count > 4) throw corrupt('a scan has no possible components');
  const components = Array.from({ length: count }, () => {
    const id = reader.u8();
    reader.u8();
    const index = frame.components.findIndex((component) => component.id === id);
    if (index < 0) throw corrupt('a scan names a component that the frame lacks');
    return index;
  });
  const first = reader.u8();
  reader.u8();
  const bits = reader.u8();
  if (frame.process === 'jpeg-ls') return { components, loss: first };
  if (frame.process === 'lossless') return { components, loss: bits & 15 };
  // A sequential scan is whole, whatever its head says of a part (some writers leave zeros); no decoder heeds it.
  return { components, loss: 0 };
}

/** Gives where the marker after the data stands. */
function passData(bytes: Uint8Array, from: number, frame: Frame, components: readonly number[], interval: number): number {
  // 14495-1 C.1: within the data of JPEG-LS a byte below 80H follows FFH, in JPEG 00H.
  const isData = frame.process === 'jpeg-ls' ? (byte: number) => byte < 0x80 : (byte: number) => byte === 0;
  let restarts = 0;
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw truncated('the code stream has no EOI');
    const byte = bytes[at + 1]!;
    if (isData(byte)) at += 2;
    else if (byte >= 0xd0 && byte <= 0xd7) {
      if (byte !== 0xd0 + (restarts & 7)) throw corrupt('a restart marker is out of order');
      restarts++;
      at += 2;
    } else if (byte === 0xff) at += 1;
    else break;
  }
  if (at === from) throw truncated('a scan has no data');
  if (interval === 0 && restarts > 0) throw corrupt('a restart marker stands where none is expected');
  const wanted = interval === 0 ? 0 : Math.ceil(unitsOf(frame, components) / interval) - 1;
  if (restarts < wanted) throw truncated('restart markers are missing');
  if (restarts > wanted) throw corrupt('there are too many restart markers');
  return at;
}

/** MCUs of a scan (10918-1 A.2): blocks of 8 × 8, or samples where there is no DCT; lines of JPEG-LS. */
function unitsOf({ process, rows, columns, components }: Frame, scan: readonly number[]): number {
  if (process === 'jpeg-ls') return rows;
  const side = process === 'lossless' ? 1 : 8;
  const [wide, high] = [Math.max(...components.map((c) => c.horizontal)), Math.max(...components.map((c) => c.vertical))];
  if (scan.length > 1) return Math.ceil(columns / (side * wide)) * Math.ceil(rows / (side * high));
  const { horizontal, vertical } = components[scan[0]!]!;
  return Math.ceil(Math.ceil((columns * horizontal) / wide) / side) * Math.ceil(Math.ceil((rows * vertical) / high) / side);
}

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** JFIF knows no RGB (JFIF 1.02). */
function jfifColour(bytes: Uint8Array, from: number, end: number): 'ycc' | undefined {
  return end - from >= 5 && text(bytes, from, from + 4) === 'JFIF' ? 'ycc' : undefined;
}

/** Adobe's transform: 0 none, 1 YCbCr. */
function adobeColour(bytes: Uint8Array, from: number, end: number): 'ycc' | 'rgb' | undefined {
  if (end - from < 12 || text(bytes, from, from + 5) !== 'Adobe') return undefined;
  return bytes[from + 11] === 1 ? 'ycc' : bytes[from + 11] === 0 ? 'rgb' : undefined;
}

const idsSayRgb = (components: readonly Component[]): boolean => components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB';

function refuseInterval(): never {
  throw corrupt('the restart interval has a wrong length');
}
