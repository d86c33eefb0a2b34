import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { safePrivate } from '../../src/standard/safe-private.js';

const { rows } = JSON.parse(readFileSync('scripts/inputs/safe-private.json', 'utf8')) as {
  readonly rows: readonly {
    readonly group: string;
    readonly creator: string;
    readonly element: string;
    readonly vr?: string;
    readonly meaning: string;
  }[];
};

test('all 479 rows of Table E.3.10-1 are found, five of them without a VR', () => {
  const found = rows.map(({ group, creator, element }) => safePrivate(Number.parseInt(group, 16), creator, Number.parseInt(element, 16)));
  expect(found.map((row) => row?.meaning)).toEqual(rows.map(({ meaning }) => meaning));
  expect(found).toHaveLength(479);
  expect(found.filter((row) => row?.vr === undefined)).toHaveLength(5);
});

test.each([
  [0x7053, 'Philips PET Private Group', 0x00, 'DS'],
  [0x7053, 'Philips PET Private Group', 0x01, undefined],
  [0x7055, 'Philips PET Private Group', 0x00, undefined],
  [0x7053, 'PHILIPS PET PRIVATE GROUP', 0x00, undefined],
  [0x3253, 'Varian Medical Systems VISION 3253', 0x00, undefined],
] as const)('group %i of "%s", element %i: %s', (group, creator, element, vr) => {
  expect(safePrivate(group, creator, element)?.vr).toBe(vr);
});
