/**
 * Joins what `radonym` and its workers load into few files: module by module, loading would take longer than the work on a small case.
 * Chunks stand beside the worker, so that `./worker.js` is right from all of them. Types come from `tsc`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { loadProfile } from '../src/deid/profile.js';
import { optionalPeers, unbundled } from './unbundled.js';

/** Commander asks for it to start subcommands that are programs of their own. There are none, and it brings Node's network code with it. */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'absent' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
  },
};

for (const folder of ['cli', 'run', 'profiles']) rmSync(`dist/${folder}`, { recursive: true, force: true });
await build({
  entryPoints: ['src/index.ts', 'src/cli/main.ts', 'src/run/worker.ts', 'src/run/verify-worker.ts'],
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'run/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  keepNames: false,
  legalComments: 'none',
  // Long template literals are slow to read: they become strings.
  supported: { 'template-literal': false },
  external: [...unbundled, ...optionalPeers],
  plugins: [withoutChildProcess],
  // Some packages are CommonJS and call `require` for Node's own modules.
  banner: { js: "import { createRequire as radonymRequire } from 'node:module'; const require = radonymRequire(import.meta.url);" },
  logLevel: 'warning',
});

// A file with one letter beyond Latin 1 is held, and read, as two bytes a character. What is left of such letters stands in expressions.
for (const file of readdirSync('dist/run').filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(`dist/run/${file}`, 'utf8');
  writeFileSync(
    `dist/run/${file}`,
    text.replace(/[^\0-~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

// Shipped profiles, resolved once: src/run/profiles.ts.
mkdirSync('dist/profiles');
for (const file of readdirSync('profiles').filter((name) => name.endsWith('.yaml'))) {
  const profile = loadProfile(file.slice(0, -5), (name) => readFileSync(`profiles/${name}.yaml`, 'utf8'));
  writeFileSync(`dist/profiles/${profile.name}.json`, JSON.stringify(profile));
}
