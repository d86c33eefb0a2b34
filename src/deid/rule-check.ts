/**
 * Checks one rule of a profile and turns it into plain data. It says all that is wrong with it, each with the key where it stands. It knows
 * the words of rules and whether an action fits its Attribute, not what the action does.
 */
import { mustStay } from '../standard/clinical.js';
import { dictionaryEntry, keywordOf } from '../standard/dictionary.js';
import { type VrName, vr } from '../standard/vr.js';
import { type ProfileAction, takesAway } from './actions.js';
import type { Condition } from './conditions.js';
import type { ProfileRule } from './profile.js';
import { type CheckedCondition, type CheckedRule, ruleShape, type ShapeIssue } from './profile-shape.js';
import { ownNamespaces } from './pseudonyms.js';
import { isPrivateStep, parseTarget, type Step, type Target } from './rule-target.js';
import { safeRegex } from './safe-regex.js';

/** A rule as YAML gives it. */
export type RuleText = Readonly<Record<string, unknown>>;

/** One thing wrong with a rule: its own words, or an issue of its shape. */
export type RuleProblem = { readonly path: readonly PropertyKey[] } & ({ readonly what: string } | { readonly issue: ShapeIssue });

/** @returns the rule, or all that is wrong with it */
export function checkRule(text: RuleText, profile: string, line: number | undefined): ProfileRule | readonly RuleProblem[] {
  const torn = tornTag(text);
  if (torn !== undefined) return [{ path: ['attribute'], what: torn }];
  const checked = ruleShape.safeParse(spread(text));
  const problems: RuleProblem[] = checked.success ? [] : checked.error.issues.map((issue) => ({ path: issue.path, issue }));
  const at = (...path: PropertyKey[]): ((what: string) => never) => {
    return (what) => {
      problems.push({ path, what });
      throw new Refusal();
    };
  };
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
  const { attribute } = text;
  const target = typeof attribute === 'string' ? attempt(() => parseTarget(attribute, at('attribute'))) : undefined;
  if (!checked.success) return problems;
  const rule = checked.data;
  if (rule.attribute !== undefined && target === undefined) return problems;
  for (const [place, condition] of (rule.when ?? []).entries())
    attempt(() => checkCondition(condition, rule.vr ?? vrsOf(target), at('when', place)));
  attempt(() => checkParts(rule, target, at()));
  if (problems.length > 0) return problems;
  const { vr: vrs, iod: iods, modality: modalities, when, action, value, reason } = rule;
  return {
    ...(target !== undefined && placeOf(target)),
    ...(vrs !== undefined && { vrs }),
    ...(iods !== undefined && { iods }),
    ...(modalities !== undefined && { modalities }),
    ...(when !== undefined && { when: when as readonly Condition[] }),
    action,
    ...(action === 'pseudonym' && {
      namespace: rule.namespace ?? ownNamespace(target),
      template: rule.template ?? prefixed(rule.prefix ?? 'P'),
    }),
    ...(value !== undefined && { value }),
    ...(reason !== undefined && { reason }),
    profile,
    ...(line !== undefined && { line }),
  };
}

class Refusal extends Error {}

/** `replace(value)` as action and value. */
function spread(text: RuleText): RuleText {
  const match = typeof text.action === 'string' ? /^replace\((.*)\)$/.exec(text.action) : null;
  return match === null ? text : { value: match[1], ...text, action: 'replace' };
}

