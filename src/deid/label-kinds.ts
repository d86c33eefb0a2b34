/**
 * Which Attributes hold a name that people and planning systems know something by: a structure, a beam, a plan? They are cleaned so that
 * different names stay different. Numeric tags alone: it loads no dictionary and reads no values.
 */
import type { Tag } from '../standard/tag.js';

export type LabelKind = 'structure' | 'beam' | 'plan' | 'structure-set' | 'dose' | 'setup' | 'prescription';

const kinds: { readonly [kind in LabelKind]: readonly number[] } = {
  // Segment Label, ROI Name, ROI Observation Label; Entity Label, Name and Long Label of conceptual volumes
  structure: [0x00620005, 0x30060026, 0x30060085, 0x30100035, 0x30100036, 0x30100038],
  // RT Image Label and Name (often plan and beam), Beam Name, Block Name (often the beam's), Application Setup Name, Radiation Generation Mode Label
  beam: [0x30020002, 0x30020003, 0x300a00c2, 0x300a00fe, 0x300a0236, 0x300a067c],
  // RT Plan Label and Name
  plan: [0x300a0002, 0x300a0003],
  // Structure Set Label and Name; User Content Label and Long Label
  'structure-set': [0x30060002, 0x30060004, 0x30100033, 0x30100034],
  // Dose Comment, Dose Reference Description, Radiation Dose Identification Label, Radiation Dose In-Vivo Measurement Label
  dose: [0x30040006, 0x300a0016, 0x300a0619, 0x300a0623],
  // Tolerance Table Label, Patient Setup Label, Fixation, Shielding and Setup Device Label, Treatment Position Group Label,
  // RT Tolerance Set Label, Displacement Reference Label
  setup: [0x300a0043, 0x300a0183, 0x300a0194, 0x300a01a4, 0x300a01b8, 0x300a0608, 0x300a062a, 0x300a079a],
  // Treatment Sites, RT Prescription Label, RT Treatment Approach Label, Treatment Site
  prescription: [0x300a000b, 0x30100054, 0x30100056, 0x30100077],
};

const byTag = new Map<number, LabelKind>();
for (const kind of Object.keys(kinds) as LabelKind[]) for (const tag of kinds[kind]) byTag.set(tag, kind);

/** What a standard Attribute names; undefined where it names none of these. */
export function labelKindOf(tag: Tag): LabelKind | undefined {
  return byTag.get(tag);
}

/** How a name is harvested: its kind, a blank, the name. */
export const labelTerm = (kind: LabelKind, name: string): string => `${kind} ${name}`;
