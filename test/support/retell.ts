/** Takes a DICOM file apart, lets a test change what it holds, and writes it again: for damage done by hand. */
import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRaw } from 'pako';
import type { VrName } from '../../src/standard/vr.js';
import { readDicomFile, whereDataSetStarts } from '../../src/verify/dataset-reader.js';
import { littleEndianBytes, type TreeElement } from '../../src/verify/element-tree.js';
import { concat, element, encode, fragments, type Node, sequence, transferSyntaxUid } from './bytes.js';

/** One element, free to change. */
export interface Told {
  readonly tag: number;
  vr: VrName;
  bytes: Uint8Array;
  items?: Told[][];
  readonly fragments?: readonly Uint8Array[];
}

/** Rewrites a file's data set; what stands before it is kept as it is. */
export function retell(path: string, change: (root: Told[]) => void): void {
  const bytes = readFileSync(path);
  const { start, transferSyntaxUid: uid } = whereDataSetStarts(bytes);
  const root = readDicomFile(bytes).elements.map(toldOf);
  change(root);
  const bigEndian = uid === transferSyntaxUid.bigEndian;
  const dataSet = encode(root.map(nodeOf), { explicit: uid !== transferSyntaxUid.implicit, bigEndian });
  writeFileSync(path, concat([bytes.subarray(0, start), uid === transferSyntaxUid.deflated ? deflateRaw(dataSet) : dataSet]));
}

/** The element at a path of tags and item numbers: `at(root, 0x300a00b0, 1, 0x300a00c2)`. */
export function at(root: readonly Told[], ...way: readonly number[]): Told {
  let level = root;
  for (let index = 0; ; index += 2) {
    const found = level.find((one) => one.tag === way[index]);
    if (!found) throw new Error(`no element ${way[index]!.toString(16)}`);
    const item = way[index + 1];
    if (item === undefined) return found;
    level = found.items![item - 1]!;
  }
}

export const textOf = (one: Told): string =>
  Buffer.from(one.bytes)
    .toString('latin1')
    .replace(/[ \0]+$/, '');

/** Padded to an even length. */
export function write(one: Told, text: string): void {
  const pad = one.vr === 'UI' ? '\0' : ' ';
  one.bytes = Buffer.from(text.length % 2 === 0 ? text : text + pad, 'latin1');
}

/** Puts an element where it belongs by its tag. */
export function put(level: Told[], ...more: readonly Told[]): void {
  for (const one of more) {
    const index = level.findIndex(({ tag }) => tag >= one.tag);
    if (index < 0) level.push(one);
    else level.splice(index, level[index]!.tag === one.tag ? 1 : 0, one);
  }
}

export const told = (tag: number, vr: VrName, value: string | Uint8Array): Told => {
  const one: Told = { tag, vr, bytes: typeof value === 'string' ? new Uint8Array(0) : value };
  if (typeof value === 'string') write(one, value);
  return one;
};

export function remove(level: Told[], tag: number): void {
  const index = level.findIndex((one) => one.tag === tag);
  if (index < 0) throw new Error(`no element ${tag.toString(16)}`);
  level.splice(index, 1);
}

function toldOf(one: TreeElement): Told {
  const { tag, vr, fragments: pieces } = one;
  return {
    tag,
    vr: one.typedUn && !one.items ? 'UN' : vr,
    bytes: littleEndianBytes(one).slice(),
    ...(one.items ? { items: one.items.map((item) => item.map(toldOf)) } : {}),
    ...(pieces ? { fragments: pieces } : {}),
  };
}

function nodeOf(one: Told): Node {
  if (one.items)
    return sequence(
      one.tag,
      one.items.map((item) => item.map(nodeOf)),
    );
  if (one.fragments) return fragments(one.tag, 'OB', one.fragments);
  return element(one.tag, one.vr, one.bytes);
}
