import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterBytes, FileSink, NullSink, type SinkOptions } from '../../src/io/file-sink.js';
import { partName, removeParts } from '../../src/io/part-files.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';

const text = (value: string) => new TextEncoder().encode(value);
const sinkIn = (folder: string, more: Partial<SinkOptions> = {}) =>
  new FileSink({ folder, part: partName(1), existing: 'refuse', isInput: () => false, ...more });
const code = (code: string) => expect.objectContaining({ code });

test('nothing has its name before commit, all of it has after', () => {
  const folder = temporaryFolder();
  const sink = sinkIn(folder);
  sink.write([text('ab'), text('c')]);
  expect(namesIn(folder)).toEqual([partName(1)]);
  sink.write([text('d')]);
  sink.commit('x/y.dcm');
  expect(contentsOf(folder)).toEqual({ 'x/y.dcm': 'abcd' });
});

test('bytes that were written can be filled in, and writing goes on behind', () => {
  const folder = temporaryFolder();
  const sink = sinkIn(folder);
  sink.write([text('ab__ef')]);
  sink.patch(2, text('cd'));
  sink.write([text('gh')]);
  sink.commit('a');
  expect(contentsOf(folder)).toEqual({ a: 'abcdefgh' });
});

test('abort leaves nothing, twice', () => {
  const folder = temporaryFolder();
  const sink = sinkIn(folder);
  sink.write([text('ab')]);
  sink.abort();
  sink.abort();
  expect(namesIn(folder)).toEqual([]);
});

test('thousands of slices arrive in order', () => {
  const folder = temporaryFolder();
  const sink = sinkIn(folder);
  const slices = Array.from({ length: 5000 }, (_, index) => text(`${index},`));
  sink.write(slices);
  sink.commit('a');
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe(slices.map((_, index) => `${index},`).join(''));
});

test('what a short write left over is the rest of the bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 5 })), fc.nat(60), (slices, count) => {
      const all = Buffer.concat(slices);
      const written = Math.min(count, all.length);
      expect(Buffer.concat(afterBytes(slices, written)).equals(all.subarray(written))).toBe(true);
    }),
  );
});

describe.each(['file', 'null'] as const)('a %s sink', (kind) => {
  const attempt = (folder: string, relative: string, more: Partial<SinkOptions>) => {
    const sink = kind === 'file' ? sinkIn(folder, more) : new NullSink({ folder, existing: 'refuse', isInput: () => false, ...more });
    sink.write([text('new')]);
    return () => sink.commit(relative);
  };

  test('refuses an output that exists, and leaves it and nothing else', () => {
    const folder = plant(temporaryFolder(), { a: 'old' });
    expect(attempt(folder, 'a', {})).toThrow(code('io/output-exists'));
    expect(contentsOf(folder)).toEqual({ a: 'old' });
  });

  test('refuses an input even when it may replace', () => {
    const folder = plant(temporaryFolder(), { a: 'old' });
    expect(attempt(folder, 'a', { existing: 'replace', isInput: () => true })).toThrow(code('io/output-is-input'));
    expect(attempt(folder, 'a', { existing: 'adopt', isInput: () => true })).toThrow(code('io/output-is-input'));
    expect(contentsOf(folder)).toEqual({ a: 'old' });
  });

  test('refuses to replace a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    expect(attempt(folder, 'a', { existing: 'replace' })).toThrow(code('io/output-exists'));
    expect(namesIn(folder)).toEqual([]);
  });
});

test('replaces when told to', () => {
  const folder = plant(temporaryFolder(), { a: 'old' });
  const sink = sinkIn(folder, { existing: 'replace' });
  sink.write([text('new')]);
  sink.commit('a');
  expect(contentsOf(folder)).toEqual({ a: 'new' });
});

test('adopts an output with the same bytes, refuses one with others', () => {
  const folder = plant(temporaryFolder(), { same: 'new', other: 'old', longer: 'new ' });
  for (const [name, adopted] of [
    ['same', true],
    ['other', false],
    ['longer', false],
    ['absent', true],
  ] as const) {
    const sink = sinkIn(folder, { existing: 'adopt' });
    sink.write([text('new')]);
    if (adopted) sink.commit(name);
    else expect(() => sink.commit(name)).toThrow(code('io/output-differs'));
  }
  expect(contentsOf(folder)).toEqual({ same: 'new', other: 'old', longer: 'new ', absent: 'new' });
});

test('a dangling link is not written through', () => {
  const folder = temporaryFolder();
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'a'));
  const sink = sinkIn(folder);
  expect(() => sink.commit('a')).toThrow(code('io/output-exists'));
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
});

test('unfinished files of dead runs go, those of live runs and of others stay', () => {
  const folder = temporaryFolder();
  // No process has an id above 2^22 on Linux, or above 99998 on macOS.
  const here = partName(3).split('-')[1]!;
  const [dead, alive, own] = [`.radonym-${here}-99999999-1.part`, `.radonym-${here}-${process.ppid}-1.part`, partName(3)];
  const elsewhere = '.radonym-00000000-99999999-1.part';
  for (const name of [dead, alive, own, elsewhere, 'radonym-1-1.part', '.radonym-1-1.part.dcm']) writeFileSync(join(folder, name), '');
  expect(removeParts(folder)).toBe(2);
  expect(namesIn(folder)).toEqual([alive, elsewhere, '.radonym-1-1.part.dcm', 'radonym-1-1.part'].sort());
  expect(removeParts(folder, { place: '00000000', pid: 99999999 })).toBe(1);
  expect(removeParts(join(folder, 'absent'))).toBe(0);
});
