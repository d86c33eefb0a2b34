/** `radonym profile`: which of its words does what. Results go to standard output, problems of a checked profile too. */
import { writeFileSync } from 'node:fs';
import { RadonymError } from '../../base/errors.js';
import { profileOf, profileText, shippedProfiles } from '../../run/profiles.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { ProfileWord } from '../profile-options.js';
import type { RawOptions } from '../settings.js';
import { told } from '../told.js';

/** @param given the profile or file, where the word takes one */
export async function profileCommand(word: ProfileWord, given: string | undefined, raw: RawOptions): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(text);
  try {
    switch (word) {
      case 'list':
        out(await list());
        return exitCodes.ok;
      case 'show':
        out((await import('./profile-show.js')).foldedText(given!, profileText));
        return exitCodes.ok;
      case 'explain':
        out((await import('./profile-explain.js')).explanationText(await profileOf(given!), raw));
        return exitCodes.ok;
      case 'check':
        return await check(given!, out);
      case 'schema':
        out(`${JSON.stringify((await import('../../deid/profile-schema.js')).profileSchema(), null, 1)}\n`);
        return exitCodes.ok;
      case 'init':
        init(given!);
        out(`Wrote ${given}. Next: radonym profile check ${given}\n`);
        return exitCodes.ok;
      default:
        return word satisfies never;
    }
  } catch (error) {
    return told(error, (text) => void process.stderr.write(`${text}\n`));
  }
}

async function list(): Promise<string> {
  const names = shippedProfiles();
  const width = Math.max(...names.map((name) => name.length));
  const lines = await Promise.all(names.map(async (name) => `${name.padEnd(width)}  ${(await profileOf(name)).description}\n`));
  return lines.join('');
}

async function check(file: string, out: (text: string) => void): Promise<ExitCode> {
  if (profileText(file) === undefined) throw new RadonymError('run/input', 'there is no such profile');
  const { loadProfile, placed, profileProblems } = await import('../../deid/profile.js');
  const problems = profileProblems(file, profileText);
  for (const problem of problems) out(`${placed(problem)}\n`);
  if (problems.length > 0) return exitCodes.found;
  const { profileRemarks } = await import('../../deid/profile-remarks.js');
  const profile = loadProfile(file, profileText);
  for (const { line, message } of profileRemarks(profile)) out(`remark${line === undefined ? '' : `, line ${line}`}: ${message}\n`);
  out(`${profile.name}: no problems; ${profile.options.length} options, ${profile.rules.length} rules\n`);
  return exitCodes.ok;
}

function init(file: string): void {
  try {
    writeFileSync(file, beginning, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new RadonymError('run/usage', exists ? 'that file exists, and init replaces nothing' : 'that file cannot be written');
  }
}

const beginning = `# yaml-language-server: $schema=profile.schema.json
# Editors that know the line above complete words and explain them, once the schema is beside this file:
#   radonym profile schema > profile.schema.json
# What happens to each attribute. Everything that is not said here comes from the profile it extends.
# See what that is:      radonym profile explain rt-research --iod rt-plan
# Check this file:       radonym profile check <this file>
# Try it, writing nothing: radonym deidentify <input> -o <dir> -p <this file> --dry-run
name: our-profile
description: One line for people.
extends: rt-research

# Days from the least to the most that a patient's dates move; one secret offset for each patient.
dates: { shiftDays: [-3650, -365], wholeWeeks: true }

# {hash:n}: n characters from the project key, the same for a patient each time.
pseudonyms: { patientId: "OUR{hash:10}", patientName: "{patientId}" }

# The Standard's options. They replace the list of the profile that is extended: take all that you want.
# options: [cleanDescriptors, retainPatientCharacteristics, retainLongitudinalTemporalModifiedDates]

# The last rule that names an attribute wins. Say why: explain shows it.
rules:
  - { attribute: PatientWeight, action: remove, reason: not needed for this study }
  # - { attribute: ManufacturerModelName, action: keep }
  # - { attribute: StationName, action: pseudonym, namespace: machine, prefix: LINAC }
`;
