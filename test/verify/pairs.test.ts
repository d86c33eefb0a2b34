/** Hand-damaged outputs: each check on pairs is seen to fail. */
import { describe, expect, test } from 'vitest';
import { type ReadFile, readDicomFile } from '../../src/verify/dataset-reader.js';
import { LinkChecker, type LinkOptions } from '../../src/verify/links.js';
import { mayChange, policyOf, reencoded } from '../../src/verify/policy.js';
import { compareValues } from '../../src/verify/values.js';
import { element, item, type Node, part10, sequence, transferSyntaxUid } from '../support/bytes.js';

const file = (nodes: readonly Node[], transferSyntax: string = transferSyntaxUid.explicit, sopInstance = '2.999.1'): ReadFile =>
  readDicomFile(part10({ transferSyntax, sopInstance }, nodes));

const reference = (uid: string): Node =>
  sequence(0x300c0002, [[element(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.481.5'), element(0x00081155, 'UI', uid)]]);
const instance = (uid: string, ...more: Node[]): Node[] => [element(0x00080018, 'UI', uid), ...more];
const beam = (number: string, meterset: string): Node =>
  sequence(0x300a00b0, [[element(0x300a00c0, 'IS', number), element(0x300a0086, 'DS', meterset), element(0x300a00c4, 'CS', 'STATIC')]]);
const pixels = (...values: number[]): Node => element(0x7fe00010, 'OW', Uint16Array.from(values));

describe('values', () => {
  const values = (original: readonly Node[], output: readonly Node[], syntax: string = transferSyntaxUid.explicit) =>
    compareValues({ original: file(original), output: file(output, syntax) }).map((finding) => `${finding.code} ${finding.path}`);

  test.each([['explicit'], ['implicit'], ['bigEndian'], ['deflated']] as const)('the same numbers in %s are the same', (word) => {
    const nodes = [beam('1', '1.50'), element(0x00280010, 'US', 258), element(0x3004000e, 'DS', '1e-3'), pixels(1, 0x203)];
    expect(values(nodes, nodes, transferSyntaxUid[word])).toEqual([]);
  });
  test.each([
    ['a DS written anew', [beam('1', '1.50')], [beam('1', '1.5')], 'value-changed (300A,00B0)[1].(300A,0086)'],
    [
      'a coded string changed',
      [beam('1', '2')],
      [sequence(0x300a00b0, [[element(0x300a00c0, 'IS', '1'), element(0x300a0086, 'DS', '2')]])],
      'value-lost (300A,00B0)[1].(300A,00C4)',
    ],
    ['a pixel changed', [pixels(1, 2)], [pixels(1, 3)], 'value-changed (7FE0,0010)'],
    ['pixels gone', [pixels(1, 2)], [], 'value-lost (7FE0,0010)'],
    ['pixels longer', [pixels(1)], [pixels(1, 0)], 'value-changed (7FE0,0010)'],
    ['an item gone', [sequence(0x300a00b0, [[], []])], [sequence(0x300a00b0, [[]])], 'items-lost (300A,00B0)'],
    ['a float changed', [element(0x300a00b3, 'FL', 1)], [element(0x300a00b3, 'FL', 2)], 'value-changed (300A,00B3)'],
  ] as const)('%s is found', (_, original, output, finding) => {
    expect(values(original, output)).toContain(finding);
  });
  test('an odd value may be padded, and by its own padding only', () => {
    const odd = [element(0x300a0086, 'DS', '1.5', { pad: false })];
    expect(values(odd, [element(0x300a0086, 'DS', '1.5')])).toEqual([]);
    expect(values(odd, [element(0x300a0086, 'DS', '1.50')])).toEqual(['value-changed (300A,0086)']);
  });
  test('what the tables let a rule remove may go: Patient Weight', () => {
    expect(values([element(0x00101030, 'DS', '70')], [])).toEqual([]);
  });
});

test('the calendar of dates that are gone may go with them', () => {
  const calendar = element(0x00100035, 'CS', 'ISLAMIC');
  const may = mayChange(policyOf({ options: [] }));
  expect(compareValues({ original: file([calendar]), output: file([]) }, may)).toEqual([]);
  expect(compareValues({ original: file([calendar]), output: file([]) }, mayChange(reencoded)).map(({ code }) => code)).toEqual([
    'value-lost',
  ]);
});

describe('links', () => {
  type Pair = readonly [readonly Node[], readonly Node[]];
  const report = (pairs: readonly Pair[], options: LinkOptions = {}) => {
    const checker = new LinkChecker(options);
    for (const [original, output] of pairs) {
      const meta = output.find((node) => node.kind === 'element' && node.tag === 0x00080018);
      const uid = meta?.kind === 'element' ? String(meta.value) : '2.25.1';
      checker.add({ original: file(original), output: file(output, transferSyntaxUid.explicit, uid) });
    }
    return checker.report();
  };
  const codes = (pairs: readonly Pair[], options: LinkOptions = {}) => report(pairs, options).findings.map((finding) => finding.code);
  const plan: Pair = [instance('2.999.1'), instance('2.25.1')];

  test('a graph mapped by value is the same graph', () => {
    const { findings, resolvedBefore, resolvedAfter } = report([
      plan,
      [instance('2.999.2', reference('2.999.1')), instance('2.25.2', reference('2.25.1'))],
    ]);
    expect(findings).toEqual([]);
    expect([resolvedBefore, resolvedAfter]).toEqual([3, 3]);
  });
  test.each<[string, readonly Pair[], string]>([
    [
      'a reference mapped otherwise',
      [plan, [instance('2.999.2', reference('2.999.1')), instance('2.25.2', reference('2.25.3'))]],
      'uid-two-values',
    ],
    [
      'and it no longer resolves',
      [plan, [instance('2.999.2', reference('2.999.1')), instance('2.25.2', reference('2.25.3'))]],
      'reference-lost',
    ],
    ['two instances that became one', [plan, [instance('2.999.2'), instance('2.25.1')]], 'uid-collision'],
    ['a UID kept', [[instance('2.999.2'), instance('2.999.2')]], 'uid-kept'],
    ['a UID with a leading zero', [[instance('2.999.2'), instance('2.25.01')]], 'uid-malformed'],
    ['a sequence of references gone', [[instance('2.999.2', reference('2.999.1')), instance('2.25.2')]], 'reference-lost'],
    [
      'one of two values gone',
      [[instance('2.999.2', element(0x00080058, 'UI', ['2.999.1', '2.999.5'])), instance('2.25.2', element(0x00080058, 'UI', '2.25.1'))]],
      'reference-lost',
    ],
    [
      'a SOP Class changed',
      [[[element(0x00080016, 'UI', '1.2.840.10008.1.2')], [element(0x00080016, 'UI', '2.25.7')]]],
      'definition-changed',
    ],
    ['a reference out of nowhere', [[instance('2.999.2'), instance('2.25.2', reference('2.25.9'))]], 'reference-invented'],
    ['a beam number changed', [[instance('2.999.2', beam('1', '1')), instance('2.25.2', beam('2', '1'))]], 'number-changed'],
    ['a beam number gone', [[instance('2.999.2', beam('1', '1')), instance('2.25.2', sequence(0x300a00b0, [[]]))]], 'number-changed'],
  ])('%s is found', (_, pairs, code) => {
    expect(codes(pairs)).toContain(code);
  });
  test('meta information that names another instance is found', () => {
    const checker = new LinkChecker();
    checker.add({ original: file(instance('2.999.2')), output: file(instance('2.25.2'), transferSyntaxUid.explicit, '2.25.3') });
    expect(checker.report().findings.map((finding) => finding.code)).toEqual(['meta-differs']);
  });
  test('UIDs in private UN count', () => {
    const holder = (uid: string): Node =>
      sequence(0x30091010, [item([element(0x30091011, 'UN', Buffer.from(`${uid}\0`))], 'defined')], { vr: 'UN', length: 'defined' });
    const pair = (uid: string): Pair => [instance('2.999.2', holder('2.999.1.2.3.4.1')), instance('2.25.2', holder(uid))];
    const other: Pair = [instance('2.999.1.2.3.4.1'), instance('2.25.1')];
    expect(codes([other, pair('2.25.1')])).toEqual([]);
    expect(codes([other, pair('2.25.4')])).toContain('uid-two-values');
  });
  test('where UIDs are to be kept, a changed one is found', () => {
    expect(codes([plan], { uids: 'kept' })).toContain('uid-kept');
    expect(codes([[instance('2.999.1'), instance('2.999.1')]], { uids: 'kept' })).toEqual([]);
  });
});