/** Inside braces a comma ends a word, so that a tag without quotes comes in pieces. */
function tornTag(text: RuleText): string | undefined {
  const { attribute } = text;
  if (Array.isArray(attribute)) return "attribute must be one text: write a tag in quotes, '300A,00B2'";
  if (typeof attribute !== 'string') return undefined;
  const start = /(?:^|[>\s])(\(?[0-9a-fx]{4})$/i.exec(attribute);
  if (start === null) return undefined;
  const rest = Object.entries(text)
    .filter(([, value]) => value === null)
    .map(([key]) => key);
  if (rest.length === 0) return undefined;
  const whole = rest.length === 1 ? `${attribute},${rest[0]}` : `${attribute},"${rest[0]}",${rest.slice(1).join(',')}`;
  return `a comma ends a word inside { }: write attribute: '${whole}' in quotes`;
}

function placeOf(target: Target): Pick<ProfileRule, 'tag' | 'mask' | 'private' | 'within'> {
  const last = target.at(-1)!;
  const within = target.slice(0, -1);
  return { ...(isPrivateStep(last) ? { private: last } : last), ...(within.length > 0 && { within }) };
}

/** VRs that the Attribute may have; undefined where nobody knows. */
function vrsOf(target: Target | undefined): readonly VrName[] | undefined {
  const last: Step | undefined = target?.at(-1);
  return last === undefined || isPrivateStep(last) ? undefined : dictionaryEntry(last.tag)?.vrs;
}

function ownNamespace(target: Target | undefined): string {
  const last = target?.at(-1);
  return (last !== undefined && !isPrivateStep(last) && keywordOf(last.tag)) || 'value';
}

/** As long as an SH allows, whatever the VR: a machine is an SH in one place and an LO in another. */
function prefixed(prefix: string): string {
  return `${prefix}-{hash:${Math.min(8, vr.SH.maxLength! - prefix.length - 1)}}`;
}

/** @param vrs of the Attribute, undefined where nobody knows */
function checkTemplateLength(template: string, vrs: readonly VrName[] = ['SH'], fail: (what: string) => never): void {
  const { length } = template.replace(/\{hash:(\d+)\}/, (_, digits: string) => ' '.repeat(Number(digits)));
  for (const name of vrs)
    if (length > (vr[name].maxLength ?? length)) fail(`the template makes ${length} characters, and ${name} holds ${vr[name].maxLength}`);
}

function checkCondition(
  { attribute, equals, matches }: CheckedCondition,
  vrs: readonly VrName[] | undefined,
  fail: (what: string) => never,
): void {
  if ((equals === undefined) === (matches === undefined)) fail('a condition needs either equals or matches');
  if (attribute === undefined && vrs?.every((name) => vr[name].kind === 'binary' && name !== 'UN'))
    fail('a condition looks at text, and the value of this attribute is none');
  if (matches === undefined) return;
  try {
    safeRegex(matches);
  } catch (error) {
    fail(`matches is no regular expression: ${error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : error}`);
  }
}

function checkParts(rule: CheckedRule, target: Target | undefined, fail: (what: string) => never): void {
  const { vr: vrs, action, value, namespace, prefix, template } = rule;
  if (target === undefined && vrs === undefined) fail('a rule needs an attribute, or a vr');
  const last = target?.at(-1);
  const isPrivate = last !== undefined && isPrivateStep(last);
  const known = vrsOf(target);
  if (last !== undefined && !isPrivateStep(last) && mustStay(last.tag) && takesAway(action, known))
    fail(`no rule may ${action} ${keywordOf(last.tag)}: what makes up dose, geometry and links always stays`);
  if (known !== undefined && vrs !== undefined && !vrs.some((name) => known.includes(name)))
    fail(`this attribute is ${known.join(' or ')}, so that the rule could never match`);
  if (isPrivate && vrs === undefined && (action === 'shiftDate' || action === 'replace'))
    fail(`${action} of a private attribute needs a vr: nobody else knows it`);
  const names = vrs === undefined ? known : vrs.filter((name) => known?.includes(name) ?? true);
  if (names !== undefined) checkFit(action, names, target === undefined, value, fail);
  if (action === 'pseudonym' && target === undefined && namespace === undefined) fail('a pseudonym by vr needs a namespace');
  if (value !== undefined && action !== 'replace') fail('only replace takes a value');
  if (namespace !== undefined && ownNamespaces.has(namespace)) fail(`the namespace ${namespace} is radonym's own; take another`);
  if ((namespace ?? prefix ?? template) !== undefined && action !== 'pseudonym')
    fail('only pseudonym takes a namespace and a prefix or template');
  if (prefix !== undefined && template !== undefined) fail('a pseudonym has either a prefix or a template');
  if (template !== undefined) checkTemplateLength(template, names, fail);
}

/** @param all whether the action must fit each of the VRs, or one of them */
function checkFit(
  action: ProfileAction,
  vrs: readonly VrName[],
  all: boolean,
  value: string | undefined,
  fail: (what: string) => never,
): void {
  const among = (...names: readonly VrName[]): boolean =>
    all ? vrs.every((name) => names.includes(name)) : vrs.some((name) => names.includes(name));
  if (action === 'mapUid' && !among('UI', 'SQ')) fail('mapUid is for attributes that hold UIDs');
  if (action === 'shiftDate' && !among('DA', 'DT', 'TM')) fail('shiftDate is for dates and times');
  if (action === 'pseudonym' && !among('AE', 'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'))
    fail('a pseudonym is text, which this attribute is not');
  if (action === 'replace') for (const name of all ? vrs : vrs.slice(0, 1)) checkValue(name, value ?? '', fail);
}

function checkValue(name: VrName, value: string, fail: (what: string) => never): void {
  if (value === '') fail('replace needs a value');
  if (!/^[ -[\]-~]*$/.test(value)) fail('a value may hold ASCII characters other than a backslash');
  const row = vr[name];
  if (row.kind === 'binary') fail('this attribute takes no text as its value');
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
