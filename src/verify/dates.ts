/**
 * Did a patient's dates move together? Per file: by how many days each date moved, and what did not move as the profile says. One offset
 * per patient, whole weeks and the mapping are judged over all files, in verdict.ts. TM must stay, because whole days leave it alone.
 */
import { dayOf } from './day.js';
import { pathText, samePadded, type TreeElement, type TreePlace } from './element-tree.js';
import { error, type VerifyFinding } from './finding.js';
import { type FilePair, visitPairs } from './pairing.js';
import type { Policy } from './policy.js';
import { dateFate } from './retained.js';

/** Days that dates of a file moved by: how many, and where the first stands. Plain data. */
export interface Shift {
  readonly days: number;
  readonly count: number;
  readonly path: string;
}

export interface DateCheck {
  readonly findings: readonly VerifyFinding[];
  readonly shifts: readonly Shift[];
}

/** Stands in for a date that had to go where one must stand (docs/verify.md). */
const dummyDay = dayOf('20000101');

export function checkDates(pair: FilePair, policy: Policy): DateCheck {
  const findings: VerifyFinding[] = [];
  const shifts = new Map<number, Shift>();
  visitPairs(pair, (original, output, above) => {
    const { vr } = original;
    if ((vr !== 'DA' && vr !== 'DT' && vr !== 'TM') || !output || output.length === 0 || original.length === 0) return;
    if (vr !== 'TM') {
      if (original.tag !== contextGroupVersion) compare(original, output, above);
    } else if (policy.dates !== 'remove' && !samePadded(original, output) && !sameTime(original, output) && !isDummyTime(output))
      findings.push(error('verify/time-changed', 'a time of day is not what it was', pathText(original, above)));
  });

  function compare(original: TreeElement, output: TreeElement, above: TreePlace | undefined): void {
    const [was, is] = [valuesOf(original), valuesOf(output)];
    const fate = policy.dates === 'keep' ? 'changed' : dateFate(policy, original);
    was.forEach((text, index) => {
      const path = pathText(original, above);
      const [before, after] = [dayOf(text), dayOf(is[index] ?? '')];
      if (policy.dates === 'keep') {
        if (text !== (is[index] ?? '') && after !== dummyDay) findings.push(error('verify/date-changed', 'the profile keeps dates', path));
        return;
      }
      if (before === undefined || after === undefined) return;
      if (fate === 'any' && before === after) return;
      if (fate === 'kept') {
        if (text !== is[index] && after !== dummyDay) findings.push(error('verify/date-changed', 'the profile keeps this date', path));
        return;
      }
      if (policy.dates === 'remove') {
        if (before === after && after !== dummyDay) findings.push(error('verify/date-kept', 'the profile removes dates', path));
        return;
      }
      if (after === dummyDay && after !== before) return;
      if (original.vr === 'DT' && text.slice(8) !== is[index]!.slice(8))
        findings.push(error('verify/time-changed', 'the time of day in a date and time is not what it was', path));
      const days = after - before;
      const known = shifts.get(days);
      shifts.set(days, { days, count: (known?.count ?? 0) + 1, path: known?.path ?? path });
    });
  }
  return { findings, shifts: [...shifts.values()] };
}

/** The date of a definition, not of the patient (PS3.16 8.3). */
const contextGroupVersion = 0x00080106;

function valuesOf({ text }: TreeElement): string[] {
  return isOneValue.test(text) ? [text] : text.split('\\').map((one) => one.trim());
}

/** As nearly all are. */
const isOneValue = /^[\d.]+$/;

const sameTime = (a: TreeElement, b: TreeElement): boolean => valuesOf(a).join('\\') === valuesOf(b).join('\\');

const isDummyTime = (element: TreeElement): boolean => /^0*(?:\.0*)?$/.test(element.text);
