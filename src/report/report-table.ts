/** Tables and sizes as HTML: cells are text and are escaped here, or numbers. */
import { number } from './charts.js';
import { escaped } from './graph-svg.js';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string | number;
  /** Shown in this form. @default text, or a number as it is */
  readonly as?: 'code' | 'bytes';
}

/** Empty for no rows. A column of numbers only is set to the right. @param sums a last row */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[], sums?: Row): string {
  if (rows.length === 0) return '';
  const right = columns.map(({ cell }) => rows.every((row) => typeof cell(row) === 'number'));
  const line = (row: Row): string => `<tr>${columns.map((column, at) => cellOf(column, row, right[at]!)).join('')}</tr>`;
  const heads = columns.map(({ head }, at) => `<th scope="col"${right[at] ? ' class="n"' : ''}>${escaped(head)}</th>`);
  const foot = sums === undefined ? '' : `<tfoot>${line(sums)}</tfoot>`;
  const title = caption === '' ? '' : `<caption>${escaped(caption)}</caption>`;
  return `<table>${title}<thead><tr>${heads.join('')}</tr></thead><tbody>\n${rows.map(line).join('\n')}</tbody>${foot}</table>`;
}

function cellOf<Row>({ cell, as }: Column<Row>, row: Row, right: boolean): string {
  const value = cell(row);
  if (typeof value === 'number') {
    const shown = as === 'bytes' ? bytes(value) : number(value);
    return `<td class="${right ? 'n' : ''}${value === 0 ? ' zero' : ''}">${shown}</td>`;
  }
  return `<td>${as === 'code' ? `<code>${escaped(value)}</code>` : escaped(value)}</td>`;
}

export function bytes(count: number): string {
  if (count === 0) return '0';
  if (count < 1e6) return `${(count / 1e3).toFixed(count < 1e4 ? 1 : 0)} kB`;
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(2)} GB`;
}
