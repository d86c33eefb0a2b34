/**
 * A profile and the tables of the Standard become one frozen answer to "what is done with this Attribute?". Everything is merged here,
 * once; per element nothing is left but a look into a map. It knows no bytes and no IOD: Types are asked where the element stands.
 */
import { type ActionCode, type ConfidentialityRow, confidentialityRow, maskedRows, type OptionName } from '../standard/confidentiality.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import type { PixelRule } from '../standard/pixel-rules.js';
import { groupOf, isGroupLength, isPrivate, type Tag, tag } from '../standard/tag.js';
import { type Vr, type VrName, vr } from '../standard/vr.js';
import { type Action, type Removal, removalOf, safest } from './actions.js';
import type { Choice } from './choices.js';
import { companions } from './companions.js';
import { asksFile, type FileHead, holdsForFile, withoutFile } from './conditions.js';
import { type DateMode, dateRule, defaultRules, type VrRules } from './default-rules.js';
import type { LabelKind } from './label-kinds.js';
import { PrivateRules } from './private-rules.js';
import type { ResolvedProfile } from './profile.js';
import { keepAction, ProfileRules } from './profile-rules.js';

/** Where a rule comes from: for explain and for reports. */
export interface RuleSource {
  readonly table: 'E.1-1' | 'E.3.10-1' | 'radonym' | 'profile' | 'value-representation' | 'unknown';
  /** The code that decided, and the option whose column holds it, if one does. */
  readonly code?: ActionCode;
  readonly option?: OptionName;
  readonly profile?: string;
  /** Of the profile's text. */
  readonly line?: number;
  readonly reason?: string;
}

export interface Rule {
  readonly action: Action;
  /** What is done where the action cannot be done, and what `byType` does. */
  readonly removal: Removal;
  /** Of the dictionary; undefined where it leaves a choice. */
  readonly vr: VrName | undefined;
  readonly namespace?: string;
  /** Of `pseudonym`: text with one `{hash:n}`. */
  readonly template?: string;
  readonly value?: string;
  /** What the Attribute names, where its tag does not say so (private ones). */
  readonly label?: LabelKind;
  readonly source: RuleSource;
  /** Set where the VR in the file decides. */
  readonly perVr?: VrRules;
  /** Rules that come before this one where they hold, the first that does (choices.ts). */
  readonly choices?: readonly Choice[];
}

export interface CompiledRules {
  readonly name: string;
  readonly basis: 'basic' | 'none';
  /** In the order of CID 7050. */
  readonly options: readonly OptionName[];
  readonly dates: DateMode;
  /** Whether a found identifier is cleaned in a text without a rule, or the text removed. */
  readonly cleansText: boolean;
  /** Whether UIDs are mapped in text too. */
  readonly mapsUids: boolean;
  readonly quarantine: ReadonlySet<string>;
  /** What is done about text in pixels: pixel-policy.ts asks them. */
  readonly pixels: readonly PixelRule[];
  /** The rule for a standard Attribute, by the VR its element has. HOT. */
  rule(tag: Tag, vr: Vr): Rule;
  readonly privates: PrivateRules;
  /** The rules for one file: those that ask its SOP Class, Modality or head are decided. The stage follows no others. */
  forFile(head: FileHead): CompiledRules;
}

/** Gone at any level, whatever the options and the profile. */
const always: readonly (readonly [number, string])[] = [
  [0x00080300, 'describes private blocks as they were before'],
  [0x00101100, 'photo of the patient'],
  [0x04000310, 'part of a signature that no longer holds'],
  [0x04000500, 'encrypted originals'],
  [0x04000550, 'holds original values'],
  [0x04000561, 'holds original values'],
  [0x4ffe0001, 'signature that no longer holds'],
  [0xfffafffa, 'signature that no longer holds'],
  [0xfffcfffc, 'padding may hide anything'],
];

/** Why an Attribute goes whatever anyone says; undefined for one that does not. */
export function alwaysRemoved(tag: Tag): string | undefined {
  return always.find(([packed]) => packed === tag)?.[1];
}

