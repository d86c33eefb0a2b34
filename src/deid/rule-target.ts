/**
 * What a rule of a profile names, read from its text: an Attribute by keyword or tag, a repeating group, a private element by creator, or
 * one of these inside sequences. It knows no action, and of a mistake only the words to say.
 */
import { confidentialityRows, forgottenRows } from '../standard/confidentiality.js';
import { dictionaryEntry, keywordOf, repeatingMask, tagOfKeyword } from '../standard/dictionary.js';
import { isPrivate, type Tag } from '../standard/tag.js';
import { suggestion } from './nearest-word.js';

/** A standard Attribute; with a mask, the tags t for which `(t & mask) >>> 0 === tag`. */
export interface StandardStep {
  readonly tag: Tag;
  readonly mask?: number;
}

/** A private element by its creator, whatever block that reserved; without `low`, its whole block. */
export interface PrivateStep {
  readonly group: number;
  readonly creator: string;
  readonly low?: number;
}

export type Step = StandardStep | PrivateStep;

/** The last step is the Attribute, those before it the sequences that it must be in, innermost last. */
export type Target = readonly Step[];

export const isPrivateStep = (step: Step): step is PrivateStep => 'creator' in step;

const longestPath = 16;
const specificCharacterSet = 0x00080005;

/** @param fail throws */
export function parseTarget(text: string, fail: (what: string) => never): Target {
  const parts = text.split(/>(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim());
  if (parts.length > longestPath) fail(`a path has ${longestPath} steps at most`);
  const steps = parts.map((part) => (part === '' ? fail(`the path ${text} has an empty step`) : parseStep(part, fail)));
  for (const [at, step] of steps.entries()) {
    if (at === steps.length - 1 || isPrivateStep(step)) continue;
    if (!dictionaryEntry(step.tag)!.vrs.includes('SQ')) fail(`${parts[at]} is no sequence, so nothing is inside it`);
  }
  const last = steps.at(-1)!;
  if (!isPrivateStep(last) && last.tag === specificCharacterSet)
    fail('no rule may name SpecificCharacterSet: it says how the texts around it are encoded');
  return steps;
}

function parseStep(text: string, fail: (what: string) => never): Step {
  if (text.includes('"') || /^\(?[0-9a-f]{3}[13579bdf],\s*[^0-9a-f\s]/i.test(text)) return parsePrivate(text, fail);
  const parsed = parseTags(text);
  if (parsed === undefined) {
    const tag = tagOfKeyword(text);
    if (tag === undefined) return fail(`there is no attribute ${text}${nearestKeyword(text)}`);
    return withMask(tag, repeatingMask(tag));
  }
  const { tag, mask } = parsed;
  if (isPrivate(tag)) {
    const group = (tag >>> 16).toString(16).toUpperCase().padStart(4, '0');
    return fail(
      `${text} is private: name it by its creator, '(${group},"Creator",${(tag & 0xff).toString(16).toUpperCase().padStart(2, '0')})'`,
    );
  }
  if (dictionaryEntry(tag) === undefined) return fail(`the dictionary has no attribute ${text}`);
  if (mask !== everyBit && repeatingMask(tag) !== mask) return fail(`${text} is no repeating group of the dictionary: 50xx and 60xx are`);
  return withMask(tag, mask);
}

const everyBit = 0xffffffff;

const withMask = (tag: Tag, mask: number): StandardStep => (mask === everyBit ? { tag } : { tag: ((tag & mask) >>> 0) as Tag, mask });

/** `(gggg,eeee)`, `gggg,eeee` or `ggggeeee`, x for any digit. */
function parseTags(text: string): { readonly tag: Tag; readonly mask: number } | undefined {
  const match = /^\(?\s*([0-9a-fx]{4})\s*,?\s*([0-9a-fx]{4})\s*\)?$/i.exec(text);
  if (match === null) return undefined;
  const digits = match[1]! + match[2]!;
  return {
    tag: Number.parseInt(digits.replace(/x/gi, '0'), 16) as Tag,
    mask: Number.parseInt(digits.replace(/[0-9a-f]/gi, 'f').replace(/x/gi, '0'), 16),
  };
}

/** `(gggg,"Creator",ee)`, `(gggg,"Creator",*)`; ee also as xxee. */
function parsePrivate(text: string, fail: (what: string) => never): PrivateStep {
  const match = /^\(\s*([0-9a-f]{4})\s*,\s*"([^"\\]{1,64})"\s*,\s*(\*|xx|(?:xx)?[0-9a-f]{2})\s*\)$/i.exec(text);
  if (match === null) return fail(`a private attribute is written '(gggg,"Creator",ee)', its whole block '(gggg,"Creator",*)'`);
  const [, digits, creator, low] = match as unknown as [string, string, string, string];
  const group = Number.parseInt(digits, 16);
  if ((group & 1) === 0 || group <= 7 || group === 0xffff) return fail(`${digits} is no group of private attributes`);
  const isWhole = low === '*' || /^xx$/i.test(low);
  return { group, creator: creator.trim(), ...(!isWhole && { low: Number.parseInt(low.slice(-2), 16) }) };
}

/** Weighs the keywords that the tables have rules for: they are what a profile names. */
function nearestKeyword(attribute: string): string {
  return suggestion(attribute, tableKeywords());
}

export function tableKeywords(): readonly string[] {
  return [...confidentialityRows(), ...forgottenRows()].map((row) => keywordOf(row.tag)).filter((keyword) => keyword !== undefined);
}
