import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { openInput, walkArchive } from '../../src/io/input-source.js';
import { type ZipEntry, zipEntries } from '../../src/io/zip-directory.js';
import { signature, type ZipEntryFacts, zip64From, zipDirectory, zipLocalHeader } from '../../src/io/zip-format.js';
import { openEntry } from '../../src/io/zip-source.js';
import { ZipWriter } from '../../src/io/zip-writer.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { type Planted, plainEntries, plantedZip } from '../support/zip.js';

const letters = (text: string): Uint8Array => Buffer.from(text);
const hasCode = (code: string) => expect.objectContaining({ code });

function written(entries: readonly (readonly [name: string, content: Uint8Array, method: 'store' | 'deflate'])[]): string {
  const folder = temporaryFolder();
  const zip = new ZipWriter(join(folder, 'part'));
  for (const [name, content, method] of entries) zip.addBytes(name, content, method);
  zip.commit(join(folder, 'case.zip'), 'refuse');
  return join(folder, 'case.zip');
}

/** All of an entry, in pieces of a size. */
function contentOf(path: string, piece = 1000): Uint8Array {
  const source = openInput(path);
  try {
    const parts: Uint8Array[] = [];
    for (let at = 0; ; ) {
      const target = new Uint8Array(piece);
      const read = source.read(at, target);
      if (read === 0) break;
      parts.push(target.subarray(0, read));
      at += read;
    }
    return new Uint8Array(Buffer.concat(parts));
  } finally {
    source.close();
  }
}

function planted(entries: readonly Planted[], options?: Parameters<typeof plantedZip>[1]): string {
  const folder = plant(temporaryFolder(), { 'case.zip': plantedZip(entries, options) });
  return join(folder, 'case.zip');
}

test('what is written is read again, by ours and by another reader, whatever it is', () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 5000 }),
    fc.nat(50_000).map((length) => new Uint8Array(length).fill(7)),
  );
  const entry = fc.tuple(content, fc.constantFrom('store', 'deflate'));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (all) => {
      const entries = all.map(([bytes, method], at) => [`A/E${at}`, bytes, method] as const);
      const path = written(entries);
      expect(plainEntries(readFileSync(path)).map(({ name, bytes }) => [name, [...bytes]])).toEqual(
        entries.map(([name, bytes]) => [name, [...bytes]]),
      );
      for (const [name, bytes] of entries) expect(contentOf(join(path, name))).toEqual(new Uint8Array(bytes));
    }),
    { numRuns: 30 },
  );
});

test('the same entries give the same bytes, at any time', () => {
  const entries = [['A/B', letters('content'), 'deflate']] as const;
  expect(readFileSync(written(entries))).toEqual(readFileSync(written(entries)));
});

test('an archive appears whole or not at all, and replaces none', () => {
  const folder = plant(temporaryFolder(), { 'case.zip': 'another' });
  const zip = new ZipWriter(join(folder, 'part'));
  zip.addBytes('A', letters('content'));
  expect(() => zip.commit(join(folder, 'case.zip'), 'refuse')).toThrow(hasCode('io/output-exists'));
  expect(namesIn(folder)).toEqual(['case.zip']);
  expect(readFileSync(join(folder, 'case.zip'), 'utf8')).toBe('another');
});

test('random access comes to the same bytes, stored or deflated', () => {
  const content = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 9)) & 0xff);
  for (const method of ['store', 'deflate'] as const) {
    const source = openInput(join(written([['E', content, method]]), 'E'));
    for (const [at, length] of [
      [250_000, 100],
      [0, 10],
      [299_990, 100],
      [300_000, 5],
      [77, 200_000],
    ] as const) {
      const target = new Uint8Array(length);
      const read = source.read(at, target);
      expect(read).toBe(Math.min(length, content.length - at));
      expect(target.subarray(0, read)).toEqual(content.subarray(at, at + read));
    }
    source.close();
  }
});

test('what is too large for memory lies in a file that no name leads to', () => {
  const entry: ZipEntry = { relative: 'E', offset: 0, method: 'deflate', size: limits.zipHeld + 1, packed: 0, crc: 0 };
  const content = new Uint8Array(entry.size).fill(3);
  const path = written([['E', content, 'deflate']]);
  const spool = temporaryFolder();
  const source = openInput(join(path, 'E'), { spool });
  const target = new Uint8Array(4);
  expect(source.read(entry.size - 4, target)).toBe(4);
  expect([...target]).toEqual([3, 3, 3, 3]);
  expect(source.read(5, target)).toBe(4);
  expect(readdirSync(spool)).toEqual([]);
  source.close();
});

