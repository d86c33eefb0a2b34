/** Which options does share take? Names, help and defaults. */
import { type Command, Option } from 'commander';
import { wholeNumber } from './options.js';

export function shareOptionsOf(command: Command): Command {
  return command
    .description('De-identifies a case, verifies it, and packs it into one archive with a DICOMDIR, a README and a report.')
    .argument('<input...>', 'DICOM files, folders (recursive) and .zip archives')
    .requiredOption('-o, --output <zip>', 'the archive; nothing identifying is in it')
    .option('-p, --profile <name|file>', 'what is removed, replaced and kept', 'rt-vendor-support')
    .option('--state <dir>', 'private: key, journal, mapping, review list (default: <output>.radonym)')
    .addOption(
      new Option('--key-file <file>', 'project key (default: project.key in the state folder, made when missing)').env('RADONYM_KEY_FILE'),
    )
    .option('--mapping <csv>', 'pseudonyms to use: columns PatientID, Pseudonym, optional PatientName, DateShiftDays')
    .option('--structure-names <csv>', 'what structures are called afterwards: columns Original, Name')
    .option('--quarantine <dir>', 'copy there what was set aside (default: only list it)')
    .option('-j, --jobs <n>', 'workers (default: cores)', wholeNumber)
    .option('--to, --transfer-syntax <ts>', 'keep, or a Transfer Syntax as of deidentify', 'keep')
    .option('--overwrite', 'replace an archive that exists (default: refuse)')
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'nothing but errors');
}
