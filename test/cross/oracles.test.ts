/** The judges of the cross-check, judged: pydicom's comparison is seen to find what is wrong. Left out, and said so, where pydicom is not there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { element, encode, type Node, part10, sequence, transferSyntaxUid } from '../support/bytes.js';

const oracles = join(import.meta.dirname, '..', 'oracles');
const python = (...args: string[]) => spawnSync('/usr/bin/python3', ['-W', 'ignore', ...args], { encoding: 'utf8' });
const isThere = python('-c', 'import pydicom').status === 0;
if (!isThere) process.stdout.write('left out: comparisons by pydicom, which is not installed\n');
if (spawnSync('dcmdump', ['--version']).error)
  process.stdout.write('left out: scripts/cross-check.ts, which needs DCMTK, GDCM, dicom3tools and pydicom\n');

describe.skipIf(!isThere)('compare_transcode.py', () => {
  const folder = mkdtempSync(join(tmpdir(), 'radonym-oracles-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const differences = (a: Uint8Array, b: Uint8Array): string[] => {
    writeFileSync(join(folder, 'a.dcm'), a);
    writeFileSync(join(folder, 'b.dcm'), b);
    return python(join(oracles, 'compare_transcode.py'), join(folder, 'a.dcm'), join(folder, 'b.dcm'))
      .stdout.split('\n')
      .filter((line) => line !== '');
  };
  const nodes = (meterset: string, pixel: number, ...more: Node[]): Node[] => [
    element(0x00080018, 'UI', '2.999.1'),
    element(0x00280010, 'US', 258),
    sequence(0x300a00b0, [[element(0x300a00c0, 'IS', 1), element(0x300a0086, 'DS', meterset)], []]),
    sequence(0x300c0002, [], { length: 'defined' }),
    ...more,
    element(0x7fe00010, 'OW', Uint16Array.of(pixel, 7)),
  ];
  const file = (word: keyof typeof transferSyntaxUid, content: readonly Node[]): Uint8Array =>
    part10({ transferSyntax: transferSyntaxUid[word] }, content);

  test.each(['implicit', 'explicit', 'bigEndian', 'deflated'] as const)('the same in %s is the same', (word) => {
    expect(differences(file('explicit', nodes('1.5', 258)), file(word, nodes('1.5', 258)))).toEqual([]);
  });
  test('a known sequence typed UN is the same', () => {
    const typed = (vr: 'SQ' | 'UN') =>
      file('explicit', [sequence(0x300c0002, [[element(0x00081155, 'UI', '2.999.1')]], { vr, length: 'defined' })]);
    expect(differences(typed('SQ'), typed('UN'))).toEqual([]);
  });
  test.each([
    ['a number written anew', nodes('1.50', 258), /^\(300A,00B0\)\[1\]\.\(300A,0086\): values differ/],
    ['a pixel', nodes('1.5', 259), /^\(7FE0,0010\): values differ/],
    ['an element more', nodes('1.5', 258, element(0x300e0002, 'CS', 'APPROVED')), /^\(300E,0002\): only in the second/],
    [
      'an item less',
      nodes('1.5', 258).map((node) => (node.kind === 'sequence' ? sequence(node.tag, node.items.slice(0, 1)) : node)),
      /2 and 1 items/,
    ],
  ] as const)('%s is found', (_, content, expected) => {
    expect(differences(file('explicit', nodes('1.5', 258)), file('implicit', content)).join('\n')).toMatch(expected);
  });
  test('bytes of an OW that were not turned round are found', () => {
    const wrong = encode(nodes('1.5', 258), { explicit: true, bigEndian: true });
    const at = wrong.length - 4;
    wrong.set([wrong[at + 1]!, wrong[at]!], at);
    const turned = part10({ transferSyntax: transferSyntaxUid.bigEndian }, wrong);
    expect(differences(file('explicit', nodes('1.5', 257 * 2)), turned).length).toBeGreaterThan(0);
  });
});
