/** The environment of a process whose disk is far away: see far-disk.mjs. */
export const farDisk = { NODE_OPTIONS: `--import ${new URL('./far-disk.mjs', import.meta.url)}` };
