/** Of the conformance statement: a table for each IOD of radiotherapy: which attribute, where, of which Type, what is done, what stands there afterwards. */
import type { CompiledRules } from '../deid/compile.js';
import { type Explanation, explainIod } from '../deid/explain.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { Block, Section } from '../report/document.js';
import { dictionaryEntry, keywordOf } from '../standard/dictionary.js';
import { iodTypes } from '../standard/iod-types.js';
import type { SopClass } from '../standard/sop-class.js';
import { type Tag, tagText } from '../standard/tag.js';
import { valueAfter } from './conformance-values.js';
import { sopClassesWithTypes, sopClassOfIod } from './iod-name.js';

/** @param only one IOD, such as rt-plan. @throws RadonymError run/usage: no such IOD */
export function iodSections(profile: ResolvedProfile, rules: CompiledRules, only: string | undefined): readonly Section[] {
  const wanted =
    only === undefined ? onePerIod(sopClassesWithTypes().filter(({ category }) => category === 'radiotherapy')) : [sopClassOfIod(only)];
  const title = { number: '8.1', title: 'IOD contents' };
  if (profile.basis === 'none')
    return [{ ...title, blocks: [{ text: 'Every attribute stays as it is, private ones too, in every object.' }] }];
  const intro =
    'Attributes that a rule, an option or a table speaks of, at each place where PS3.3 lists them. The others stay, apart from dates, people and UIDs, which go by their VR like those below, and texts in which an identifier of the patient is found.';
  return [
    { ...title, blocks: [{ text: intro }] },
    ...wanted.map((row, at) => ({
      number: `8.1.${at + 1}`,
      title: `${row.name.replace(' Storage', '')} (${row.iod})`,
      blocks: [table(profile, rules, row)],
    })),
  ];
}

/** SOP Classes that share an IOD have one table. */
function onePerIod(rows: readonly SopClass[]): readonly SopClass[] {
  const first = new Map<string | undefined, SopClass>();
  for (const row of rows) if (!first.has(row.iod)) first.set(row.iod, row);
  return [...first.values()];
}

function table(profile: ResolvedProfile, rules: CompiledRules, { uid, name }: SopClass): Block {
  const all = explainIod(rules, iodTypes(uid)!, uid);
  const told = all.filter(isTold);
  const fates = fatesOf(told, profile);
  return {
    caption: `${name}, \`${uid}\`: ${new Set(fates.map(({ tag }) => tag)).size} attributes at ${told.length} of ${all.length} places`,
    head: ['tag', 'attribute', 'in', 'Type', 'action', 'our value'],
    rows: fates.map((fate) => [
      tagText(fate.tag),
      dictionaryEntry(fate.tag)?.name || (keywordOf(fate.tag) ?? ''),
      placesOf(fate, fates),
      fate.requirement,
      fate.action,
      fate.value,
    ]),
  };
}

/** What no row and no profile speaks of is not told, nor which sequences are looked into because none does. */
const isTold = ({ action, source }: Explanation): boolean =>
  source.table !== 'value-representation' && source.table !== 'unknown' && (action !== 'inside' || source.table !== 'radonym');

/** One attribute of one Type that has one fate, at one or more places. */
interface Fate {
  readonly tag: Tag;
  readonly requirement: string;
  readonly action: string;
  readonly value: string;
  readonly places: string[];
}

function fatesOf(told: readonly Explanation[], profile: ResolvedProfile): readonly Fate[] {
  const fates = new Map<string, Fate>();
  for (const one of told) {
    const tag = one.path.at(-1)!;
    const action = `${one.action}${one.when ? ` when ${one.when}` : ''}`;
    const fate = { tag, requirement: one.requirement ?? '', action, value: valueAfter(one, profile) };
    const key = JSON.stringify(fate);
    const known = fates.get(key) ?? { ...fate, places: [] };
    fates.set(key, known);
    known.places.push(
      one.path
        .slice(0, -1)
        .map((step) => keywordOf(step) ?? tagText(step))
        .join(' > ') || 'the data set',
    );
  }
  // Stable: within an attribute as the IOD lists them.
  return [...fates.values()].sort((a, b) => a.tag - b.tag);
}

const mostPlaces = 3;

/** Places by name where they are few, or where the Type alone does not tell which they are. */
function placesOf({ tag, requirement, places }: Fate, fates: readonly Fate[]): string {
  const others = fates.filter((fate) => fate.tag === tag);
  const alike = others.filter((fate) => fate.requirement === requirement);
  if (places.length <= mostPlaces || alike.length > 1) return places.join('; ');
  return others.length === 1 ? `all ${places.length} places` : `all ${places.length} places of this Type`;
}
