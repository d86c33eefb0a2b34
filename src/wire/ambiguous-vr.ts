/** Settles the VR of elements for which the dictionary names several (PS3.6 "US or SS", "OB or OW" …). It reads no bytes. */
import type { AmbiguousVr } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import type { Level } from './level.js';

const pixelData = 0x7fe00010;

/**
 * The VR by what the data set around it has said so far, items inheriting from what is around them:
 * Pixel Representation for US or SS (PS3.3 C.7.6.3.1), Bits Allocated for Pixel Data (PS3.5 8.1.2, A.2), Waveform Bits
 * Allocated for waveforms (PS3.5 8.3). Look-up table data are OW, which has room for any length (PS3.5 A.2).
 */
export function settleVr(row: AmbiguousVr, tag: Tag, level: Level): Vr {
  switch (row.ambiguous) {
    case 'US or SS':
      return level.pixelRepresentation === 1 ? vr.SS : vr.US;
    case 'OB or OW':
      if (tag === pixelData) return level.bitsAllocated > 8 ? vr.OW : vr.OB;
      if (tag >>> 16 === 0x5400) return level.waveformBitsAllocated > 8 ? vr.OW : vr.OB;
      return vr.OW;
    default:
      return vr.OW;
  }
}

/** OW whose units are the 32-bit cells of Pixel Data. */
const wideCells: Vr = Object.freeze({ ...vr.OW, unit: 4 });

/**
 * What turns round as one between byte orders: in Pixel Data of 32 bits allocated the whole cell, as the 32-bit dose grids in Big
 * Endian that are about have it (decision 0007); DCMTK and GDCM turn each half by itself.
 */
export function cellVr(as: Vr, { bitsAllocated }: Pick<Level, 'bitsAllocated'>): Vr {
  return as === vr.OW && bitsAllocated === 32 ? wideCells : as;
}

/** Notes in `level` what settles later VRs; `value` is the element's 16-bit number. */
export function noteForVr(level: Level, tag: Tag, value: number): void {
  if (tag === 0x00280103) level.pixelRepresentation = value;
  else if (tag === 0x00280100) level.bitsAllocated = value;
  else if (tag === 0x54001004) level.waveformBitsAllocated = value;
}
