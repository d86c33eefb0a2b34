/**
 * Did the clinical values leave as they came? Numbers (pixels, doses, contours, control points, meterset, DVH, geometry) and coded
 * strings outside of every removal rule must be the same bytes; DS and IS are compared as text, never as numbers.
 */
import { mustStay } from '../standard/clinical.js';
import { isPrivate, type Tag } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import { isBlank, littleEndianBytes, pathText, sameBytes, swapUnit, type TreeElement, type TreePlace, tagPath } from './element-tree.js';
import { type FilePair, visitPairs } from './pairing.js';
import { isRuled } from './ruled.js';

export interface ValueFinding {
  readonly code: 'value-changed' | 'value-lost' | 'items-lost' | 'code-identifies';
  readonly path: string;
}

const compared: ReadonlySet<VrName> = new Set<VrName>([
  'AS',
  'AT',
  'CS',
  'DS',
  'FD',
  'FL',
  'IS',
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SL',
  'SS',
  'SV',
  'UL',
  'US',
  'UV',
]);

/**
 * @param mayChange whether a rule may touch what stands at this path; by default what the tables say
 * @param scope numbers and coded strings, or text and dates too, for what was only re-encoded
 * @param settled of the original, what something else was judged by
 * @param identifies whether a coded string names the patient: then it had to be cleaned
 */
export function compareValues(
  pair: FilePair,
  mayChange: (path: readonly Tag[]) => boolean = isRuled,
  scope: 'numbers' | 'all' = 'numbers',
  settled: ReadonlySet<TreeElement> = none,
  identifies: (text: string) => boolean = () => false,
): ValueFinding[] {
  const findings: ValueFinding[] = [];
  visitPairs(pair, (original, output, above) => {
    const code = settled.has(original) ? undefined : judge(original, output, above, mayChange, scope);
    if (code === undefined) return;
    const isCleaned = original.vr === 'CS' && scope === 'numbers' && identifies(original.text);
    if (!isCleaned) findings.push({ code, path: pathText(original, above) });
    else if (!mayBeCleaned(original.tag, output)) findings.push({ code: 'code-identifies', path: pathText(original, above) });
  });
  return findings;
}

const none: ReadonlySet<TreeElement> = new Set();

function judge(
  original: TreeElement,
  output: TreeElement | undefined,
  above: TreePlace | undefined,
  mayChange: (path: readonly Tag[]) => boolean,
  scope: 'numbers' | 'all',
): ValueFinding['code'] | undefined {
  const isSequence = original.items !== undefined;
  if (!isSequence && scope === 'numbers' && !compared.has(original.vr)) return undefined;
  if (output && sameValue(original, output)) return undefined;
  // A private number goes with its element, or stays: no rule writes another.
  if (output && isPrivate(original.tag) && isNumber(original) && output.length > 0) return 'value-changed';
  if (mayChange(tagPath(original, above)) || (scope === 'numbers' && isRareAge(original, output))) return undefined;
  if (isSequence) return output?.items?.length === original.items?.length ? undefined : 'items-lost';
  return output ? 'value-changed' : 'value-lost';
}

/** Words that people type, or none where none must stand. Any other stand-in would be a code that is not true. */
function mayBeCleaned(tag: Tag, output: TreeElement | undefined): boolean {
  return !mustStay(tag) && (typed.has(tag) || output === undefined || isBlank(output));
}

/** Image Type and Frame Type, whose later values are the maker's own; Body Part Examined, Graphic Layer, Content Label. */
const typed: ReadonlySet<number> = new Set([0x00080008, 0x00089007, 0x00180015, 0x00700002, 0x00700080]);

/** What is no age goes; one of 90 years or more becomes 090Y (docs/profiles.md). */
function isRareAge({ vr: name, text }: TreeElement, output: TreeElement | undefined): boolean {
  if (name !== 'AS') return false;
  const age = /^(\d{1,6})([DWMY])$/.exec(text.trim());
  return age === null || (output?.text === '090Y' && Number(age[1]) >= ninetyYears[age[2] as keyof typeof ninetyYears]);
}

/** Of 365.25 days, rounded up. */
const ninetyYears = { D: 32873, W: 4697, M: 1080, Y: 90 } as const;

/** Of a private element: UN and OB may hold text that is cleaned, and Varian's length of such a text follows it. */
function isNumber({ vr: name, items, creator, tag }: TreeElement): boolean {
  const followsText = creator === 'Varian Medical Systems VISION 3253' && (tag & 0xff) === 0x01;
  return items === undefined && name !== 'OB' && name !== 'CS' && compared.has(name) && !followsText;
}

function sameValue(original: TreeElement, output: TreeElement): boolean {
  if (original.items) return original.items.length === output.items?.length;
  if (original.fragments || output.fragments) {
    const [a, b] = [original.fragments ?? [], output.fragments ?? []];
    return a.length === b.length && a.every((fragment, index) => sameButPadding(fragment, b[index]!, 0));
  }
  if (swapUnit(original) === swapUnit(output) && sameBytes(original, output)) return true;
  return sameButPadding(littleEndianBytes(original), littleEndianBytes(output), vr[original.vr].padding);
}

/** Equal, or longer by the one padding byte that an odd value needs (PS3.5 7.1). */
function sameButPadding(original: Uint8Array, output: Uint8Array, padding: number): boolean {
  const padded = original.length % 2 === 1 && output.length === original.length + 1 && output.at(-1) === padding;
  if (output.length !== original.length && !padded) return false;
  return Buffer.compare(original, padded ? output.subarray(0, -1) : output) === 0;
}
