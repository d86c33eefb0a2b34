/**
 * What is a structure, beam or plan called afterwards? Names of one patient that differ stay different, and a name is the same wherever it
 * stands: in a structure set, a plan, a dose. All names that the survey saw are weighed at once, so that nothing depends on the order of files.
 */
import { limits } from '../base/limits.js';
import { foldedLetters } from './folding.js';
import { type LabelKind, labelTerm } from './label-kinds.js';
import { type NamePolicy, type Proposal, type ProposalTools, proposeName } from './label-proposal.js';
import { createRecentMap } from './recent-map.js';
import type { CleanResult } from './text-cleaner.js';

export interface LabelOptions {
  readonly structureNames: NamePolicy;
  /** Unknown words go from the other labels too. */
  readonly strict: boolean;
  /** Names of structures that the user chose. By the folded original. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Letters of the keyed hash of one of the patient's names. */
  readonly hash: (original: string, length: number) => string;
}

const prefixes: { readonly [kind in LabelKind]: string } = {
  structure: 'ROI',
  beam: 'BEAM',
  plan: 'PLAN',
  'structure-set': 'SET',
  dose: 'DOSE',
  setup: 'SETUP',
  prescription: 'RX',
};
const kinds = Object.keys(prefixes) as LabelKind[];
const neutral = new RegExp(`^(?:${Object.values(prefixes).join('|')})_[2-9B-DF-HJ-NP-TV-Z]{5,}$`);
const neutralLength = 5;
const suffixLength = 3;
/** SH. A name that was longer may stay longer: up to LO. */
const shortLimit = 16;
const longLimit = 64;

/** @param terms as harvested over all files of the patient; undefined when nobody looked */
export function createLabelNames(terms: readonly string[] | undefined, options: LabelOptions, tools: ProposalTools) {
  const kindOf = terms === undefined ? undefined : kindsOf(terms);
  const known = createRecentMap<string, CleanResult>(limits.cleanCache);
  const policyOf = (kind: LabelKind): NamePolicy =>
    kind === 'structure' ? options.structureNames : { keep: 'standard', unknown: options.strict ? 'drop' : 'scrub' };
  const propose = (kind: LabelKind, name: string): Proposal => {
    if (neutral.test(name)) return { text: name, doubtful: [] };
    const chosen = kind === 'structure' ? options.chosen.get(foldedLetters(name)) : undefined;
    if (chosen !== undefined) return tools.inspectClean(chosen);
    return proposeName(name, policyOf(kind), options.strict, tools);
  };
  let settled: ReadonlyMap<string, string> | undefined;
  const resolve = (asked: LabelKind, original: string): CleanResult => {
    const name = original.normalize('NFC');
    const kind = kindOf?.get(name) ?? asked;
    const { text, doubtful } = propose(kind, name);
    if (text === name) return { text: original, changed: false, doubtful };
    if (kindOf === undefined) return { text: text === '' ? neutralName(kind, name, 0) : text, changed: true, doubtful };
    settled ??= settle(kindOf, propose, candidate);
    const own = settled.get(name) ?? (text === '' ? neutralName(kind, name, 0) : candidate(kind, name, text, 1));
    return { text: own, changed: true, doubtful };
  };
  const neutralName = (kind: LabelKind, name: string, more: number): string =>
    `${prefixes[kind]}_${options.hash(name, neutralLength + more)}`;
  /** What a name may be called at the n-th try. */
  const candidate = (kind: LabelKind, name: string, text: string, attempt: number): string => {
    if (text === '') return neutralName(kind, name, attempt);
    if (attempt === 0) return text;
    const suffix = options.hash(name, suffixLength + attempt - 1);
    const room = Math.min(longLimit, Math.max(shortLimit, name.length)) - suffix.length - 1;
    const base = text.length > room ? [...text].slice(0, room).join('').slice(0, room) : text;
    return `${base.replace(/[\s_.-]+$/, '')}_${suffix}`;
  };
  return {
    inspectLabel(kind: LabelKind, original: string): CleanResult {
      const key = labelTerm(kind, original);
      let result = known.get(key);
      if (result === undefined) {
        result = resolve(kind, original);
        known.set(key, result);
      }
      return result;
    },
    /** What cleaning as any text leaves of the names that the survey saw, where they are called otherwise now: initials fell, or the whole name. */
    renamed(): ReadonlyMap<string, string> {
      const found = new Map<string, string>();
      if (kindOf === undefined) return found;
      settled ??= settle(kindOf, propose, candidate);
      for (const [name, own] of settled) {
        const { text } = tools.inspectClean(name);
        if (text !== '' && text !== own && propose(kindOf.get(name)!, name).text !== text) found.set(text, own);
      }
      return found;
    },
    /** Longer than those that are settled: so it is none of these. */
    neutralLabel: (kind: LabelKind, original: string): string =>
      neutralName(kindOf?.get(original.normalize('NFC')) ?? kind, original.normalize('NFC'), 3),
  };
}

/** One kind for each name: the first in the order of kinds, whatever else it also names. */
function kindsOf(terms: readonly string[]): ReadonlyMap<string, LabelKind> {
  const found = new Map<string, LabelKind>();
  for (const kind of kinds)
    for (const term of terms) {
      if (!term.startsWith(`${kind} `)) continue;
      const name = term.slice(kind.length + 1).normalize('NFC');
      if (!found.has(name)) found.set(name, kind);
    }
  return found;
}

/** Names that stay come first; of those that would be called alike each gets a few letters of its own. */
function settle(
  kindOf: ReadonlyMap<string, LabelKind>,
  propose: (kind: LabelKind, name: string) => Proposal,
  candidate: (kind: LabelKind, name: string, text: string, attempt: number) => string,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const changed = new Map<string, string>();
  const wanted = new Map<string, number>();
  for (const [name, kind] of kindOf) {
    const { text } = propose(kind, name);
    if (text === name) taken.add(text.toLowerCase());
    else changed.set(name, text);
    if (text !== name && text !== '') wanted.set(text.toLowerCase(), (wanted.get(text.toLowerCase()) ?? 0) + 1);
  }
  const settled = new Map<string, string>();
  for (const [name, text] of [...changed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let attempt = text !== '' && wanted.get(text.toLowerCase())! > 1 ? 1 : 0;
    while (taken.has(candidate(kindOf.get(name)!, name, text, attempt).toLowerCase())) attempt++;
    const own = candidate(kindOf.get(name)!, name, text, attempt);
    taken.add(own.toLowerCase());
    settled.set(name, own);
  }
  return settled;
}
