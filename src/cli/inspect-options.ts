/** Which options does inspect take? Names, help and defaults. */
import type { Command } from 'commander';
import { wholeNumber } from './options.js';

export function inspectOptions(command: Command): Command {
  return command
    .description('Tells what is in files and folders: patients, objects, how they refer to each other, and what may identify.')
    .argument('<input...>', 'DICOM files, folders (recursive) and .zip archives')
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--graph <file>', 'draw the references into a file that ends in .html or .svg')
    .option('--show-values', 'on a terminal also show who the patients are and examples of texts')
    .option('--overwrite', 'replace a picture that exists (default: refuse)')
    .option('-j, --jobs <n>', 'workers (default: cores)', wholeNumber)
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'nothing but errors and the exit code');
}
