/**
 * Is an output as valid as its original was? Types 1 and 2 per IOD (PS3.3), and for what was written anew: VR, VM, length, character
 * set. What the original already had wrong is no finding. Without an original everything counts as new, and a Type as a warning.
 */
import { type IodNode, iodTypes } from '../standard/iod-types.js';
import { vr } from '../standard/vr.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt, elementKey, isBlank, pathText, samePadded, TreeElement, type TreePlace } from './element-tree.js';
import { error, type VerifyFinding, warning } from './finding.js';
import { Finder, isOverhead } from './pairing.js';
import { isMadeAnew } from './ruled.js';
import { type CharacterSets, characterSetsOf, decodeText, defaultSets, isPlainText } from './text.js';
import { formProblem, valueCount } from './value-form.js';

interface Level {
  readonly output: readonly TreeElement[];
  /** Undefined where there is no original of it. */
  readonly original: readonly TreeElement[] | undefined;
  readonly sets: CharacterSets;
  readonly originalSets: CharacterSets;
  readonly node: IodNode | undefined;
  readonly above: TreePlace | undefined;
}

/** @param original undefined where only the output is there */
export function checkValidity(output: ReadFile, original: ReadFile | undefined): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  const sopClassUid = elementAt(output.elements, 0x00080016);
  const node = sopClassUid ? iodTypes(sopClassUid.text) : undefined;
  level(
    { output: output.elements, original: original?.elements, sets: defaultSets, originalSets: defaultSets, node, above: undefined },
    original === undefined,
    findings,
  );
  return findings;
}

function level(at: Level, alone: boolean, findings: VerifyFinding[]): void {
  const finder = new Finder(at.original);
  const sets = setsOf(at.output) ?? at.sets;
  const originalSets = (at.original && setsOf(at.original)) ?? at.originalSets;
  for (const element of at.output) {
    if (isOverhead(element)) continue;
    const before = finder.find(element);
    const problem = elementProblem(element, before, sets, originalSets) ?? emptyProblem(element, before, at.node, alone);
    if (problem) {
      const say = alone && problem.code.startsWith('verify/type') ? warning : error;
      findings.push(say(problem.code, problem.detail, pathText(element, at.above)));
    }
    const { items } = element;
    if (!items || items.length === 0) continue;
    const node = at.node?.child(element.tag);
    for (let item = 0; item < items.length; item++) {
      const above = { element, item: item + 1, above: at.above };
      level({ output: items[item]!, original: before?.items?.[item], sets, originalSets, node, above }, alone, findings);
    }
  }
  if (alone) requiredOf(at, findings);
  else if (at.original && at.node) absentIn(at.original, at, findings);
}

function absentIn(original: readonly TreeElement[], { output, node, above }: Level, findings: VerifyFinding[]): void {
  const finder = new Finder(output);
  for (const element of original) {
    if (isOverhead(element) || finder.find(element) || element.creator !== '') continue;
    const requirement = node?.requirement(element.tag);
    if ((requirement === '1' || requirement === '2') && !isMadeAnew(element.tag))
      findings.push(error('verify/type-absent', `Type ${requirement} here, and the original had it`, pathText(element, above)));
  }
}

type Problem = Pick<VerifyFinding, 'code' | 'detail'>;

function elementProblem(
  element: TreeElement,
  before: TreeElement | undefined,
  sets: CharacterSets,
  originalSets: CharacterSets,
): Problem | undefined {
  if (element.items || element.fragments || element.length === 0) return undefined;
  const { kind } = vr[element.vr];
  if (kind === 'binary') return undefined;
  const same = before !== undefined && samePadded(before, element);
  if (kind === 'charset' && !isPlainText(element.holder, element.start, element.start + element.length)) {
    const text = decodeText(element.bytes, sets);
    const was = before && decodeText(before.bytes, originalSets);
    if (text === undefined && !(same && was === undefined))
      return { code: 'verify/character-set', detail: 'no text in the character set that is stated' };
    if (same && text !== was) return { code: 'verify/character-set', detail: 'the same bytes are another text than in the original' };
  }
  const problem = same ? undefined : formProblem(element, sets);
  // Cleaning leaves as many values as there were: it is the original that has another number.
  const isOld = problem?.code === 'verify/value-multiplicity' && before && valueCount(before, originalSets) === valueCount(element, sets);
  return isOld ? undefined : problem;
}

function emptyProblem(
  element: TreeElement,
  before: TreeElement | undefined,
  node: IodNode | undefined,
  alone: boolean,
): Problem | undefined {
  if (element.creator !== '') return undefined;
  if (!isEmpty(element)) return undefined;
  const requirement = node?.requirement(element.tag);
  if (requirement !== '1' && requirement !== '1C') return undefined;
  if ((before && isEmpty(before)) || (!alone && !before)) return undefined;
  return { code: 'verify/type-1-empty', detail: `Type ${requirement} here, and empty` };
}

function isEmpty(element: TreeElement): boolean {
  if (element.items) return element.items.length === 0;
  return element.fragments === undefined && (vr[element.vr].kind === 'binary' ? element.length === 0 : isBlank(element));
}

/** Without an original: what the IOD's mandatory modules demand and the output lacks. */
function requiredOf(at: Level, findings: VerifyFinding[]): void {
  const present = new Set(at.output.map(elementKey));
  for (const [tag, requirement] of at.node?.required() ?? []) {
    const element = new TreeElement(tag, 'UN', '', none, 0, 0, false);
    if (!present.has(elementKey(element)))
      findings.push(warning('verify/type-absent', `Type ${requirement} here`, pathText(element, at.above)));
  }
}

const none = Buffer.alloc(0);

function setsOf(elements: readonly TreeElement[]): CharacterSets | undefined {
  const own = elementAt(elements, 0x00080005);
  return own && own.length > 0 ? characterSetsOf(own.bytes) : undefined;
}
