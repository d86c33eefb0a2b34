/** Is this a value of its VR: letters, length, number of values (PS3.5 6.2, PS3.6)? It compares nothing and knows no Type. */
import { limits } from '../base/limits.js';
import { dictionaryEntry } from '../standard/dictionary.js';
import { type VrName, vr } from '../standard/vr.js';
import { dayOf } from './day.js';
import type { TreeElement } from './element-tree.js';
import type { VerifyCode } from './finding.js';
import { type CharacterSets, isPlainText, someText } from './text.js';

/** A patient's files say the same again and again: short texts that are right, by tag and VR. */
const right = new Set<string>();
const longestRemembered = 64;

type Problem = { readonly code: VerifyCode; readonly detail: string } | undefined;

/** Undefined where nothing is wrong. */
export function formProblem(element: TreeElement, sets: CharacterSets): Problem {
  const { kind } = vr[element.vr];
  if (kind === 'binary') return undefined;
  const { holder, start, length } = element;
  const isPlain = kind === 'ascii' || isPlainText(holder, start, start + length);
  const text = isPlain ? element.text : someText(element.bytes, sets);
  if (text.length > longestRemembered) return problemOf(element, text);
  const key = `${element.vr}${element.creator === '' ? element.tag : ''} ${text}`;
  if (right.has(key)) return undefined;
  const problem = problemOf(element, text);
  if (problem) return problem;
  if (right.size >= limits.cleanCache) right.clear();
  right.add(key);
  return undefined;
}

function problemOf(element: TreeElement, whole: string): Problem {
  const { multiple, maxLength } = vr[element.vr];
  const values = multiple ? whole.split('\\') : [whole];
  for (const value of values) {
    const text = value.replace(/[ \0]+$/, '');
    if (maxLength !== undefined && text.length > maxLength && element.vr !== 'DA' && lengthOf(text, element.vr) > maxLength)
      return { code: 'verify/value-too-long', detail: `longer than the ${maxLength} characters of ${element.vr}` };
    if (text !== '' && !(forms[element.vr]?.(text.trim()) ?? true))
      return { code: formCode(element.vr), detail: `no value of VR ${element.vr}` };
  }
  const vm = element.creator === '' ? dictionaryEntry(element.tag)?.vm : undefined;
  if (multiple && vm !== undefined && !fits(values.length, vm))
    return { code: 'verify/value-multiplicity', detail: `${values.length} values where the dictionary allows ${vm}` };
  return undefined;
}

/** Of a text, empty ones too; 1 where the VR has one value only. */
export function valueCount(element: TreeElement, sets: CharacterSets): number {
  const { kind, multiple } = vr[element.vr];
  if (!multiple) return 1;
  const { holder, start, length } = element;
  const isPlain = kind !== 'charset' || isPlainText(holder, start, start + length);
  return (isPlain ? element.text : someText(element.bytes, sets)).split('\\').length;
}

const formCode = (name: VrName): VerifyCode => (name === 'UI' ? 'verify/uid-malformed' : 'verify/value-malformed');

/** ACR-NEMA has dots in it. A range stands in queries only, yet old files have it; both ends count. */
const date = (text: string): boolean => dayOf(text) !== undefined && /^\d{4}\.?\d{2}\.?\d{2}$/.test(text);

const forms: { readonly [name in VrName]?: (text: string) => boolean } = {
  AS: (text) => /^\d{3}[DWMY]$/.test(text),
  CS: (text) => /^[A-Z0-9 _]*$/.test(text),
  DA: (text) => text.split('-').every((end) => end === '' || date(end.trim())),
  DS: (text) => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text),
  DT: (text) => /^[\d.+-]+$/.test(text) && (text.length < 8 || dayOf(text) !== undefined),
  IS: (text) => /^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= 2 ** 31,
  TM: (text) => /^[\d:.-]+$/.test(text),
  // PS3.5 9.1: components without leading zeros.
  UI: (text) => /^[0-2](\.(0|[1-9]\d*))+$/.test(text),
};

/** Of a PN the longest component group. */
function lengthOf(text: string, name: VrName): number {
  return name === 'PN' ? Math.max(...text.split('=').map((group) => [...group].length)) : [...text].length;
}

/** `1`, `1-n`, `2-2n`, `3-3n`, `1-3`, `1-n or 1`. */
function fits(count: number, vm: string): boolean {
  return vm.split(' or ').some((choice) => {
    const match = /^(\d+)(?:-(\d*)(n?))?$/.exec(choice);
    if (!match) return true;
    const [, least, most, open] = match;
    if (most === undefined) return count === Number(least);
    if (open) return count >= Number(least) && count % Number(most === '' ? 1 : most) === 0;
    return count >= Number(least) && count <= Number(most);
  });
}
