/**
 * The shape of a profile's text: which keys and words there are, for the checks and the JSON Schema alike. A new key is added here, in
 * profile-words.ts, in ProfileText (profile-check.ts) and in ResolvedProfile, `ground` and `fold` (profile.ts). It holds no line number.
 */
import { z } from 'zod';
import { options as optionTable } from '../standard/confidentiality.js';
import { iodWords } from '../standard/iod-words.js';
import { type VrName, vr } from '../standard/vr.js';
import { profileActions } from './actions.js';
import { type HeadAttribute, headAttributes } from './conditions.js';
import { privateKeepWords } from './private-rules.js';
import { codedString, described, words } from './profile-parts.js';
import { pixelShape } from './profile-pixels.js';
import { actionWords, conditionWords, optionWords, profileWords, quarantineWords, ruleWords } from './profile-words.js';
import { checkTemplate } from './pseudonyms.js';

/** Known to the Standard, not done here. */
export const refusedOptions: readonly string[] = ['cleanRecognizableVisualFeatures'];

const wholeDays = { type: 'integer', minimum: -99999, maximum: 99999 };

const days = z
  .string()
  .regex(/^[+-]?\d{1,5}$/, 'is no whole number of days')
  .transform(Number)
  // As an editor sees it: there YAML makes numbers of numbers.
  .meta({ json: wholeDays });

const shiftDays = z.tuple([days, days]).superRefine(([from, to], context) => {
  const issue = (message: string): void => context.addIssue({ code: 'custom', message });
  if (from > to) issue('has its larger end first');
  else if (from <= 0 && to >= 0) issue('may not hold 0: some dates would stay');
  else if (Math.floor(to / 7) * 7 < from) issue('holds no whole week');
});

const truth = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .meta({ json: { type: 'boolean' } });

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

/** And nothing of the patient, whom others share the name with. */
const oneHash = /^[^{]*\{hash:\d+\}[^{]*$/;

const vrNames = Object.keys(vr) as VrName[];
const headNames = Object.keys(headAttributes) as HeadAttribute[];

export const conditionShape = z.strictObject({
  attribute: z.enum(headNames).optional().describe(conditionWords.attribute),
  equals: z.string().max(1024, 'is longer than 1024 characters').optional().describe(conditionWords.equals),
  matches: z.string().max(1024, 'is longer than 1024 characters').optional().describe(conditionWords.matches),
});

const conditionSchema = {
  type: 'object',
  properties: {
    attribute: { enum: headNames, description: conditionWords.attribute },
    equals: { type: 'string', description: conditionWords.equals },
    matches: { type: 'string', description: conditionWords.matches },
  },
  additionalProperties: false,
};

/** Rules are checked one by one: rule-check.ts. */
export const ruleShape = z.strictObject({
  attribute: z.string().optional().describe(ruleWords.attribute),
  vr: words(z.enum(vrNames), { enum: vrNames }).optional().describe(ruleWords.vr),
  iod: words(z.enum(iodWords() as string[]), { enum: iodWords() })
    .optional()
    .describe(ruleWords.iod),
  modality: words(codedString, { type: 'string' }).optional().describe(ruleWords.modality),
  when: z
    .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(conditionShape).min(1, 'names nothing'))
    .meta({ json: { anyOf: [conditionSchema, { type: 'array', items: conditionSchema, minItems: 1 }] } })
    .optional()
    .describe(ruleWords.when),
  action: z
    .enum(profileActions)
    .meta({ json: { anyOf: [...described(actionWords), { type: 'string', pattern: '^replace\\(.+\\)$' }] } })
    .describe(ruleWords.action),
  namespace: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and dashes, 32 at most')
    .optional()
    .describe(ruleWords.namespace),
  prefix: z
    .string()
    .regex(/^[A-Z0-9_]{1,8}$/, 'must be upper-case letters, digits and _, 8 at most')
    .optional()
    .describe(ruleWords.prefix),
  template: template(oneHash).optional().describe(ruleWords.template),
  value: z.string().optional().describe(ruleWords.value),
  reason: z.string().optional().describe(ruleWords.reason),
});

export type CheckedRule = z.output<typeof ruleShape>;
export type CheckedCondition = z.output<typeof conditionShape>;
export type ShapeIssue = z.core.$ZodIssue;

/** Every scalar of the text is a string. */
export const shape = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/, 'must be letters, digits, dots and dashes, 48 at most')
    .describe(profileWords.name),
  description: z.string().optional().describe(profileWords.description),
  extends: z.string().optional().describe(profileWords.extends),
  basis: z.enum(['basic', 'none']).optional().describe(profileWords.basis),
  options: z
    .array(z.enum(Object.keys(optionTable)).meta({ json: { oneOf: described(optionWords) } }))
    .optional()
    .describe(profileWords.options),
  dates: z
    .strictObject({
      shiftDays: shiftDays.optional().describe(profileWords['dates.shiftDays']),
      wholeWeeks: truth.optional().describe(profileWords['dates.wholeWeeks']),
    })
    .optional()
    .describe(profileWords.dates),
  pseudonyms: z
    .strictObject({
      patientId: template(oneHash).optional().describe(profileWords['pseudonyms.patientId']),
      patientName: template(/\{(hash:|patientId)/)
        .optional()
        .describe(profileWords['pseudonyms.patientName']),
    })
    .optional()
    .describe(profileWords.pseudonyms),
  structureNames: z
    .strictObject({
      keep: z.enum(['standard', 'all', 'none']).optional().describe(profileWords['structureNames.keep']),
      unknown: z.enum(['scrub', 'drop', 'number']).optional().describe(profileWords['structureNames.unknown']),
    })
    .optional()
    .describe(profileWords.structureNames),
  text: z
    .strictObject({
      level: z.enum(['standard', 'strict']).optional().describe(profileWords['text.level']),
      words: z
        .array(z.string().max(64, 'has a word longer than 64 characters'))
        .max(10_000, 'has more than 10000 words')
        .optional()
        .describe(profileWords['text.words']),
    })
    .optional()
    .describe(profileWords.text),
  private: z
    .strictObject({ keep: z.array(z.enum(privateKeepWords)).describe(profileWords['private.keep']) })
    .optional()
    .describe(profileWords.private),
  sopClasses: z
    .strictObject({
      quarantine: z
        .array(z.enum(Object.keys(quarantineWords) as (keyof typeof quarantineWords)[]))
        .describe(profileWords['sopClasses.quarantine']),
    })
    .optional()
    .describe(profileWords.sopClasses),
  pixels: z.array(pixelShape).optional().describe(profileWords.pixels),
  rules: z.array(z.record(z.string(), z.unknown())).optional().describe(profileWords.rules),
});
