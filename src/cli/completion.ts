/**
 * How does a shell learn our words? A script for it, made of the commands that commander knows, so that it cannot say other words than the
 * program takes. It knows nothing of what they do.
 */
import type { Command, Option } from 'commander';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

interface Word {
  /** `profile explain`; '' for the program itself. */
  readonly path: string;
  readonly about: string;
  readonly below: readonly string[];
  readonly options: readonly Option[];
  /** Words that an argument may be. */
  readonly choices: readonly string[];
}

/** @param profiles names that --profile takes, beside files */
export function completionScript(shell: Shell, program: Command, profiles: readonly string[]): string {
  const words = wordsOf(program, '');
  switch (shell) {
    case 'bash':
      return bash(words, profiles);
    case 'zsh':
      return zsh(words, profiles);
    case 'fish':
      return fish(words, profiles);
    case 'powershell':
      return powershell(words, profiles);
    default:
      return shell satisfies never;
  }
}

function wordsOf(command: Command, path: string): Word[] {
  const { options, commands } = command;
  const below = commands.map((one) => one.name());
  const choices = [...(path === 'completion' ? shells : []), ...(/^profile (show|explain)$/.test(path) ? ['@profiles'] : [])];
  const own = {
    path,
    about: firstSentence(command.description()),
    below,
    options: [...options, helpOption(command)].flatMap((one) => one ?? []),
    choices,
  };
  return [own, ...commands.flatMap((one) => wordsOf(one, path === '' ? one.name() : `${path} ${one.name()}`))];
}

/** The way in which commander keeps it is its own affair; the words are documented. */
const helpOption = (command: Command): Option | undefined => command.createOption('-h, --help', 'print help');

const flagsOf = ({ short, long, flags }: Option): readonly string[] => {
  const all = flags.match(/(?<=^|[\s,])--?[\w-]+/g) ?? [];
  return all.length > 0 ? all : [short, long].flatMap((flag) => flag ?? []);
};

const takesValue = (option: Option): boolean => option.required || option.optional;

function valuesOf(option: Option, profiles: readonly string[]): readonly string[] {
  if (option.long === '--profile') return profiles;
  return option.argChoices ?? [];
}

const firstSentence = (text: string): string => text.split(/(?<=[.;:])\s/)[0]!.replace(/[.;:]$/, '');

function bash(words: readonly Word[], profiles: readonly string[]): string {
  const valued = words.flatMap(({ path, options }) => options.filter(takesValue).map((option) => ({ path, option })));
  const choices = valued.filter(({ option }) => valuesOf(option, profiles).length > 0);
  return `# radonym completion for bash
_radonym() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" index next words=""
  for ((index = 1; index < COMP_CWORD; index++)); do
    next="\${command:+$command }\${COMP_WORDS[index]}"
    case "$next" in
      ${paths(words, '|')}) command="$next" ;;
    esac
  done
  case "$command:$previous" in
${choices
  .map(
    ({ path, option }) =>
      `    ${flagsOf(option)
        .map((flag) => `'${path}:${flag}'`)
        .join('|')}) words="${valuesOf(option, profiles).join(' ')}" ;;`,
  )
  .join('\n')}
${valued
  .filter(({ option }) => valuesOf(option, profiles).length === 0)
  .map(
    ({ path, option }) =>
      `    ${flagsOf(option)
        .map((flag) => `'${path}:${flag}'`)
        .join('|')}) compopt -o default; COMPREPLY=(); return ;;`,
  )
  .join('\n')}
    *)
      case "$command" in
${words.map((word) => `        '${word.path}') words="${[...word.below, ...expanded(word.choices, profiles), ...word.options.flatMap(flagsOf)].join(' ')}" ;;`).join('\n')}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ \${#COMPREPLY[@]} -gt 0 || "$current" == -* ]] || compopt -o default
}
complete -F _radonym radonym
`;
}

const paths = (words: readonly Word[], between: string): string =>
  words
    .filter(({ path }) => path !== '')
    .map(({ path }) => `'${path}'`)
    .join(between);

