/**
 * Regular expressions of profiles, matched in time linear in the text, so that neither a profile nor a file can make a run hang. The
 * library is loaded when the first is compiled: few profiles have any.
 */
import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

type Library = { readonly RE2JS: typeof RE2JS };

let library: Library | undefined;

/**
 * Whether a text holds a match, anywhere in it unless ^ and $ say otherwise. RE2 syntax: no look-around, no back-references.
 * @throws Error that says what is wrong with the expression
 */
export function safeRegex(expression: string): (text: string) => boolean {
  library ??= createRequire(import.meta.url)('re2js') as Library;
  const compiled = library.RE2JS.compile(expression);
  return (text) => compiled.matcher(text).find();
}
