import { expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { told } from '../../src/cli/told.js';

test.each([
  ['usage', new RadonymError('run/usage', 'x'), 2],
  ['a profile', new RadonymError('deid/profile', 'x'), 2],
  ['the run', new RadonymError('run/state', 'x'), 4],
  ['a stop', new RadonymError('io/interrupted', 'x'), 130],
  ['a mistake of ours', new TypeError('x'), 4],
])('an end by %s has its exit code', (_, error, code) => {
  expect(told(error, () => {})).toBe(code);
});

test('of an error that is not ours only the place is told', () => {
  const lines: string[] = [];
  told(new TypeError('a value of a file'), (line) => lines.push(line));
  expect(lines.join()).not.toContain('value');
  expect(lines.join()).toMatch(/^error: run\/unexpected: TypeError in [\w.]*test\.ts:\d+/);
});
