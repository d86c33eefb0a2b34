/** Which arguments and options does reidentify take? Names and help. */
import type { Command } from 'commander';

export function reidentifyOptionsOf(command: Command): Command {
  return command
    .description('Puts patient, UIDs and dates of the originals back into objects made on de-identified data, to import them there.')
    .argument('<input...>', 'new DICOM objects (structures, doses, plans): files, folders and .zip archives')
    .requiredOption('--state <dir>', 'private state of the run that made the data on which they were made')
    .requiredOption('-o, --output <dir>', 'where they go; they identify the patient')
    .option('--overwrite', 'replace outputs that exist (default: refuse)')
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('-q, --quiet', 'nothing but errors');
}
