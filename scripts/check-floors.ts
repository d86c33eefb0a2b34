/**
 * Holds src to docs/architecture.md: who may import whom and what from outside, file size, no default export, no clock or chance
 * in floors that must not have them, no UID literal outside `standard`. `floorProblems` is pure; the rest reads src and prints.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Floor {
  /** Floors that it may import, besides itself. */
  readonly imports: readonly string[];
  /** Packages and node: modules, perhaps only in files whose name begins with something. `any` for the edges. */
  readonly outside: 'any' | readonly (readonly [module: string, file?: string])[];
  /** Whether clock, chance, environment and terminal are within its reach. */
  readonly world: boolean;
}

const inner = (imports: readonly string[], outside: Floor['outside'] = []): Floor => ({ imports, outside, world: false });
const edge = (imports: readonly string[]): Floor => ({ imports, outside: 'any', world: true });

/** The table of docs/architecture.md. */
export const floors: { readonly [floor: string]: Floor } = {
  base: inner([]),
  standard: inner(['base']),
  // node:module loads the character set tables on first use, synchronously.
  wire: inner(['base', 'standard'], [['node:zlib'], ['pako'], ['dicom-character-set'], ['node:module']]),
  synthetic: inner(['base', 'standard', 'wire']),
  deid: inner(
    ['base', 'standard', 'wire'],
    [
      ['node:crypto'],
      ['yaml', 'profile'],
      ['zod', 'profile'],
      ['zod', 'rule-check'],
      ['node:module', 'safe-regex'],
      ['re2js', 'safe-regex'],
    ],
  ),
  rt: inner(['base', 'standard', 'wire']),
  pixel: inner(['base', 'standard', 'wire']),
  flow: inner(['base', 'standard', 'wire', 'deid', 'rt', 'pixel']),
  verify: inner(['base', 'standard', 'rt'], [['dicom-parser'], ['pako']]),
  report: inner(['base', 'standard', 'rt']),
  io: edge(['base', 'wire']),
  net: edge(['base', 'standard', 'wire']),
  run: edge(['base', 'standard', 'wire', 'synthetic', 'deid', 'rt', 'pixel', 'flow', 'verify', 'report', 'io', 'net']),
  api: edge(['base', 'deid', 'flow', 'io', 'run']),
  cli: edge(['base', 'standard', 'deid', 'run', 'report', 'verify']),
};

const sizeLimit = 300;
const world = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bprocess\.|\bconsole\./;

/** What is wrong with one file. `path` is relative to src, with `/`: `wire/tokenizer.ts`. */
export function floorProblems(path: string, text: string): readonly string[] {
  const [name = ''] = path.split('/');
  const generated = path.startsWith('standard/generated/');
  const problems: string[] = [];
  const lines = text.split('\n').length - 1;
  if (lines > sizeLimit && !generated) problems.push(`${lines} lines, ${sizeLimit} are allowed`);
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  if (/^export default\b|\bas default\b/m.test(code)) problems.push('a default export');
  if (name !== 'standard' && /1\.2\.840\.10008\.\d/.test(code)) problems.push('a UID literal: ask a row of standard');
  if (!path.includes('/')) return problems;
  const floor = floors[name];
  if (!floor) return [...problems, `no floor is called ${name}`];
  if (!floor.world) {
    const reach = world.exec(code);
    if (reach) problems.push(`reaches the world: ${reach[0]}`);
  }
  return [...problems, ...importsOf(code).flatMap((module) => importProblem(path, floor, module) ?? [])];
}

/** Modules that code names in import, export … from, import() and createRequire()(). */
function importsOf(code: string): readonly string[] {
  const named = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"]+)\1|createRequire\([^)]*\)\((['"])([^'"]+)\3/g;
  return [...code.matchAll(named)].map((match) => match[2] ?? match[4]!);
}

function importProblem(path: string, floor: Floor, module: string): string | undefined {
  const file = posix.basename(path);
  if (!module.startsWith('.')) {
    if (floor.outside === 'any') return undefined;
    return floor.outside.some(([allowed, begin = '']) => allowed === module && file.startsWith(begin)) ? undefined : `imports ${module}`;
  }
  const target = posix.normalize(posix.join(posix.dirname(path), module));
  const [own = ''] = path.split('/');
  const [other = ''] = target.split('/');
  if (target.startsWith('standard/generated/') && own !== 'standard') return `imports ${target}: only standard reads generated tables`;
  return other === own || floor.imports.includes(other) ? undefined : `imports ${other === '..' ? module : other}`;
}

function check(): void {
  const root = fileURLToPath(new URL('../src/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const problems = files.flatMap((file) => {
    const path = file.replaceAll('\\', '/');
    return floorProblems(path, readFileSync(join(root, file), 'utf8')).map((problem) => `src/${path}: ${problem}`);
  });
  for (const problem of problems.sort()) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${files.length} files keep to their floors`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) check();