const expanded = (choices: readonly string[], profiles: readonly string[]): readonly string[] =>
  choices.flatMap((choice) => (choice === '@profiles' ? profiles : [choice]));

function zsh(words: readonly Word[], profiles: readonly string[]): string {
  const quoted = (text: string): string => `'${text.replace(/'/g, "'\\''").replace(/[[\]:]/g, '\\$&')}'`;
  const argument = (option: Option): string => {
    const values = valuesOf(option, profiles);
    const what = takesValue(option) ? `:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}` : '';
    const about = quoted(firstSentence(option.description)).slice(1, -1);
    return flagsOf(option)
      .map((flag) => `      '${flag}[${about}]${what}'`)
      .join(' \\\n');
  };
  const branch = ({ path, below, options, choices }: Word): string => {
    const rest = below.length > 0 ? `(${below.join(' ')})` : choices.length > 0 ? `(${expanded(choices, profiles).join(' ')})` : '_files';
    return `    ${path === '' ? "''" : quoted(path)})
      _arguments -s \\
${options.map(argument).join(' \\\n')} \\
      '*:argument:${rest}' ;;`;
  };
  return `#compdef radonym
# radonym completion for zsh
_radonym() {
  local command="" index next
  for ((index = 2; index < CURRENT; index++)); do
    next="\${command:+$command }\${words[index]}"
    case "$next" in
      ${paths(words, '|')}) command="$next" ;;
    esac
  done
  case "$command" in
${words.map(branch).join('\n')}
  esac
}
compdef _radonym radonym
`;
}

function fish(words: readonly Word[], profiles: readonly string[]): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = words.flatMap((word) => {
    const { path, below, options, choices } = word;
    const here = `-n '__radonym_at "${path}"'`;
    const sub = below.map((name) => {
      const about = words.find((one) => one.path === (path === '' ? name : `${path} ${name}`))!.about;
      return `complete -c radonym -f ${here} -a ${name} -d ${quoted(about)}`;
    });
    const own = options.map((option) => {
      const flags = flagsOf(option).map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      const values = valuesOf(option, profiles);
      const value = takesValue(option) ? [values.length > 0 ? `-x -a ${quoted(values.join(' '))}` : '-r'] : [];
      return ['complete -c radonym', here, ...flags, ...value, `-d ${quoted(firstSentence(option.description))}`].join(' ');
    });
    const words_ = expanded(choices, profiles);
    return [...sub, ...own, ...(words_.length > 0 ? [`complete -c radonym -f ${here} -a ${quoted(words_.join(' '))}`] : [])];
  });
  return `# radonym completion for fish
function __radonym_at
  set -l command
  for word in (commandline -opc)[2..]
    if contains -- "$command$word" ${paths(words, ' ')}
      set command "$command$word "
    end
  end
  test "$argv[1]" = (string trim -- "$command")
end
${lines.join('\n')}
`;
}

function powershell(words: readonly Word[], profiles: readonly string[]): string {
  const list = (all: readonly string[]): string => `@(${all.map((one) => `'${one.replace(/'/g, "''")}'`).join(', ')})`;
  const values = words.flatMap(({ path, options }) =>
    options.flatMap((option) =>
      valuesOf(option, profiles).length > 0
        ? flagsOf(option).map((flag) => `    '${path}:${flag}' = ${list(valuesOf(option, profiles))}`)
        : [],
    ),
  );
  return `# radonym completion for PowerShell
Register-ArgumentCompleter -Native -CommandName radonym -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${words.map((word) => `    '${word.path}' = ${list([...word.below, ...expanded(word.choices, profiles), ...word.options.flatMap(flagsOf)])}`).join('\n')}
  }
  $values = @{
${values.join('\n')}
  }
  $command = ''
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -ne '' -and $typed.Count -gt 0) { $typed = @($typed | Select-Object -SkipLast 1) }
  foreach ($word in $typed) {
    $next = ("$command $word").Trim()
    if ($words.ContainsKey($next)) { $command = $next }
  }
  $key = "$($command):$($typed | Select-Object -Last 1)"
  $all = if ($values.ContainsKey($key)) { $values[$key] } else { $words[$command] }
  $all | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}
