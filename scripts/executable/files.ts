/**
 * Which files make a radonym that runs? What npm would publish, and the packages that dist loads as they are, with theirs. They go into
 * one blob: an index in JSON, and the bytes.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inPart, unbundled } from '../unbundled.js';

export interface Carried {
  /** JSON: `files` with `path` (relative, with `/`), `size` and `sha256`. */
  readonly index: Uint8Array;
  /** The bytes of all, one after the other, gzipped. */
  readonly files: Uint8Array;
}

/** The executable's own code is CommonJS; this leads from there to ours. */
const start = { path: 'start.cjs', bytes: Buffer.from("import('./bin/radonym.js');\n") };

export function carried(root: string): Carried {
  const paths = new Set([...own(root), ...unbundled.flatMap((name) => packageFiles(root, root, name))]);
  const all = [...[...paths].sort().map((path) => ({ path, bytes: readFileSync(join(root, path)) })), start];
  const files = all.map(({ path, bytes }) => ({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }));
  return {
    index: Buffer.from(JSON.stringify({ files })),
    files: gzipSync(Buffer.concat(all.map(({ bytes }) => bytes)), { level: 9 }),
  };
}

/** What the engine compiled holds for the processor that it was compiled on. */
const own = (root: string): string[] => [
  'package.json',
  'LICENSE',
  ...['bin', 'dist', 'profiles']
    .flatMap((folder) => filesIn(root, join(root, folder)))
    .filter((path) => !/\.(?:d\.ts|map|compiled)$/.test(path)),
];

/** Of a package that `from` can load, and of what it loads in turn. */
function packageFiles(root: string, from: string, name: string): string[] {
  const folder = found(root, from, name);
  const part = inPart[name];
  if (part !== undefined)
    return filesIn(root, folder, 'node_modules').filter((path) => part.test(relative(folder, join(root, path)).replaceAll('\\', '/')));
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
  const files = filesIn(root, folder, 'node_modules').filter((path) => !/\.(?:d\.[cm]?ts|map|md|html)$/.test(path));
  return [...files, ...Object.keys(dependencies).flatMap((other) => packageFiles(root, folder, other))];
}

function found(root: string, from: string, name: string): string {
  const here = join(from, 'node_modules', name);
  if (existsSync(here)) return here;
  if (from === root) throw new Error(`${name} is not installed`);
  return found(root, dirname(from), name);
}

function filesIn(root: string, folder: string, except?: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== except)
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesIn(root, path, except) : [relative(root, path).replaceAll('\\', '/')];
    });
}
