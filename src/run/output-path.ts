/** Under which path does an output go? By template, by the input's own name, or one fixed name. Plain rules: they cross to workers. */
import { RadonymError } from '../base/errors.js';
import { safePart, safeValue } from '../io/path-parts.js';
import { tagOfKeyword } from '../standard/dictionary.js';
import { sopClass } from '../standard/sop-class.js';

export type PathRule =
  | { readonly kind: 'relative' }
  | { readonly kind: 'fixed'; readonly name: string }
  | { readonly kind: 'template'; readonly template: string };

/** Values after de-identification, by keyword. */
export type Values = (keyword: string) => string | undefined;

/** The path under the output folder, parts joined by `/`. */
export function outputPath(rule: PathRule, relative: string, values: Values): string {
  switch (rule.kind) {
    case 'relative':
      return relative;
    case 'fixed':
      return rule.name;
    case 'template':
      return rule.template
        .split('/')
        .map((part) => safePart(part.replace(placeholder, (_, keyword: string) => safeValue(filler(keyword, values)))))
        .join('/');
    default:
      return rule satisfies never;
  }
}

/** The path for another content of an instance: `RP.2.25.7.dcm` becomes `RP.2.25.7~2.dcm`. */
export function twinPath(path: string, number = 1): string {
  return number === 1 ? path : path.replace(/(\.dcm)?$/, `~${number}$1`);
}

/**
 * Checks a template before anything runs.
 * @throws RadonymError run/usage: an unknown keyword, a brace that does not close, a path that leads out of the folder
 */
export function checkTemplate(template: string): void {
  for (const keyword of keywordsOf(template)) {
    if (keyword !== 'prefix' && tagOfKeyword(keyword) === undefined)
      throw new RadonymError('run/usage', `the path template names {${keyword}}, which is no keyword of the dictionary`);
  }
  if (/[{}]/.test(template.replace(placeholder, '')))
    throw new RadonymError('run/usage', 'the path template has a brace without its other');
  if (template.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw new RadonymError('run/usage', 'the path template is no relative path: parts joined by /, none empty, `.` or `..`');
}

/** Keywords a template asks for, without `prefix`. */
export function templateKeywords(template: string): string[] {
  const keywords = keywordsOf(template).map((keyword) => (keyword === 'prefix' ? 'SOPClassUID' : keyword));
  return [...new Set(keywords)];
}

const placeholder = /\{([A-Za-z0-9]+)\}/g;

const keywordsOf = (template: string): string[] => [...template.matchAll(placeholder)].map((match) => match[1]!);

/** @throws RadonymError run/no-instance-uid: without it outputs could not be told apart */
function filler(keyword: string, values: Values): string {
  if (keyword === 'SOPInstanceUID' && !values(keyword))
    throw new RadonymError('run/no-instance-uid', 'no SOP Instance UID in the data set');
  if (keyword === 'prefix') return sopClass(values('SOPClassUID') ?? '')?.prefix ?? 'OT';
  return values(keyword) ?? '';
}
