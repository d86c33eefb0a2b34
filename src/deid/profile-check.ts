/**
 * Checks the text of one profile, word by word, and says line and nearest valid word where something is wrong. It reads
 * the shape (profile-shape.ts) and the text, and knows not what a rule does. (zod and yaml are loaded for a profile's text only: workers
 * get plain data.)
 */
import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { RadonymError } from '../base/errors.js';
import type { OptionName } from '../standard/confidentiality.js';
import { suggestion } from './nearest-word.js';
import type { PrivateKeep } from './private-rules.js';
import type { ProfileRule } from './profile.js';
import { laterOptions, quarantineWords, shape } from './profile-shape.js';
import { checkRule, type RuleText, ruleKeys } from './rule-check.js';

/** One profile as its text states it, before `extends` is folded. */
export interface ProfileText {
  readonly name: string;
  readonly description?: string | undefined;
  readonly extends?: string | undefined;
  readonly basis?: 'basic' | 'none' | undefined;
  readonly options?: readonly OptionName[] | undefined;
  readonly dates?: { shiftDays?: [number, number]; wholeWeeks?: boolean } | undefined;
  readonly pseudonyms?: { patientId?: string; patientName?: string } | undefined;
  readonly structureNames?: { keep?: 'standard' | 'all' | 'none'; unknown?: 'scrub' | 'number' } | undefined;
  readonly privateKeep?: readonly PrivateKeep[] | undefined;
  readonly quarantine?: readonly string[] | undefined;
  readonly rules: readonly ProfileRule[];
}

/** @throws RadonymError deid/profile, deid/option-later */
export function checkProfile(text: string, where: string): ProfileText {
  const lines = new LineCounter();
  // Failsafe: every scalar is a string, so that 300A,00C2 or 00100020 never turns into a number.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (path: readonly PropertyKey[]): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
  const fail = (what: string, line: number | undefined): never => {
    throw new RadonymError('deid/profile', `profile ${where}${line === undefined ? '' : `, line ${line}`}: ${what}`);
  };

  const broken = document.errors[0];
  if (broken) fail(broken.message, lines.linePos(broken.pos[0]).line);
  // An alias would let a small file unfold into a large one.
  visit(document, {
    Alias: (_, node) => fail('a profile takes no YAML aliases', node.range ? lines.linePos(node.range[0]).line : undefined),
  });
  const data: unknown = document.toJS();
  const checked = shape.safeParse(data);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    fail(describe(issue, data), lineAt(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path));
  }
  const profile = checked.data!;
  const own = profile.options?.map((option, at) => {
    if (laterOptions.includes(option))
      throw new RadonymError('deid/option-later', `profile ${where}, line ${lineAt(['options', at])}: ${option} comes with the pixel work`);
    return option as OptionName;
  });
  const rules = profile.rules?.map((rule, at) => checkRule(rule as RuleText, profile.name, (what) => fail(what, lineAt(['rules', at]))));
  return {
    name: profile.name,
    description: profile.description,
    extends: profile.extends,
    basis: profile.basis,
    options: own && [...new Set(own)],
    dates: profile.dates && defined(profile.dates),
    pseudonyms: profile.pseudonyms && defined(profile.pseudonyms),
    structureNames: profile.structureNames && defined(profile.structureNames),
    privateKeep: profile.private?.keep,
    quarantine: profile.sopClasses?.quarantine?.map((word) => quarantineWords[word]),
    rules: rules ?? [],
  };
}

function describe(issue: z.core.$ZodIssue, data: unknown): string {
  const at = issue.path.filter((part) => typeof part === 'string').join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no key ${issue.keys[0]}${at && ` in ${at}`}${suggestion(issue.keys[0]!, keysAt(issue.path))}`;
    case 'invalid_value': {
      const word = issue.path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], data);
      const words = issue.values.map(String);
      return typeof word === 'string'
        ? `${at} knows no word ${word}${suggestion(word, words)}`
        : `${at} must be one of ${words.join(', ')}`;
    }
    case 'custom':
    case 'invalid_format':
    case 'too_big':
      return `${at} ${issue.message}`;
    default:
      return `${at || 'the profile'}: ${issue.message}`;
  }
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const inside = path.length === 0 ? shape : (shape.shape as Record<PropertyKey, z.ZodType>)[path[0]!];
  const object = inside instanceof z.ZodOptional ? inside.unwrap() : inside;
  return object instanceof z.ZodObject ? Object.keys(object.shape) : ruleKeys;
}

/** Leaves out what is undefined, so that spreading it changes nothing. */
function defined<T extends object>(part: T): { [key in keyof T]?: NonNullable<T[key]> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as { [key in keyof T]?: NonNullable<T[key]> };
}
