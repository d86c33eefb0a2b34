/**
 * What must a data set say of itself when values of its image are given up for size (PS3.3 C.7.6.1.1.3, C.7.6.1.1.5, C.12.1)? It compresses
 * nothing, and it refuses what is no picture.
 */
import { RadonymError } from '../base/errors.js';
import type { Edit } from '../pixel/attribute-edits.js';
import { put } from '../pixel/image-attributes.js';
import type { PlainItem } from '../pixel/own-tokens.js';
import { sopClass } from '../standard/sop-class.js';
import { tag } from '../standard/tag.js';
import type { Compression, TransferSyntax } from '../standard/transfer-syntax.js';
import { type Vr, vr } from '../standard/vr.js';
import type { Head } from '../wire/head.js';
import { asciiText, paddedAscii } from '../wire/value.js';
import type { Digest } from './ports.js';
import type { Way } from './way.js';

/** Dose grids and label maps: their values are numbers, not shades. By prefix of the SOP Class, and Modality where the class is private. */
const noPictures: ReadonlySet<string> = new Set(['RD', 'SEG', 'RTDOSE']);

/** @throws RadonymError pixel/never-lossy */
export function refuseLoss({ sopClassUid, modality }: Head): void {
  if (noPictures.has(sopClass(sopClassUid)?.prefix ?? '') || noPictures.has(modality))
    throw new RadonymError('pixel/never-lossy', 'values of such an object are never given up');
}

/** Terms of Lossy Image Compression Method (0028,2114). */
const methods: { readonly [C in Compression]?: string } = {
  jpeg: 'ISO_10918_1',
  'jpeg-ls': 'ISO_14495_1',
  'jpeg-2000': 'ISO_15444_1',
  htj2k: 'ISO_15444_15',
  'jpeg-xl': 'ISO_18181_1',
};

/**
 * The way with all that the data set must say.
 * @param measured bytes before and behind compression
 * @param digest where the output is an instance of its own and may name the one that it was made of
 */
export function withLoss(way: Way, measured: Measured, head: Head, digest: (() => Digest) | undefined): Way {
  const pixels = way.pixels!;
  const { sopInstanceUid } = head;
  const newUid = digest && derivedUid(`${sopInstanceUid} ${way.target.uid} ${pixels.coding.quality}`, digest());
  const edits = [...lossEdits(way.target, measured), ...(newUid ? newInstance(head, newUid) : [])];
  const known = new Set(edits.map(({ tag }) => tag));
  return { ...way, pixels: { ...pixels, edits: [...pixels.edits.filter((edit) => !known.has(edit.tag)), ...edits] } };
}

export interface Measured {
  readonly native: number;
  readonly coded: number;
}

/** The same each time, and another one for another syntax or quality (PS3.5 B.2). */
function derivedUid(text: string, digest: Digest): string {
  digest.update(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  return `2.25.${BigInt(`0x${digest.hex().slice(0, 32)}`)}`;
}

function lossEdits(target: TransferSyntax, { native, coded }: Measured): Edit[] {
  const spelled = (native / Math.max(1, coded)).toFixed(2);
  const description = `Lossy compression: ${target.name}, ratio ${spelled}`;
  return [
    { tag: tag(0x00080008), vr: vr.CS, value: (old) => old && derived(old) },
    { tag: tag(0x00082111), vr: vr.ST, value: (old) => added(old, description, '; ', vr.ST) },
    { tag: tag(0x00089215), items: [code('113040', 'DCM', 'Lossy Compression')] },
    put(tag(0x00282110), vr.CS, paddedAscii('01', vr.CS)),
    { tag: tag(0x00282112), vr: vr.DS, value: (old) => added(old, spelled, '\\', vr.DS) },
    { tag: tag(0x00282114), vr: vr.CS, value: (old) => added(old, methods[target.compression] ?? '', '\\', vr.CS) },
  ];
}

function newInstance({ sopClassUid, sopInstanceUid }: Head, newUid: string): Edit[] {
  const source: PlainItem = [
    { tag: tag(0x00081150), vr: vr.UI, value: paddedAscii(sopClassUid, vr.UI) },
    { tag: tag(0x00081155), vr: vr.UI, value: paddedAscii(sopInstanceUid, vr.UI) },
    { tag: tag(0x0040a170), items: [code('121320', 'DCM', 'Uncompressed predecessor')] },
  ];
  return [put(tag(0x00080018), vr.UI, paddedAscii(newUid, vr.UI)), { tag: tag(0x00082112), items: [source] }];
}

const code = (value: string, scheme: string, meaning: string): PlainItem => [
  { tag: tag(0x00080100), vr: vr.SH, value: paddedAscii(value, vr.SH) },
  { tag: tag(0x00080102), vr: vr.SH, value: paddedAscii(scheme, vr.SH) },
  { tag: tag(0x00080104), vr: vr.LO, value: paddedAscii(meaning, vr.LO) },
];

/** PS3.3 C.7.6.1.1.2: Value 1 of Image Type. */
function derived(old: Uint8Array): Uint8Array {
  const text = asciiText(old, 0, old.length);
  return paddedAscii(text.replace(/^[^\\]*/, 'DERIVED'), vr.CS);
}

/** Behind what stands there, whatever its characters are. */
function added(old: Uint8Array | undefined, text: string, between: string, as: Vr): Uint8Array {
  const kept = old === undefined ? 0 : asciiText(old, 0, old.length).length;
  if (kept === 0) return paddedAscii(text, as);
  const more = between + text;
  const bytes = new Uint8Array(kept + more.length + ((kept + more.length) & 1)).fill(as.padding);
  bytes.set(old!.subarray(0, kept));
  for (let at = 0; at < more.length; at++) bytes[kept + at] = more.charCodeAt(at);
  return bytes;
}
