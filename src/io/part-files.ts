/** What are unfinished outputs (files, or folders of them) called, and which of them are left over? Names hold a process id and a number, nothing of an input. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const pattern = /^\.radonym-(\d+)-\d+\.part$/;

export const partName = (n: number): string => `.radonym-${process.pid}-${n}.part`;

/** Removes the unfinished outputs of runs that are over (and of this process). Other runs' and other programs' files stay. */
export function removeParts(folder: string): number {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return 0;
  }
  const dead = names.filter((name) => {
    const pid = pattern.exec(name)?.[1];
    return pid !== undefined && (Number(pid) === process.pid || !alive(Number(pid)));
  });
  for (const name of dead) rmSync(join(folder, name), { recursive: true, force: true });
  return dead.length;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
