import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examples } from '../../src/cli/examples.js';
import { temporaryFolder } from '../support/folder.js';
import { radonym } from './radonym.js';

const commandsIn = (help: string): string[] =>
  [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z][\w-]*)/gm)].map((match) => match[1]!);
const hasBash = spawnSync('bash', ['--version']).status === 0;

async function helps(): Promise<Map<string, string>> {
  const own = (await radonym('--help')).stdout;
  const all = await Promise.all(commandsIn(own).map(async (name) => [name, (await radonym(name, '--help')).stdout] as const));
  return new Map(all);
}

test('each command has examples below its help, with options that it has', async () => {
  const all = await helps();
  expect(Object.keys(examples).sort()).toEqual([...all.keys()].sort());
  for (const [name, help] of all) {
    expect(help).toContain('Examples:');
    for (const line of examples[name]!) {
      expect(line.startsWith(`radonym ${name}`)).toBe(true);
      const word = name === 'profile' || name === 'key' ? line.split(' ')[2] : undefined;
      const text = word === undefined ? help : (await radonym(name, word, '--help')).stdout;
      for (const flag of line.match(/(?<=\s)--?[a-z][\w-]*/g) ?? []) expect(text, line).toMatch(new RegExp(`${flag}(?![\\w-])`));
    }
  }
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('the script for %s has all commands and their long options', async (shell) => {
  const { stdout, code } = await radonym('completion', shell);
  expect(code).toBe(0);
  for (const [name, help] of await helps()) {
    expect(stdout).toMatch(new RegExp(`(?<![\\w-])${name}(?![\\w-])`));
    for (const [, long] of help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm))
      expect(stdout, `${name} --${long}`).toContain(shell === 'fish' ? `-l ${long}` : `--${long}`);
  }
  expect(stdout).toContain('rt-tps-import');
});

test.runIf(hasBash).each([
  [['de'], ['deidentify']],
  [['deidentify', 'x', '--profi'], ['--profile']],
  [['deidentify', '-p', 'rt-t'], ['rt-tps-import']],
  [['profile', 'expl'], ['explain']],
  [['profile', 'explain', 'rt-v'], ['rt-vendor-support']],
  [
    ['transcode', '--long-values', ''],
    ['unknown', 'implicit'],
  ],
  [
    ['key', ''],
    ['create', '-h', '--help'],
  ],
  [['completion', 'f'], ['fish']],
])('bash completes %j', async (typed, offered) => {
  const script = join(temporaryFolder(), 'completion.bash');
  writeFileSync(script, (await radonym('completion', 'bash')).stdout);
  const ask = `source "$1"; shift; COMP_WORDS=(radonym "$@"); COMP_CWORD=$#; _radonym 2>/dev/null; echo "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync('bash', ['-c', ask, 'bash', script, ...typed], { encoding: 'utf8' });
  expect(stdout.trim().split(' ')).toEqual(offered);
});

test('a shell that nobody knows is refused, and so are mistyped words', async () => {
  expect((await radonym('completion', 'cmd')).code).toBe(2);
  const ended = await radonym('shrae', 'x');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('Did you mean share');
});
