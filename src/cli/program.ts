/** Which commands are there? Parses the command line and loads the code of the one command that is asked for. */
import { Argument, Command, CommanderError } from 'commander';
import { version } from '../base/version.js';
import { conformanceOptionsOf } from './conformance-options.js';
import { dicomdirOptionsOf } from './dicomdir-options.js';
import { refuseEmptyWords } from './empty-words.js';
import { withExamples } from './examples.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { inspectOptions } from './inspect-options.js';
import { lookupOptionsOf } from './lookup-options.js';
import { optionsOf } from './options.js';
import { profileCommands } from './profile-options.js';
import { reidentifyOptionsOf } from './reidentify-options.js';
import { sealOptions } from './seal-options.js';
import { selftestOptionsOf } from './selftest-options.js';
import { shareOptionsOf } from './share-options.js';
import { stateOptions } from './state-options.js';
import { verifyOptionsOf } from './verify-options.js';

/** Ends with the process's exit code; never throws. */
export async function main(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  const program = new Command('radonym')
    .description('De-identifies and re-encodes DICOM radiotherapy data sets while every reference between them still resolves.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false);
  for (const name of ['deidentify', 'transcode'] as const) {
    optionsOf(program.command(name)).action(async (inputs: string[], raw: Record<string, unknown>) => {
      const isPiped = inputs.includes('-') || raw.output === '-';
      if (isPiped) code = await (await import('./commands/stream-command.js')).streamCommand(name, inputs, raw);
      else code = await (await import('./commands/run-command.js')).runCommand(name, inputs, raw);
    });
  }
  inspectOptions(program.command('inspect')).action(async (inputs: string[], raw: Record<string, unknown>) => {
    code = await (await import('./commands/inspect.js')).inspectCommand(inputs, raw);
  });
  profileCommands(program.command('profile'), async (word, given, raw) => {
    code = await (await import('./commands/profile.js')).profileCommand(word, given, raw);
  });
  verifyOptionsOf(program.command('verify')).action(
    async (...[original, output, raw]: [string, string | undefined, Record<string, unknown>]) => {
      code = await (await import('./commands/verify.js')).verifyCommand(output === undefined ? [original] : [original, output], raw);
    },
  );
  selftestOptionsOf(program.command('selftest')).action(async (raw: Record<string, unknown>) => {
    const scores = ['answerKey', 'outputs', 'state'].some((option) => raw[option] !== undefined);
    if (scores) code = await (await import('./commands/answers.js')).answersCommand(raw);
    else code = await (await import('./commands/selftest.js')).selftestCommand(raw);
  });
  shareOptionsOf(program.command('share')).action(async (inputs: string[], raw: Record<string, unknown>) => {
    code = await (await import('./commands/share.js')).shareCommand(inputs, raw);
  });
  lookupOptionsOf(program.command('lookup')).action(async (values: string[], raw: Record<string, unknown>) => {
    code = (await import('./commands/lookup.js')).lookupCommand(values, raw);
  });
  reidentifyOptionsOf(program.command('reidentify')).action(async (inputs: string[], raw: Record<string, unknown>) => {
    code = await (await import('./commands/reidentify.js')).reidentifyCommand(inputs, raw);
  });
  conformanceOptionsOf(program.command('conformance')).action(async (raw: Record<string, unknown>) => {
    code = await (await import('./commands/conformance.js')).conformanceCommand(raw);
  });
  dicomdirOptionsOf(program.command('dicomdir')).action(async (folder: string, raw: Record<string, unknown>) => {
    code = (await import('./commands/dicomdir.js')).dicomdirCommand(folder, raw);
  });
  sealOptions(program.command('state'), async (word, folder, raw) => {
    code = await (await import('./commands/seal.js')).sealCommand(word, folder, raw);
  });
  stateOptions(program, async (command, given, raw) => {
    code = await (await import('./commands/state.js')).stateCommand(command, given, raw);
  });
  program
    .command('completion')
    .description('Prints a script with which a shell completes commands and options.')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']))
    .action(async (shell: 'bash' | 'zsh' | 'fish' | 'powershell') => {
      const [{ completionScript }, { shippedProfiles }] = await Promise.all([import('./completion.js'), import('../run/profiles.js')]);
      process.stdout.write(completionScript(shell, program, shippedProfiles()));
    });
  withExamples(program);
  program.hook('preAction', refuseEmptyWords);
  for (const command of withAllBelow(program)) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(withoutPaths(text)) });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
}

const withAllBelow = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withAllBelow)];

/** Commander repeats what it does not know. When that looks like a path it may name a patient: it is left out. */
const withoutPaths = (text: string): string => text.replace(/'[^'\n]*[\\/][^\n]*'/g, "'…'");
