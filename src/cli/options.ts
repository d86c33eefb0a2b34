/** Which options do deidentify and transcode take? Names, help and defaults; what they mean is resolved in settings.ts. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { losslessWords, lossyWords, uncompressedWords } from '../standard/transfer-syntax.js';

export function optionsOf(command: Command): Command {
  const deidentify = command.name() === 'deidentify';
  command
    .description(
      deidentify
        ? 'Replaces identities by pseudonyms in files and folders; UIDs, dates and references stay consistent.'
        : 'Re-encodes files and folders in another transfer syntax; not a value changes.',
    )
    .argument('<input...>', 'DICOM files, folders (recursive) and .zip archives; - for one file from standard input')
    .requiredOption(
      '-o, --output <dir>',
      'where the DICOM files go; for one input file also a name that ends in .dcm, or - for standard output',
    )
    .option('--state <dir>', `private: ${deidentify ? 'key, journal, mapping' : 'journal'} (default: <output>.radonym)`);
  if (deidentify) {
    command
      .option('-p, --profile <name|file>', 'what is removed, replaced and kept', 'rt-research')
      .addOption(
        new Option('--key-file <file>', 'project key (default: project.key in the state folder, made when missing)').env(
          'RADONYM_KEY_FILE',
        ),
      )
      .option('--mapping <csv>', 'pseudonyms to use: columns PatientID, Pseudonym, optional PatientName, DateShiftDays')
      .option('--structure-names <csv>', 'what structures are called afterwards: columns Original, Name')
      .option('--show-values', 'with --dry-run, on a terminal only: an example of each attribute, original and result')
      .addOption(
        new Option(
          '--ocr <what>',
          'read images that may show text: blank what names the patient, or all text (needs tesseract.js)',
        ).choices(['match', 'blank']),
      )
      .option('--quarantine <dir>', 'copy there what was set aside (default: only list it)')
      .option('--no-verify', 'do not read each output again to check it');
  }
  if (!deidentify) command.option('--verify', 'read each output again and compare it with its input: every value, decoded pixels');
  command
    .option('-j, --jobs <n>', 'workers (default: cores)', wholeNumber)
    .option(
      '--path <template>',
      `output path: keywords in braces (default: ${deidentify ? 'by patient, study, series' : "the input's relative path"})`,
    )
    .option(
      '--to, --transfer-syntax <ts>',
      `keep, ${[...uncompressedWords, ...losslessWords].join(', ')}, or a UID${deidentify ? '' : ' (required)'}`,
      ...(deidentify ? ['keep'] : []),
    )
    .addOption(
      new Option('--fallback <syntax>', 'for files whose pixels the syntax cannot hold (default: they fail)').choices(['explicit']),
    )
    .option('--lossy', `lose values for size, with --quality: --to ${lossyWords.join(', ')}`)
    .option('--quality <n>', 'of a lossy syntax, 1 (small) to 100 (true)', quality)
    .option('--time-limit <seconds>', 'without progress on a file, after which it fails (default: 120)', seconds)
    .addOption(
      new Option('--sequence-length <kind>', 'lengths of sequences and items').choices(['undefined', 'explicit']).default('undefined'),
    )
    .addOption(
      new Option('--long-values <kind>', 'values over 64 KiB in an explicit VR that cannot hold them: typed UN, or the file stays implicit')
        .choices(['unknown', 'implicit'])
        .default('unknown'),
    )
    .option(
      '--shard <i/n>',
      `do the i-th of n parts of the files${deidentify ? ', told by patient' : ''}: for n machines with one output folder`,
    )
    .option('--overwrite', 'replace outputs of earlier runs (default: refuse)')
    .option('--resume', 'leave alone what the journal says is done and unchanged')
    .option('--dry-run', `everything but writing${deidentify ? '; says what would become of each attribute' : ''}`)
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'nothing but errors')
    .option('-v, --verbose', 'list the outputs');
  return command;
}

const upTo =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < 1 || value > most) throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
    return value;
  };

export const wholeNumber = upTo(1024);
const quality = upTo(100);
const seconds = upTo(86_400);
