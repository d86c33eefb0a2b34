/**
 * Builds radonym as a single executable file (Node's own single executable applications): `npm run executable -- [-o <file>] [--node <file>]`. `--node`
 * is the Node to carry, of any platform, of the same version as the one that runs this. Without, an executable for this platform.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inject } from 'postject';
import { carried } from './executable/files.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({
  options: { node: { type: 'string', default: process.execPath }, output: { type: 'string', short: 'o' } },
});
const target = resolve(values.output ?? (values.node.endsWith('.exe') ? 'radonym.exe' : 'radonym-executable'));
const folder = mkdtempSync(join(tmpdir(), 'radonym-executable-'));
try {
  const paths = {
    index: join(folder, 'index'),
    files: join(folder, 'files'),
    config: join(folder, 'config.json'),
    blob: join(folder, 'blob'),
  };
  const { index, files } = carried(root);
  writeFileSync(paths.index, index);
  writeFileSync(paths.files, files);
  const main = join(root, 'scripts', 'executable', 'start.cjs');
  writeFileSync(
    paths.config,
    JSON.stringify({ main, output: paths.blob, disableExperimentalSEAWarning: true, assets: { index: paths.index, files: paths.files } }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', paths.config], { stdio: 'pipe' });
  copyFileSync(values.node, target);
  chmodSync(target, 0o755);
  // Where Node finds its application: nodejs.org/api/single-executable-applications.html.
  await inject(target, 'NODE_SEA_BLOB', readFileSync(paths.blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
    machoSegmentName: 'NODE_SEA',
  });
  console.log(`${basename(target)} is written`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
