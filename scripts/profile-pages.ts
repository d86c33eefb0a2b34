/**
 * The page of a shipped profile, docs/profiles/<name>.md: what it does to each attribute of the IODs that radiotherapy uses, from the
 * same explanation that `profile explain` shows. First what holds in all of them, then where the Type in one of them asks for more.
 */
import { meanings, reasonOf } from '../src/cli/explain-text.js';
import { type CompiledRules, compileRules } from '../src/deid/compile.js';
import { type ExplainedAction, type Explanation, explainedActions, explainIod } from '../src/deid/explain.js';
import { explainPrivates, privateCounts } from '../src/deid/explain-private.js';
import type { ResolvedProfile } from '../src/deid/profile.js';
import { keywordOf } from '../src/standard/dictionary.js';
import { iodTypeSopClasses, iodTypes } from '../src/standard/iod-types.js';
import { type SopClass, sopClass } from '../src/standard/sop-class.js';
import { type Tag, tagText } from '../src/standard/tag.js';

/** Besides those of radiotherapy: what its studies consist of. */
const besides: readonly string[] = [
  'ct-image',
  'mr-image',
  'positron-emission-tomography-image',
  'spatial-registration',
  'deformable-spatial-registration',
];

const pageMark = '<!-- written by npx tsx scripts/check-docs.ts --write -->';

export function profilePage(profile: ResolvedProfile): string {
  const begin = [`# ${profile.name}`, '', pageMark, '', profile.description, ''];
  if (profile.basis === 'none') return [...begin, 'Every attribute stays as it is, private ones too, in every object.', ''].join('\n');
  const rules = compileRules(profile);
  const iods = iodTypeSopClasses()
    .flatMap((uid) => sopClass(uid) ?? [])
    .filter(({ category, iod }) => category === 'radiotherapy' || besides.includes(iod ?? ''));
  const explained = iods.map((iod) => ({ iod, all: explainIod(rules, iodTypes(iod.uid)!, iod.uid) }));
  const usual = usualActions(explained.flatMap(({ all }) => all));
  return [
    ...begin,
    ...settings(profile),
    '',
    '## In all objects',
    '',
    'What is done to each attribute that has a rule, at any depth, in the objects listed further down; there stand the exceptions.',
    '`radonym profile explain` shows the same for one kind of object with tags, Types and places.',
    '',
    ...overall(
      explained.flatMap(({ all }) => all),
      usual,
    ),
    ...privateElements(rules),
    '## By kind of object',
    '',
    'How many places of the IOD have which fate, and where it is not the one above: there the Type asks for another.',
    '',
    ...explained.flatMap(({ iod, all }) => section(iod, all, usual)),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function settings({ options, dates, pseudonyms, structureNames, text, privateKeep, quarantine }: ResolvedProfile): string[] {
  const shifts = options.includes('retainLongitudinalTemporalModifiedDates');
  return [
    `- Options of the Standard: ${options.length === 0 ? 'none' : options.map((option) => `\`${option}\``).join(', ')}`,
    ...(shifts
      ? [`- Dates: moved by ${dates.shiftDays.join(' to ')} days, one offset a patient${dates.wholeWeeks ? ', in whole weeks' : ''}`]
      : []),
    `- Pseudonyms: Patient ID \`${pseudonyms.patientId}\`, Patient's Name \`${pseudonyms.patientName}\``,
    `- Names of structures, where cleaned: keep ${structureNames.keep}, unknown words ${structureNames.unknown}; level of cleaning: ${text.level}`,
    `- Private elements: ${privateKeep.length === 0 ? 'none stays' : `stay where listed (\`${privateKeep.join('`, `')}\`)`}`,
    `- Set aside: SOP Classes of the kinds ${quarantine.join(', ')}`,
  ];
}

/** What befalls an attribute at most places; the action that comes first of equals. */
function usualActions(all: readonly Explanation[]): ReadonlyMap<Tag, ExplainedAction> {
  const counts = new Map<Tag, Map<ExplainedAction, number>>();
  for (const { path, action } of all) {
    const tag = path.at(-1)!;
    const count = counts.get(tag) ?? new Map<ExplainedAction, number>();
    counts.set(tag, count.set(action, (count.get(action) ?? 0) + 1));
  }
  const byCount = (a: readonly [ExplainedAction, number], b: readonly [ExplainedAction, number]): number =>
    b[1] - a[1] || explainedActions.indexOf(a[0]) - explainedActions.indexOf(b[0]);
  return new Map([...counts].map(([tag, count]) => [tag, [...count].sort(byCount)[0]![0]]));
}

function overall(all: readonly Explanation[], usual: ReadonlyMap<Tag, ExplainedAction>): string[] {
  const actions = new Map<ExplainedAction, Map<string, Set<Tag>>>();
  for (const one of all) {
    const tag = one.path.at(-1)!;
    if (usual.get(tag) !== one.action) continue;
    const reasons = actions.get(one.action) ?? new Map<string, Set<Tag>>();
    actions.set(one.action, reasons);
    const reason = reasonOf(one);
    reasons.set(reason, (reasons.get(reason) ?? new Set<Tag>()).add(tag));
  }
  return explainedActions.flatMap((action) => {
    const reasons = actions.get(action);
    if (reasons === undefined) return [];
    const rows = [...reasons].sort(([a], [b]) => (a < b ? -1 : 1));
    const list = (reason: string, tags: ReadonlySet<Tag>): string =>
      byVr(reason) && (action === 'keep' || action === 'inside') ? `${tags.size} attributes` : names([...tags].sort((a, b) => a - b));
    return [
      `### ${action}: ${meanings[action]}`,
      '',
      '| why | attributes |',
      '|---|---|',
      ...rows.map(([reason, tags]) => `| ${reason.replaceAll('|', '\\|')} | ${list(reason, tags)} |`),
      '',
    ];
  });
}