const strangeGroups: ReadonlySet<number> = new Set([0x0000, 0x0002, 0x0004, 0x0006]);
const udiSequence = 0x0018100a;
const uniqueDeviceIdentifier = tag(0x00181009);
const approvalStatus = tag(0x300e0002);
const review: readonly number[] = [0x300e0004, 0x300e0005, 0x300e0008];
/** The definition of a public context group: its version is no date of anyone. */
const contextGroupVersion = 0x00080106;
const contextGroupLocalVersion = 0x00080107;
/** Among what the table calls a device's dates, this one is of a treatment: it stays only where such dates stay. */
const beamHoldTransition = 0x300c0127;
const timezoneOffset = 0x00080201;
/** True after whole weeks only. */
const intendedStartDayOfWeek = 0x30100086;
const treatmentMachineName = tag(0x300a00b2);

/** @param profile as `loadProfile` made it; plain data, so a worker compiles its own */
export function compileRules(profile: ResolvedProfile): CompiledRules {
  const asking = profile.rules.filter(asksFile);
  const own = compile(profile, () => own);
  if (asking.length === 0) return own;
  const known = new Map<string, CompiledRules>();
  const forFile = (head: FileHead): CompiledRules => {
    const holding = new Set(asking.filter((rule) => holdsForFile(rule, head)));
    const key = asking.map((rule) => (holding.has(rule) ? '1' : '0')).join('');
    let found = known.get(key);
    if (found === undefined) {
      const rules = profile.rules.filter((rule) => !asksFile(rule) || holding.has(rule)).map(withoutFile);
      const settled: CompiledRules = compile({ ...profile, rules }, () => settled);
      found = settled;
      if (known.size >= kindsOfFile) known.clear();
      known.set(key, found);
    }
    return found;
  };
  return Object.freeze({ ...own, forFile });
}

const kindsOfFile = 64;

function compile(profile: ResolvedProfile, forFile: (head: FileHead) => CompiledRules): CompiledRules {
  const on = new Set(profile.options);
  const dates: DateMode = on.has('retainLongitudinalTemporalFullDates')
    ? 'keep'
    : on.has('retainLongitudinalTemporalModifiedDates')
      ? 'shift'
      : 'remove';
  const defaults = defaultRules(dates, on.has('retainUids'));
  const stated = new ProfileRules(profile.rules);
  const byTable = (packed: Tag): Rule => {
    if (strangeGroups.has(groupOf(packed)) || isGroupLength(packed)) return gone('does not belong in a data set');
    // An overlay or curve without its data, or its data without their description, is invalid: all of the group goes, also with Clean
    // Graphics, for nobody has looked at what the bits spell.
    if ((packed & 0xff010000) >>> 0 === 0x60000000 || (packed & 0xff010000) >>> 0 === 0x50000000)
      return gone('overlay or curve: may show text', 'E.1-1');
    if (packed === intendedStartDayOfWeek && dates === 'shift' && !profile.dates.wholeWeeks)
      return gone('after such a shift it is another day');
    const row = isPrivate(packed)
      ? undefined
      : (confidentialityRow(packed) ?? maskedRows().find((each) => (packed & each.mask) >>> 0 === each.tag));
    return row === undefined ? defaults.forTag(packed) : ruleOfRow(row, profile.options, dates, defaults.forTag);
  };
  const settled = (packed: Tag): Rule => (isGroupLength(packed) ? byTable(packed) : stated.apply(byTable(packed), packed));
  /** Rules seen so far. They are few: what the dictionary does not know is not remembered, so that no file can fill the map. */
  const byTag = new Map<number, Rule>();
  for (const [packed, reason] of always) byTag.set(packed, gone(reason));
  // UniqueDeviceIdentifier is Type 1 in its items: where it goes, they go.
  const udi = settled(uniqueDeviceIdentifier);
  if (udi.action !== 'keep' && udi.action !== 'search') {
    const { choices: _, ...plain } = udi;
    byTag.set(udiSequence, { ...plain, vr: 'SQ' });
  }
  // What nobody approved has no review, whatever its Type (PS3.3 C.8.8.16: Type 2C, for APPROVED and REJECTED).
  if (settled(approvalStatus).value === 'UNAPPROVED') for (const packed of review) byTag.set(packed, gone('of an approval that is gone'));
  for (const { tag: companion, of, reason } of companions) {
    const isStated = settled(tag(companion)).source.option !== undefined;
    if (!isStated && of.every((other) => settled(tag(other)).action === 'byType')) byTag.set(companion, gone(reason));
  }
  const rule = (packed: Tag, as: Vr): Rule => {
    let found = byTag.get(packed);
    if (found === undefined) {
      found = settled(packed);
      if (found.source.table !== 'unknown') byTag.set(packed, found);
    }
    return found.perVr === undefined ? found : found.perVr.get(as.name)!;
  };
  return Object.freeze<CompiledRules>({
    name: profile.name,
    basis: profile.basis,
    options: [...profile.options].sort(byCode),
    dates,
    cleansText: on.has('cleanDescriptors'),
    mapsUids: !on.has('retainUids'),
    quarantine: new Set(profile.quarantine),
    pixels: profile.pixels,
    rule,
    privates: new PrivateRules({
      keep: profile.privateKeep,
      dates,
      retainsUids: on.has('retainUids'),
      retainsDevices: on.has('retainDeviceIdentity'),
      machine: rule(treatmentMachineName, vr.SH),
      stated: profile.rules,
    }),
    forFile,
  });
}

