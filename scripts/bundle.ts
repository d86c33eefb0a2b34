/**
 * Joins what `radonym` and its workers load into few files: module by module, loading would take longer than the work on a small case.
 * Chunks stand beside the worker, so that `./worker.js` is right from all of them. Types come from `tsc`.
 */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

for (const folder of ['cli', 'run', 'chunks']) rmSync(`dist/${folder}`, { recursive: true, force: true });
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