function privateElements(rules: CompiledRules): string[] {
  const counts = privateCounts(explainPrivates(rules));
  if (counts.length === 0) return [];
  return [
    '## Private elements',
    '',
    'How many elements of a creator stay: kept (searched for identifiers or looked inside), or changed (mapped, cleaned, moved, renamed). All others are',
    'removed. [Private data](../private-data.md) lists those of radiotherapy vendors one by one, with reasons; `radonym profile explain --json` lists all.',
    '',
    '| creator | kept | changed |',
    '|---|---|---|',
    ...counts.map(({ creator, kept, changed }) => `| ${creator} | ${kept} | ${changed} |`),
    '',
  ];
}

const byVr = (reason: string): boolean => reason.startsWith('no row');

function section(iod: SopClass, all: readonly Explanation[], usual: ReadonlyMap<Tag, ExplainedAction>): string[] {
  const counts = explainedActions.map((action) => [action, all.filter((one) => one.action === action).length] as const);
  const exceptions = explainedActions.flatMap((action) => {
    const places = new Map<Tag, Explanation[]>();
    for (const one of all) {
      const tag = one.path.at(-1)!;
      if (one.action === action && usual.get(tag) !== action) places.set(tag, [...(places.get(tag) ?? []), one]);
    }
    if (places.size === 0) return [];
    return [`- ${action}: ${[...places].map(([tag, at]) => placed(tag, at, all)).join('; ')}`];
  });
  return [
    `### ${iod.name.replace(/ Storage.*$/, '')} (${iod.iod})`,
    '',
    `${all.length} places: ${counts
      .filter(([, count]) => count > 0)
      .map(([action, count]) => `${count} ${action}`)
      .join(', ')}.`,
    '',
    ...(exceptions.length > 0 ? [...exceptions, ''] : []),
  ];
}

/** The attribute, and where when not wherever the IOD has it. */
function placed(tag: Tag, at: readonly Explanation[], all: readonly Explanation[]): string {
  const everywhere = all.every((one) => one.path.at(-1) !== tag || at.includes(one));
  if (everywhere) return name(tag);
  const ways = at.map(({ path }) => (path.length === 1 ? 'the data set' : name(path.at(-2)!)));
  return `${name(tag)} in ${[...new Set(ways)].join(', ')}`;
}

const name = (tag: Tag): string => keywordOf(tag) ?? tagText(tag);
const names = (tags: readonly Tag[]): string => tags.map(name).join(', ');
