/** What is wrong with a reference, in words a physicist uses? Names of objects and attributes and counts only. */
import type { Trouble, TroubleKind } from '../rt/graph.js';
import { namesOf } from './inspect-chain.js';
import type { TextOptions } from './inspect-text.js';
import type { Inspection } from './inspection.js';
import { wrapped } from './text-table.js';

export function troubleText({ kind, attribute, count, of }: Pick<Trouble, 'kind' | 'attribute' | 'count' | 'of'>): string {
  const part = count === of ? (of === 1 ? '' : `all ${of} `) : `${count} of ${of} `;
  const texts: { readonly [kind in TroubleKind]: string } = {
    missing: `${attribute}: ${part}not among the files`,
    dangling: `${attribute}: ${part}not among the files, though the rest is`,
    ambiguous: `${attribute}: several files have the same UID with different places or contents`,
    crossing: `${attribute}: leads to another patient, or is shared with one`,
    'frame-mismatch': `${attribute}: not the Frame of Reference of the images it refers to`,
    'frame-only': `hangs together with the images by the Frame of Reference only`,
    'no-reference': `has no ${attribute}`,
    number: `${attribute}: ${part}not defined where it belongs`,
  };
  return texts[kind];
}

export function troubleLines({ graph }: Inspection, broken: boolean, { width, paint }: TextOptions): string[] {
  const names = namesOf(graph);
  const several = graph.patients > 1;
  return graph.troubles
    .filter((trouble) => trouble.broken === broken)
    .flatMap((trouble) => {
      const whose = several ? `patient ${trouble.patient}, ` : '';
      const lines = wrapped(`${whose}${names.get(trouble.node)!}: ${troubleText(trouble)} ${filesText(trouble)}`, width);
      return [lines.join('\n')].map(broken ? paint.bad : (text) => text);
    });
}

const filesText = ({ files }: Trouble): string => `(file ${files.slice(0, 5).join(', ')}${files.length > 5 ? ' …' : ''})`;
