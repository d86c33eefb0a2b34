/** Parts that shapes of a profile's sections share. */
import { z } from 'zod';

/** One word or a list of words. */
export const words = <T extends z.ZodType>(word: T, json: object): z.ZodPreprocess<z.ZodArray<T>> =>
  z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(word).min(1, 'names nothing'))
    .meta({ json: { anyOf: [json, { type: 'array', items: json, minItems: 1 }] } });

export const codedString = z.string().regex(/^[A-Z0-9_ ]{1,16}$/, 'must be a value of Modality such as CT or RTPLAN');

/** Words with what they mean, as editors show them. */
export function described(table: { readonly [word: string]: string }): readonly object[] {
  return Object.entries(table).map(([word, description]) => ({ const: word, description }));
}
