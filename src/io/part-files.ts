/** What are unfinished outputs (files, or folders of them) called, and which of them are left over? Names hold where and by which process, nothing of an input. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, processPlace } from './process-place.js';

const pattern = /^\.radonym-([0-9a-f]{8})-(\d+)-\d+\.part$/;

export interface Writer {
  readonly place: string;
  readonly pid: number;
}

export const partName = (n: number): string => `.radonym-${processPlace()}-${process.pid}-${n}.part`;

/**
 * Removes the unfinished files of runs that are over, and of this process. Those of live runs stay, and those of other machines, of which
 * nobody here can tell.
 * @param ended a run that is known to be over, wherever it was
 */
export function removeParts(folder: string, ended?: Writer): number {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return 0;
  }
  const dead = names.filter((name) => {
    const [, place, id] = pattern.exec(name) ?? [];
    const pid = Number(id);
    if (ended !== undefined && place === ended.place && pid === ended.pid) return true;
    return place === processPlace() && (pid === process.pid || !isAlive(pid));
  });
  for (const name of dead) rmSync(join(folder, name), { recursive: true, force: true });
  return dead.length;
}
