import { expect, test } from 'vitest';
import { OrderFinder } from '../../src/wire/order.js';
import { explicitLittle } from '../../src/wire/token.js';
import { concat, element, encode, type Node, sequence } from '../support/bytes.js';
import { feed, hex } from '../support/tokens.js';

function sorted(nodes: readonly Node[]): Uint8Array {
  const bytes = encode(nodes);
  const slice = ([start, end]: readonly [number, number]): Uint8Array => bytes.subarray(start, end);
  const finder = new OrderFinder(0, (a, b) => hex(slice(a)) === hex(slice(b)));
  feed(bytes, { encoding: explicitLittle, order: 'any' }, [64], (token) => finder.push(token));
  return concat(finder.result(bytes.length).map(slice));
}

const a = element(0x00080018, 'UI', '1.2');
const b = element(0x00080060, 'CS', 'CT');
const c = element(0x00100020, 'LO', 'ID');

test('ordered data sets stay as they are', () => {
  expect(hex(sorted([a, b, c]))).toBe(hex(encode([a, b, c])));
});

test.each(['defined', 'undefined'] as const)('elements are sorted at every level, items keep their order (%s length)', (length) => {
  const inner = (nodes: readonly Node[]) => sequence(0x00081140, [[c], nodes, [b]], { length });
  const outer = (nodes: readonly Node[]) => sequence(0x00400555, [nodes], { length });
  expect(hex(sorted([outer([inner([c, b, a]), a]), b, a]))).toBe(hex(encode([a, b, outer([a, inner([a, b, c])])])));
});

test('an element twice with the same bytes stands next to itself, with others it is refused', () => {
  expect(hex(sorted([b, a, b]))).toBe(hex(encode([a, b, b])));
  expect(() => sorted([a, b, element(0x00080060, 'CS', 'MR')])).toThrow(
    expect.objectContaining({ code: 'wire/duplicate-element', place: { path: '(0008,0060)', offset: 22 } }),
  );
});
