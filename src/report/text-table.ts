/** How do rows become lines of a terminal? Columns as wide as their texts, lines no longer than the terminal. It knows no DICOM. */

export interface Paint {
  /** For what is broken. */
  readonly bad: (text: string) => string;
  /** For headings. */
  readonly head: (text: string) => string;
  /** For what matters less. */
  readonly faint: (text: string) => string;
}

const plain = (text: string): string => text;
export const noPaint: Paint = { bad: plain, head: plain, faint: plain };

const code =
  (begin: number) =>
  (text: string): string =>
    `\u001b[${begin}m${text}\u001b[0m`;
export const colours: Paint = { bad: code(31), head: code(1), faint: code(2) };

/** `right` columns are numbers. Cells of a column that is empty in all rows take no room. */
export function tableLines(rows: readonly (readonly string[])[], right: readonly number[], width: number, indent = 2): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(0, ...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => {
    const cells = widths.flatMap((size, at) => {
      if (size === 0) return [];
      const cell = row[at] ?? '';
      return [right.includes(at) ? cell.padStart(size) : cell.padEnd(size)];
    });
    return cut(' '.repeat(indent) + cells.join('  ').trimEnd(), width);
  });
}

export const cut = (line: string, width: number): string => (line.length <= width ? line : `${line.slice(0, Math.max(1, width - 1))}…`);

/** A sentence over as many lines as it takes. */
export const wrapped = (text: string, width: number): string[] =>
  filled(text.split(' '), ' ', width - 4).map((line, at) => (at === 0 ? `  ${line}` : `    ${line}`));

/** A line over as many lines as it takes; those after the first stand two columns further in. */
export function wrappedLine(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const indent = ' '.repeat(text.search(/\S/));
  return filled(text.trimStart().split(' '), ' ', width - indent.length - 1).map((line, at) => `${indent}${at === 0 ? '' : '  '}${line}`);
}

/** Words with commas between, over as many lines as they take. */
export const listed = (words: readonly string[], width: number, indent: number): string[] =>
  filled(words, ', ', width - indent).map((line) => ' '.repeat(indent) + line);

function filled(words: readonly string[], between: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + word.length < width) lines[lines.length - 1] = `${last}${between}${word}`;
    else lines.push(word);
  }
  return lines;
}
