/**
 * Begins the single-file executable: puts radonym's files, which the executable carries, into a folder of the user's cache once, and starts
 * from there. The folder is named by what it holds, only the user may write to it, and every file is checked at each start.
 */
'use strict';
const { createHash } = require('node:crypto');
const { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { homedir } = require('node:os');
const { dirname, join } = require('node:path');
const { getRawAsset } = require('node:sea');
const { gunzipSync } = require('node:zlib');

const index = Buffer.from(getRawAsset('index'));
const { files } = JSON.parse(index.toString());
const folder = join(cacheFolder(), `radonym-${digest(index).slice(0, 24)}`);

function cacheFolder() {
  const { env, platform } = process;
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether the folder is the user's own and each file in it is what the executable carries. */
function isWhole() {
  try {
    const { uid, mode } = statSync(folder);
    if (process.platform !== 'win32' && (uid !== process.getuid() || (mode & 0o077) !== 0)) return false;
    return files.every(({ path, sha256 }) => digest(readFileSync(join(folder, path))) === sha256);
  } catch {
    return false;
  }
}

function unpack() {
  mkdirSync(dirname(folder), { recursive: true });
  const part = mkdtempSync(`${folder}.part-`);
  const bytes = gunzipSync(Buffer.from(getRawAsset('files')));
  let at = 0;
  for (const { path, size } of files) {
    mkdirSync(dirname(join(part, path)), { recursive: true });
    writeFileSync(join(part, path), bytes.subarray(at, at + size));
    at += size;
  }
  chmodSync(part, 0o700);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    // Another start was quicker.
    if (!isWhole()) throw error;
  }
}

if (!isWhole()) unpack();
createRequire(join(folder, 'package.json'))('./start.cjs');
