/**
 * Checks the text of one profile, word by word, and says line and nearest valid word where something is wrong. It knows the shape of
 * the language, not what a rule does. (zod and yaml are loaded here only: workers get plain data.)
 */
import { isNode, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { RadonymError } from '../base/errors.js';
import { type OptionName, options as optionTable } from '../standard/confidentiality.js';
import { suggestion } from './nearest-word.js';
import type { ProfileRule } from './profile.js';
import { checkTemplate } from './pseudonyms.js';
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
  readonly privateKeep?: readonly ('safe' | 'rt-vendors')[] | undefined;
  readonly quarantine?: readonly string[] | undefined;
  readonly rules: readonly ProfileRule[];
}

/** Words of `sopClasses.quarantine` and the category of SOP Class each names. */
export const quarantineWords = {
  'encapsulated-documents': 'document',
  'secondary-capture': 'secondary-capture',
  'structured-reports': 'structured-report',
  'presentation-states': 'presentation',
  'raw-data': 'raw',
  images: 'image',
  registrations: 'registration',
  other: 'other',
  private: 'private',
} as const;

const laterOptions: readonly string[] = ['cleanPixelData', 'cleanRecognizableVisualFeatures'];

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

const days = z
  .string()
  .regex(/^[+-]?\d{1,5}$/, 'is no whole number of days')
  .transform(Number);

const shiftDays = z.tuple([days, days]).superRefine(([from, to], context) => {
  const issue = (message: string): void => context.addIssue({ code: 'custom', message });
  if (from > to) issue('has its larger end first');
  else if (from <= 0 && to >= 0) issue('may not hold 0: some dates would stay');
  else if (Math.floor(to / 7) * 7 < from) issue('holds no whole week');
});

/** LO and PN allow no backslash; without a hash all patients would become one. */
const template = (fields: RegExp): z.ZodType<string> =>
  z
    .string()
    .max(64, 'is longer than 64 characters')
    .regex(/^[ -[\]-~]+$/, 'may hold ASCII characters other than a backslash')
    .refine(
      (text) => checkTemplate(text) === undefined,
      'has a field that is not known: {hash:4} to {hash:40} are, and {patientId} in patientName',
    )
    .refine((text) => fields.test(text), 'needs a {hash:n}, or all patients would become one');

const shape = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/, 'must be letters, digits, dots and dashes, 48 at most'),
  description: z.string().optional(),
  extends: z.string().optional(),
  basis: z.enum(['basic', 'none']).optional(),
  options: z.array(z.enum([...Object.keys(optionTable), ...laterOptions])).optional(),
  dates: z
    .strictObject({
      shiftDays: shiftDays.optional(),
      wholeWeeks: z
        .enum(['true', 'false'])
        .transform((word) => word === 'true')
        .optional(),
    })
    .optional(),
  pseudonyms: z
    .strictObject({
      patientId: template(/^[^{]*\{hash:\d+\}[^{]*$/).optional(),
      patientName: template(/\{(hash:|patientId)/).optional(),
    })
    .optional(),
  structureNames: z
    .strictObject({ keep: z.enum(['standard', 'all', 'none']).optional(), unknown: z.enum(['scrub', 'number']).optional() })
    .optional(),
  private: z.strictObject({ keep: z.array(z.enum(['safe', 'rt-vendors'])) }).optional(),
  sopClasses: z.strictObject({ quarantine: z.array(z.enum(Object.keys(quarantineWords) as (keyof typeof quarantineWords)[])) }).optional(),
  rules: z.array(z.record(z.string(), z.unknown())).optional(),
});

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
