/** A document of numbered sections with text, lists and tables, as Markdown or as one page of HTML. It knows nothing of what they say. */
import { escaped } from './graph-svg.js';

export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Section {
  /** `7.2` */
  readonly number: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface TextDocument {
  readonly title: string;
  /** Below the title. */
  readonly about: readonly string[];
  readonly sections: readonly Section[];
}

export function documentMarkdown({ title, about, sections }: TextDocument): string {
  const lines = [`# ${title}`, '', ...about.flatMap((line) => [line, ''])];
  lines.push(
    '## Contents',
    '',
    ...sections.map((one) => `${'  '.repeat(depthOf(one))}- [${one.number} ${one.title}](#${anchorOf(one)})`),
    '',
  );
  for (const section of sections) {
    lines.push(`<a id="${anchorOf(section)}"></a>`, '', `${'#'.repeat(depthOf(section) + 2)} ${section.number} ${section.title}`, '');
    for (const block of section.blocks) lines.push(...blockLines(block), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function blockLines(block: Block): readonly string[] {
  if ('text' in block) return [block.text];
  if ('list' in block) return block.list.map((item) => `- ${item}`);
  if (block.rows.length === 0) return [`${block.caption}: none.`];
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [
    ...(block.caption === '' ? [] : [`**${block.caption}**`, '']),
    row(block.head),
    row(block.head.map(() => '---')),
    ...block.rows.map(row),
  ];
}

export function documentHtml({ title, about, sections }: TextDocument): string {
  const contents = sections.map(
    (one) => `<li class="d${depthOf(one)}"><a href="#${anchorOf(one)}">${escaped(`${one.number} ${one.title}`)}</a></li>`,
  );
  const body = sections.map((one) => {
    const level = Math.min(depthOf(one) + 2, 6);
    return `<section id="${anchorOf(one)}"><h${level}>${escaped(`${one.number} ${one.title}`)}</h${level}>\n${one.blocks.map(blockHtml).join('\n')}\n</section>`;
  });
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${escaped(title)}</title><link rel="icon" href="data:,"/><style>${style}</style></head>
<body><h1>${escaped(title)}</h1>
${about.map((line) => `<p>${inline(line)}</p>`).join('\n')}
<nav><h2>Contents</h2><ul>
${contents.join('\n')}
</ul></nav>
${body.join('\n')}
</body></html>
`;
}

function blockHtml(block: Block): string {
  if ('text' in block) return `<p>${inline(block.text)}</p>`;
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
  if (block.rows.length === 0) return `<p>${inline(block.caption)}: none.</p>`;
  const cells = (name: 'td' | 'th', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${name}${cell.length <= 12 ? ' class="short"' : ''}>${inline(cell)}</${name}>`).join('')}</tr>`;
  const caption = block.caption === '' ? '' : `<caption>${inline(block.caption)}</caption>`;
  return `<table>${caption}<thead>${cells('th', block.head)}</thead><tbody>\n${block.rows.map((row) => cells('td', row)).join('\n')}</tbody></table>`;
}

/** Of Markdown, what stands in a line. */
const inline = (text: string): string =>
  escaped(text)
    .replace(longWord, (word) => word.replace(/(?<=[a-z])(?=[A-Z])/g, '<wbr/>'))
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>');

/** A keyword may break where its parts begin, so that a narrow column can hold it. */
const longWord = /[A-Za-z]{24,}/g;

const depthOf = ({ number }: Section): number => number.split('.').length - 1;
const anchorOf = ({ number }: Section): string => `s${number.replaceAll('.', '-')}`;

const style = `
body{font:15px/1.5 system-ui,sans-serif;max-width:74rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;text-wrap:balance}h2{font-size:1.35rem;margin-top:2.2rem;border-bottom:1px solid #ccc}h3{font-size:1.1rem}
table{border-collapse:collapse;width:100%;font-size:.86rem;margin:.8rem 0}th,td{border:1px solid #ccc;padding:.2rem .45rem;text-align:left;vertical-align:top;overflow-wrap:break-word}.short{white-space:nowrap}
th{background:#f1f1f1}caption{text-align:left;font-weight:600;padding:.3rem 0}nav ul{list-style:none;padding:0;columns:2 26rem}nav .d1{padding-left:1.2rem}nav .d2{padding-left:2.4rem}
code{font-family:ui-monospace,monospace;font-size:.92em;white-space:nowrap}
@media print{body{max-width:none;margin:0}thead{display:table-header-group}tr{break-inside:avoid}}
`;
