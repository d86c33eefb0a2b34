/** The shape of a profile's section `pixels`, for the checks and the JSON Schema alike, and what becomes of a row. It knows no image. */
import { z } from 'zod';
import { iodWords } from '../standard/iod-words.js';
import type { PixelRule, Rectangle } from '../standard/pixel-rules.js';
import { codedString, words } from './profile-parts.js';
import { pixelWords } from './profile-words.js';

/** Larger than any image (Rows and Columns are US), so that a rectangle may reach to an edge. */
const most = 65535;

/** Every scalar of the text is a string; an editor sees a number. */
const whole = (least: number, what: string): z.ZodType<number> =>
  z
    .string()
    .regex(/^[+-]?\d{1,10}$/, `must be a whole number of ${what}`)
    .transform(Number)
    .refine((value) => value >= least && value <= (least < -most ? -least : most), `must be a whole number of ${what}`)
    .meta({ json: { type: 'integer', minimum: least } });

const place = whole(-most, 'pixels');
const extent = whole(1, 'pixels, 1 at least');

const rectangle = z.tuple([place, place, extent, extent], 'must be [x, y, width, height]').meta({
  json: { type: 'array', items: { type: 'integer' }, minItems: 4, maxItems: 4 },
});

const part = z.string().min(1, 'is empty').max(64, 'is longer than 64 characters');

export const pixelShape = z
  .strictObject({
    iod: words(z.enum(iodWords() as string[]), { enum: iodWords() })
      .optional()
      .describe(pixelWords.iod),
    modality: words(codedString, { type: 'string' }).optional().describe(pixelWords.modality),
    manufacturer: part.optional().describe(pixelWords.manufacturer),
    model: part.optional().describe(pixelWords.model),
    imageType: words(codedString, { type: 'string' }).optional().describe(pixelWords.imageType),
    rows: extent.optional().describe(pixelWords.rows),
    columns: extent.optional().describe(pixelWords.columns),
    action: z.enum(['blank', 'keep', 'quarantine']).optional().describe(pixelWords.action),
    blank: z.array(rectangle).min(1, 'names no rectangle').max(1000, 'has more than 1000 rectangles').optional().describe(pixelWords.blank),
    fill: whole(-(2 ** 31), 'a sample')
      .optional()
      .describe(pixelWords.fill),
    reason: z.string().optional().describe(pixelWords.reason),
  })
  .superRefine(({ action = 'blank', blank, fill, iod, ...conditions }, context) => {
    const issue = (message: string, key: string): void => context.addIssue({ code: 'custom', message, path: [key] });
    if (action === 'blank' && blank === undefined) issue('is missing: which rectangles are blanked?', 'blank');
    if (action !== 'blank' && blank !== undefined) issue(`has no meaning with action ${action}`, 'blank');
    if (action !== 'blank' && fill !== undefined) issue(`has no meaning with action ${action}`, 'fill');
    if (iod?.length === 1 && iod[0]!.startsWith('rt-dose')) issue('names dose grids: their values are never blanked', 'iod');
    const isTied =
      iod !== undefined || ['modality', 'manufacturer', 'model', 'imageType'].some((key) => conditions[key as 'model'] !== undefined);
    if (!isTied) issue('is missing: a row says by iod, modality, manufacturer, model or imageType which images it is for', 'iod');
  });

/** @param line where the row stands */
export function pixelRule(row: z.output<typeof pixelShape>, profile: string, line: number | undefined): PixelRule {
  const { iod, modality, action = 'blank', blank = [], ...rest } = row;
  return {
    ...(iod && { iods: iod }),
    ...(modality && { modalities: modality }),
    ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as object),
    action,
    rectangles: blank as readonly Rectangle[],
    profile,
    ...(line !== undefined && { line }),
  };
}
