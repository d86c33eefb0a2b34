/**
 * Private elements of radiotherapy vendors that we reviewed and found safe to keep, or to keep changed. Our own judgement, opt-in by
 * `private: { keep: [rt-vendors] }`; an element that is not here goes. Never here: Varian 3253 (free XML), Varian 3287 (a hash of the
 * plan that no longer holds), checksums, opaque blobs, notes, and dates of machines.
 */
import type { VrName } from '../standard/vr.js';

export interface ReviewedPrivate {
  readonly vr: VrName;
  /** `clean` for text that people type; undefined: as its VR asks (search, map, look inside). */
  readonly action: 'clean' | undefined;
  readonly reason: string;
}

type Row = readonly [group: number, creator: string, low: number | readonly [number, number], vr: VrName, reason: string, action?: 'clean'];

const varian = (group: string): string => `Varian Medical Systems VISION ${group}`;

const rows: readonly Row[] = [
  [0x3243, varian('3243'), 0x09, 'LO', 'copy of the beam name', 'clean'],
  [0x3243, varian('3243'), 0x28, 'IS', 'number of the related beam'],
  [0x3249, varian('3249'), 0x00, 'DS', 'maximum treatment time, needed to deliver'],
  [0x3249, varian('3249'), 0x10, 'UI', 'links to the primary dose reference'],
  [0x3249, varian('3249'), 0x20, 'SQ', 'absolute dose calibration'],
  [0x3249, varian('3249'), [0x21, 0x25], 'FD', 'absolute dose calibration'],
  [0x3259, varian('3259'), 0x00, 'SQ', 'doses that limit a session'],
  [0x3259, varian('3259'), 0x02, 'DS', 'session dose'],
  [0x3259, varian('3259'), 0x04, 'DS', 'daily dose'],
  [0x3259, varian('3259'), 0x06, 'DS', 'lifetime dose'],
  [0x3263, varian('3263'), 0x01, 'SQ', 'relates structure sets; UIDs inside are mapped'],
  [0x3263, varian('3263'), 0x02, 'CS', 'kind of relation between structure sets'],
  [0x3265, varian('3265'), [0x00, 0x01], 'SL', 'count of fractions'],
  [0x3267, varian('3267'), 0x00, 'LO', 'name of a volume or reference point', 'clean'],
  [0x3271, varian('3271'), 0x00, 'CS', 'kind of marker'],
  [0x3273, varian('3273'), 0x00, 'DS', 'isocentre of the image'],
  [0x3273, varian('3273'), 0x01, 'CS', 'patient position of the image'],
  [0x3275, varian('3275'), 0x00, 'LO', 'kind of registration'],
  [0x3285, varian('3285'), 0x00, 'SQ', 'primary fluence mode: needed to deliver without flattening filter'],
  [0x3285, varian('3285'), 0x01, 'CS', 'fluence mode'],
  [0x3285, varian('3285'), 0x02, 'SH', 'fluence mode'],
  [0x3291, varian('3291'), 0x00, 'DS', 'distance from source to accessory'],
  [0x3295, varian('3295'), 0x00, 'FL', 'delivered line scan weights'],
  [0x3297, varian('3297'), 0x00, 'IS', 'line scan'],
  [0x3297, varian('3297'), [0x01, 0x02], 'FL', 'line scan'],
  [0x3297, varian('3297'), 0x03, 'IS', 'line scan'],
  [0x3297, varian('3297'), 0x04, 'SH', 'line scan'],
  [0x3303, varian('3303'), 0x00, 'UI', 'links to a conceptual volume'],
  [0x300b, 'IMPAC', [0x01, 0x02], 'FL', 'proton beam geometry'],
  [0x300b, 'IMPAC', 0x04, 'FL', 'proton range'],
  [0x300b, 'IMPAC', 0x0e, 'FL', 'width of the spread-out Bragg peak'],
  [0x300b, 'IMPAC', 0x11, 'FL', 'width of the spread-out Bragg peak'],
  [0x300b, 'IMPAC', 0x17, 'FL', 'proton range'],
  [0x300b, 'IMPAC', 0x20, 'DS', 'duty cycle of gating'],
  [0x300b, 'IMPAC', 0x90, 'SH', 'line scan'],
  [0x300b, 'IMPAC', 0x92, 'IS', 'line scan'],
  [0x300b, 'IMPAC', 0x94, 'FL', 'line scan'],
  [0x300b, 'IMPAC', 0x96, 'FL', 'line scan'],
  [0x300b, 'IMPAC', 0x98, 'FL', 'line scan'],
  [0x300b, 'IMPAC', 0x9a, 'IS', 'line scan'],
  [0x4001, 'RAYSEARCHLABS 2.0', 0x2a, 'UI', 'links to the plan'],
  [0x4001, 'RAYSEARCHLABS 2.0', 0x50, 'UI', 'links to the structure set'],
  [0x300d, 'TOMO_HA_01', 0x40, 'DS', 'gantry period, needed to deliver'],
  [0x300d, 'TOMO_HA_01', 0x50, 'UI', 'names the machine; mapped'],
  [0x300d, 'TOMO_HA_01', 0x60, 'DS', 'pitch, needed to deliver'],
  [0x300d, 'TOMO_HA_01', 0x80, 'DS', 'couch speed, needed to deliver'],
  [0x300d, 'TOMO_HA_01', 0xa7, 'DS', 'sinogram of leaf openings, needed to deliver'],
  [0x300d, 'TOMO_HA_01', 0xc0, 'SQ', 'table from image value to density'],
  [0x300d, 'TOMO_HA_01', [0xc1, 0xc2], 'DS', 'table from image value to density'],
  [0x300b, 'Brainlab - ONC - Beam Parameters', 0x10, 'IS', 'numbers of beams'],
  [0x320b, 'Brainlab - ONC - Multi-axial treatmentmachine', 0x01, 'CS', 'tracking mode'],
  [0x300f, 'Accuray Robotic Control', 0x01, 'CS', 'collision option'],
  [0x300d, 'IBA', 0x02, 'SH', 'scattering mode'],
];

const byKey = new Map<string, ReviewedPrivate>();
for (const [group, creator, low, vr, reason, action] of rows) {
  const [from, to] = typeof low === 'number' ? [low, low] : low;
  for (let at = from; at <= to; at++) byKey.set(`${group}\\${creator}\\${at}`, Object.freeze({ vr, action, reason }));
}

/** @param low the ee of (gggg,xxee) */
export function rtPrivate(group: number, creator: string, low: number): ReviewedPrivate | undefined {
  return byKey.get(`${group}\\${creator}\\${low}`);
}
