/** The Markdown table of docs/conformance.md: the table of abilities, row by row, with those who judged it. */
import { type Ability, abilities } from '../src/pixel/ability-table.js';
import { abilityCells, abilityHead, syntaxOf } from '../src/run/conformance-encodings.js';

export function conformanceMarkdown(): string {
  const head = ['Transfer Syntax', ...abilityHead];
  const rows = abilities.map((row) => `| ${[shortName(row), ...abilityCells(row)].join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function shortName(row: Ability): string {
  const { name, uid } = syntaxOf(row);
  return `${name.replace(/ \(.*/, '')} \`${uid.slice(uid.lastIndexOf('.1.2.') + 4)}\``;
}
