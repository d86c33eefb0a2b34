/** The reviewed table of private elements: complete against the vendors' dictionary, and its rows can be carried out. */
import { expect, test } from 'vitest';
import dictionary from '../../scripts/inputs/rt-private-dictionary.json' with { type: 'json' };
import { labelKindOf } from '../../src/deid/label-kinds.js';
import { rtPrivate, rtPrivateTable } from '../../src/standard/rt-private.js';
import { tag } from '../../src/standard/tag.js';
import { vr } from '../../src/standard/vr.js';

const table = rtPrivateTable();
const hex = (text: string): number => Number.parseInt(text, 16);

test('every element of the dictionary has a row', () => {
  const missing = dictionary.rows.filter(
    ([group, creator, element]) => rtPrivate(hex(group!), creator!, hex(element!.slice(2))) === undefined,
  );
  expect(dictionary.rows.length).toBeGreaterThan(280);
  expect(missing).toEqual([]);
});

test('what stays has the dictionary’s VR, or stands with a reason of its own', () => {
  const other = dictionary.rows.filter(([group, creator, element, name]) => {
    const row = rtPrivate(hex(group!), creator!, hex(element!.slice(2)))!;
    return row.level !== undefined && !row.vr?.split('/').includes(name!);
  });
  expect(other).toEqual([]);
});

test.each(table.filter(({ level }) => level !== undefined))('(%#) $creator $low can be carried out', (row) => {
  const names = row.vr?.split('/') ?? [];
  for (const name of names) expect(Object.keys(vr)).toContain(name);
  const kinds = names.map((name) => vr[name as keyof typeof vr].kind);
  if (row.action === 'label' || row.action === 'clean' || row.action === 'machine') expect(kinds).toEqual(['charset']);
  if (row.action === 'mapUid') expect(names).toEqual(['UI']);
  if (row.action === 'deviceDate') expect(names).toEqual(['DT']);
  expect(names).not.toContain('PN');
  // Dates of the patient would be shifted; none is known to be one.
  if (names.some((name) => ['DA', 'DT', 'TM'].includes(name))) expect(row.action).toBe('deviceDate');
  expect(row.reason).not.toBe('');
});

test('labels are of the kinds that public names have', () => {
  const kinds = [0x300a00c2, 0x30060026, 0x300a0016].map((packed) => labelKindOf(tag(packed)));
  expect(new Set(table.flatMap(({ label }) => label ?? []))).toEqual(new Set(kinds));
});