test.each<[string, Planted, string]>([
  ['leads up', { name: '../evil.dcm', content: letters('x') }, 'io/zip-name'],
  ['leads up on Windows', { name: 'a\\..\\..\\evil.dcm', content: letters('x') }, 'io/zip-name'],
  ['is absolute', { name: '/etc/evil.dcm', content: letters('x') }, 'io/zip-name'],
  ['has a drive', { name: 'C:\\evil.dcm', content: letters('x') }, 'io/zip-name'],
  ['is encrypted', { name: 'a', content: letters('x'), flags: 1 }, 'io/zip-encrypted'],
  ['is compressed by bzip2', { name: 'a', content: letters('x'), method: 12 }, 'io/zip-method'],
  ['is an archive', { name: 'more.ZIP', content: letters('x') }, 'io/zip-nested'],
  ['states more than deflate can', { name: 'a', content: letters('x'), method: 8, lies: { size: 1e9 } }, 'io/zip-limit'],
  ['states more than any file', { name: 'a', content: letters('x'), method: 8, lies: { size: 0xfffffff0 } }, 'io/zip-limit'],
  ['inflates to more than it states', { name: 'a', content: new Uint8Array(5000), method: 8, lies: { size: 100 } }, 'io/zip-damaged'],
  ['inflates to less than it states', { name: 'a', content: new Uint8Array(50), method: 8, lies: { size: 60 } }, 'io/zip-damaged'],
  ['has another checksum', { name: 'a', content: letters('xyz'), lies: { crc: 1 } }, 'io/zip-damaged'],
  ['has another checksum and is deflated', { name: 'a', content: letters('xyz'), method: 8, lies: { crc: 1 } }, 'io/zip-damaged'],
  ['is stored in two sizes', { name: 'a', content: letters('xyz'), lies: { size: 2 } }, 'io/zip-damaged'],
  ['is no deflate stream', { name: 'a', content: letters('xyz'), lies: { packed: 2 }, method: 8 }, 'io/zip-damaged'],
])('an entry that %s is refused, and the others are not', (_, bad, code) => {
  const path = planted([{ name: 'good', content: letters('fine') }, bad]);
  const entries = walkArchive(path);
  const [wrong] = entries.filter(({ relative }) => relative !== 'good');
  let error: unknown;
  try {
    contentOf(wrong!.path);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ code });
  expect((error as Error).message).not.toMatch(/evil|more\.ZIP/);
  expect(wrong!.relative.split('/')).not.toContain('..');
  expect(wrong!.relative).not.toMatch(/^[/\\]|[:\\]/);
  for (const { path: good } of entries.filter(({ relative }) => relative === 'good'))
    expect(contentOf(good)).toEqual(new Uint8Array(letters('fine')));
});

test.each<[string, () => Uint8Array]>([
  ['that is empty', () => new Uint8Array(0)],
  ['that is none', () => letters('P'.repeat(500))],
  ['that is cut off', () => plantedZip([{ name: 'a', content: letters('x') }]).subarray(0, 40)],
  ['whose beginning is gone', () => plantedZip([{ name: 'a', content: letters('content') }]).subarray(10)],
  [
    'whose entries share bytes',
    () =>
      plantedZip([
        { name: 'a', content: new Uint8Array(99) },
        { name: 'b', content: new Uint8Array(99), lies: { offset: 0 } },
      ]),
  ],
  ['whose entry reaches into the directory', () => plantedZip([{ name: 'a', content: letters('x'), lies: { packed: 900, size: 900 } }])],
  [
    'with one name twice',
    () =>
      plantedZip([
        { name: 'a', content: letters('x') },
        { name: './a', content: letters('y') },
      ]),
  ],
  [
    'with a number of entries that it does not have',
    () => {
      const bytes = plantedZip([{ name: 'a', content: letters('x') }]);
      bytes[bytes.length - 22 + 10] = 9;
      return bytes;
    },
  ],
  [
    'that is a part of several',
    () => {
      const bytes = plantedZip([{ name: 'a', content: letters('x') }]);
      bytes[bytes.length - 22 + 4] = 1;
      return bytes;
    },
  ],
])('an archive %s is refused as a whole', (_, bytes) => {
  const folder = plant(temporaryFolder(), { 'case.zip': bytes() });
  expect(() => walkArchive(join(folder, 'case.zip'))).toThrow(hasCode('io/zip'));
});

test('no damage of one byte brings anything but a code, or the content', () => {
  const folder = temporaryFolder();
  const whole = plantedZip([
    { name: 'a', content: letters('stored content') },
    { name: 'b', content: new Uint8Array(3000).fill(5), method: 8, descriptor: true },
  ]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ by;
      const archive = { size: bytes.length, read: reader(bytes) };
      try {
        for (const entry of zipEntries(archive)) {
          const source = openEntry(archive, entry, folder);
          const content = new Uint8Array(4000);
          const read = source.read(0, content);
          const original = entry.method === 'store' ? letters('stored content') : new Uint8Array(3000).fill(5);
          expect([...content.subarray(0, read)]).toEqual([...original]);
        }
      } catch (error) {
        expect(String((error as { code?: string }).code)).toMatch(/^io\/zip/);
      }
    }),
    { numRuns: 300 },
  );
});

