/**
 * What did the profile promise, so that the checker neither asks for less nor cries for more? From the codes that an output states
 * (0012,0064), or from what a run said of itself. Plain data; it judges nothing.
 */
import { mustStay } from '../standard/clinical.js';
import { basicProfileCode, confidentialityRows, forgottenRows, type OptionName, options } from '../standard/confidentiality.js';
import { dictionaryEntry } from '../standard/dictionary.js';
import type { PixelRule } from '../standard/pixel-rules.js';
import { isGroupLength, type Tag } from '../standard/tag.js';
import type { VrName } from '../standard/vr.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt } from './element-tree.js';
import type { IdentifierKind } from './identity-attributes.js';
import { keepsByRow } from './retained.js';
import { isMadeAnew, isRuled } from './ruled.js';

export interface Policy {
  /** False for what was only re-encoded: then nothing may differ, and nobody is to be hidden. */
  readonly deidentified: boolean;
  /** What the profile chose of PS3.15 Annex E. */
  readonly options: readonly OptionName[];
  readonly dates: 'remove' | 'shift' | 'keep';
  /** Of instances; retained.ts knows where it is otherwise. */
  readonly uids: 'changed' | 'kept';
  /** Undefined where nobody said. */
  readonly wholeWeeks: boolean | undefined;
  /** Kinds of identifier that may stay wherever they are. */
  readonly retained: readonly IdentifierKind[];
  /** Attributes that rules of the profile keep, or fill with a text of their own: what stands in them is no leak. */
  readonly kept: readonly Tag[];
  /** Attributes that rules of the profile remove or change, whatever the tables say. */
  readonly changed: readonly Tag[];
  /** VRs that rules without an Attribute speak of. */
  readonly changedVrs: readonly VrName[];
  /** Attributes with an action in the tables that an option of the profile keeps. */
  readonly retainedTags: readonly Tag[];
  /** Whether an approval may be taken back: by a rule, or where nobody said what the rules are. */
  readonly mayUnapprove: boolean;
  /** What the profile blanks in images. */
  readonly pixels: readonly PixelRule[];
}

/** What a run's profile adds to its options. */
export interface ProfileFacts {
  readonly options: readonly OptionName[];
  readonly wholeWeeks?: boolean;
  readonly kept?: readonly Tag[];
  readonly changed?: readonly Tag[];
  readonly changedVrs?: readonly VrName[];
  readonly pixels?: readonly PixelRule[];
}

export function policyOf({ options: chosen, wholeWeeks, kept = [], changed, changedVrs = [], pixels = [] }: ProfileFacts): Policy {
  const has = (option: OptionName): boolean => chosen.includes(option);
  return {
    deidentified: true,
    options: chosen,
    dates: has('retainLongitudinalTemporalFullDates') ? 'keep' : has('retainLongitudinalTemporalModifiedDates') ? 'shift' : 'remove',
    uids: has('retainUids') ? 'kept' : 'changed',
    wholeWeeks,
    retained: [
      ...(has('retainUids') ? (['uid'] as const) : []),
      ...(has('retainDeviceIdentity') ? (['device'] as const) : []),
      ...(has('retainInstitutionIdentity') ? (['place'] as const) : []),
      ...(has('retainLongitudinalTemporalFullDates') ? (['date'] as const) : []),
    ],
    kept,
    changed: changed ?? [],
    changedVrs,
    retainedTags: retainedBy(chosen),
    mayUnapprove: changed === undefined || [...changed, ...kept].some((tag) => tag === approvalStatus),
    pixels,
  };
}

const approvalStatus = 0x300e0002;

/** What is in a sequence is judged by itself. */
function retainedBy(chosen: readonly OptionName[]): Tag[] {
  return [...confidentialityRows(), ...forgottenRows()].flatMap((row) => {
    const isOne = row.mask >>> 0 === 0xffffffff && !isMadeAnew(row.tag) && !dictionaryEntry(row.tag)?.vrs.includes('SQ');
    return isOne && keepsByRow(chosen, row) ? [row.tag] : [];
  });
}

/** Of a transcoded folder. */
export const reencoded: Policy = {
  deidentified: false,
  options: [],
  dates: 'keep',
  uids: 'kept',
  wholeWeeks: undefined,
  retained: ['name', 'id', 'place', 'device', 'date', 'uid'],
  kept: [],
  changed: [],
  changedVrs: [],
  retainedTags: [],
  mayUnapprove: false,
  pixels: [],
};

/** Whether what stands at this path may differ from the original, or be gone. What always stays may not, whatever a rule says. */
export function mayChange(policy: Policy): (path: readonly Tag[]) => boolean {
  if (!policy.deidentified) return (path) => path.some((tag) => isGroupLength(tag) || tag === dataSetTrailingPadding);
  const [changed, vrs, retained] = [
    new Set([...policy.changed, patientAlternativeCalendar]),
    new Set(policy.changedVrs),
    new Set(policy.retainedTags),
  ];
  const isChanged = (tag: Tag): boolean =>
    (changed.has(tag) || (vrs.size > 0 && (dictionaryEntry(tag)?.vrs.some((name) => vrs.has(name)) ?? false))) && !mustStay(tag);
  return (path) => {
    const [tag, around] = [path.at(-1)!, path.slice(0, -1)];
    const isHeld = retained.has(tag) || (tag === approvalStatus && !policy.mayUnapprove);
    return isRuled(isHeld ? around : path) || path.some(isChanged);
  };
}

const dataSetTrailingPadding = 0xfffcfffc;
/** No row: it goes with the dates whose calendar it is (PS3.3 C.7.1.1). */
const patientAlternativeCalendar = 0x00100035 as Tag;

export interface StatedMethod {
  /** Whether (0012,0062) says YES and the Basic Profile is among the codes. */
  readonly isDeidentified: boolean;
  readonly options: readonly OptionName[];
  /** (0028,0303); empty where it is absent. */
  readonly temporal: string;
  readonly method: string;
}

/** What an output says of itself. */
export function statedMethod(file: ReadFile): StatedMethod {
  const textOf = (tag: number): string => elementAt(file.elements, tag)?.text ?? '';
  const codes = (elementAt(file.elements, 0x00120064)?.items ?? []).map((item) => elementAt(item, 0x00080100)?.text ?? '');
  return {
    isDeidentified: textOf(0x00120062) === 'YES' && codes.includes(basicProfileCode.code),
    options: (Object.keys(options) as OptionName[]).filter((option) => codes.includes(options[option].code)),
    temporal: textOf(0x00280303),
    method: textOf(0x00120063),
  };
}
