/**
 * The shape of a profile's text: which keys and words there are. A new key is added here, in ProfileText (profile-check.ts) and in
 * ResolvedProfile, `ground` and `fold` (profile.ts). It holds no rule and no line number.
 */
import { z } from 'zod';
import { options as optionTable } from '../standard/confidentiality.js';
import { privateKeepWords } from './private-rules.js';
import { checkTemplate } from './pseudonyms.js';

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

/** Known to the Standard, not yet done here. */
export const laterOptions: readonly string[] = ['cleanPixelData', 'cleanRecognizableVisualFeatures'];

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

/** Every scalar of the text is a string. */
export const shape = z.strictObject({
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
  private: z.strictObject({ keep: z.array(z.enum(privateKeepWords)) }).optional(),
  sopClasses: z.strictObject({ quarantine: z.array(z.enum(Object.keys(quarantineWords) as (keyof typeof quarantineWords)[])) }).optional(),
  rules: z.array(z.record(z.string(), z.unknown())).optional(),
});