test('entries with data descriptors, a program before them and a comment behind are read', () => {
  const path = planted(
    [
      { name: 'a', content: letters('one'), descriptor: true },
      { name: 'b', content: letters('two'), method: 8, descriptor: true },
      { name: 'folder/', content: new Uint8Array(0) },
    ],
    { before: letters('#!/bin/sh unpack me'), comment: 'made by hand PK\u0005\u0006' },
  );
  expect(walkArchive(path).map(({ relative, size }) => [relative, size])).toEqual([
    ['a', 3],
    ['b', 3],
  ]);
  expect(contentOf(join(path, 'a'))).toEqual(new Uint8Array(letters('one')));
  expect(contentOf(join(path, 'b'))).toEqual(new Uint8Array(letters('two')));
});

test('names that are not UTF-8, or of Windows, lead to their entries', () => {
  const path = planted([
    { name: Uint8Array.of(0x4d, 0x81, 0x6c), content: letters('DOS') },
    { name: 'Müller\\CT.1', content: letters('back') },
    { name: 'x/12:30', content: letters('colon') },
  ]);
  const found = walkArchive(path).map((file) => [file.relative, Buffer.from(contentOf(file.path)).toString()]);
  expect(found).toEqual([
    ['M\u0081l'.replace(/\p{Cc}/u, '_'), 'DOS'],
    ['Müller/CT.1', 'back'],
    ['x/12_30', 'colon'],
  ]);
});

test('Zip64: sizes, offsets and counts beyond 32 and 16 bits', () => {
  const size = 5 * 2 ** 30;
  const first: ZipEntryFacts = { name: 'large', offset: 0, method: 'store', isLarge: true, crc: 1, size, packed: size };
  const header = zipLocalHeader(first);
  const second: ZipEntryFacts = { ...first, name: 'behind', offset: header.length + size, isLarge: false, size: 3, packed: 3 };
  const start = second.offset + zipLocalHeader(second).length + 3;
  const directory = zipDirectory([first, second], start);
  const archive = {
    size: start + directory.length,
    read: (position: number, target: Uint8Array) => {
      if (position < start) return target.subarray(0, start - position).fill(0).length;
      return reader(directory)(position - start, target);
    },
  };
  expect(zipEntries(archive)).toMatchObject([
    { relative: 'behind', size: 3, offset: second.offset },
    { relative: 'large', size, packed: size },
  ]);
  expect(size).toBeGreaterThan(zip64From);
  const many = Array.from(
    { length: 70_000 },
    (_, at): ZipEntryFacts => ({ ...second, name: `E${String(at).padStart(6, '0')}`, offset: at * 100 }),
  );
  const long = zipDirectory(many, 7_000_000);
  const before = 7_000_000;
  const all = {
    size: before + long.length,
    read: (at: number, target: Uint8Array) =>
      at < before ? target.subarray(0, before - at).fill(0).length : reader(long)(at - before, target),
  };
  expect(zipEntries(all)).toHaveLength(70_000);
  const more = zipDirectory(
    Array.from({ length: limits.zipEntries + 1 }, (_, at) => ({ ...second, name: `F${at}` })),
    0,
  );
  expect(() => zipEntries({ size: more.length, read: reader(more) })).toThrow(/more than 100000 entries/);
});

test('an archive that changed is read anew', () => {
  const path = planted([{ name: 'a', content: letters('one') }]);
  expect(walkArchive(path)).toHaveLength(1);
  writeFileSync(
    path,
    plantedZip([
      { name: 'a', content: letters('one') },
      { name: 'b', content: letters('two') },
    ]),
  );
  expect(walkArchive(path)).toHaveLength(2);
});

test('a folder that is called like an archive is a folder', () => {
  const folder = plant(temporaryFolder(), { 'case.zip/file': 'content' });
  expect(contentOf(join(folder, 'case.zip', 'file'))).toEqual(new Uint8Array(letters('content')));
});

test('many archives in turn leave few open', () => {
  const folder = temporaryFolder();
  const before = openFiles(folder);
  for (let at = 0; at < 12; at++) {
    writeFileSync(join(folder, `${at}.zip`), plantedZip([{ name: 'a', content: letters('one') }]));
    contentOf(join(folder, `${at}.zip`, 'a'));
  }
  expect(openFiles(folder) - before).toBeLessThanOrEqual(6);
});

/** The next descriptor that the system gives: how many are open, give or take. */
function openFiles(folder: string): number {
  const fd = openSync(join(folder, '.'), 'r');
  closeSync(fd);
  return fd;
}

function reader(bytes: Uint8Array): (position: number, target: Uint8Array) => number {
  return (position, target) => {
    const piece = bytes.subarray(position, position + target.length);
    target.set(piece);
    return piece.length;
  };
}

test('signatures are the letters PK and a number', () => {
  for (const number of Object.values(signature)) expect(number & 0xffff).toBe(0x4b50);
});
