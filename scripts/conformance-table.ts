/** The Markdown table of docs/conformance.md: the table of abilities, row by row, with those who judged it. */
import { type Ability, abilities } from '../src/pixel/ability-table.js';
import { transferSyntaxOfKeyword } from '../src/standard/transfer-syntax.js';

export function conformanceMarkdown(): string {
  const head = ['Transfer Syntax', 'allocated', 'stored', 'sign', 'samples', 'decoded', 'encoded', 'judges'];
  const rows = abilities.map((row) => cells(row)).map((line) => `| ${line.join(' | ')} |`);
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function cells(row: Ability): readonly string[] {
  const { name, uid } = transferSyntaxOfKeyword(row.keyword)!;
  const [from, to] = row.bitsStored;
  const { decode, encode } = row.judges;
  const judges = [
    row.decode && decode.length > 0 ? `writes: ${decode.join(', ')}` : undefined,
    encode.length > 0 ? `reads: ${encode.join(', ')}` : undefined,
  ];
  return [
    `${name.replace(/ \(.*/, '')} \`${uid.slice(uid.lastIndexOf('.1.2.') + 4)}\``,
    row.bitsAllocated.join(' '),
    from === to ? String(from) : `${from}–${to}`,
    row.sign,
    row.samples.join(' '),
    row.decode ? 'yes' : '–',
    row.encode === 'no' ? '–' : row.encode === 'lossy' ? 'with loss' : 'lossless',
    judges.filter((judge) => judge !== undefined).join('; ') || 'radonym alone',
  ];
}
