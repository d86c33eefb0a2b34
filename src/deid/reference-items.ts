/**
 * Does a sequence that an IOD wants with items hold references? Then a dummy item would point at nothing, at an object of an invented kind
 * (PS3.15 E.3.9, K on such sequences): its own items stay, each Attribute by its rule, UIDs mapped.
 */
import { confidentialityRow } from '../standard/confidentiality.js';
import type { IodNode } from '../standard/iod-types.js';
import type { Tag } from '../standard/tag.js';

const referencedSopInstanceUid = 0x00081155;

/** @param sequence of VR SQ @param items the level inside it, undefined where no table lists it */
export function holdsReferences(sequence: Tag, items: IodNode | undefined): boolean {
  if (confidentialityRow(sequence)?.options.retainUids === 'K') return true;
  return items?.required().some(([tag]) => tag === referencedSopInstanceUid) === true;
}
