/** What does one type to do the usual things? Lines that stand below the help of each command. */
import type { Command } from 'commander';

export const examples: { readonly [command: string]: readonly string[] } = {
  deidentify: [
    'radonym deidentify cases -o shared',
    'radonym deidentify cases.zip -o shared -p public-release --key-file project.key',
    'radonym deidentify cases -o shared --dry-run',
    'radonym deidentify cases -o shared --resume',
  ],
  transcode: ['radonym transcode archive -o implicit --to implicit', 'radonym transcode CT.dcm -o CT.explicit.dcm --to explicit'],
  inspect: ['radonym inspect cases', 'radonym inspect cases --graph references.html'],
  verify: ['radonym verify cases shared', 'radonym verify shared'],
  share: ['radonym share case -o case.zip', 'radonym share case -o case.zip -p rt-research'],
  dicomdir: ['radonym dicomdir outputs -o disc', 'radonym dicomdir disc --overwrite'],
  lookup: ['radonym lookup CASEWF6VTMG9 --state case.zip.radonym', "radonym lookup 'CASE*' --kind patient --state case.zip.radonym --json"],
  reidentify: ['radonym reidentify RS.ai.dcm --state shared.radonym -o returned'],
  conformance: ['radonym conformance > statement.md', 'radonym conformance -p rt-vendor-support --format html > statement.html'],
  profile: ['radonym profile list', 'radonym profile explain rt-research --iod rt-plan', 'radonym profile init our.yaml'],
  selftest: ['radonym selftest', 'radonym selftest -p our.yaml --patients 12'],
  state: ['radonym state seal shared.radonym', 'radonym state open shared.radonym --passphrase-file phrase.txt'],
  key: ['radonym key create project.key'],
  'merge-state': ['radonym merge-state shard-1 shard-2 -o shared.radonym'],
  completion: ['radonym completion bash >> ~/.bashrc', 'radonym completion powershell >> $PROFILE'],
};

export function withExamples(program: Command): void {
  for (const command of program.commands) {
    const lines = examples[command.name()];
    if (lines) command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  program.addHelpText('after', '\nStart with: radonym inspect <folder>, or radonym <command> --help');
}
