/** Which arguments and options does lookup take? Names and help. */
import type { Command } from 'commander';

export function lookupOptionsOf(command: Command): Command {
  return command
    .description('Tells from the private mapping what a pseudonym or UID stands for, or what stands for an original.')
    .argument('<value...>', 'IDs, UIDs, names, in either direction; * stands for any letters, ? for one')
    .requiredOption('--state <dir>', 'private state of the runs')
    .option('--kind <kind>', 'rows of one kind only: patient, study, series, instance, frame-of-reference, date-shift, machine …')
    .option('--json', 'one JSON record a line on standard output, the last one the summary');
}
