/** From a command's help to its block in docs/commands.md: how it is called, its arguments and options. It runs nothing. */

/** @param help as commander prints it, wrapped lines and all */
export function commandBlock(help: string): string {
  const usage = /^Usage: (.*)$/m.exec(help)?.[1] ?? '';
  const rows = [...entriesOf(help, 'Arguments'), ...entriesOf(help, 'Options')].filter(({ term }) => term !== '-h, --help');
  const cells = rows.map(({ term, text }) => {
    const [what, fallback] = withoutDefault(text);
    return `| \`${term.replaceAll('|', '\\|')}\` | ${plain(what)} | ${plain(fallback)} |`;
  });
  const table = cells.length === 0 ? [] : ['', '| argument or option | what it is | default |', '| --- | --- | --- |', ...cells];
  return ['```', usage, '```', ...table].join('\n');
}

/** Paths of commands that do something: `deidentify`, `profile show`. */
export const leafCommands = (helps: { readonly [path: string]: string }): readonly string[] =>
  Object.keys(helps).filter((path) => path !== '' && !/^Commands:/m.test(helps[path]!));

interface Entry {
  readonly term: string;
  readonly text: string;
}

/** A line that begins two columns in is an entry, one further in goes on with it. */
function entriesOf(help: string, title: string): readonly Entry[] {
  const section = new RegExp(`^${title}:\\n((?: .*\\n?)+)`, 'm').exec(help)?.[1] ?? '';
  const entries: Entry[] = [];
  for (const line of section.split('\n').filter((one) => one.trim() !== '')) {
    const [, term, text = ''] = /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
    const last = entries.at(-1);
    if (term !== undefined) entries.push({ term, text });
    else if (last) entries[entries.length - 1] = { ...last, text: `${last.text} ${line.trim()}`.trim() };
  }
  return entries;
}

/** `(default: …)`, in brackets of its own or behind the choices. */
function withoutDefault(text: string): readonly [what: string, fallback: string] {
  const alone = / ?\(default: ([^()]*)\)/.exec(text);
  if (alone) return [text.replace(alone[0], ''), alone[1]!];
  const behind = /, default: ("[^"]*")\)/.exec(text);
  return behind ? [text.replace(behind[0], ')'), behind[1]!] : [text, ''];
}

/** Quoted words are code; what looks like a tag is none. */
const plain = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replace(/"([^"]*)"/g, '`$1`')
    .replace(/<(?=[\w])/g, '\\<');
