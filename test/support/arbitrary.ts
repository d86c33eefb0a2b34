/** Random data sets for properties: all 34 VRs, nesting, empty items, private blocks, UN, odd lengths, delimiter bytes in binary values. */
import fc from 'fast-check';
import { type VrName, vr } from '../../src/standard/vr.js';
import { element, item, type Length, type Node, sequence } from './bytes.js';

export interface DataSetOptions {
  /** Odd lengths of values, which are padded when written. @default true, but not in canonical ones */
  readonly odd?: boolean;
  /** Even lengths, undefined lengths of sequences and items, no UN: what an encoder writes again as it is. @default false */
  readonly canonical?: boolean;
  /** Private elements. They lose their VR on the way through Implicit VR. @default true */
  readonly privates?: boolean;
}

/** Selector … Value: the Standard has one such attribute for every VR (PS3.3 C.23.4.2). */
const selectorTags: { readonly [Name in VrName]: number } = {
  AE: 0x0072005e,
  AS: 0x0072005f,
  AT: 0x00720060,
  DA: 0x00720061,
  CS: 0x00720062,
  DT: 0x00720063,
  IS: 0x00720064,
  OB: 0x00720065,
  LO: 0x00720066,
  OF: 0x00720067,
  LT: 0x00720068,
  OW: 0x00720069,
  PN: 0x0072006a,
  TM: 0x0072006b,
  SH: 0x0072006c,
  UN: 0x0072006d,
  ST: 0x0072006e,
  UC: 0x0072006f,
  UT: 0x00720070,
  UR: 0x00720071,
  DS: 0x00720072,
  OD: 0x00720073,
  FD: 0x00720074,
  OL: 0x00720075,
  FL: 0x00720076,
  UL: 0x00720078,
  US: 0x0072007a,
  SL: 0x0072007c,
  SS: 0x0072007e,
  UI: 0x0072007f,
  SQ: 0x00720080,
  OV: 0x00720081,
  SV: 0x00720082,
  UV: 0x00720083,
};
const sequenceTags = [0x00081140, 0x300a00b0, 0x300a0111, 0x300c0002, 0x30060039, selectorTags.SQ];
const valueVrs = (Object.keys(selectorTags) as VrName[]).filter((name) => name !== 'SQ');

const delimiters = [0xe000, 0xe00d, 0xe0dd].map((code) => [0xfe, 0xff, code & 0xff, code >> 8, 0, 0, 0, 0]);
const character = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** A data set in the order of its tags. */
export function arbitraryDataSet(options: DataSetOptions = {}, depth = 3): fc.Arbitrary<Node[]> {
  const parts = [arbitraryElements(options), arbitrarySequences(options, depth)];
  if (options.privates ?? true) parts.push(arbitraryBlock(options, depth));
  return fc.tuple(...parts).map((lists) => lists.flat().sort((a, b) => tagOfNode(a) - tagOfNode(b)));
}

function arbitraryElements(options: DataSetOptions): fc.Arbitrary<Node[]> {
  const names = options.canonical ? valueVrs.filter((name) => name !== 'UN') : valueVrs;
  return fc
    .subarray(names, { maxLength: 8 })
    .chain((chosen) => fc.tuple(...chosen.map((name) => arbitraryElement(selectorTags[name], name, options))));
}

function arbitraryElement(tag: number, name: VrName, options: DataSetOptions): fc.Arbitrary<Node> {
  const pad = options.canonical || options.odd === false ? fc.constant(true) : fc.boolean();
  return fc
    .tuple(arbitraryValue(name, name === 'UN' || (tag & 0x10000) !== 0), pad)
    .map(([value, padded]) => element(tag, name, value, { pad: padded }));
}

/** Bytes, little endian where units have an order: text as ASCII without backslash troubles, numbers as any bits. */
export function arbitraryValue(name: VrName, opaque = name === 'UN'): fc.Arbitrary<Uint8Array> {
  const { kind, unit, maxLength } = vr[name];
  if (kind !== 'binary') return fc.array(character, { maxLength: maxLength ?? 40 }).map((characters) => Buffer.from(characters.join('')));
  const anything = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 24 });
  const withDelimiter = fc.tuple(anything, fc.constantFrom(...delimiters), anything).map((pieces) => pieces.flat());
  return fc.oneof(anything, withDelimiter).map((bytes) => {
    // An unknown value that starts like an item may be taken for a sequence: that is another property.
    const safe = opaque && bytes[0] === 0xfe ? [0, ...bytes.slice(1)] : bytes;
    return Uint8Array.from(safe.slice(0, safe.length - (safe.length % unit)));
  });
}

function arbitrarySequences(options: DataSetOptions, depth: number): fc.Arbitrary<Node[]> {
  if (depth === 0) return fc.constant([]);
  return fc
    .subarray(sequenceTags, { maxLength: 2 })
    .chain((tags) => fc.tuple(...tags.map((tag) => arbitrarySequence(tag, options, depth))));
}

function arbitrarySequence(tag: number, options: DataSetOptions, depth: number): fc.Arbitrary<Node> {
  const length = options.canonical ? fc.constant<Length>('undefined') : fc.constantFrom<Length>('defined', 'undefined');
  const oneItem = fc
    .tuple(fc.oneof(fc.constant([]), arbitraryDataSet(options, depth - 1)), length)
    .map(([nodes, each]) => item(nodes, each));
  const typed = options.canonical || options.odd !== false ? fc.constant('SQ' as const) : fc.constantFrom('SQ' as const, 'UN' as const);
  return fc
    .tuple(fc.array(oneItem, { maxLength: 3 }), length, typed)
    .map(([items, own, vrName]) => sequence(tag, items, { length: own, vr: vrName }));
}

function arbitraryBlock(options: DataSetOptions, depth: number): fc.Arbitrary<Node[]> {
  const names = options.canonical ? valueVrs.filter((name) => name !== 'UN') : valueVrs;
  const elements = fc
    .subarray(names, { maxLength: 4 })
    .chain((chosen) => fc.tuple(...chosen.map((name, index) => arbitraryElement(0x00411001 + index, name, options))));
  // To a reader that does not know the block, a sequence of defined length is one opaque value: padding in it would break its lengths.
  const opaque = { ...options, odd: false };
  const nested =
    depth === 0
      ? fc.constant([])
      : fc.oneof(
          fc.constant([]),
          arbitrarySequence(0x004110f0, opaque, depth).map((node) => [node]),
        );
  return fc
    .tuple(fc.boolean(), elements, nested)
    .map(([there, own, inner]) => (there ? [element(0x00410010, 'LO', 'TEST BLOCK'), ...own, ...inner] : []));
}

const tagOfNode = (node: Node): number => ('tag' in node ? node.tag : 0);

/** Where to cut bytes into chunks. */
export const arbitraryCuts = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: length }), { maxLength: 8 }).map((cuts) => cuts.sort((a, b) => a - b));

/** The pieces between cuts, each a copy of its own, as a source hands them over. */
export function chunksOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts, bytes.length];
  return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}