function ruleOfRow(row: ConfidentialityRow, on: readonly OptionName[], dates: DateMode, unlisted: (tag: Tag) => Rule): Rule {
  const asked = on.filter((option) => row.options[option] !== undefined);
  const code = safest(asked.map((option) => row.options[option]!)) ?? row.basic;
  const option = asked.find((name) => row.options[name] === code);
  const removal = removalOf(row.basic);
  const source: RuleSource = {
    table: row.source,
    code,
    ...(option !== undefined && { option }),
    ...(row.reason !== undefined && { reason: row.reason }),
  };
  const choice = dictionaryVr(row.tag);
  const name = choice === undefined || isAmbiguous(choice) ? undefined : choice.name;
  const make = (action: Action, more?: string): Rule =>
    Object.freeze<Rule>({ action, removal, vr: name, source: more === undefined ? source : { ...source, reason: more } });
  if (row.tag === 0x00100020) return make('patientId');
  if (row.tag === 0x00100010) return make('patientName');
  switch (code) {
    case 'U':
      return make('mapUid');
    case 'X/Z/U*':
      return make('recurse');
    case 'K':
      if (row.tag === beamHoldTransition && dates === 'remove') return make('byType', 'a date of the treatment, not of the device');
      if (option === undefined) return { ...unlisted(row.tag), source };
      // A text that is kept for what it says of a device or a patient's state may still name somebody.
      if (name !== undefined && (vr[name].kind === 'charset' || name === 'CS')) return make('search');
      return make(keepAction(name));
    case 'C':
      if (name === 'DA' || name === 'DT' || name === 'TM' || row.tag === timezoneOffset) {
        if (row.tag === contextGroupVersion) return make('keepDate', 'the version of a definition, not a date of the patient');
        if (isOfDevice(row)) return make('byType', 'not a date of the patient, so it does not take part in the shift');
        return make(dateRule(dates));
      }
      if (name === 'SQ') return make('recurse');
      return make(name !== undefined && vr[name].kind !== 'binary' ? 'clean' : 'byType');
    default:
      return make('byType');
  }
}

/** The table's dates of devices and vocabularies: those that an option keeps with the device, and the versions of context groups. */
function isOfDevice(row: ConfidentialityRow): boolean {
  return (row.options.retainDeviceIdentity === 'K' && row.tag !== beamHoldTransition) || row.tag === contextGroupLocalVersion;
}

function gone(reason: string, table: RuleSource['table'] = 'radonym'): Rule {
  return Object.freeze<Rule>({ action: 'drop', removal: 'X', vr: undefined, source: { table, code: 'X', reason } });
}

const byCode = (a: OptionName, b: OptionName): number => codeOrder.indexOf(a) - codeOrder.indexOf(b);

const codeOrder: readonly OptionName[] = [
  'cleanPixelData',
  'cleanRecognizableVisualFeatures',
  'cleanGraphics',
  'cleanStructuredContent',
  'cleanDescriptors',
  'retainLongitudinalTemporalFullDates',
  'retainLongitudinalTemporalModifiedDates',
  'retainPatientCharacteristics',
  'retainDeviceIdentity',
  'retainUids',
  'retainSafePrivate',
  'retainInstitutionIdentity',
];

/** Used in tests and by explain: the tag's rule where the file has the dictionary's VR. */
export function ruleByDictionary(rules: CompiledRules, packed: number): Rule {
  const choice = dictionaryVr(tag(packed));
  return rules.rule(tag(packed), choice === undefined ? vr.UN : isAmbiguous(choice) ? vr.OW : choice);
}
