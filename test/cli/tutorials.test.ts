/** Follows the tutorials to the letter: each line of their `sh` blocks, in order, in a clean folder with fixtures as cases. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { bin, fixtures } from './radonym.js';

const folder = fileURLToPath(new URL('../../docs/tutorials/', import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** What a shell would be given: blocks marked `sh`. Others show output. */
const commandsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap((match) => match[1]!.trim().split('\n'));

function place(): { readonly cwd: string; readonly path: string } {
  const root = temporaryFolder();
  const [cwd, tools] = [join(root, 'work'), join(root, 'tools')];
  mkdirSync(cwd);
  mkdirSync(tools);
  cpSync(join(fixtures, 'study'), join(cwd, 'cases'), { recursive: true });
  cpSync(join(fixtures, 'second-patient'), join(cwd, 'more-cases'), { recursive: true });
  const radonym = join(tools, 'radonym');
  writeFileSync(radonym, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(radonym, 0o755);
  return { cwd, path: `${tools}${delimiter}${process.env.PATH}` };
}

describe.skipIf(process.platform === 'win32')('tutorials', () => {
  test('there is one for each kind of user', () => expect(pages.length).toBeGreaterThanOrEqual(2));

  test.each(pages)('%s: every command does what it says', { timeout: 240_000 }, (page) => {
    const { cwd, path } = place();
    const commands = commandsOf(readFileSync(join(folder, page), 'utf8'));
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) {
      const ended = spawnSync('/bin/sh', ['-c', command], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, PATH: path, RADONYM_KEY_FILE: '' },
      });
      // A comment of the command says so where it ends with another code than 0.
      const code = Number(/# exits with (\d)/.exec(command)?.[1] ?? 0);
      expect(ended.status, `${command}\n${ended.stderr}`).toBe(code);
    }
  });
});
