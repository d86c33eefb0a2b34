/** What is told of texts and names while a file is de-identified. */
import { expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { PatientRecords } from '../../src/deid/records.js';
import { tag } from '../../src/standard/tag.js';
import { element, type Node } from '../support/bytes.js';
import { everywhere, runStage, type StageOptions } from './stage.js';

const roiName = tag(0x30060026);
const cleaning = { options: ['cleanDescriptors'] as const };

function recordsOf(nodes: readonly Node[], options: StageOptions = {}) {
  const records = new PatientRecords();
  records.begin();
  runStage(nodes, { profile: cleaning, ...options, records });
  return records.take();
}

test.each([
  ['a label that stays is kept', element(0x300a00c2, 'LO', 'LAO '), '3', 'kept', 'LAO', 'LAO', []],
  ['a label with an identifier is changed', element(0x300a00c2, 'LO', 'LAO DOE'), '3', 'changed', 'LAO DOE', 'LAO CLEAN', []],
  ['a text that stays with a doubtful word', element(0x300a00c2, 'LO', 'HEART'), '3', 'kept', 'HEART', 'HEART', ['heart']],
  ['a searched text in which something is found', element(0x00080070, 'LO', 'DOE INC'), '3', 'changed', 'DOE INC', 'CLEAN INC', []],
  ['a searched text with a doubtful word', element(0x00080070, 'LO', 'HEART INC'), '3', 'kept', 'HEART INC', 'HEART INC', ['heart']],
  ['a coded string with an identifier goes', element(0x300a00c6, 'CS', 'DOE'), '3', 'removed', 'DOE', '', []],
  ['where one must stand, a dummy does', element(0x300a00c6, 'CS', 'DOE'), '1', 'changed', 'DOE', 'NONE', []],
] as const)('%s', (_, node, type, action, original, result, doubtful) => {
  expect(recordsOf([node], { types: everywhere(type) }).rows).toEqual([{ tag: node.tag, action, original, result, doubtful }]);
});

test.each([
  ['a searched text without a hit', element(0x00080070, 'LO', 'ACME')],
  ['a UID', element(0x00080018, 'UI', '1.2.3.4')],
  ['a text that its row removes', element(0x00102154, 'SH', 'DOE')],
  ['an empty text', element(0x300a00c2, 'LO', '')],
])('%s is not told', (_, node) => {
  expect(recordsOf([node]).rows).toEqual([]);
});

test('a pseudonym is told with each spelling of its original, under its namespace', () => {
  const rule = (at: number) =>
    ({ tag: tag(at), action: 'pseudonym', namespace: 'machine', template: 'LINAC-{hash:8}', profile: 'test' }) as never;
  const { pairs } = recordsOf([element(0x00081010, 'SH', 'TB1'), element(0x30020020, 'SH', ' tb1 ')], {
    profile: { rules: [rule(0x00081010), rule(0x30020020)] },
  });
  expect(pairs.map(([kind, original]) => [kind, original])).toEqual([
    ['machine', 'TB1'],
    ['machine', 'tb1'],
  ]);
  expect(pairs[0]![2]).toMatch(/^LINAC-\w{8}$/);
  expect(pairs[1]![2]).toBe(pairs[0]![2]);
});

test('what a file repeats, or an earlier file told, is told once; another end of the same text is told too', () => {
  const records = new PatientRecords();
  const tell = (action: 'kept' | 'removed') => records.review(roiName, action, 'PTV', action === 'kept' ? 'PTV' : '', []);
  records.begin();
  tell('kept');
  tell('kept');
  expect(records.take().rows).toHaveLength(1);
  records.begin();
  tell('kept');
  tell('removed');
  tell('kept');
  expect(records.take().rows.map(({ action }) => action)).toEqual(['removed']);
});

test('what a file told that was not written is told by the next', () => {
  const records = new PatientRecords();
  const tell = () => {
    records.begin();
    records.review(roiName, 'kept', 'PTV', 'PTV', []);
    records.pseudonym('machine', 'TB1', 'LINAC-2');
  };
  tell();
  tell();
  expect(records.take()).toMatchObject({ rows: [{ original: 'PTV' }], pairs: [['machine', 'TB1', 'LINAC-2']] });
});

test('a file tells as many texts as the limit allows, the same ones whatever was told before, and counts the rest', () => {
  const texts = Array.from({ length: limits.reviewRows + 3 }, (_, at) => `text ${at}`);
  const tell = (records: PatientRecords, list: readonly string[]) => {
    records.begin();
    for (const text of list) records.review(roiName, 'kept', text, text, []);
    return records.take().rows.map(({ original }) => original);
  };
  const fresh = new PatientRecords();
  const alone = tell(fresh, texts);
  expect(alone).toHaveLength(limits.reviewRows);
  expect(fresh.leftOut).toBe(3);
  const records = new PatientRecords();
  const before = tell(records, texts.slice(0, 10));
  expect(new Set([...before, ...tell(records, texts)])).toEqual(new Set(alone));
  expect(records.leftOut).toBe(3);
});

test('a long text is cut', () => {
  const records = new PatientRecords();
  records.begin();
  records.review(roiName, 'kept', 'x'.repeat(5000), '', []);
  expect(records.take().rows[0]!.original).toHaveLength(limits.reviewText + 1);
});

test('private elements of two creators that share a tag are two, of one creator in two blocks one', () => {
  const records = new PatientRecords();
  records.begin();
  for (const [at, creator] of [
    [0x32431009, 'A'],
    [0x32431009, 'B'],
    [0x32432009, 'A'],
  ] as const)
    records.review(tag(at), 'kept', 'AP', 'AP', [], creator);
  expect(records.take().rows.map(({ creator }) => creator)).toEqual(['A', 'B']);
});
