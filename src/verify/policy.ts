/**
 * What did the profile promise, so that the checker neither asks for less nor cries for more? From the codes that an output states
 * (0012,0064), or from what a run said of itself. Plain data; it judges nothing.
 */
import { basicProfileCode, type OptionName, options } from '../standard/confidentiality.js';
import type { PixelRule } from '../standard/pixel-rules.js';
import { isGroupLength, type Tag } from '../standard/tag.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt } from './element-tree.js';
import type { IdentifierKind } from './identity-attributes.js';
import { isRuled } from './ruled.js';

export interface Policy {
  /** False for what was only re-encoded: then nothing may differ, and nobody is to be hidden. */
  readonly deidentified: boolean;
  readonly dates: 'remove' | 'shift' | 'keep';
  readonly uids: 'changed' | 'kept';
  /** Undefined where nobody said. */
  readonly wholeWeeks: boolean | undefined;
  /** Kinds of identifier that may stay wherever they are. */
  readonly retained: readonly IdentifierKind[];
  /** Attributes that rules of the profile keep, or fill with a text of their own: what stands in them is no leak. */
  readonly kept: readonly Tag[];
  /** Attributes that rules of the profile remove or change, whatever the tables say. */
  readonly changed: readonly Tag[];
  /** What the profile blanks in images. */
  readonly pixels: readonly PixelRule[];
}

/** What a run's profile adds to its options. */
export interface ProfileFacts {
  readonly options: readonly OptionName[];
  readonly wholeWeeks?: boolean;
  readonly kept?: readonly Tag[];
  readonly changed?: readonly Tag[];
  readonly pixels?: readonly PixelRule[];
}

export function policyOf({ options: chosen, wholeWeeks, kept = [], changed = [], pixels = [] }: ProfileFacts): Policy {
  const has = (option: OptionName): boolean => chosen.includes(option);
  return {
    deidentified: true,
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
    changed,
    pixels,
  };
}

/** Of a transcoded folder. */
export const reencoded: Policy = {
  deidentified: false,
  dates: 'keep',
  uids: 'kept',
  wholeWeeks: undefined,
  retained: ['name', 'id', 'place', 'device', 'date', 'uid'],
  kept: [],
  changed: [],
  pixels: [],
};

/** Whether what stands at this path may differ from the original, or be gone. */
export function mayChange(policy: Policy): (path: readonly Tag[]) => boolean {
  if (!policy.deidentified) return (path) => path.some((tag) => isGroupLength(tag) || tag === dataSetTrailingPadding);
  if (policy.changed.length === 0) return isRuled;
  const changed = new Set(policy.changed);
  return (path) => isRuled(path) || path.some((tag) => changed.has(tag));
}

const dataSetTrailingPadding = 0xfffcfffc;

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
