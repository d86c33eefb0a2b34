/**
 * Holds README.md and docs to the project: the tables of errors and of private elements, a page for each shipped profile, scripts, commands
 * and options that exist, links that lead somewhere, no path of a machine in any tracked file. `--write` renews tables and pages. The
 * functions are pure; `check` reads and prints.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ErrorRow, errorTable } from '../src/base/errors.js';
import { loadProfile } from '../src/deid/profile.js';
import { commandBlock, leafCommands } from './command-pages.js';
import { conformanceMarkdown } from './conformance-table.js';
import { type RtPrivateRow, rtPrivateRows } from './generate/rt-private.js';
import { profilePage } from './profile-pages.js';

const begin = (part: string): string => `<!-- ${part}: written by npx tsx scripts/check-docs.ts --write -->`;
const end = (part: string): string => `<!-- /${part} -->`;

/** The Markdown table of all codes, in the order of their names. */
export function errorsMarkdown(table: { readonly [code: string]: ErrorRow }): string {
  const rows = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { scope, hint }]) => `| \`${code}\` | ${scope} | ${hint.replaceAll('|', '\\|')} |`);
  return ['| code | concerns | what to do |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The Markdown table of private elements, by creator. */
export function privateMarkdown(rows: readonly RtPrivateRow[]): string {
  const lines = rows.map(({ creator, group, element, name, vr, action, level, reason, source }) => {
    const what = [`(${group},xx${element})`, name, vr === '' ? '' : `(${vr.replace('/', ' or ')})`].filter(Boolean).join(' ');
    return `| ${creator} | ${what} | ${action} | ${level === '-' ? '' : level} | ${reason} | ${source} |`;
  });
  return ['| vendor’s creator | element | action | level | reason | source |', '| --- | --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}

/** A page with the table between its marks renewed; undefined when the page has no place for it. */
export function withTable(page: string, part: string, table: string): string | undefined {
  const [from, to] = [page.indexOf(begin(part)), page.indexOf(end(part))];
  return from < 0 || to < from ? undefined : `${page.slice(0, from + begin(part).length)}\n\n${table}\n\n${page.slice(to)}`;
}

export interface Known {
  readonly scripts: readonly string[];
  /** Help text by command, `''` for the program's own; undefined when it is not built. */
  readonly help: { readonly [command: string]: string } | undefined;
  /** Whether a path, relative to the page, exists. */
  readonly exists: (path: string) => boolean;
}

/** What a page says that is not so. Commands and options count in code, not in prose. */
export function pageProblems(page: string, known: Known): readonly string[] {
  const problems: string[] = [];
  for (const [, script] of page.matchAll(/\bnpm run ([\w:-]+)/g))
    if (!known.scripts.includes(script!)) problems.push(`npm run ${script} is no script`);
  for (const [, target] of page.matchAll(/\]\(([^)\s]+)\)/g))
    if (!/^(?:[a-z]+:|#)/.test(target!) && !known.exists(target!.replace(/#.*/, ''))) problems.push(`the link to ${target} leads nowhere`);
  const { help } = known;
  if (help) for (const line of codeLines(page)) problems.push(...commandProblems(line, help));
  return problems;
}

function commandProblems(line: string, help: { readonly [command: string]: string }): readonly string[] {
  return [...line.matchAll(/\bradonym (?:([a-z]+(?:-[a-z]+)*)\b)?([^|;&#]*)/g)].flatMap(([, command = '', rest = '']) => {
    const text = help[command];
    if (text === undefined) return [`radonym ${command} is no command`];
    const flags = rest.match(/(?<=^|\s)--[a-z][\w-]*/g) ?? [];
    const unknown = flags.filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(`${text}\n${help['']}`));
    return unknown.map((flag) => `radonym ${command} has no ${flag}`);
  });
}

/** Lines of fenced blocks (continued lines joined) and inline code. */
function codeLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1]!.replace(/\\\n/g, ' '));
  const prose = page.replace(/^```[\s\S]*?^```/gm, '');
  const isCommand = (line: string): boolean => /^\s*(?:\$ )?(?:npx |node )?radonym\b/.test(line);
  return [...blocks.flatMap((block) => block.split('\n')), ...[...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!)].filter(
    isCommand,
  );
}

/** Files that hold a path of this machine, with the path's beginning. */
export function machinePaths(text: string, places: readonly string[]): readonly string[] {
  return places.filter((place) => new RegExp(`(?<![\\w.~-])${place.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?=[/\\\\])`).test(text));
}

/** By path: `''` for the program's own, `profile`, `profile show`. */
function helpTexts(root: string): { readonly [path: string]: string } | undefined {
  if (!existsSync(join(root, 'dist/cli/main.cjs'))) return undefined;
  const help = (...words: string[]): string =>
    spawnSync(process.execPath, ['bin/radonym.js', ...words, '--help'], { cwd: root, encoding: 'utf8' }).stdout;
  const commandsIn = (text: string): readonly string[] =>
    [...(/^Commands:\n((?: .*\n?)+)/m.exec(text)?.[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map((match) => match[1]!);
  const withWords = (path: readonly string[]): (readonly [string, string])[] => {
    const text = help(...path);
    return [[path.join(' '), text], ...commandsIn(text).flatMap((word) => withWords([...path, word]))];
  };
  return Object.fromEntries(withWords([]));
}

/** As `pageProblems` wants them: all below a command in one. */
export function helpByCommand(helps: { readonly [path: string]: string }): { readonly [command: string]: string } {
  const texts: { [command: string]: string } = {};
  for (const [path, text] of Object.entries(helps)) {
    const [command = ''] = path.split(' ');
    texts[command] = command in texts ? `${texts[command]}\n${text}` : text;
  }
  return texts;
}

function check(): void {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const problems: string[] = [];
  const helps = helpTexts(root);
  const tables: readonly (readonly [part: string, file: string, source: string, table: string])[] = [
    ['errors', 'docs/errors.md', 'src/base/errors.ts', errorsMarkdown(errorTable)],
    ['private', 'docs/private-data.md', 'scripts/inputs/rt-private.tsv', privateMarkdown(rtPrivateRows())],
    ['frames', 'docs/conformance.md', 'src/pixel/ability-table.ts', conformanceMarkdown()],
    ...(helps ? leafCommands(helps).map((path) => [path, 'docs/commands.md', 'the help', commandBlock(helps[path]!)] as const) : []),
  ];
  for (const [part, file, source, table] of tables) {
    const path = join(root, file);
    const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const renewed = withTable(page, part, table);
    if (renewed === undefined) problems.push(`${file}: no place for the table of ${part}`);
    else if (renewed !== page && process.argv.includes('--write')) writeFileSync(path, renewed);
    else if (renewed !== page) problems.push(`${file}: not the table of ${source}; run npx tsx scripts/check-docs.ts --write`);
  }

  for (const file of readdirSync(join(root, 'profiles')).filter((name) => name.endsWith('.yaml'))) {
    const name = file.slice(0, -'.yaml'.length);
    const path = join(root, 'docs/profiles', `${name}.md`);
    const made = profilePage(loadProfile(name, (other) => readFileSync(join(root, 'profiles', `${other}.yaml`), 'utf8')));
    if (existsSync(path) && readFileSync(path, 'utf8') === made) continue;
    if (process.argv.includes('--write')) writeFileSync(path, made);
    else problems.push(`docs/profiles/${name}.md: not what the profile does; run npx tsx scripts/check-docs.ts --write`);
  }

  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly [name: string]: string };
  };
  const help = helps && helpByCommand(helps);
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  for (const file of ['README.md', ...pages.map((name) => join('docs', name))].filter((one) => existsSync(join(root, one)))) {
    const known = { scripts: Object.keys(scripts), help, exists: (path: string) => existsSync(join(root, dirname(file), path)) };
    for (const problem of pageProblems(readFileSync(join(root, file), 'utf8'), known)) problems.push(`${file}: ${problem}`);
  }

  const places = [root.replace(/[/\\]$/, ''), dirname(root), homedir()].filter((place) => place.length > 1 && place !== tmpdir());
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of tracked.filter((one) => existsSync(join(root, one))))
    for (const place of machinePaths(readFileSync(join(root, file), 'latin1'), places))
      problems.push(`${file}: holds a path of this machine (${place})`);

  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(help ? 'the docs match the project' : 'the docs match the project; commands and options unchecked until it is built');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) check();
