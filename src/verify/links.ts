/**
 * Is the graph of references among the outputs the graph among the inputs? UIDs are followed by value, at every depth, in private
 * elements and UN too: the same stays the same, distinct stays distinct, definitions stay; numbers that link stay as they are.
 */
import type { Tag } from '../standard/tag.js';
import { isRegisteredUid, uidRole } from '../standard/uid.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt, pathText, type TreeElement, type TreePlace, tagPath } from './element-tree.js';
import { type FilePair, visitAdded, visitPairs } from './pairing.js';
import type { Fate } from './retained.js';
import { isRuled } from './ruled.js';

export interface LinkFinding {
  readonly code:
    | 'uid-two-values'
    | 'uid-collision'
    | 'uid-kept'
    | 'uid-malformed'
    | 'definition-changed'
    | 'reference-lost'
    | 'reference-invented'
    | 'meta-differs'
    | 'reference-crosses-patients'
    | 'number-changed';
  readonly path: string;
  /** Number of the pair, in the order they were added. */
  readonly pair: number;
}

export interface LinkReport {
  readonly findings: readonly LinkFinding[];
  /** Places in originals that hold a UID which the set defines, and how many of them resolve in the outputs. */
  readonly resolvedBefore: number;
  readonly resolvedAfter: number;
}

export interface LinkOptions {
  /** Whether UIDs of instances must change; `any` for profiles that retain some. @default 'changed' */
  readonly uids?: Fate;
  /** The same for one Attribute. @default `uids` */
  readonly uidsOf?: (tag: Tag) => Fate;
  /** Whether a rule may remove what stands at this path. */
  readonly mayGo?: (path: readonly Tag[]) => boolean;
}

/** SOP Instance, Study, Series and Frame of Reference: what an instance is or lies in, so that others can point at it. */
const defining: ReadonlySet<number> = new Set([0x00080018, 0x0020000d, 0x0020000e, 0x00200052]);

/** Numbers that link within and between instances: ROI, observation, beam, fraction group, dose reference, setup, control point … */
const linkNumbers: ReadonlySet<number> = new Set([
  0x30060022, 0x30060084, 0x30060082, 0x30060048, 0x30060049, 0x300a00c0, 0x300c0006, 0x300a0071, 0x300c0022, 0x300a0012, 0x300c0051,
  0x300a0042, 0x300c00a0, 0x300a0182, 0x300c006a, 0x300a0112, 0x300c00f0, 0x300c00f4, 0x300c00f6, 0x300a00d2, 0x300c00c0, 0x300a00fc,
  0x300a00e4, 0x300c00d0, 0x300a00c8, 0x300c0007, 0x300a0212, 0x300c000e, 0x300a0234, 0x300c000c, 0x300a0282, 0x00081160,
]);

/** What the links of a pair come to, as plain data. */
export interface LinkFacts {
  readonly findings: readonly Omit<LinkFinding, 'pair'>[];
  /** What the file is and lies in. */
  readonly defined: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Each UID of an instance with what stands in its place, once, and where first. */
  readonly uses: readonly (readonly [before: string, after: string, path: string])[];
}

export function linkFacts(pair: FilePair, options: LinkOptions = {}): LinkFacts {
  const { uids = 'changed' } = options;
  return new PairLinks({ uids, uidsOf: () => uids, mayGo: isRuled, ...options }).of(pair);
}

/** Takes pairs or their facts one by one, keeps their UIDs only, and judges them together. */
export class LinkChecker {
  readonly #options: LinkOptions;
  readonly #findings: LinkFinding[] = [];
  readonly #forward = new Map<string, string>();
  readonly #backward = new Map<string, string>();
  /** Whose each UID is: of defined ones the patient, as the caller names him. */
  readonly #defined = { before: new Map<string, string>(), after: new Map<string, string>() };
  readonly #uses: { readonly use: LinkFacts['uses'][number]; readonly pair: number; readonly patients: Patients }[] = [];
  #pairs = 0;

  constructor(options: LinkOptions = {}) {
    this.#options = options;
  }

