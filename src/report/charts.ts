/** How are numbers shown where a look is quicker than a read? Bars as SVG, with their numbers as text beside them. No script, no library. */
import { escaped } from './graph-svg.js';

export interface Part {
  readonly name: string;
  readonly value: number;
  /** Class of `chartStyle`. */
  readonly colour: Colour;
}

export type Colour = 'good' | 'calm' | 'note' | 'warn' | 'bad' | 'dark' | 'pale';

export interface Bar {
  readonly name: string;
  readonly parts: readonly Part[];
  /** What stands behind it. */
  readonly text: string;
}

/** As wide as a page of A4 leaves letters legible. */
const width = 860;
const nameWidth = 240;
const textWidth = 175;
const rowHeight = 22;

/** One bar over the whole width, its parts named with their numbers below. Parts of nothing are named, not drawn. */
export function wholeBar(title: string, parts: readonly Part[]): string {
  const total = sum(parts);
  const told = parts.map(({ name, value }) => `${name}: ${value}`).join('; ');
  const names = parts.map(({ name, value, colour }) => ({ name: `${number(value)} ${name}`, colour }));
  return `${svg(title, told, 26, [segments(parts, 0, 2, width, 22, total)])}${legend(names)}`;
}

/** A bar a row, all to one scale: the longest is as long as there is room. */
export function barRows(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(1, ...bars.map(({ parts }) => sum(parts)));
  const room = width - nameWidth - textWidth;
  const rows = bars.map(({ name, parts, text }, at) => {
    const y = at * rowHeight;
    const length = (sum(parts) / longest) * room;
    const bar = segments(parts, nameWidth, y + 4, length, 14, sum(parts));
    const behind = `<text x="${round(nameWidth + length + 8)}" y="${y + 15}">${escaped(text)}</text>`;
    return `<text class="name" x="${nameWidth - 8}" y="${y + 15}" text-anchor="end">${escaped(short(name))}</text>${bar}${behind}`;
  });
  const told = bars.map(({ name, text }) => `${name}: ${text}`).join('; ');
  return svg(title, told, bars.length * rowHeight + 4, rows);
}

/** Colours and names of what bars are made of. */
export function legend(parts: readonly Pick<Part, 'name' | 'colour'>[]): string {
  const entries = parts.map(
    ({ name, colour }) =>
      `<span><svg width="12" height="12" aria-hidden="true"><rect class="c-${colour}" width="12" height="12"/></svg> ${escaped(name)}</span>`,
  );
  return `<p class="legend">${entries.join(' ')}</p>`;
}

/** With narrow spaces between thousands. */
export const number = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');

function segments(parts: readonly Part[], x: number, y: number, length: number, height: number, total: number): string {
  let at = x;
  const drawn: string[] = [];
  for (const { name, value, colour } of parts) {
    if (value === 0 || total === 0) continue;
    // What is there is seen, however little it is.
    const own = Math.max(2, (value / total) * length);
    drawn.push(
      `<rect class="c-${colour}" x="${round(at)}" y="${y}" width="${round(own)}" height="${height}"><title>${escaped(name)}: ${number(value)}</title></rect>`,
    );
    at += own;
  }
  return drawn.join('');
}

function svg(title: string, description: string, height: number, parts: readonly string[]): string {
  return `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img"><title>${escaped(title)}</title><desc>${escaped(description)}</desc>
${parts.join('\n')}
</svg>`;
}

const sum = (parts: readonly Part[]): number => parts.reduce((all, { value }) => all + value, 0);

const short = (name: string): string => (name.length > 36 ? `${name.slice(0, 35)}…` : name);

const round = (value: number): number => Math.round(value * 10) / 10;

/** Apart in grey too: from dark to light. */
export const chartStyle = `
.chart{display:block;width:100%;height:auto}.chart text{font-size:12px}.chart .name{fill:#33485c}
.c-good{fill:#2f7d4f}.c-calm{fill:#2f6690}.c-note{fill:#d9a441}.c-warn{fill:#c76b29}.c-bad{fill:#b3261e}.c-dark{fill:#3f4a55}.c-pale{fill:#c3ccd4}
`;
