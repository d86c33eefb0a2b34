/** Runs a command in a mount namespace of its own, where a folder is a small disk or cannot be written. Linux, where the system lets us. */
import { spawnSync } from 'node:child_process';
import { radonymBin } from './bin.js';

const unshare = process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--mount', '--map-root-user'];

const inNamespace = (script: string, args: readonly string[]) =>
  spawnSync(unshare[0]!, [...unshare.slice(1), 'sh', '-euc', script, 'sh', ...args], { encoding: 'utf8' });

/** False where mounting is not allowed: such tests are left out. */
export const canMount = process.platform === 'linux' && inNamespace('mount -t tmpfs -o size=64k tmpfs /mnt', []).status === 0;

export interface MountEnded {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** radonym with `folder`, which is empty, as a disk of some kB; what stands on the disk in the end is copied back into the folder. */
export function onSmallDisk(folder: string, kilobytes: number, args: readonly string[]): MountEnded {
  const script = `disk=$1 size=$2 copy=$3; shift 3; mount -t tmpfs -o size="$size" tmpfs "$disk"
code=0; "$@" || code=$?
mkdir "$copy"; cp -a "$disk/." "$copy"; umount "$disk"; cp -a "$copy/." "$disk"; rm -r "$copy"; exit $code`;
  const { status, stdout, stderr } = inNamespace(script, [
    folder,
    `${kilobytes}k`,
    `${folder}.copy`,
    process.execPath,
    radonymBin,
    ...args,
  ]);
  return { code: status, stdout, stderr };
}

/** radonym where nothing in `folder` can be written by anyone. */
export function withReadOnly(folder: string, args: readonly string[]): MountEnded {
  const script = 'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"; shift; "$@"';
  const { status, stdout, stderr } = inNamespace(script, [folder, process.execPath, radonymBin, ...args]);
  return { code: status, stdout, stderr };
}
