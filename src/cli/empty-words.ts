/** Is a word of the command line empty? A variable that the shell does not know gives one, and it is nobody's wish: not for a path, not for a text. */
import type { Command } from 'commander';

/** Looks at what was typed for a command before it begins. An empty variable of the environment is as good as none. */
export function refuseEmptyWords(_: Command, command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli' && command.getOptionValue(name) === '')
      command.error(`error: option ${option.long} is given an empty text`);
  }
  if (command.args.includes('')) command.error(`error: argument ${command.args.indexOf('') + 1} of ${command.name()} is an empty text`);
}
