/**
 * A disk as networks have them, for a process that begins with `--import` of this file: every read and write takes a while, and does a
 * part of what was asked for. `RADONYM_TEST_UNREADABLE` names a file of which only the beginning can be read.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const most = 4000;
const beginning = 12_000;
const { openSync, closeSync, readSync, writeSync } = fs;
const unreadable = process.env.RADONYM_TEST_UNREADABLE;
const damaged = new Set();
const clock = new Int32Array(new SharedArrayBuffer(4));
const wait = () => Atomics.wait(clock, 0, 0, 1);

fs.openSync = (path, ...more) => {
  const fd = openSync(path, ...more);
  if (unreadable !== undefined && String(path).endsWith(unreadable)) damaged.add(fd);
  return fd;
};
fs.closeSync = (fd) => {
  damaged.delete(fd);
  closeSync(fd);
};
fs.readSync = (fd, buffer, offset, length, position) => {
  if (typeof length !== 'number' || length <= most) return readSync(fd, buffer, offset, length, position);
  wait();
  if (damaged.has(fd) && position >= beginning) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
  return readSync(fd, buffer, offset, most, position);
};
fs.writevSync = (fd, slices) => {
  wait();
  const first = slices.find(({ length }) => length > 0) ?? slices[0];
  return writeSync(fd, first, 0, Math.min(first.length, most));
};
syncBuiltinESMExports();
