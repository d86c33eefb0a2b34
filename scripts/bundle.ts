/**
 * Joins what `radonym` and its workers load into few files: module by module, loading would take longer than the work on a small case.
 * Chunks stand beside the worker, so that `./worker.js` is right from all of them. Types come from `tsc`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { loadProfile } from '../src/deid/profile.js';

for (const folder of ['cli', 'run', 'profiles']) rmSync(`dist/${folder}`, { recursive: true, force: true });
await build({
  entryPoints: ['src/index.ts', 'src/cli/main.ts', 'src/run/worker.ts'],
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'run/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  keepNames: false,
  legalComments: 'linked',
  external: ['dicom-character-set'],
  // Some packages are CommonJS and call `require` for Node's own modules.
  banner: { js: "import { createRequire as radonymRequire } from 'node:module'; const require = radonymRequire(import.meta.url);" },
  logLevel: 'warning',
});

// Shipped profiles, resolved once: src/cli/profiles.ts.
mkdirSync('dist/profiles');
for (const file of readdirSync('profiles').filter((name) => name.endsWith('.yaml'))) {
  const profile = loadProfile(file.slice(0, -5), (name) => readFileSync(`profiles/${name}.yaml`, 'utf8'));
  writeFileSync(`dist/profiles/${profile.name}.json`, JSON.stringify(profile));
}
