/**
 * Which parts of de-identification can be broken on purpose, and by what must each be noticed? A scorer that finds nothing wrong with any of
 * these proves nothing. The rows say what is broken; how a score comes about, others know.
 */

import { createDeidentifier } from '../deid/deidentify.js';
import type { FileContext } from '../deid/file-context.js';
import { nesting } from '../deid/nesting.js';
import type { ProfileRule, ResolvedProfile } from '../deid/profile.js';
import type { OptionName } from '../standard/confidentiality.js';
import { tagOfKeyword } from '../standard/dictionary.js';
import type { Score } from '../verify/score.js';
import type { Stage } from '../wire/token.js';
import type { Weakness } from './selftest-flow.js';

export interface Mutant {
  readonly name: string;
  readonly weakness: Weakness;
  /** What tells it from a whole de-identifier: at least one of them, else it was not noticed. */
  readonly noticed: (score: Score) => number;
  /** Whether the profile uses what is broken. @default always */
  readonly appliesTo?: (profile: ResolvedProfile) => boolean;
}

type Change = (profile: ResolvedProfile) => ResolvedProfile;

const withOption =
  (option: OptionName): Change =>
  (profile) => ({ ...profile, options: [...profile.options, option] });
const without =
  (option: OptionName): Change =>
  (profile) => ({ ...profile, options: profile.options.filter((one) => one !== option) });
const has = (option: OptionName) => ({ options }: ResolvedProfile): boolean => options.includes(option); // biome-ignore format: one line
const hasNot = (option: OptionName) => ({ options }: ResolvedProfile): boolean => !options.includes(option); // biome-ignore format: one line

/** Last match wins: the rules for an Attribute no longer count. */
const keeping = (what: Pick<ProfileRule, 'tag' | 'private'>): Change => (profile) => ({ ...profile, rules: [...profile.rules, { ...what, action: 'keep', profile: profile.name }] }); // biome-ignore format: one line
const attribute = (keyword: string): Pick<ProfileRule, 'tag'> => ({ tag: tagOfKeyword(keyword)! });

const leaks = ({ leaks: all }: Score): number => all.length;
const leaksOf = (kind: string) => (score: Score): number => score.leaks.filter(({ what }) => what.startsWith(kind)).length; // biome-ignore format: one line
const links = ({ links: all }: Score): number => all.findings.length;

export const mutants: readonly Mutant[] = [
  { name: 'no harvest of identifiers', weakness: { harvest: 'off' }, noticed: leaks, appliesTo: has('cleanDescriptors') },
  { name: 'sequences pass as they are', weakness: { deidentifier: (context) => atRootOnly(createDeidentifier(context)) }, noticed: leaks },
  {
    name: 'a text cleaner that finds nothing',
    weakness: { deidentifier: unseeing },
    noticed: leaks,
    appliesTo: has('cleanDescriptors'),
  },
  { name: 'UIDs as they were', weakness: { profile: withOption('retainUids') }, noticed: links, appliesTo: hasNot('retainUids') },
  {
    name: 'dates as they were',
    weakness: {
      profile: (one) => withOption('retainLongitudinalTemporalFullDates')(without('retainLongitudinalTemporalModifiedDates')(one)),
    },
    noticed: leaksOf('date'),
    appliesTo: hasNot('retainLongitudinalTemporalFullDates'),
  },
  {
    name: 'machines as they were',
    weakness: { profile: withOption('retainDeviceIdentity') },
    noticed: leaksOf('device'),
    appliesTo: hasNot('retainDeviceIdentity'),
  },
  {
    name: 'descriptors removed that should be cleaned',
    weakness: { profile: without('cleanDescriptors') },
    noticed: ({ lost }) => lost.length,
    appliesTo: has('cleanDescriptors'),
  },
  { name: 'Patient ID kept', weakness: { profile: keeping(attribute('PatientID')) }, noticed: leaksOf('id') },
  { name: "Operators' Name kept", weakness: { profile: keeping(attribute('OperatorsName')) }, noticed: leaksOf('name') },
  { name: 'Frame of Reference UID kept', weakness: { profile: keeping(attribute('FrameOfReferenceUID')) }, noticed: links, appliesTo: hasNot('retainUids') }, // biome-ignore format: one line
  {
    // Kept private data are searched for what identifies, so that the rule alone leaks nothing.
    name: 'an unknown private element kept, and nobody looks into it',
    weakness: { profile: keeping({ private: { group: 0x0031, creator: 'LARKSPUR PLANNING', low: 0x01 } }), deidentifier: unseeing },
    noticed: ({ leaks: all }) => all.filter(({ path }) => path.includes('(0031,')).length,
  },
];

/** Of a stage: what lies in sequences never reaches it. */
function atRootOnly(stage: Stage): Stage {
  let depth = 0;
  return {
    push(token, emit) {
      const isSequence = token.kind === 'sequenceStart' || depth > 0;
      if (!isSequence) return stage.push(token, emit);
      depth += nesting(token.kind);
      emit(token);
    },
    end: (emit) => stage.end(emit),
  };
}

function unseeing(context: FileContext): Stage {
  return createDeidentifier({
    ...context,
    cleaner: {
      inspectClean: (text) => ({ text, doubtful: [] }),
      inspectLabel: (_, text) => ({ text, doubtful: [] }),
      neutralLabel: () => 'ROI',
      finds: () => false,
      doubts: () => [],
      findsInBytes: () => false,
    },
  });
}
