/** How is an explanation shown on a terminal? Grouped by what is done and why; attributes without a rule are counted, not listed. */

import { type ExplainedAction, type Explanation, grouped } from '../deid/explain.js';
import type { PrivateCount } from '../deid/explain-private.js';
import { keywordOf } from '../standard/dictionary.js';
import { type Tag, tagText } from '../standard/tag.js';

/** What each action means, in words. */
export const meanings: { readonly [action in ExplainedAction]: string } = {
  remove: 'removed',
  empty: 'emptied',
  dummy: 'replaced by a valid value that says nothing',
  byType: 'removed, emptied or replaced, as far as the Type of the place allows',
  clean: 'what identifies anyone is cut out, the rest stays',
  pseudonym: 'replaced by a pseudonym, equal originals by equal ones',
  mapUid: 'replaced by the mapped UID; registered UIDs stay',
  shiftDate: "moved by the patient's days; a time of day stays",
  replace: 'replaced by a given value',
  age: 'kept; over 89 years it becomes 090Y',
  state: 'set to what was done',
  search: 'kept unless an identifier of the patient is found in it',
  inside: 'looked inside, item by item',
  keep: 'kept as it is',
};

export function listing(all: readonly Explanation[]): string {
  const lines: string[] = [];
  let action: ExplainedAction | undefined;
  for (const group of grouped(all)) {
    const { sample, attributes } = group;
    if (sample.action !== action) lines.push(`${action === undefined ? '' : '\n'}${sample.action}: ${meanings[sample.action]}`);
    action = sample.action;
    if (isDefault(sample)) {
      lines.push(`  no row, by its VR: ${attributes.length} attributes (--json lists them)`);
      continue;
    }
    lines.push(`  ${reasonOf(sample)}`);
    for (const { tag, paths, requirements } of attributes) {
      const type = requirements.length === 0 ? '' : `  Type ${requirements.join(' ')}`;
      lines.push(`    ${tagText(tag)} ${keywordOf(tag) ?? ''}${type}${paths ? `  in ${paths.map(wayOf).join('; ')}` : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** One line for each creator of which anything stays. */
export function privateListing(counts: readonly PrivateCount[]): string {
  if (counts.length === 0) return '';
  const width = Math.max(...counts.map(({ creator }) => creator.length));
  const lines = counts.map(({ creator, kept, changed }) => `  ${creator.padEnd(width)}  ${kept} kept, ${changed} changed`);
  const head = 'private elements that stay, by creator; all others are removed (--json lists them, docs/private-data.md says why)';
  return `\n${head}\n${lines.join('\n')}\n`;
}

export const isDefault = ({ source }: Explanation): boolean => source.table === 'value-representation' || source.table === 'unknown';

/** The row, the option or the profile that decided. */
export function reasonOf({ source, code, namespace, template, value, when }: Explanation): string {
  return sourceText(source, [
    ...(when === undefined ? [] : [`when ${when}`]),
    ...(code === undefined ? [] : [code]),
    ...(namespace === undefined ? [] : [`namespace ${namespace}, ${template}`]),
    ...(value === undefined ? [] : [`value ${value}`]),
  ]);
}

export function sourceText(source: Explanation['source'], details: readonly string[] = []): string {
  const more = [...(source.option === undefined ? [] : [`option ${source.option}`]), ...details, ...(source.reason ? [source.reason] : [])];
  return `${tableOf(source)}${more.length > 0 ? `: ${more.join('; ')}` : ''}`;
}

function tableOf(source: Explanation['source']): string {
  switch (source.table) {
    case 'E.1-1':
    case 'E.3.10-1':
      return `Table ${source.table}${source.code ? `, ${source.code}` : ''}`;
    case 'radonym':
      return 'radonym';
    case 'profile':
      return `profile ${source.profile}`;
    case 'value-representation':
      return 'no row, by its VR';
    case 'unknown':
      return 'unknown attribute';
    default:
      return source.table satisfies never;
  }
}

/** The sequences around an Attribute. */
const wayOf = (path: readonly Tag[]): string =>
  path.length === 1
    ? 'the data set'
    : path
        .slice(0, -1)
        .map((tag) => keywordOf(tag) ?? tagText(tag))
        .join(' > ');
