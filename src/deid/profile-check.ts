/**
 * Checks the text of one profile, word by word, and says line and nearest valid word of all that is wrong. It reads the shape
 * (profile-shape.ts) and the text, and knows not what a rule does. (zod and yaml are loaded for a profile's text only: workers get plain
 * data.)
 */
import { z } from 'zod';
import type { ErrorCode } from '../base/errors.js';
import type { OptionName } from '../standard/confidentiality.js';
import type { PixelRule } from '../standard/pixel-rules.js';
import { suggestion } from './nearest-word.js';
import type { PrivateKeep } from './private-rules.js';
import type { ProfileRule } from './profile.js';
import { pixelRule, pixelShape } from './profile-pixels.js';
import { conditionShape, refusedOptions, ruleShape, shape } from './profile-shape.js';
import { quarantineWords } from './profile-words.js';
import { type Problem, readYaml } from './profile-yaml.js';
import { checkRule, type RuleText } from './rule-check.js';

/** One profile as its text states it, before `extends` is folded. */
export interface ProfileText {
  readonly name: string;
  readonly description?: string | undefined;
  readonly extends?: string | undefined;
  readonly basis?: 'basic' | 'none' | undefined;
  readonly options?: readonly OptionName[] | undefined;
  readonly dates?: { shiftDays?: [number, number]; wholeWeeks?: boolean } | undefined;
  readonly pseudonyms?: { patientId?: string; patientName?: string } | undefined;
  readonly structureNames?: { keep?: 'standard' | 'all' | 'none'; unknown?: 'scrub' | 'drop' | 'number' } | undefined;
  readonly text?: { level?: 'standard' | 'strict'; words?: readonly string[] } | undefined;
  readonly privateKeep?: readonly PrivateKeep[] | undefined;
  readonly quarantine?: readonly string[] | undefined;
  readonly pixels: readonly PixelRule[];
  readonly rules: readonly ProfileRule[];
}

/** Something wrong with a profile. */
export interface ProfileProblem extends Problem {
  readonly code: Extract<ErrorCode, 'deid/profile' | 'deid/option-not-offered'>;
}

/** Nobody reads more, and each takes time to word. */
const mostProblems = 50;

/** @returns the profile, or all that is wrong with it, 50 at most */
export function checkProfile(text: string): ProfileText | readonly ProfileProblem[] {
  const yaml = readYaml(text);
  const problems: ProfileProblem[] = yaml.problems.map((problem) => ({ ...problem, code: 'deid/profile' }));
  if (problems.length > 0) return problems.slice(0, mostProblems);
  const { data, lineAt } = yaml;
  const say = (message: string, path: readonly PropertyKey[], code: ProfileProblem['code'] = 'deid/profile'): void => {
    problems.push({ line: lineAt(path), message, code });
  };
  const sayIssue = (issue: z.core.$ZodIssue, around: readonly PropertyKey[] = []): void => {
    const path = [...around, ...issue.path];
    say(describe(issue, path, data), issue.code === 'unrecognized_keys' ? [...path, issue.keys[0]!] : path);
  };
  const checked = shape.safeParse(data);
  if (!checked.success) for (const issue of checked.error.issues) sayIssue(issue);
  for (const [at, option] of listAt(data, 'options').entries())
    if (typeof option === 'string' && refusedOptions.includes(option))
      say(`${option} is not offered: radonym removes no faces`, ['options', at], 'deid/option-not-offered');
  const rules: ProfileRule[] = [];
  for (const [at, rule] of listAt(data, 'rules').entries()) {
    if (problems.length >= mostProblems) break;
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) continue;
    const result = checkRule(rule as RuleText, checked.data?.name ?? '', lineAt(['rules', at]));
    if ('action' in result) rules.push(result);
    else
      for (const problem of result)
        if ('what' in problem) say(problem.what, ['rules', at, ...problem.path]);
        else sayIssue(problem.issue, ['rules', at]);
  }
  if (!checked.success || problems.length > 0) return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, mostProblems);
  const profile = checked.data;
  return {
    name: profile.name,
    description: profile.description,
    extends: profile.extends,
    basis: profile.basis,
    options: profile.options && ([...new Set(profile.options)] as OptionName[]),
    dates: profile.dates && defined(profile.dates),
    pseudonyms: profile.pseudonyms && defined(profile.pseudonyms),
    structureNames: profile.structureNames && defined(profile.structureNames),
    text: profile.text && defined(profile.text),
    privateKeep: profile.private?.keep,
    quarantine: profile.sopClasses?.quarantine?.map((word) => quarantineWords[word]),
    pixels: (profile.pixels ?? []).map((row, at) => pixelRule(row, profile.name, lineAt(['pixels', at]))),
    rules,
  };
}

const isList = Array.isArray as (value: unknown) => value is readonly unknown[];

function listAt(data: unknown, key: string): readonly unknown[] {
  const list = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined;
  return isList(list) ? list : [];
}

/** Of a rule, words that say more than its key. */
const kinds: { readonly [key: string]: string } = { action: 'action', vr: 'VR', iod: 'IOD', attribute: 'attribute for a condition' };

function describe(issue: z.core.$ZodIssue, path: readonly PropertyKey[], data: unknown): string {
  const at = path.filter((part) => typeof part === 'string').join('.');
  const isRule = path[0] === 'rules' && path.length > 1;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .map((key) =>
          isRule && path.length === 2
            ? `a rule has no ${key}${suggestion(key, keysAt(path))}`
            : `there is no key ${key}${at && ` in ${at}`}${suggestion(key, keysAt(path))}`,
        )
        .join('; ');
    case 'invalid_value': {
      const word = partAt(path, data);
      const known = issue.values.map(String);
      const kind = isRule || at === 'pixels.iod' ? kinds[path.findLast((part) => typeof part === 'string') as string] : undefined;
      if (isRule && path.length === 3 && word === undefined) return `a rule needs an ${String(path[2])}`;
      if (typeof word !== 'string')
        return known.length > 20 ? `${at} must be one of the words in docs/profiles.md` : `${at} must be one of ${known.join(', ')}`;
      return `${kind === undefined ? `${at} knows no word` : `there is no ${kind}`} ${word}${suggestion(word, known)}`;
    }
    case 'custom':
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
      return `${at} ${issue.message}`;
    case 'invalid_type':
      return `${at || 'the profile'} ${partAt(path, data) !== undefined ? `must be ${expected[issue.expected] ?? issue.expected}` : 'is missing'}`;
    default:
      return `${at || 'the profile'}: ${issue.message}`;
  }
}

type Parts = Record<PropertyKey, unknown> | undefined;

const expected: { readonly [type: string]: string } = {
  string: 'text',
  array: 'a list [ ]',
  object: 'keys and values',
  record: 'keys and values',
};

/** What stands at a path of the shape; there a single word is a list of one. */
function partAt(path: readonly PropertyKey[], data: unknown): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof part === 'number' && !isList(value)) return value;
    return typeof value === 'object' ? (value as Parts)?.[part] : undefined;
  }, data);
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path[0] === 'pixels') return Object.keys(pixelShape.shape);
  if (path[0] === 'rules') return Object.keys((path.includes('when') ? conditionShape : ruleShape).shape);
  const inside = path.length === 0 ? shape : (shape.shape as Record<PropertyKey, z.ZodType>)[path[0]!];
  const object = inside instanceof z.ZodOptional ? inside.unwrap() : inside;
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

/** Leaves out what is undefined, so that spreading it changes nothing. */
function defined<T extends object>(part: T): { [key in keyof T]?: NonNullable<T[key]> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as { [key in keyof T]?: NonNullable<T[key]> };
}
