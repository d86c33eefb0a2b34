/**
 * Why an Attribute is treated as it is, as data: at its path in an IOD, where the Type is known, or anywhere. It asks the same compiled
 * rules as the stage and adds no judgement of its own; how it is shown others know.
 */
import { dictionaryTags, dictionaryVr, keywordOf } from '../standard/dictionary.js';
import type { IodNode, Requirement } from '../standard/iod-types.js';
import { sopClassesOf } from '../standard/iod-words.js';
import { type Tag, tagText } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { type Removal, resolveRemoval } from './actions.js';
import { type CompiledRules, type Rule, type RuleSource, ruleByDictionary } from './compile.js';
import type { ProfileRule } from './profile.js';
import { provenanceTags } from './provenance.js';
import { holdsReferences } from './reference-items.js';
import type { Step } from './rule-target.js';

/**
 * What becomes of an element. `byType`: remove, empty or dummy, as the IOD needs. `search`: kept unless an identifier is found in it.
 * `inside`: the items of a sequence are treated one by one. `state`: set to what was done.
 */
export const explainedActions = [
  'remove',
  'empty',
  'dummy',
  'byType',
  'clean',
  'pseudonym',
  'mapUid',
  'shiftDate',
  'replace',
  'age',
  'state',
  'search',
  'inside',
  'keep',
] as const;
export type ExplainedAction = (typeof explainedActions)[number];

export interface Explanation {
  /** Of the sequences around it, outermost first, and its own. */
  readonly path: readonly Tag[];
  readonly tag: string;
  readonly keyword: string | undefined;
  /** Undefined where no IOD was asked. */
  readonly requirement?: Requirement;
  readonly action: ExplainedAction;
  /** Of `byType`. */
  readonly code?: Removal;
  /** What is done with a value that the action cannot be done on: a date that is none, a text that cannot be cleaned. */
  readonly otherwise?: Otherwise;
  readonly namespace?: string;
  readonly template?: string;
  readonly value?: string;
  /** What a rule of a profile asks of the file or the value; absent where nothing is asked. */
  readonly when?: string;
  readonly source: RuleSource;
}

type Otherwise = 'remove' | 'empty' | 'dummy' | 'byType';

const specificCharacterSet = 0x00080005;

/** The Attribute wherever it stands. */
export function explainRule(rules: CompiledRules, tag: Tag): Explanation {
  return explained(rules, [tag], undefined, false, ruleByDictionary(rules, tag));
}

/** All Attributes of the dictionary that a row or a profile speaks of, in tag order, wherever they stand. */
export function explainRules(rules: CompiledRules): readonly Explanation[] {
  return dictionaryTags()
    .flatMap((tag) => {
      const choices = ruleByDictionary(rules, tag).choices ?? [];
      const fates = choices.map(({ rule, stated }) => ({
        ...explained(rules, [tag], undefined, false, rule),
        when: conditionInWords(stated),
      }));
      return [...fates, explainRule(rules, tag)];
    })
    .filter(({ source }) => source.table !== 'value-representation' && source.table !== 'unknown');
}

/**
 * Every Attribute that the IOD lists, at its path; several times where rules with conditions speak of it, the first that holds first.
 * Below a sequence that goes or stands within itself nothing is listed.
 */
export function explainIod(rules: CompiledRules, root: IodNode, sopClassUid: string): readonly Explanation[] {
  const all: Explanation[] = [];
  const walk = (node: IodNode, way: readonly Tag[]): void => {
    for (const [tag, requirement] of node.attributes()) {
      const path = [...way, tag];
      const fates = alternatives(ruleByDictionary(rules, tag), way, sopClassUid).map(([rule, when]) => ({
        ...explained(rules, path, requirement, true, rule, node.child(tag)),
        ...(when !== undefined && { when }),
      }));
      all.push(...fates);
      const inside = fates.some(({ action }) => action === 'inside') && !way.includes(tag) ? node.child(tag) : undefined;
      if (inside) walk(inside, path);
    }
  };
  walk(root, []);
  return all;
}

/** The rules that may hold inside these sequences of this SOP Class, in the order in which they are asked, each with its condition. */
function alternatives(rule: Rule, way: readonly Tag[], sopClassUid: string): readonly (readonly [Rule, string | undefined])[] {
  const found: (readonly [Rule, string | undefined])[] = [];
  for (const { rule: choice, stated } of rule.choices ?? []) {
    if (stated.within !== undefined && !isWithin(stated.within, way)) continue;
    if (stated.iods?.some((word) => sopClassesOf(word)?.has(sopClassUid)) === false) continue;
    const when = conditionOf(stated);
    found.push([choice, when]);
    if (when === undefined) return found;
  }
  return [...found, [rule, undefined]];
}

function isWithin(steps: readonly Step[], way: readonly Tag[]): boolean {
  const around = way.slice(-steps.length);
  return around.length === steps.length && steps.every((step, at) => 'tag' in step && (around[at]! & (step.mask ?? -1)) >>> 0 === step.tag);
}

/** All that a rule asks, in the profile's words. */
export function conditionInWords(stated: ProfileRule): string {
  return [...placeOf(stated), conditionOf(stated) ?? []].flat().join(' and ');
}

function placeOf({ within, iods }: ProfileRule): readonly string[] {
  const step = (one: Step): string => ('tag' in one ? (keywordOf(one.tag) ?? tagText(one.tag)) : `"${one.creator}"`);
  return [...(within ? [`inside ${within.map(step).join(' > ')}`] : []), ...(iods ? [`in ${iods.join(' or ')}`] : [])];
}

