import { describe, expect, test } from 'vitest';
import { errorsMarkdown, type Known, machinePaths, pageProblems, withTable } from '../../scripts/check-docs.js';

const help = {
  '': 'Usage: radonym <command>\n  --version\nCommands:\n  deidentify\n  transcode\n',
  deidentify: '-o, --output <dir>  -p, --profile <name>  --dry-run',
  transcode: '-o, --output <dir>  --to <syntax>  --sequence-length <form>',
};
const known: Known = { scripts: ['check', 'bench'], help, exists: (path) => path === 'docs/errors.md' };

describe('the table of errors', () => {
  const table = errorsMarkdown({ 'wire/b': { scope: 'file', hint: 'This | that.' }, 'run/a': { scope: 'run', hint: 'Do.' } });

  test('has a row per code, in order, with scope and hint', () => {
    expect(table.split('\n').slice(2)).toEqual(['| `run/a` | run | Do. |', '| `wire/b` | file | This \\| that. |']);
  });

  test('stands between its marks; a page that has it is not changed', () => {
    const empty = 'Head\n<!-- errors: written by npx tsx scripts/check-docs.ts --write -->\nold\n<!-- /errors -->\nTail\n';
    const page = withTable(empty, 'errors', table)!;
    expect(page).toContain(table);
    expect(page).not.toContain('old');
    expect(page.startsWith('Head\n') && page.endsWith('Tail\n')).toBe(true);
    expect(withTable(page, 'errors', table)).toBe(page);
    expect(withTable(page, 'errors', `${table}\n| x |`)).not.toBe(page);
    expect(withTable('no marks', 'errors', table)).toBeUndefined();
  });
});

describe('a page of the docs', () => {
  test.each([
    'Run `npm run check`, then `npm test`.',
    'See [errors](docs/errors.md#wire) and [the Standard](https://dicom.nema.org) and [above](#top).',
    '`radonym deidentify data -o out --dry-run`',
    '`radonym --version`',
    '```sh\nnpx radonym transcode a -o b \\\n  --to implicit --sequence-length explicit\n```',
    'In prose radonym anything --goes.',
    '```\nradonym transcode a | other --unknown\n```',
  ])('may say: %s', (page) => {
    expect(pageProblems(page, known)).toEqual([]);
  });

  test.each([
    ['`npm run chek`', 'npm run chek'],
    ['[errors](errors.md)', 'errors.md leads nowhere'],
    ['`radonym anonymize a`', 'radonym anonymize is no command'],
    ['`radonym deidentify a --dry`', 'no --dry'],
    ['```\n$ npx radonym transcode a --dry-run\n```', 'no --dry-run'],
    ['```\nradonym transcode a -o b \\\n  --too implicit\n```', 'no --too'],
  ])('may not say: %s', (page, problem) => {
    expect(pageProblems(page, known)).toEqual([expect.stringContaining(problem)]);
  });

  test('without help texts commands are not checked', () => {
    expect(pageProblems('`radonym anonymize a`', { ...known, help: undefined })).toEqual([]);
  });
});

test.each([
  ['see /srv/build/project/src', ['/srv/build']],
  ['"/srv/build/x"', ['/srv/build']],
  ['a/srv/build/x', []],
  ['/srv/buildings/x', []],
  ['no path', []],
] as const)('paths of this machine in %s: %j', (text, found) => {
  expect(machinePaths(text, ['/srv/build', '/home/someone'])).toEqual(found);
});
