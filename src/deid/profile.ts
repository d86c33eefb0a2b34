/**
 * From a profile's text to plain data: `extends` folded, every word checked. It reads no files (a port hands texts in) and holds no rule of the Standard.
 */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { OptionName } from '../standard/confidentiality.js';
import type { PixelRule } from '../standard/pixel-rules.js';
import type { Tag } from '../standard/tag.js';
import type { VrName } from '../standard/vr.js';
import type { ProfileAction } from './actions.js';
import type { Condition } from './conditions.js';
import type { PrivateKeep } from './private-rules.js';
import { checkProfile, type ProfileProblem, type ProfileText } from './profile-check.js';
import type { PrivateStep, Step } from './rule-target.js';

/** A rule of a profile: what it names (an Attribute, a private element, or whatever has a VR), where, when, and what is done. Plain data. */
export interface ProfileRule {
  /** The Attribute, at any level; with `mask`, a repeating group (standard/dictionary.ts). */
  readonly tag?: Tag;
  readonly mask?: number;
  readonly private?: PrivateStep;
  /** By the dictionary, by the file where that leaves a choice. Alone it names standard Attributes only. */
  readonly vrs?: readonly VrName[];
  /** The sequences right around, innermost last. */
  readonly within?: readonly Step[];
  /** Words of standard/iod-words.ts, of which one must name the file's SOP Class. */
  readonly iods?: readonly string[];
  /** Of which one must be the file's Modality. */
  readonly modalities?: readonly string[];
  /** All of which must hold. */
  readonly when?: readonly Condition[];
  readonly action: ProfileAction;
  /** Equal originals in one namespace get equal pseudonyms, whatever the Attribute. */
  readonly namespace?: string;
  /** Of `pseudonym`: text with one `{hash:n}`. */
  readonly template?: string;
  /** Of `replace`. */
  readonly value?: string;
  readonly reason?: string;
  /** Name of the profile that states it, and the line there. */
  readonly profile: string;
  readonly line?: number;
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
  /** Where a rule cleans the name of a structure: which names stay, and what becomes of unknown words in the others. */
  readonly structureNames: { readonly keep: 'standard' | 'all' | 'none'; readonly unknown: 'scrub' | 'drop' | 'number' };
  /** `strict`: only words of the vocabulary stay in a cleaned text. `words` are the user's own, in any language. */
  readonly text: { readonly level: 'standard' | 'strict'; readonly words: readonly string[] };
  readonly privateKeep: readonly PrivateKeep[];
  /** Categories of SOP Class (standard/sop-class.ts) and `private`. */
  readonly quarantine: readonly string[];
  /** What is burned into images; the last that holds for one wins. */
  readonly pixels: readonly PixelRule[];
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
  text: { level: 'standard', words: [] },
  privateKeep: [],
  quarantine: ['private'],
  pixels: [],
  rules: [],
};

/**
 * Loads a profile and what it extends.
 * @throws RadonymError deid/profile, deid/option-not-offered: the first thing wrong, and how many more there are
 */
export function loadProfile(name: string, read: ReadProfile): ResolvedProfile {
  const result = resolveProfile(name, read);
  if ('rules' in result) return result;
  const first = result[0]!;
  const rest = result.length === 1 ? '' : ` (and ${result.length - 1} more: radonym profile check lists all)`;
  throw new RadonymError(first.code, `${placed(first)}${rest}`);
}

/** All that is wrong with a profile and what it extends; nothing when it can be loaded. */
export function profileProblems(name: string, read: ReadProfile): readonly PlacedProblem[] {
  const result = resolveProfile(name, read);
  return 'rules' in result ? [] : result;
}

/** A problem and the profile it is in. */
export interface PlacedProblem extends ProfileProblem {
  readonly profile: string;
}

/** `profile mine, line 4: …` */
export function placed({ profile, line, message }: PlacedProblem): string {
  return `profile ${profile}${line === undefined ? '' : `, line ${line}`}: ${message}`;
}

function resolveProfile(name: string, read: ReadProfile): ResolvedProfile | readonly PlacedProblem[] {
  const chain: ProfileText[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; ) {
    const where: string = next;
    const wrong = (profile: string, message: string): readonly PlacedProblem[] => [
      { profile, line: undefined, message, code: 'deid/profile' },
    ];
    if (seen.has(where)) return wrong(where, 'extends itself');
    if (seen.size === longestChain) return wrong(name, `more than ${longestChain} profiles extend one another`);
    seen.add(where);
    const text = read(where);
    if (text === undefined) return wrong(name, `there is no profile ${where}`);
    if (text.length > limits.profile) return wrong(where, `longer than ${limits.profile} characters`);
    const checked = checkProfile(text);
    if (!('rules' in checked)) return checked.map((problem) => ({ ...problem, profile: where }));
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
    text: { level: own.text?.level ?? base.text.level, words: [...base.text.words, ...(own.text?.words ?? [])] },
    privateKeep: own.privateKeep ?? base.privateKeep,
    quarantine: own.quarantine ?? base.quarantine,
    pixels: [...base.pixels, ...own.pixels],
    rules: [...base.rules, ...own.rules],
  };
}

/** What can only be judged once all is folded. */
function settle(profile: ResolvedProfile): ResolvedProfile | readonly PlacedProblem[] {
  const problems: PlacedProblem[] = [];
  const say = (message: string, line?: number): void => {
    problems.push({ profile: profile.name, line, message, code: 'deid/profile' });
  };
  const has = (option: OptionName): boolean => profile.options.includes(option);
  if (profile.basis === 'none') {
    if (profile.options.length > 0 || profile.rules.length > 0 || profile.pixels.length > 0)
      say('with basis none nothing is changed, so it can have no options, no rules and no pixels');
    return problems.length > 0 ? problems : profile;
  }
  if (has('retainLongitudinalTemporalFullDates') && has('retainLongitudinalTemporalModifiedDates'))
    say('dates are either kept (retainLongitudinalTemporalFullDates) or shifted (retainLongitudinalTemporalModifiedDates), not both');
  if (!has('cleanPixelData')) {
    const blanking = profile.pixels.find(({ action }) => action === 'blank');
    // The output says by the option's code that it was cleaned.
    if (blanking !== undefined) say('a row of pixels that blanks needs the option cleanPixelData', blanking.line);
  }
  if (!has('retainSafePrivate')) {
    if (profile.privateKeep.length > 0) say('private.keep needs the option retainSafePrivate');
    // The output says by the option's code that private elements may be there.
    const keeping = profile.rules.find((rule) => rule.private !== undefined && !['remove', 'empty', 'dummy'].includes(rule.action));
    if (keeping !== undefined) say('a rule that keeps a private element needs the option retainSafePrivate', keeping.line);
  }
  if (problems.length > 0) return problems;
  return has('retainSafePrivate') && profile.privateKeep.length === 0 ? { ...profile, privateKeep: ['safe'] } : profile;
}