  add(pair: FilePair): void {
    this.addFacts(linkFacts(pair, this.#options));
  }

  /** @param patients whom the original and the output are of; all of one where the caller does not tell */
  addFacts(facts: LinkFacts, patients: Patients = { before: '', after: '' }): void {
    const pair = this.#pairs++;
    for (const finding of facts.findings) this.#findings.push({ ...finding, pair });
    for (const side of ['before', 'after'] as const) {
      for (const uid of facts.defined[side]) if (!this.#defined[side].has(uid)) this.#defined[side].set(uid, patients[side]);
    }
    for (const use of facts.uses) {
      const [before, after, path] = use;
      if ((this.#forward.get(before) ?? after) !== after) this.#findings.push({ code: 'uid-two-values', path, pair });
      if ((this.#backward.get(after) ?? before) !== before) this.#findings.push({ code: 'uid-collision', path, pair });
      if (!this.#forward.has(before)) this.#forward.set(before, after);
      if (!this.#backward.has(after)) this.#backward.set(after, before);
      this.#uses.push({ use, pair, patients });
    }
  }

  report(): LinkReport {
    const findings = [...this.#findings];
    let [resolvedBefore, resolvedAfter] = [0, 0];
    for (const { use, pair, patients } of this.#uses) {
      const [before, after, path] = use;
      const [was, is] = [this.#defined.before.get(before), this.#defined.after.get(after)];
      if (was !== undefined) resolvedBefore++;
      if (was !== undefined && is !== undefined) resolvedAfter++;
      if ((was === undefined) !== (is === undefined))
        findings.push({ code: was === undefined ? 'reference-invented' : 'reference-lost', path, pair });
      else if (is !== undefined && is !== patients.after && was === patients.before)
        findings.push({ code: 'reference-crosses-patients', path, pair });
    }
    return { findings, resolvedBefore, resolvedAfter };
  }
}

export interface Patients {
  readonly before: string;
  readonly after: string;
}

/** The links of one pair. */
class PairLinks {
  readonly #options: Required<LinkOptions>;
  readonly #findings: Omit<LinkFinding, 'pair'>[] = [];
  readonly #uses = new Map<string, LinkFacts['uses'][number]>();
  /** What stood last in place of each UID: nearly always the same. */
  readonly #last = new Map<string, string>();

  constructor(options: Required<LinkOptions>) {
    this.#options = options;
  }

  of(pair: FilePair): LinkFacts {
    visitPairs(pair, (original, output, above) => {
      if (holdsUids(original)) this.#uids(original, output, above);
      else if (linkNumbers.has(original.tag)) this.#number(original, output, above);
    });
    visitAdded(pair, (output, above) => {
      if (output.vr !== 'UI' || uidRole(output.tag) !== 'instance') return;
      if (uidsOf(output).some((uid) => !isRegisteredUid(uid)) && !isRuled(tagPath(output, above)))
        this.#find('reference-invented', output, above);
    });
    this.#meta(pair);
    return {
      findings: this.#findings,
      defined: { before: definedBy(pair.original), after: definedBy(pair.output) },
      uses: [...this.#uses.values()],
    };
  }

  #uids(original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined): void {
    const before = uidsOf(original);
    if (before.length === 0) return;
    if (!output || output.length === 0) {
      if (!this.#options.mayGo(tagPath(original, above))) this.#find('reference-lost', original, above);
      return;
    }
    const after = uidsOf(output);
    if (after.length !== before.length) this.#find('reference-lost', original, above);
    before.forEach((uid, index) => {
      const mapped = after[index];
      if (mapped !== undefined) this.#mapping(uid, mapped, original, above);
    });
  }

  #mapping(before: string, after: string, element: TreeElement, above: TreePlace | undefined): void {
    if (isRegisteredUid(before) || uidRole(element.tag) === 'definition') {
      if (before !== after) this.#find('definition-changed', element, above);
      return;
    }
    const { uids, uidsOf } = this.#options;
    const fate = uidsOf(element.tag);
    // What is treated unlike the others links to none of them: a device that keeps its UID, a UID without the column that would keep it.
    if (fate !== uids && fate !== 'any') {
      this.#judge(fate, before, after, element, above);
      return;
    }
    if (fate === uids && this.#last.get(before) === after) return;
    if (fate === uids) this.#last.set(before, after);
    const key = `${fate} ${before} ${after}`;
    if (this.#uses.has(key)) return;
    this.#uses.set(key, [before, after, pathText(element, above)]);
    this.#judge(fate, before, after, element, above);
  }

  #judge(fate: Fate, before: string, after: string, element: TreeElement, above: TreePlace | undefined): void {
    if (fate === 'changed' ? before === after : fate === 'kept' && before !== after) this.#find('uid-kept', element, above);
    if (before !== after && !isWellFormed(after)) this.#find('uid-malformed', element, above);
  }

  #number(original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined): void {
    const same = output !== undefined && output.text === original.text;
    if (!same && (output || !this.#options.mayGo(tagPath(original, above)))) this.#find('number-changed', original, above);
  }

  /** (0002,0002) and (0002,0003) say what the data set says (PS3.10 7.1). */
  #meta({ output }: FilePair): void {
    for (const [metaTag, dataTag] of [
      [0x00020002, 0x00080016],
      [0x00020003, 0x00080018],
    ] as const) {
      const meta = elementAt(output.fileMeta, metaTag);
      const data = elementAt(output.elements, dataTag);
      if (meta && data && meta.text !== data.text) this.#find('meta-differs', meta, undefined);
    }
  }

  #find(code: LinkFinding['code'], element: TreeElement, above: TreePlace | undefined): void {
    this.#findings.push({ code, path: pathText(element, above) });
  }
}

function definedBy({ elements }: ReadFile): string[] {
  const uids: string[] = [];
  for (const element of elements) if (defining.has(element.tag)) uids.push(...uidsOf(element));
  return uids;
}

/** UI elements, and values of unknown VR that can be nothing else. */
function holdsUids(element: TreeElement): boolean {
  if (element.items) return false;
  return element.vr === 'UI' || (element.vr === 'UN' && element.length <= 66 && /^[0-2](\.(0|[1-9]\d*)){5,}$/.test(element.text));
}

function uidsOf(element: TreeElement): string[] {
  const { text } = element;
  if (isOneUid.test(text)) return [text];
  return text
    .split('\\')
    .map((uid) => uid.replaceAll('\0', '').trim())
    .filter((uid) => uid !== '');
}

/** As nearly all are. */
const isOneUid = /^[\d.]+$/;

/** PS3.5 9.1: up to 64 characters, components without leading zeros. */
const isWellFormed = (uid: string): boolean => uid.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(uid);
