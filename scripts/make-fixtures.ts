/**
 * Writes fixtures/ and its manifest; with --check only compares. The same bytes everywhere: no clock, no randomness, no platform codec.
 * It refuses to know what the files hold: scripts/fixtures/*.ts do.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allFixtures } from './fixtures/all.js';
import { manifestOf, manifestText } from './fixtures/manifest.js';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));
const byHand = new Set(['README.md']);

const fixtures = allFixtures();
const wanted = new Map<string, Uint8Array>(fixtures.map((fixture) => [fixture.path, fixture.bytes]));
if (wanted.size !== fixtures.length) throw new RangeError('two fixtures have the same path');
wanted.set('MANIFEST.json', new TextEncoder().encode(manifestText(manifestOf(fixtures))));

const present = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
const names = present
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
  .filter((name) => !byHand.has(name));
const stale = names.filter((name) => !wanted.has(name));
const changed = [...wanted]
  .filter(([name, bytes]) => !existsSync(join(root, name)) || !readFileSync(join(root, name)).equals(bytes))
  .map(([name]) => name);

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...changed]) console.error(`fixtures/${name} is not what scripts/make-fixtures.ts makes`);
  process.exitCode = stale.length + changed.length > 0 ? 1 : 0;
} else {
  for (const name of stale) rmSync(join(root, name));
  for (const name of changed) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), wanted.get(name)!);
  }
  const bytes = [...wanted.values()].reduce((sum, each) => sum + each.length, 0);
  console.log(`${wanted.size} files, ${(bytes / 1e6).toFixed(2)} MB; ${changed.length} written, ${stale.length} removed`);
}
