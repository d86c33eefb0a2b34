/** Codes that would break an object if taken literally, resolved by the Type at the path: the list is read from the pinned input. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Removal, resolveRemoval } from '../../src/deid/actions.js';
import { dictionaryEntry } from '../../src/standard/dictionary.js';
import { iodTypeSopClasses, iodTypes } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { runStage } from './stage.js';

type Conflict = readonly [tag: string, keyword: string, code: string, type: string, paths: readonly string[]];

const conflicts = (
  JSON.parse(readFileSync(new URL('../../scripts/inputs/type-conflicts.json', import.meta.url), 'utf8')) as { rows: readonly Conflict[] }
).rows;

const samples: { readonly [vr: string]: string } = { DA: '20200115', DT: '20200115101500', TM: '101500' };

describe.each(conflicts)('%s %s, %s on Type %s', (_tag, _keyword, _code, type, paths) => {
  test.each(paths)('%s stays valid', (at) => {
    const [iod, way] = at.split(':') as [string, string];
    const uid = iodTypeSopClasses().find((known) => sopClass(known)?.iod === iod);
    if (uid === undefined) throw new Error(`no SOP Class of IOD ${iod}`);
    const tags = way.split('.').map((text) => Number.parseInt(text.replace('xx', '00'), 16));
    const leaf = tags.at(-1)!;
    const vr = dictionaryEntry(leaf as Tag)!.vrs[0]!;
    let node: Node =
      vr === 'SQ' ? sequence(leaf, [[element(0x00081155, 'UI', '1.2.3')]]) : element(leaf, vr as VrName, samples[vr] ?? 'DOE');
    for (const tag of tags.slice(0, -1).reverse()) node = sequence(tag, [[node]]);
    const path = tags.map((tag, depth) => tagText(tag as Tag) + (depth < tags.length - 1 ? '[1]' : '')).join('.');
    const found = runStage([node], { types: iodTypes(uid) }).elements;
    if (/^60/.test(way)) expect(found.has(path)).toBe(false);
    else if (vr === 'SQ') expect(found.has(`${path}[1]`)).toBe(type === '1');
    else if (type === '1') expect(found.get(path)?.text).toMatch(/^(?!.*DOE)./);
    else expect(found.get(path)?.text).toBe('');
  });
});

test.each([
  ['X', '1', 'dummy'],
  ['X', '2', 'empty'],
  ['X', undefined, 'remove'],
  ['Z', '1C', 'dummy'],
  ['X/Z/D', '2C', 'empty'],
  ['X/Z/D', undefined, 'dummy'],
  ['X/Z', undefined, 'empty'],
  ['X/D', undefined, 'dummy'],
  ['Z/D', undefined, 'dummy'],
] as const)('%s on Type %s is %s', (code, type, deed) => {
  expect(resolveRemoval(code as Removal, type)).toBe(deed);
});

test('with the Responsible Person goes the role, which may not stand alone', () => {
  const nodes = [element(0x00102297, 'PN', 'DOE^MUM'), element(0x00102298, 'CS', 'PARENT')];
  expect(runStage(nodes).paths).not.toContain('(0010,2298)');
  expect(runStage(nodes, { profile: { basis: 'none' } }).paths).toContain('(0010,2298)');
});
