/** Checks one rule of a profile and turns its Attribute into a Tag. It knows which forms of rule this version understands. */
import { confidentialityRows, forgottenRows } from '../standard/confidentiality.js';
import { dictionaryEntry, keywordOf, tagOfKeyword } from '../standard/dictionary.js';
import { groupOf, isPrivate, parseTag, type Tag } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import { type ProfileAction, profileActions } from './actions.js';
import { suggestion } from './nearest-word.js';
import type { ProfileRule } from './profile.js';
import { ownNamespaces } from './pseudonyms.js';

/** A rule as YAML gives it. */
export type RuleText = Readonly<Record<string, unknown>>;

export const ruleKeys = ['attribute', 'action', 'namespace', 'prefix', 'value', 'reason'] as const;
const laterKeys: readonly string[] = ['vr', 'iod', 'path', 'private', 'when'];

/** @param fail throws, with the place of the rule in the text */
export function checkRule(rule: RuleText, profile: string, fail: (what: string) => never): ProfileRule {
  for (const [key, value] of Object.entries(rule)) {
    if (laterKeys.includes(key)) fail(`rules by ${key} are not known yet in this version; name one attribute by keyword or tag`);
    if (!(ruleKeys as readonly string[]).includes(key)) fail(`a rule has no ${key}${suggestion(key, ruleKeys)}`);
    if (typeof value !== 'string') fail(`${key} of a rule must be text`);
  }
  const { attribute, action, namespace, prefix, value, reason } = rule as { readonly [key in (typeof ruleKeys)[number]]?: string };
  if (attribute === undefined) return fail('a rule needs an attribute');
  if (action === undefined) return fail('a rule needs an action');
  if (!(profileActions as readonly string[]).includes(action)) fail(`there is no action ${action}${suggestion(action, profileActions)}`);
  const tag = tagOfAttribute(attribute, fail);
  const vrs = dictionaryEntry(tag)?.vrs ?? [];
  checkFit(action as ProfileAction, vrs, value, fail);
  if (value !== undefined && action !== 'replace') fail('only replace takes a value');
  if ((namespace ?? prefix) !== undefined && action !== 'pseudonym') fail('only pseudonym takes a namespace and a prefix');
  if (namespace !== undefined && !/^[a-z][a-z0-9-]{0,31}$/.test(namespace))
    fail('a namespace is lower-case letters, digits and dashes, 32 at most');
  if (namespace !== undefined && ownNamespaces.has(namespace)) fail(`the namespace ${namespace} is radonym's own; take another`);
  if (prefix !== undefined && !/^[A-Z0-9_]{1,8}$/.test(prefix)) fail('a prefix is upper-case letters, digits and _, 8 at most');
  return {
    tag,
    action: action as ProfileAction,
    ...(action === 'pseudonym' && { namespace: namespace ?? keywordOf(tag) ?? 'value', prefix: prefix ?? 'P' }),
    ...(value !== undefined && { value }),
    ...(reason !== undefined && { reason }),
    profile,
  };
}

function tagOfAttribute(attribute: string, fail: (what: string) => never): Tag {
  if (attribute.includes('>')) return fail('rules by path are not known yet in this version; name one attribute by keyword or tag');
  if (/^\([0-9A-Fa-f]{4},\s*"/.test(attribute)) return fail('rules for private attributes are not known yet in this version');
  const parsed = parseTag(attribute);
  const tag = parsed ?? tagOfKeyword(attribute);
  if (tag === undefined) return fail(`there is no attribute ${attribute}${nearestKeyword(attribute)}`);
  if (isPrivate(tag)) return fail('rules for private attributes are not known yet in this version');
  if (dictionaryEntry(tag) === undefined) return fail(`the dictionary has no attribute ${attribute}`);
  const group = groupOf(tag) & 0xff00;
  if (group === 0x5000 || group === 0x6000) return fail('rules for repeating groups are not known yet in this version');
  return tag;
}

function checkFit(action: ProfileAction, vrs: readonly VrName[], value: string | undefined, fail: (what: string) => never): void {
  const among = (...names: readonly VrName[]): boolean => vrs.some((name) => names.includes(name));
  if (action === 'mapUid' && !among('UI', 'SQ')) fail('mapUid is for attributes that hold UIDs');
  if (action === 'shiftDate' && !among('DA', 'DT', 'TM')) fail('shiftDate is for dates and times');
  if (action === 'pseudonym' && !among('AE', 'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'))
    fail('a pseudonym is text, which this attribute is not');
  if (action === 'replace') checkValue(vrs[0], value ?? '', fail);
}

function checkValue(name: VrName | undefined, value: string, fail: (what: string) => never): void {
  if (value === '') fail('replace needs a value');
  if (!/^[ -[\]-~]*$/.test(value)) fail('a value may hold ASCII characters other than a backslash');
  const row = name === undefined ? undefined : vr[name];
  if (row === undefined || row.kind === 'binary') {
    fail('this attribute takes no text as its value');
    return;
  }
  if (row.maxLength !== undefined && value.length > row.maxLength)
    fail(`the value is longer than the ${row.maxLength} characters of ${row.name}`);
  if (formats[row.name]?.test(value) === false) fail(`the value is no ${row.name}`);
}

const formats: { readonly [name in VrName]?: RegExp } = {
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9 _]+$/,
  DA: /^\d{8}$/,
  DS: /^[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i,
  DT: /^\d{4}(\d\d){0,5}(\.\d{1,6})?([+-]\d{4})?$/,
  IS: /^[+-]?\d+$/,
  TM: /^\d\d(\d\d){0,2}(\.\d{1,6})?$/,
  UI: /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/,
};

/** Weighs the keywords that the tables have rules for: they are what a profile names. */
function nearestKeyword(attribute: string): string {
  const keywords = [...confidentialityRows(), ...forgottenRows()].map((row) => keywordOf(row.tag));
  return suggestion(
    attribute,
    keywords.filter((keyword) => keyword !== undefined),
  );
}
