/** Which elements of group 0028 say what an image is, and how must they change when the image does (PS3.5 8.2)? It codes no frame. */
import { type Tag, tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { paddedAscii } from '../wire/value.js';
import type { Edit } from './attribute-edits.js';
import type { Image } from './image.js';

const numbers: readonly (readonly [Tag, Exclude<keyof Image, 'photometricInterpretation' | 'numberOfFrames'>])[] = [
  [tag(0x00280002), 'samplesPerPixel'],
  [tag(0x00280100), 'bitsAllocated'],
  [tag(0x00280101), 'bitsStored'],
  [tag(0x00280102), 'highBit'],
  [tag(0x00280103), 'pixelRepresentation'],
];

/** What makes a data set that describes `from` one that describes `to`; as little as that takes. */
export function imageEdits(from: Image, to: Image): Edit[] {
  const edits = numbers.filter(([, name]) => from[name] !== to[name]).map(([tag, name]) => put(tag, vr.US, short(to[name])));
  if (from.photometricInterpretation !== to.photometricInterpretation)
    edits.push(put(tag(0x00280004), vr.CS, paddedAscii(to.photometricInterpretation, vr.CS)));
  // PS3.3 C.7.6.3.1.3: required where there are several samples, though some writers leave it out.
  if (to.samplesPerPixel > 1) edits.push(put(tag(0x00280006), vr.US, short(to.planarConfiguration)));
  return edits;
}

export const put = (tag: Tag, as: Vr, value: Uint8Array): Edit => ({ tag, vr: as, value: () => value });

const short = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >>> 8);
