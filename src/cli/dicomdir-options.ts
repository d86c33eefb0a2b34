/** Which arguments and options does dicomdir take? Names and help. */
import type { Command } from 'commander';

export function dicomdirOptionsOf(command: Command): Command {
  return command
    .description('Writes a DICOMDIR for the files of a folder, so that they are a file-set (PS3.10).')
    .argument('<folder>', 'whose files have names of up to 8 upper-case letters and digits; others need --output')
    .option('-o, --output <dir>', 'a new folder: copies under such names, and a DICOMDIR')
    .option('--overwrite', 'replace a DICOMDIR that exists (default: refuse)')
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'nothing but errors');
}
