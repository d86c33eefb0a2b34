/** What text stands at which place of an output, both written as an answer key of MIDI-B writes them? It judges nothing. */
import { isPrivate, isPrivateCreator } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import type { ReadFile } from './dataset-reader.js';
import { littleEndianBytes, type TreeElement } from './element-tree.js';
import { type CharacterSets, characterSetsOf, defaultSets, someText } from './text.js';

export interface PlacedText {
  /** Several values as Python shows a list; of bytes, Latin-1; of a sequence, that it is one. */
  readonly text: string;
  /** Pixel Data and overlays, whose value no text is looked for in. */
  readonly isImage: boolean;
}

/** In lower case: `<(300a,00b0)>[<0000>]<(3249,"a creator",10)>`. */
export function placedTexts({ elements }: ReadFile): ReadonlyMap<string, PlacedText> {
  const texts = new Map<string, PlacedText>();
  addLevel(elements, '', defaultSets, texts);
  return texts;
}

function addLevel(level: readonly TreeElement[], around: string, above: CharacterSets, texts: Map<string, PlacedText>): void {
  const own = level.find(({ tag }) => tag === 0x00080005);
  const sets = own ? characterSetsOf(own.bytes) : above;
  for (const element of level) {
    const name = `${around}<${nameOf(element)}>`;
    const isImage = element.tag === 0x7fe00010 || (element.tag & 0xff00ffff) >>> 0 === 0x60003000;
    texts.set(name, { text: isImage ? '' : textOf(element, sets), isImage });
    element.items?.forEach((item, index) => void addLevel(item, `${name}[<${String(index).padStart(4, '0')}>]`, sets, texts));
  }
}

function nameOf({ tag, creator }: TreeElement): string {
  const digits = tag.toString(16).padStart(8, '0');
  const isOwned = isPrivate(tag) && !isPrivateCreator(tag) && creator !== '';
  return isOwned ? `(${digits.slice(0, 4)},"${creator.toLowerCase()}",${digits.slice(6)})` : `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

function textOf(element: TreeElement, sets: CharacterSets): string {
  if (element.items) return 'a sequence';
  const read = numbers[element.vr];
  const { kind, multiple, unit } = vr[element.vr];
  if (!read) {
    const text = kind === 'charset' ? someText(element.bytes, sets) : element.text;
    return multiple && kind !== 'binary' ? listed(text.split('\\'), element.vr) : trimmed(text);
  }
  const bytes = Buffer.from(littleEndianBytes(element));
  return listed(
    Array.from({ length: Math.floor(bytes.length / unit) }, (_, at) => String(read(bytes, at * unit))),
    element.vr,
  );
}

function listed(values: readonly string[], name: VrName): string {
  if (values.length < 2) return trimmed(values[0] ?? '');
  return `[${values.map((value) => (unquoted.has(name) || numbers[name] ? trimmed(value) : `'${trimmed(value)}'`)).join(', ')}]`;
}

const trimmed = (text: string): string => text.replace(/^ +|[ \0]+$/g, '');

const unquoted: ReadonlySet<VrName> = new Set(['DS', 'IS', 'PN']);

const numbers: { readonly [name in VrName]?: (bytes: Buffer, at: number) => number | bigint } = {
  US: (bytes, at) => bytes.readUInt16LE(at),
  SS: (bytes, at) => bytes.readInt16LE(at),
  UL: (bytes, at) => bytes.readUInt32LE(at),
  SL: (bytes, at) => bytes.readInt32LE(at),
  UV: (bytes, at) => bytes.readBigUInt64LE(at),
  SV: (bytes, at) => bytes.readBigInt64LE(at),
  FL: (bytes, at) => bytes.readFloatLE(at),
  FD: (bytes, at) => bytes.readDoubleLE(at),
};
