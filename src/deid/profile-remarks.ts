/**
 * What is allowed in a profile and perhaps not meant: rules that never hold, rules that keep what identifies, UIDs that stay. It refuses
 * nothing. Only what the profile says itself is remarked on, not what it extends.
 */
import { confidentialityRows } from '../standard/confidentiality.js';
import { dictionaryVr, isAmbiguous, keywordOf } from '../standard/dictionary.js';
import { groupOf, type Tag, tag, tagText } from '../standard/tag.js';
import { alwaysRemoved, compileRules, ruleByDictionary } from './compile.js';
import type { ProfileRule, ResolvedProfile } from './profile.js';

export interface ProfileRemark {
  /** Of the profile's text; undefined where no line is to blame. */
  readonly line: number | undefined;
  readonly message: string;
}

/** In the order of lines, those without one first. */
export function profileRemarks(profile: ResolvedProfile): readonly ProfileRemark[] {
  if (profile.basis === 'none') return [];
  const rules = profile.rules.filter((rule) => rule.profile === profile.name);
  const remarks = rules.flatMap((rule, at) => remarksOnRule(rule, rules.slice(at + 1), profile));
  const uids = profile.options.includes('retainUids')
    ? [{ line: undefined, message: 'retainUids: UIDs often hold the site, a licence number and the time, and lead back to the originals' }]
    : [];
  return [...uids, ...remarks.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))];
}

function remarksOnRule(rule: ProfileRule, later: readonly ProfileRule[], profile: ResolvedProfile): readonly ProfileRemark[] {
  const { line } = rule;
  if (rule.tag !== undefined && alwaysRemoved(rule.tag) !== undefined)
    return [{ line, message: `${nameOf(rule.tag)} always goes (${alwaysRemoved(rule.tag)}), so that this rule never holds` }];
  const winner = later.find((other) => covers(other, rule));
  if (winner !== undefined)
    return [
      { line, message: `this rule never holds: that of line ${winner.line ?? '?'} speaks of all that it speaks of, and comes later` },
    ];
  const plane = rule.tag === undefined || rule.action === 'remove' ? undefined : incompletePlane(rule.tag, profile);
  if (plane !== undefined) return [{ line, message: plane }];
  return rule.action === 'keep' && rule.private === undefined ? keeps(rule, profile) : [];
}

/** What an overlay (PS3.3 C.9.2: Type 1) and a curve (PS3.3-2004 C.10.2) cannot be without. */
const planes: readonly { readonly group: number; readonly what: string; readonly elements: readonly number[] }[] = [
  { group: 0x6000, what: 'overlay', elements: [0x0010, 0x0011, 0x0040, 0x0050, 0x0100, 0x0102, 0x3000] },
  { group: 0x5000, what: 'curve', elements: [0x0005, 0x0010, 0x0020, 0x0103, 0x3000] },
];

/** No option keeps overlays and curves, so that a rule for one of their elements may leave half of them. */
function incompletePlane(of: Tag, profile: ResolvedProfile): string | undefined {
  const plane = planes.find(({ group }) => (groupOf(of) & 0xff00) === group);
  if (plane === undefined) return undefined;
  const rules = compileRules(profile);
  const gone = plane.elements
    .map((low) => tag(groupOf(of) * 0x10000 + low))
    .filter((one) => ruleByDictionary(rules, one).action === 'drop');
  if (gone.length === 0) return undefined;
  return `leaves an incomplete ${plane.what}: ${gone.map(nameOf).join(', ')} of the group ${gone.length === 1 ? 'goes' : 'go'}`;
}

/** Whether a rule holds wherever an earlier one does. */
function covers(later: ProfileRule, earlier: ProfileRule): boolean {
  return (
    names(later, earlier) &&
    (later.vrs === undefined || (earlier.vrs?.every((name) => later.vrs!.includes(name)) ?? false)) &&
    (later.within === undefined || endsWith(earlier.within, later.within)) &&
    isSubset(earlier.iods, later.iods) &&
    isSubset(earlier.modalities, later.modalities) &&
    (later.when ?? []).every((condition) => earlier.when?.some((other) => isSame(condition, other)))
  );
}

function names(later: ProfileRule, earlier: ProfileRule): boolean {
  if (later.private !== undefined) {
    const { group, creator, low } = later.private;
    const own = earlier.private;
    return own?.group === group && own.creator === creator && (low === undefined || own.low === low);
  }
  if (earlier.private !== undefined) return false;
  if (later.tag === undefined) return earlier.tag === undefined;
  if (later.mask === undefined) return earlier.mask === undefined && earlier.tag === later.tag;
  return (
    earlier.tag !== undefined &&
    (earlier.tag & later.mask) >>> 0 === later.tag &&
    (earlier.mask === undefined || earlier.mask === later.mask)
  );
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const endsWith = (way: ProfileRule['within'] = [], end: NonNullable<ProfileRule['within']>): boolean =>
  way.length >= end.length && isSame(way.slice(way.length - end.length), end);

/** Undefined is everything. */
function isSubset(part: readonly string[] | undefined, whole: readonly string[] | undefined): boolean {
  return whole === undefined || (part?.every((word) => whole.includes(word)) ?? false);
}

/** What the table with the profile's options would not leave as it is. */
function keeps(rule: ProfileRule, profile: ResolvedProfile): readonly ProfileRemark[] {
  const tables = compileRules({ ...profile, rules: [] });
  const { line } = rule;
  const reached = confidentialityRows().filter(({ tag, mask }) => {
    if (mask !== 0xffffffff || (rule.tag !== undefined && rule.tag !== tag)) return false;
    const choice = dictionaryVr(tag);
    const name = choice === undefined || isAmbiguous(choice) ? undefined : choice.name;
    return rule.tag !== undefined || (name !== undefined && rule.vrs!.includes(name));
  });
  const gone = reached.filter(({ tag }) => goes.has(ruleByDictionary(tables, tag).action));
  const [first] = gone;
  const remarks: ProfileRemark[] = [];
  if (first !== undefined && rule.tag !== undefined)
    remarks.push({ line, message: `keeps ${nameOf(first.tag)}, which may identify: Table E.1-1 of PS3.15 has ${first.basic} for it` });
  else if (first !== undefined)
    remarks.push({
      line,
      message: `keeps ${gone.length} attributes that Table E.1-1 of PS3.15 takes away, ${nameOf(first.tag)} among them`,
    });
  const isUid = rule.tag === undefined ? rule.vrs!.includes('UI') : ruleByDictionary(tables, rule.tag).action === 'mapUid';
  if (isUid && !profile.options.includes('retainUids'))
    remarks.push({ line, message: 'keeps UIDs here that are mapped elsewhere: references to and from them no longer resolve' });
  return remarks;
}

const goes: ReadonlySet<string> = new Set(['byType', 'drop', 'patientId', 'patientName']);

const nameOf = (tag: Tag): string => keywordOf(tag) ?? tagText(tag);
