/**
 * Which processes can this one see, and does one of them still live? A process id says nothing on another machine or in another container,
 * where the same number is somebody else; a place names where ids are to be trusted. It knows no file of ours.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let known: string | undefined;

/** Eight hexadecimal digits: this boot of this machine and, on Linux, the namespace of process ids. Tells nothing of either. */
export function processPlace(): string {
  known ??= createHash('sha256').update(`radonym ${rawPlace()}`).digest('hex').slice(0, 8);
  return known;
}

function rawPlace(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Of a process of this place. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process of this place began, in the system's own words; undefined where the system does not say. An id is used again, this is not. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // proc(5): the name in brackets may hold anything; starttime is the 22nd field, the 20th behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
