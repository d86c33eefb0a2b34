/**
 * From a profile's text to plain data: `extends` folded, every word checked. It knows the language's first part (attributes by keyword
 * or tag) and says so where a profile uses more. It reads no files (a port hands texts in) and holds no rule of the Standard.
 */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { OptionName } from '../standard/confidentiality.js';
import type { Tag } from '../standard/tag.js';
import type { ProfileAction } from './actions.js';
import type { PrivateKeep } from './private-rules.js';
import { checkProfile, type ProfileText } from './profile-check.js';

/** A rule of a profile: one Attribute at any level. */
export interface ProfileRule {
  readonly tag: Tag;
  readonly action: ProfileAction;
  /** Equal originals in one namespace get equal pseudonyms, whatever the Attribute. */
  readonly namespace?: string;
  readonly prefix?: string;
  /** Of `replace`. */
  readonly value?: string;
  readonly reason?: string;
  /** Name of the profile that states it. */
  readonly profile: string;
}

/** A profile as the compiler takes it. Plain data: it crosses to workers as it is. */
export interface ResolvedProfile {
  readonly name: string;
  readonly description: string;
  /** `none`: nothing is changed and nothing stated. */
  readonly basis: 'basic' | 'none';
  readonly options: readonly OptionName[];
  readonly dates: { readonly shiftDays: readonly [number, number]; readonly wholeWeeks: boolean };
  readonly pseudonyms: { readonly patientId: string; readonly patientName: string };
  /** Reserved for the vocabulary of structure names; ROI names are cleaned as other text until then. */
  readonly structureNames: { readonly keep: 'standard' | 'all' | 'none'; readonly unknown: 'scrub' | 'number' };
  readonly privateKeep: readonly PrivateKeep[];
  /** Categories of SOP Class (standard/sop-class.ts) and `private`. */
  readonly quarantine: readonly string[];
  readonly rules: readonly ProfileRule[];
}

/** The text of a profile by name (shipped, or a path as the user wrote it); undefined where there is none. */
export type ReadProfile = (name: string) => string | undefined;

const longestChain = 8;

const ground: ResolvedProfile = {
  name: '',
  description: '',
  basis: 'basic',
  options: [],
  dates: { shiftDays: [-3650, -365], wholeWeeks: true },
  pseudonyms: { patientId: 'ANON{hash:10}', patientName: '{patientId}' },
  structureNames: { keep: 'none', unknown: 'scrub' },
  privateKeep: [],
  quarantine: ['private'],
  rules: [],
};

/**
 * Loads a profile and what it extends.
 * @throws RadonymError deid/profile, deid/option-later
 */
export function loadProfile(name: string, read: ReadProfile): ResolvedProfile {
  const chain: ProfileText[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; ) {
    if (seen.has(next)) throw new RadonymError('deid/profile', `profile ${next}: extends itself`);
    if (seen.size === longestChain)
      throw new RadonymError('deid/profile', `profile ${name}: more than ${longestChain} profiles extend one another`);
    seen.add(next);
    const text = read(next);
    if (text === undefined) throw new RadonymError('deid/profile', `there is no profile ${next}`);
    if (text.length > limits.profile) throw new RadonymError('deid/profile', `profile ${next}: longer than ${limits.profile} characters`);
    const checked = checkProfile(text, next);
    chain.push(checked);
    next = checked.extends;
  }
  return settle(chain.reduceRight(fold, ground));
}

/** Options, quarantine and private lists replace what they extend, rules are added behind: the last match wins. */
function fold(base: ResolvedProfile, own: ProfileText): ResolvedProfile {
  return {
    name: own.name,
    description: own.description ?? base.description,
    basis: own.basis ?? base.basis,
    options: own.options ?? base.options,
    dates: { ...base.dates, ...own.dates },
    pseudonyms: { ...base.pseudonyms, ...own.pseudonyms },
    structureNames: { ...base.structureNames, ...own.structureNames },
    privateKeep: own.privateKeep ?? base.privateKeep,
    quarantine: own.quarantine ?? base.quarantine,
    rules: [...base.rules, ...own.rules],
  };
}

/** What can only be judged once all is folded. */
function settle(profile: ResolvedProfile): ResolvedProfile {
  const fail = (what: string): never => {
    throw new RadonymError('deid/profile', `profile ${profile.name}: ${what}`);
  };
  const has = (option: OptionName): boolean => profile.options.includes(option);
  if (profile.basis === 'none') {
    if (profile.options.length > 0 || profile.rules.length > 0)
      fail('with basis none nothing is changed, so it can have no options and no rules');
    return profile;
  }
  if (has('retainLongitudinalTemporalFullDates') && has('retainLongitudinalTemporalModifiedDates'))
    fail('dates are either kept (retainLongitudinalTemporalFullDates) or shifted (retainLongitudinalTemporalModifiedDates), not both');
  if (profile.privateKeep.length > 0 && !has('retainSafePrivate')) fail('private.keep needs the option retainSafePrivate');
  return has('retainSafePrivate') && profile.privateKeep.length === 0 ? { ...profile, privateKeep: ['safe'] } : profile;
}
