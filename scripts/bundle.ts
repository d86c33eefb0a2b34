/**
 * Joins what `radonym` and its workers load into few files: module by module, loading would take longer than the work on a small case.
 * What every run loads stands in three chunks, what few commands load in others. Chunks stand beside the worker, so that
 * `./worker.cjs` is right from all of them. Types come from `tsc`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { type Plugin, rolldown } from 'rolldown';
import { loadProfile } from '../src/deid/profile.js';
import { optionalPeers, unbundled } from './unbundled.js';

/** Commander asks for it to start subcommands that are programs of their own. There are none, and it brings Node's network code with it. */
const withoutChildProcess: Plugin = {
  name: 'without-child-process',
  resolveId: (id, importer) => (id === 'node:child_process' && importer?.includes('commander') ? '\0absent' : undefined),
  load: (id) => (id === '\0absent' ? 'module.exports = {};' : undefined),
};

/**
 * What every run loads, each with all that it imports: what `--version` needs, what reads the command line, and what it begins. Before them what the
 * thread that makes digests needs, or it would load all the rest.
 */
const always: { readonly [chunk: string]: readonly string[] } = {
  digests: ['run/digest-memory.ts'],
  version: ['cli/main.ts'],
  command: ['cli/program.ts'],
  run: ['cli/commands/run-command.ts', 'run/profiles.ts', 'run/run-report.ts', 'run/worker.ts'],
};

const entries = ['index.ts', 'cli/main.ts', 'cli/program.ts', 'run/worker.ts', 'run/verify-worker.ts', 'run/digest-thread.ts'];

/** Entries that a process or a thread begins with: what they load comes with what the engine compiled of it before. */
const beginnings = ['cli/main.cjs', 'run/worker.cjs', 'run/verify-worker.cjs'];

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

function closureOf(files: readonly string[], modules: Modules): ReadonlySet<string> {
  const found = new Set<string>();
  const open = files.map((file) => join(process.cwd(), 'src', file));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

let closures: readonly (readonly [chunk: string, ids: ReadonlySet<string>])[] | undefined;

/** The others are left to the bundler. */
function chunkOf(id: string, modules: Modules): string | null {
  closures ??= Object.entries(always).map(([chunk, files]) => [chunk, closureOf(files, modules)] as const);
  // An entry does something when it is loaded.
  if (entries.some((entry) => id === join(process.cwd(), 'src', entry))) return null;
  return closures.find(([, ids]) => ids.has(id))?.[0] ?? null;
}

for (const folder of ['cli', 'run', 'profiles']) rmSync(`dist/${folder}`, { recursive: true, force: true });
const external: readonly string[] = [...unbundled, ...optionalPeers];
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry.slice(0, -'.ts'.length), `src/${entry}`])),
  platform: 'node',
  // An entry that others import from has what they import beside its own names: of them only src/index.ts is imported by name.
  preserveEntrySignatures: 'allow-extension',
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [withoutChildProcess],
  checks: { ineffectiveDynamicImport: false, pluginTimings: false },
});
const { output } = await bundle.write({
  dir: 'dist',
  // What the engine compiled can be kept of scripts, not of modules.
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'run/[name]-[hash].cjs',
  codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: (id, context) => chunkOf(id, context), debugName: 'always' }] },
});
await bundle.close();

for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((name) => /^(index|(cli|run)\/.*)\.cjs$/.test(name))) {
  const { code } = await transform(readFileSync(`dist/${file}`, 'utf8'), {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Shorter is sooner read. Nothing is rewritten: only names and white space.
    minifyIdentifiers: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // Template literals take twice as long to read as strings, which matters for tables; scripts that are loaded by load.cjs cannot import.
    supported: { 'template-literal': false, 'dynamic-import': false },
    charset: 'ascii',
  });
  // A file with one letter beyond Latin 1 is held, and read, as two bytes a character. What is left of such letters stands in expressions.
  const inAscii = code.replace(/[^\0-~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const loader = beginnings.includes(file) ? "require=require('../run/load.cjs').requireWithin(__filename);" : '';
  // As modules are.
  writeFileSync(`dist/${file}`, `"use strict";${loader}${inAscii}`);
}
copyFileSync('scripts/bundle/load.cjs', 'dist/run/load.cjs');

// For those who import it, who may bundle it in turn: nothing but `require`.
const names = output.flatMap((chunk) => (chunk.type === 'chunk' && chunk.fileName === 'index.cjs' ? chunk.exports : []));
writeFileSync('dist/index.js', `import api from './index.cjs';\nexport const { ${names.join(', ')} } = api;\n`);

// Shipped profiles, resolved once: src/run/profiles.ts.
mkdirSync('dist/profiles');
for (const file of readdirSync('profiles').filter((name) => name.endsWith('.yaml'))) {
  const profile = loadProfile(file.slice(0, -5), (name) => readFileSync(`profiles/${name}.yaml`, 'utf8'));
  writeFileSync(`dist/profiles/${profile.name}.json`, JSON.stringify(profile));
}

// Without what is remembered radonym starts later; nothing else is different.
const scratch = mkdtempSync(join(tmpdir(), 'radonym-build-'));
try {
  const words = ['scripts/bundle/remember.cjs', 'dist', 'fixtures/study', scratch];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env: { ...process.env, RADONYM_KEY_FILE: '' } });
  if (status !== 0) console.warn(`What the engine compiles is not kept. ${stderr}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
