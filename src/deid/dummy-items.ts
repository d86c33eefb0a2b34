/**
 * The one item that stands in for a sequence that may not be empty: what the IOD requires in it, down to the innermost required
 * sequence, with dummies. It knows what is required, not why.
 */
import { dictionaryVr, isAmbiguous, keywordOf } from '../standard/dictionary.js';
import type { IodNode } from '../standard/iod-types.js';
import { type Tag, tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import type { Emit, Encoding } from '../wire/token.js';
import { paddedAscii } from '../wire/value.js';
import { type DummySource, dummyValue } from './dummies.js';
import { madeBorder, madeElement } from './token-copy.js';

const deepest = 8;
const codeMeaning = tag(0x00080104);

/** A code that says nothing: SNOMED CT 261665006 "Unknown". */
const unknownCode: readonly (readonly [Tag, Vr, string])[] = [
  [tag(0x00080100), vr.SH, '261665006'],
  [tag(0x00080102), vr.SH, 'SCT'],
  [codeMeaning, vr.LO, 'Unknown'],
];

/** @param node the level inside the sequence, undefined where no table lists it */
export function emitDummySequence(
  sequence: Tag,
  as: Vr,
  node: IodNode | undefined,
  encoding: Encoding,
  depth: number,
  source: DummySource,
  emit: Emit,
  nested = 1,
): void {
  const elements = nested > deepest ? [] : contents(sequence, node);
  emit(madeBorder('sequenceStart', sequence, as, encoding, depth));
  emit(madeBorder('itemStart', sequence, as, encoding, depth + 1, elements.length === 0 ? 0 : undefined));
  for (const [child, isEmpty, bytes] of elements) {
    const childVr = vrOf(child);
    if (bytes !== undefined) emit(madeElement(child, childVr, bytes, encoding, depth + 1));
    else if (childVr !== vr.SQ)
      emit(madeElement(child, childVr, isEmpty ? new Uint8Array(0) : dummyValue(child, childVr, '', source), encoding, depth + 1));
    else if (isEmpty) emitEmptySequence(child, childVr, encoding, depth + 1, emit);
    else emitDummySequence(child, childVr, node?.child(child), encoding, depth + 1, source, emit, nested + 1);
  }
  emit(madeBorder('itemEnd', sequence, as, encoding, depth + 1));
  emit(madeBorder('sequenceEnd', sequence, as, encoding, depth));
}

export function emitEmptySequence(sequence: Tag, as: Vr, encoding: Encoding, depth: number, emit: Emit): void {
  emit(madeBorder('sequenceStart', sequence, as, encoding, depth, 0));
  emit(madeBorder('sequenceEnd', sequence, as, encoding, depth));
}

/** What the item holds, in tag order; the last of each row is a value that is given. */
function contents(sequence: Tag, node: IodNode | undefined): readonly (readonly [Tag, boolean, Uint8Array?])[] {
  const required = (node?.required() ?? []).map(([child, type]) => [child, type === '2'] as const);
  // Code Value and its designator are Type 1C (PS3.3 8.8), so a code has to be given whole.
  const isCode = node === undefined ? keywordOf(sequence)?.endsWith('CodeSequence') : required.some(([child]) => child === codeMeaning);
  if (!isCode) return required;
  const given = new Set<number>(unknownCode.map(([child]) => child));
  const code = unknownCode.map(([child, as, text]) => [child, false, paddedAscii(text, as)] as const);
  return [...code, ...required.filter(([child]) => !given.has(child))].sort(([a], [b]) => a - b);
}

function vrOf(child: Tag): Vr {
  const choice = dictionaryVr(child);
  if (choice === undefined) return vr.UN;
  return isAmbiguous(choice) ? (choice.ambiguous === 'OB or OW' ? vr.OW : vr.US) : choice;
}
