/**
 * Is the graph of references among the outputs the graph among the inputs? UIDs are followed by value, at every depth, in private
 * elements and UN too: the same stays the same, distinct stays distinct, definitions stay; numbers that link stay as they are.
 */
import { type Tag, tag } from '../standard/tag.js';
import { isRegisteredUid, uidRole } from '../standard/uid.js';
import { latin1Text, pathText, type TreeElement, type TreePlace, tagPath } from './element-tree.js';
import { type FilePair, visitAdded, visitPairs } from './pairing.js';
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
  readonly uids?: 'changed' | 'kept' | 'any';
  /** Whether a rule may remove what stands at this path. */
  readonly mayGo?: (path: readonly Tag[]) => boolean;
}

/** SOP Instance, Study, Series and Frame of Reference: what an instance is or lies in, so that others can point at it. */
const defining: readonly Tag[] = [0x00080018, 0x0020000d, 0x0020000e, 0x00200052].map(tag);

/** Numbers that link within and between instances: ROI, observation, beam, fraction group, dose reference, setup, control point … */
const linkNumbers: ReadonlySet<number> = new Set([
  0x30060022, 0x30060084, 0x30060082, 0x30060048, 0x30060049, 0x300a00c0, 0x300c0006, 0x300a0071, 0x300c0022, 0x300a0012, 0x300c0051,
  0x300a0042, 0x300c00a0, 0x300a0182, 0x300c006a, 0x300a0112, 0x300c00f0, 0x300c00f4, 0x300c00f6, 0x300a00d2, 0x300c00c0, 0x300a00fc,
  0x300a00e4, 0x300c00d0, 0x300a00c8, 0x300c0007, 0x300a0212, 0x300c000e, 0x300a0234, 0x300c000c, 0x300a0282, 0x00081160,
]);

/** Takes pairs one by one, keeps their UIDs only, and judges them together. */
export class LinkChecker {
  readonly #options: Required<LinkOptions>;
  readonly #findings: LinkFinding[] = [];
  readonly #forward = new Map<string, string>();
  readonly #backward = new Map<string, string>();
  readonly #defined = { before: new Set<string>(), after: new Set<string>() };
  readonly #uses: { readonly before: string; readonly after: string; readonly path: string; readonly pair: number }[] = [];
  #pairs = 0;

  constructor(options: LinkOptions = {}) {
    this.#options = { uids: 'changed', mayGo: isRuled, ...options };
  }

  add(pair: FilePair): void {
    const index = this.#pairs++;
    this.#define(pair);
    visitPairs(pair, (original, output, above) => {
      if (holdsUids(original)) this.#uids(original, output, above, index);
      else if (linkNumbers.has(original.tag)) this.#number(original, output, above, index);
    });
    visitAdded(pair, (output, above) => {
      if (output.vr !== 'UI' || uidRole(output.tag) !== 'instance') return;
      if (uidsOf(output).some((uid) => !isRegisteredUid(uid)) && !isRuled(tagPath(output, above)))
        this.#find('reference-invented', output, above, index);
    });
    this.#meta(pair, index);
  }

  report(): LinkReport {
    const findings = [...this.#findings];
    let [resolvedBefore, resolvedAfter] = [0, 0];
    for (const { before, after, path, pair } of this.#uses) {
      const [was, is] = [this.#defined.before.has(before), this.#defined.after.has(after)];
      if (was) resolvedBefore++;
      if (was && is) resolvedAfter++;
      if (was !== is) findings.push({ code: was ? 'reference-lost' : 'reference-invented', path, pair });
    }
    return { findings, resolvedBefore, resolvedAfter };
  }

  #define(pair: FilePair): void {
    for (const [side, file] of [
      ['before', pair.original],
      ['after', pair.output],
    ] as const) {
      for (const element of file.elements) {
        if (defining.includes(element.tag)) for (const uid of uidsOf(element)) this.#defined[side].add(uid);
      }
    }
  }

  #uids(original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined, pair: number): void {
    const before = uidsOf(original);
    if (before.length === 0) return;
    if (!output || output.bytes.length === 0) {
      if (!this.#options.mayGo(tagPath(original, above))) this.#find('reference-lost', original, above, pair);
      return;
    }
    const after = uidsOf(output);
    if (after.length !== before.length) this.#find('reference-lost', original, above, pair);
    before.forEach((uid, index) => {
      const mapped = after[index];
      if (mapped !== undefined) this.#mapping(uid, mapped, original, above, pair);
    });
  }

  #mapping(before: string, after: string, element: TreeElement, above: TreePlace | undefined, pair: number): void {
    if (isRegisteredUid(before) || uidRole(element.tag) === 'definition') {
      if (before !== after) this.#find('definition-changed', element, above, pair);
      return;
    }
    if ((this.#forward.get(before) ?? after) !== after) this.#find('uid-two-values', element, above, pair);
    if ((this.#backward.get(after) ?? before) !== before) this.#find('uid-collision', element, above, pair);
    this.#forward.set(before, after);
    this.#backward.set(after, before);
    const { uids } = this.#options;
    if (uids === 'changed' ? before === after : uids === 'kept' && before !== after) this.#find('uid-kept', element, above, pair);
    if (before !== after && !isWellFormed(after)) this.#find('uid-malformed', element, above, pair);
    this.#uses.push({ before, after, path: pathText(element, above), pair });
  }

  #number(original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined, pair: number): void {
    const same = output !== undefined && latin1Text(output.bytes) === latin1Text(original.bytes);
    if (!same && (output || !this.#options.mayGo(tagPath(original, above)))) this.#find('number-changed', original, above, pair);
  }

  /** (0002,0002) and (0002,0003) say what the data set says (PS3.10 7.1). */
  #meta({ output }: FilePair, pair: number): void {
    for (const [metaTag, dataTag] of [
      [0x00020002, 0x00080016],
      [0x00020003, 0x00080018],
    ] as const) {
      const meta = output.fileMeta.find((element) => element.tag === metaTag);
      const data = output.elements.find((element) => element.tag === dataTag);
      if (meta && data && latin1Text(meta.bytes) !== latin1Text(data.bytes)) this.#find('meta-differs', meta, undefined, pair);
    }
  }

  #find(code: LinkFinding['code'], element: TreeElement, above: TreePlace | undefined, pair: number): void {
    this.#findings.push({ code, path: pathText(element, above), pair });
  }
}

/** UI elements, and values of unknown VR that can be nothing else. */
function holdsUids(element: TreeElement): boolean {
  if (element.items) return false;
  return (
    element.vr === 'UI' ||
    (element.vr === 'UN' && element.bytes.length <= 66 && /^[0-2](\.(0|[1-9]\d*)){5,}$/.test(latin1Text(element.bytes)))
  );
}

function uidsOf(element: TreeElement): string[] {
  return latin1Text(element.bytes)
    .split('\\')
    .map((uid) => uid.replaceAll('\0', '').trim())
    .filter((uid) => uid !== '');
}

/** PS3.5 9.1: up to 64 characters, components without leading zeros. */
const isWellFormed = (uid: string): boolean => uid.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(uid);
