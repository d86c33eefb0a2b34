/** Table E.3.10-1 of PS3.15: private attributes known to be safe. */
import { line, moduleText, readJson } from './input.js';

interface SafePrivate {
  readonly edition: string;
  readonly rows: readonly {
    readonly group: string;
    readonly creator: string;
    readonly element: string;
    readonly vr?: string;
    readonly vm?: string;
    readonly meaning: string;
  }[];
}

export function safePrivateModule(): string {
  const { edition, rows } = readJson<SafePrivate>('safe-private.json');
  return moduleText(edition, [
    [
      'safePrivateRows',
      'group|creator|element within the block|vr|vm|meaning a line; an empty vr where the table has none.',
      rows.map((row) => line([row.group, row.creator, row.element, row.vr ?? '', row.vm ?? '', row.meaning])).join('\n'),
    ],
  ]);
}