/** In the profile's words. */
function conditionOf({ modalities, when = [] }: ProfileRule): string | undefined {
  const words = [
    ...(modalities === undefined ? [] : [`Modality is ${modalities.join(' or ')}`]),
    ...when.map(
      ({ attribute = 'the value', equals, matches }) => `${attribute} ${equals === undefined ? `matches ${matches}` : `is ${equals}`}`,
    ),
  ];
  return words.length === 0 ? undefined : words.join(' and ');
}

function explained(
  rules: CompiledRules,
  path: readonly Tag[],
  requirement: Requirement | undefined,
  isPlaced: boolean,
  rule: Rule,
  items?: IodNode,
): Explanation {
  const tag = path.at(-1)!;
  if (rules.basis === 'none') return untouched(rules, path, requirement);
  const settled = (code: Removal): Otherwise => {
    if (isPlaced) return resolveRemoval(code, requirement);
    return code === 'X' ? 'remove' : code === 'Z' ? 'empty' : code === 'D' ? 'dummy' : 'byType';
  };
  // It says how to read the others and is passed on.
  if (tag === specificCharacterSet) return { ...untouched(rules, path, requirement), source: rule.source };
  const isStated = path.length === 1 && provenanceTags.includes(tag);
  const planned: ExplainedAction = isStated ? 'state' : rule.action === 'byType' ? settled(rule.removal) : actionInWords(rule);
  const keepsItems = planned === 'dummy' && dictionaryVr(tag) === vr.SQ && holdsReferences(tag, items);
  const action: ExplainedAction = keepsItems ? 'inside' : planned;
  return {
    path,
    tag: tagText(tag),
    keyword: keywordOf(tag),
    ...(requirement !== undefined && { requirement }),
    action,
    ...(action === 'byType' && { code: rule.removal }),
    ...(fallible.includes(action) && { otherwise: settled(rule.removal) }),
    ...(rule.namespace !== undefined && { namespace: rule.namespace }),
    ...(rule.template !== undefined && { template: rule.template }),
    ...(rule.value !== undefined && { value: rule.value }),
    source: isStated ? { table: 'radonym', reason: 'says how the object was de-identified' } : rule.source,
  };
}

/** Of a profile that changes nothing. */
function untouched(rules: CompiledRules, path: readonly Tag[], requirement: Requirement | undefined): Explanation {
  const tag = path.at(-1)!;
  return {
    path,
    tag: tagText(tag),
    keyword: keywordOf(tag),
    ...(requirement !== undefined && { requirement }),
    action: dictionaryVr(tag) === vr.SQ ? 'inside' : 'keep',
    source: { table: 'profile', profile: rules.name, reason: 'changes nothing' },
  };
}

/** Actions that a value may not allow. */
const fallible: readonly ExplainedAction[] = ['clean', 'search', 'shiftDate', 'age'];

/** Of a rule whose deed does not depend on a Type. */
export const actionInWords = (rule: Rule): ExplainedAction => (rule.action === 'byType' ? 'byType' : words[rule.action](rule));

const words: { readonly [action in Exclude<Rule['action'], 'byType'>]: (rule: Rule) => ExplainedAction } = {
  pass: (rule) => (rule.vr === 'SQ' ? 'inside' : 'keep'),
  keep: (rule) => (rule.vr === 'SQ' ? 'inside' : 'keep'),
  keepDate: () => 'keep',
  drop: () => 'remove',
  recurse: () => 'inside',
  clean: () => 'clean',
  search: () => 'search',
  mapUid: () => 'mapUid',
  shiftDate: () => 'shiftDate',
  age: () => 'age',
  pseudonym: () => 'pseudonym',
  patientId: () => 'pseudonym',
  patientName: () => 'pseudonym',
  replace: () => 'replace',
  // Of private elements only.
  schema: () => 'clean',
  schemaLength: () => 'clean',
  schemaFormat: () => 'clean',
};

/** Attributes with one fate for one reason, and where it befalls them. */
export interface ExplanationGroup {
  /** The first of the group; its place is not the others'. */
  readonly sample: Explanation;
  readonly attributes: readonly {
    readonly tag: Tag;
    /** Undefined where the Attribute has this fate wherever the IOD lists it. */
    readonly paths?: readonly (readonly Tag[])[];
    readonly requirements: readonly Requirement[];
  }[];
}

/** Joins what is explained alike, in the order of `explainedActions`. */
export function grouped(all: readonly Explanation[]): readonly ExplanationGroup[] {
  const fates = new Map<Tag, Set<string>>();
  const groups = new Map<string, { sample: Explanation; places: Map<Tag, Explanation[]> }>();
  for (const one of all) {
    const tag = one.path.at(-1)!;
    const fate = JSON.stringify([one.action, one.code, one.namespace, one.template, one.value, one.when, one.source]);
    fates.set(tag, (fates.get(tag) ?? new Set()).add(fate));
    const group = groups.get(fate) ?? { sample: one, places: new Map<Tag, Explanation[]>() };
    groups.set(fate, group);
    group.places.set(tag, [...(group.places.get(tag) ?? []), one]);
  }
  return [...groups.values()]
    .map(({ sample, places }) => ({
      sample,
      attributes: [...places].map(([tag, at]) => ({
        tag,
        ...(fates.get(tag)!.size > 1 && { paths: at.map(({ path }) => path) }),
        requirements: [...new Set(at.flatMap(({ requirement }) => requirement ?? []))],
      })),
    }))
    .sort((a, b) => order(a.sample) - order(b.sample));
}

/** By action, then by where it comes from: the Standard's table, profiles, our rows, defaults. */
const order = ({ action, source }: Explanation): number => explainedActions.indexOf(action) * tables.length + tables.indexOf(source.table);
const tables: readonly RuleSource['table'][] = ['E.1-1', 'E.3.10-1', 'profile', 'radonym', 'value-representation', 'unknown'];
