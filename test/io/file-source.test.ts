import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileSource } from '../../src/io/file-source.js';
import { plant, temporaryFolder } from '../support/folder.js';

test('bytes come by position, none behind the end', () => {
  const source = new FileSource(join(plant(temporaryFolder(), { a: 'abcdef' }), 'a'));
  const target = new Uint8Array(4);
  expect([source.size, source.read(4, target), String.fromCharCode(...target.subarray(0, 2)), source.read(6, target)]).toEqual([
    6,
    2,
    'ef',
    0,
  ]);
  source.close();
});

test('a file over 4 GiB is read behind its 4 GiB', () => {
  const path = join(temporaryFolder(), 'sparse');
  const fd = openSync(path, 'w');
  ftruncateSync(fd, 5 * 2 ** 30);
  writeSync(fd, 'end', 5 * 2 ** 30 - 3);
  closeSync(fd);
  const source = new FileSource(path);
  const target = new Uint8Array(8);
  expect(source.size).toBe(5 * 2 ** 30);
  expect(source.read(5 * 2 ** 30 - 3, target)).toBe(3);
  expect(String.fromCharCode(...target.subarray(0, 3))).toBe('end');
  source.close();
});

test('what cannot be opened is an error without its path', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  for (const name of ['absent', 'folder']) {
    const error = expect.objectContaining({ code: 'io/read', message: expect.not.stringContaining(name) });
    expect(() => new FileSource(join(folder, name))).toThrow(error);
  }
});

test('a watch counts bytes and can stop the file', () => {
  const counted: number[] = [];
  const source = new FileSource(join(plant(temporaryFolder(), { a: 'abcdef' }), 'a'), (bytes) => counted.push(bytes) > 1);
  const target = new Uint8Array(3);
  source.read(0, target);
  expect(() => source.read(3, target)).toThrow(expect.objectContaining({ code: 'io/interrupted' }));
  expect(counted).toEqual([3, 3]);
  source.close();
});
