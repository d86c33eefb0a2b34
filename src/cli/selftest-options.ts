/** Which options does selftest take? Names, help and defaults. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from './options.js';

export function selftestOptionsOf(command: Command): Command {
  return command
    .description('De-identifies synthetic patients with planted identifiers, and scores what came out against the answer key.')
    .option('--patients <n>', 'how many; each has a sixth of the IODs and a character set, the next one the next', wholeNumber, 6)
    .option('--seed <n>', 'other numbers, other patients; the same number, the same bytes', seedOf, 1)
    .option('-p, --profile <name|file>', 'what is put to the test; all: the shipped ones that de-identify', 'rt-research')
    .option('--mutants', 'also break de-identification on purpose: each time the scorer has to notice')
    .option('--answer-key-out <csv>', "write what was planted, in the shape of MIDI-B's answer data; a new file")
    .option('--keep <dir>', 'keep inputs, outputs and states in a new folder (default: a temporary one that goes)')
    .addOption(
      new Option(
        '--answer-key <db|csv>',
        'score --outputs instead: an answer database of MIDI-B, or its table answer_data as CSV',
      ).conflicts(['patients', 'seed', 'profile', 'mutants', 'answerKeyOut', 'keep', 'jobs']),
    )
    .option('--outputs <dir>', 'with --answer-key: what deidentify made of the files that the key speaks of')
    .option('--state <dir>', 'with --answer-key: private state of that run (default: <outputs>.radonym)')
    .option('-j, --jobs <n>', 'workers (default: cores)', wholeNumber)
    .option('--json', 'one JSON record a line on standard output, the last one the summary')
    .option('--no-progress', 'no progress line on a terminal')
    .option('-q, --quiet', 'nothing but errors');
}

function seedOf(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 0xffffffff) throw new InvalidArgumentError('It is a whole number from 0 to 4294967295.');
  return value;
}
