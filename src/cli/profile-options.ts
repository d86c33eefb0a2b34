/** Which words does `radonym profile` take? What they do is in commands/profile.ts. */
import type { Command } from 'commander';

export type ProfileWord = 'list' | 'show' | 'explain' | 'check' | 'init' | 'schema';

export function profileCommands(
  profile: Command,
  run: (word: ProfileWord, given: string | undefined, raw: Record<string, unknown>) => Promise<void>,
): void {
  profile.description('Shows, explains, checks and begins profiles: what is removed, replaced and kept.').helpCommand(false);
  const word = (name: ProfileWord, description: string): Command =>
    profile.command(name).description(description).allowExcessArguments(false);
  word('list', 'the shipped profiles').action(() => run('list', undefined, {}));
  word('show', 'a profile with all that it extends, as YAML')
    .argument('<profile>', 'a shipped profile or a file')
    .action((given: string) => run('show', given, {}));
  word('explain', 'what happens to each attribute, and why')
    .argument('<profile>', 'a shipped profile or a file')
    .option('--iod <name>', 'at each place of one IOD, such as rt-plan, with the Types there')
    .option('--json', 'one JSON record a line, all attributes')
    .action((given: string, raw: Record<string, unknown>) => run('explain', given, raw));
  word('schema', 'the JSON Schema of profiles, for editors').action(() => run('schema', undefined, {}));
  word('check', 'the problems of a profile, with their lines, and remarks')
    .argument('<file>', 'a profile')
    .action((given: string) => run('check', given, {}));
  word('init', 'write a profile to begin with')
    .argument('<file>', 'where to; a file that exists is left alone')
    .action((given: string) => run('init', given, {}));
}
