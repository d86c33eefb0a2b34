/** Which arguments and options does verify take? Names and help. */
import type { Command } from 'commander';
import { wholeNumber } from './options.js';

export function verifyOptionsOf(command: Command): Command {
  return command
    .description('Checks outputs against their originals with a second parser: leaks, links, clinical values, dates, validity.')
    .argument(
      '<original>',
      'the originals: file, folder or .zip; or, as the only argument, the outputs: then what can be told of them alone',
    )
    .argument('[output]', 'the outputs: file, folder or .zip')
    .option('--state <dir>', 'private state of the run that made them (default: <output>.radonym)')
    .option('-j, --jobs <n>', 'workers (default: cores)', wholeNumber)
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'findings only')
    .option('-v, --verbose', 'list warnings too');
}
