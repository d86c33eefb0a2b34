import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { processPlace, processStart } from '../../src/io/process-place.js';
import { isLocked, lockPath, lockState } from '../../src/run/lock.js';
import { namesIn, temporaryFolder } from '../support/folder.js';

const times = { beat: 20, silence: 400 };

async function lockedIn(folder: string, told: string[] = [], signal = new AbortController().signal) {
  const lock = await lockState(folder, { signal, message: (text) => told.push(text) }, times);
  onTestFinished(() => lock.release());
  return lock;
}

const refused = expect.objectContaining({ code: 'run/locked' });
const holder = (more: object) =>
  `${JSON.stringify({ place: processPlace(), pid: process.pid, start: '', token: 'x', beat: '0', ...more })}\n`;
const lastPid = () => spawnSync(process.execPath, ['-e', '']).pid;

test('one at a time; when it is released the next may come, and nothing is left', async () => {
  const folder = temporaryFolder();
  const first = await lockedIn(folder);
  expect(isLocked(folder)).toBe(true);
  await expect(lockedIn(folder)).rejects.toThrow(refused);
  first.release();
  expect(isLocked(folder)).toBe(false);
  expect((await lockedIn(folder)).ended).toBeUndefined();
  expect(namesIn(folder)).toEqual(['run.lock']);
});

test('many at once: one gets it', async () => {
  const folder = temporaryFolder();
  writeFileSync(lockPath(folder), holder({ pid: lastPid() }));
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockedIn(folder)));
  expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(1);
});

test.runIf(process.platform === 'linux').each([
  ['a process that is over', () => ({ pid: lastPid() })],
  ['a process whose id is another’s now', () => ({ start: '1' })],
])('the lock of %s is taken over at once, and its unfinished files are known', async (_, more) => {
  const folder = temporaryFolder();
  const left = more();
  writeFileSync(lockPath(folder), holder(left));
  const told: string[] = [];
  expect((await lockedIn(folder, told)).ended).toMatchObject({ place: processPlace(), pid: process.pid, ...left });
  expect(told).toEqual([]);
});

test.runIf(process.platform === 'linux')('a live process holds it, whatever the clock says', async () => {
  const folder = temporaryFolder();
  writeFileSync(lockPath(folder), holder({ start: processStart(process.pid)! }));
  await expect(lockedIn(folder)).rejects.toThrow(refused);
});

test('a run on another machine holds it as long as it touches it; when it falls silent it is over', async () => {
  const folder = temporaryFolder();
  const elsewhere = (beat: number) => writeFileSync(lockPath(folder), holder({ place: '00000000', beat: String(beat) }));
  let beats = 0;
  elsewhere(0);
  const alive = setInterval(() => elsewhere(++beats), 50);
  const told: string[] = [];
  await expect(lockedIn(folder, told)).rejects.toThrow(refused);
  clearInterval(alive);
  expect(told).toEqual([expect.stringContaining('waiting 1 s')]);
  expect((await lockedIn(folder)).ended).toMatchObject({ place: '00000000' });
});

test('it is touched while it is held', async () => {
  const folder = temporaryFolder();
  await lockedIn(folder);
  const before = readFileSync(lockPath(folder), 'utf8');
  await new Promise((resume) => setTimeout(resume, 200));
  const after = readFileSync(lockPath(folder), 'utf8');
  expect(after).not.toBe(before);
  expect(after.length).toBe(before.length);
});

test('a lock that says nothing is watched, and then taken over; a person need not wait', async () => {
  const folder = temporaryFolder();
  writeFileSync(lockPath(folder), 'torn');
  await expect(lockedIn(folder, [], AbortSignal.abort())).rejects.toThrow(refused);
  await lockedIn(folder);
});

test('who released it does not release another’s', async () => {
  const folder = temporaryFolder();
  const lock = await lockedIn(folder);
  lock.release();
  // Released twice it takes nobody else's.
  await lockedIn(folder);
  lock.release();
  expect(isLocked(folder)).toBe(true);
});

test('a run that was taken for over, and comes back, leaves the lock of the next alone', async () => {
  const folder = temporaryFolder();
  const lock = await lockedIn(folder);
  const others = holder({ place: '00000000' });
  rmSync(lockPath(folder));
  writeFileSync(lockPath(folder), others);
  lock.release();
  expect(readFileSync(lockPath(folder), 'utf8')).toBe(others);
});
