/**
 * How is it shown what a dry run would do to each attribute? One line for each path and fate: count, what goes in, what comes out, why.
 * Texts without a rule in which nothing was found are counted, unless all is asked for.
 */
import { printable } from '../base/printable.js';
import type { AttributeDeed } from '../deid/deed-recorder.js';
import { vr as vrs } from '../standard/vr.js';
import { sourceText } from './explain-text.js';

export function deedsText(all: readonly AttributeDeed[], isVerbose: boolean): string {
  const deeds = isVerbose ? all : all.filter(({ deed, source }) => deed !== 'keep' || source.table !== 'value-representation');
  const rows = deeds.map((deed) => [String(deed.count), `${before(deed)} → ${after(deed)}`, deed.path, sourceText(deed.source)] as const);
  const width = (column: 0 | 1 | 2): number => Math.min(60, Math.max(...rows.map((row) => row[column].length)));
  const [counts, fates, paths] = [width(0), width(1), width(2)];
  const lines = rows.map(([count, fate, path, source], at) => {
    const line = `${count.padStart(counts)}  ${fate.padEnd(fates)}  ${path.padEnd(paths)}  ${source}`;
    const example = deeds[at]!.example;
    return example === undefined
      ? line
      : `${line}\n${' '.repeat(counts)}  e.g. ${printable(example[0])} → ${printable(example[1]) || after(deeds[at]!)}`;
  });
  const hidden = all.length - deeds.length;
  if (hidden > 0) lines.push(`Texts without a rule that stay as they are: ${hidden} (-v lists them)`);
  return `\nWhat would become of each attribute under a rule (times, what goes in → what comes out, where, why):\n${lines.join('\n')}\n`;
}

function before({ vr, length }: AttributeDeed): string {
  const kind = kindOf(vr);
  if (length === undefined || fixed.includes(kind)) return kind;
  return `${kind} of ${length[0] === length[1] ? length[0] : length.join('-')} bytes`;
}

const fixed: readonly string[] = ['date', 'time', 'UID', 'age', 'sequence'];

function kindOf(vr: AttributeDeed['vr']): string {
  switch (vr) {
    case 'DA':
    case 'DT':
      return 'date';
    case 'TM':
      return 'time';
    case 'UI':
      return 'UID';
    case 'AS':
      return 'age';
    case 'SQ':
      return 'sequence';
    case 'PN':
      return 'name';
    case 'CS':
      return 'word';
    default:
      return vrs[vr].kind === 'binary' ? 'data' : 'text';
  }
}

/** The class of what is left; never how far a date moved. */
function after({ deed, action }: AttributeDeed): string {
  switch (deed) {
    case 'keep':
      return 'same';
    case 'remove':
      return 'gone';
    case 'empty':
      return 'empty';
    case 'dummy':
      return 'dummy';
    case 'change':
      return changes[action] ?? 'cleaned';
    default:
      return deed satisfies never;
  }
}

const changes: { readonly [action in AttributeDeed['action']]?: string } = {
  mapUid: 'mapped',
  shiftDate: 'moved',
  pseudonym: 'pseudonym',
  patientId: 'pseudonym',
  patientName: 'pseudonym',
  replace: 'given value',
  age: '090Y',
};
