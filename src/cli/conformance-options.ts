/** Which options does conformance take? Names, help and defaults. */
import { type Command, Option } from 'commander';

export function conformanceOptionsOf(command: Command): Command {
  return command
    .description('Prints the DICOM conformance statement (PS3.2) of this version with a profile, made of the tables it runs by.')
    .option('-p, --profile <name|file>', 'whose rules are stated', 'rt-research')
    .option('--iod <name>', 'of the tables by IOD only one, such as rt-plan (default: all of radiotherapy)')
    .addOption(new Option('--format <kind>', 'how it is written').choices(['markdown', 'html']).default('markdown'));
}
