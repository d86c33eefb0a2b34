/**
 * What a rule can ask for, and what becomes of it at a given place: compound codes of Table E.1-1 by the Type of the Attribute
 * (PS3.15 Annex E.1, "X unless Z is required …"). It knows no tags and no bytes.
 */
import type { ActionCode } from '../standard/confidentiality.js';
import type { Requirement } from '../standard/iod-types.js';
import type { VrName } from '../standard/vr.js';

/** The words of the profile language. */
export const profileActions = ['keep', 'remove', 'empty', 'dummy', 'clean', 'mapUid', 'shiftDate', 'pseudonym', 'replace'] as const;
export type ProfileAction = (typeof profileActions)[number];

/**
 * Whether an action can leave an Attribute without the value it had. Cleaning does not where it goes inside or is what is done anyway.
 * @param vrs of the Attribute, undefined where nobody knows
 */
export function takesAway(action: ProfileAction, vrs: readonly VrName[] | undefined): boolean {
  if (action === 'clean') return !(vrs?.every((name) => name === 'SQ' || name === 'CS') ?? false);
  return action === 'remove' || action === 'empty' || action === 'dummy' || action === 'replace' || action === 'pseudonym';
}

/**
 * What a compiled rule does with an element.
 * `byType`: remove, empty or dummy, as `code` and the Type say. `drop`: gone at any level, whatever its Type. `pass`: untouched, nobody looks.
 * `schema`, `schemaLength`, `schemaFormat`: XML of a known schema and the elements that describe it (plan-interface.ts).
 * `search`: kept unless an identifier is found in it. `recurse`: of sequences, look inside. `keepDate`: kept if it is a date at all.
 */
export type Action =
  | 'pass'
  | 'keep'
  | 'byType'
  | 'drop'
  | 'recurse'
  | 'clean'
  | 'search'
  | 'mapUid'
  | 'shiftDate'
  | 'keepDate'
  | 'age'
  | 'pseudonym'
  | 'patientId'
  | 'patientName'
  | 'replace'
  | 'schema'
  | 'schemaLength'
  | 'schemaFormat';

/** What happens in the end to one element. */
export type Deed = 'keep' | 'change' | 'remove' | 'empty' | 'dummy';

/** Codes that end in remove, empty or dummy. */
export type Removal = Extract<ActionCode, 'X' | 'Z' | 'D' | 'X/Z' | 'X/D' | 'Z/D' | 'X/Z/D'>;

type Row = { readonly [type in '1' | '2' | '3' | 'unknown']: 'remove' | 'empty' | 'dummy' };

/**
 * A plain X or Z is read as "unless the IOD needs more", because E.1 asks for Instances that stay valid: X on Type 1 is D, on Type 2 Z;
 * Z on Type 1 is D. Where nobody knows the Type, a compound code takes the variant that is valid for the strictest Type it names;
 * a plain one is taken literally.
 */
const outcomes: { readonly [code in Removal]: Row } = {
  X: { 1: 'dummy', 2: 'empty', 3: 'remove', unknown: 'remove' },
  Z: { 1: 'dummy', 2: 'empty', 3: 'empty', unknown: 'empty' },
  D: { 1: 'dummy', 2: 'dummy', 3: 'dummy', unknown: 'dummy' },
  'X/Z': { 1: 'dummy', 2: 'empty', 3: 'remove', unknown: 'empty' },
  // Type 2 may be empty: that says less than a dummy.
  'X/D': { 1: 'dummy', 2: 'empty', 3: 'remove', unknown: 'dummy' },
  'Z/D': { 1: 'dummy', 2: 'empty', 3: 'empty', unknown: 'dummy' },
  'X/Z/D': { 1: 'dummy', 2: 'empty', 3: 'remove', unknown: 'dummy' },
};

/** Resolves a code at a place whose Type is `requirement`, undefined where the IOD is silent. A conditional Type counts as its strict one: the Attribute is there. */
export function resolveRemoval(code: Removal, requirement: Requirement | undefined): 'remove' | 'empty' | 'dummy' {
  return outcomes[code][strict(requirement)];
}

/** The removal behind a code that keeps, cleans or maps: what is done where that cannot be done. */
export function removalOf(code: ActionCode): Removal {
  switch (code) {
    case 'K':
    case 'C':
    case 'U':
    case 'X/Z/U*':
      return 'X/Z/D';
    default:
      return code;
  }
}

/** Where several options speak about one Attribute, the safest speaks: clean before keep. */
export function safest(codes: readonly ActionCode[]): ActionCode | undefined {
  return codes.includes('C') ? 'C' : codes[0];
}

function strict(requirement: Requirement | undefined): '1' | '2' | '3' | 'unknown' {
  switch (requirement) {
    case '1':
    case '1C':
      return '1';
    case '2':
    case '2C':
      return '2';
    case '3':
      return '3';
    case undefined:
      return 'unknown';
    default:
      return requirement satisfies never;
  }
}
