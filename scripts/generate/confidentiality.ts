/** Table E.1-1 of PS3.15, all columns, and our own rows for what it forgets. */
import { line, moduleText, readJson, readTsv } from './input.js';

interface Profile {
  readonly edition: string;
  readonly options: readonly string[];
  readonly rows: readonly ({ readonly tag: string; readonly basic: string } & { readonly [option: string]: unknown })[];
}

export function confidentialityModule(): string {
  const { edition, options, rows } = readJson<Profile>('confidentiality-profile.json');
  const forgotten = readTsv('forgotten.tsv', ['tag', 'keyword', 'basic', 'options', 'reason']);
  checkKeywords(forgotten);
  return moduleText(`Table E.1-1, ${edition}, and forgotten.tsv`, [
    ['optionColumns', 'The option columns of the table; their places are the digits in the rows.', options.join('|')],
    [
      'tableRows',
      'tag|mask|basic|place and action of each option a line.',
      rows
        .map((row) => {
          const actions = options.flatMap((option, index) => (row[option] === undefined ? [] : `${index}${row[option]}`));
          return line([...pattern(row.tag), row.basic, actions.join(' ')]);
        })
        .join('\n'),
    ],
    [
      'forgottenRows',
      'tag|mask|basic|place and action of each option|reason a line.',
      forgotten
        .map((row) => {
          const actions = row.options === '' ? [] : row.options.split(' ').map((text) => optionAction(text, options));
          return line([...pattern(row.tag), row.basic, actions.join(' '), row.reason]);
        })
        .join('\n'),
    ],
  ]);
}

/** A table's tag as tag and mask. Repeating groups are even; `ggggeeee` stands for every odd group. */
function pattern(tag: string): readonly [string, string] {
  if (tag === 'ggggeeee') return ['00010000', '00010000'];
  const group = tag.slice(0, 4);
  const mask = group.endsWith('xx') ? `${group.slice(0, 2).replace(/./g, 'F')}01` : group.replace(/./g, 'F');
  return [tag.replaceAll('x', '0'), mask + tag.slice(4).replace(/./g, (digit) => (digit === 'x' ? '0' : 'F'))];
}

/** `cleanDesc:C` as `7C`. */
function optionAction(text: string, options: readonly string[]): string {
  const [option = '', action = ''] = text.split(':');
  const place = options.indexOf(option);
  if (place < 0 || !/^[KC]$/.test(action)) throw new Error(`forgotten.tsv: ${text} is no option and action`);
  return `${place}${action}`;
}

function checkKeywords(rows: readonly { readonly tag: string; readonly keyword: string }[]): void {
  const { elements } = readJson<{ readonly elements: readonly (readonly [string, string])[] }>('dictionary.json');
  const keywords = new Map(elements.map(([tag, keyword]) => [tag, keyword]));
  for (const { tag, keyword } of rows)
    if (keywords.get(tag) !== keyword) throw new Error(`forgotten.tsv: ${tag} is ${keywords.get(tag)}, not ${keyword}`);
}
