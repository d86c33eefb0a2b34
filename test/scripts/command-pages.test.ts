import { expect, test } from 'vitest';
import { helpByCommand } from '../../scripts/check-docs.js';
import { commandBlock, leafCommands } from '../../scripts/command-pages.js';

const help = `Usage: radonym mend [options] <input...>

Mends
what is broken.

Arguments:
  input                  files; - for one
                         that comes

Options:
  -o, --output <dir>     where | to (default:
                         <input>.mended)
  --kind <kind>          of glue (choices: "wet", "dry", default: "dry")
  --a-very-long-option <file>
                         stands above its text
  --fast                 faster
  -h, --help             print help

Examples:
  radonym mend x -o y
`;

test('a block has how it is called, and a row for each argument and option but help', () => {
  expect(commandBlock(help).split('\n')).toEqual([
    '```',
    'radonym mend [options] <input...>',
    '```',
    '',
    '| argument or option | what it is | default |',
    '| --- | --- | --- |',
    '| `input` | files; - for one that comes |  |',
    '| `-o, --output <dir>` | where \\| to | \\<input>.mended |',
    '| `--kind <kind>` | of glue (choices: `wet`, `dry`) | `dry` |',
    '| `--a-very-long-option <file>` | stands above its text |  |',
    '| `--fast` | faster |  |',
  ]);
});

test('a command without arguments and options is told by its name', () => {
  expect(commandBlock('Usage: radonym list\n\nOptions:\n  -h, --help  print help\n')).toBe('```\nradonym list\n```');
});

test('a command that only holds others has no block', () => {
  const helps = { '': 'Commands:\n  mend\n', mend: help, key: 'Usage: x\n\nCommands:\n  create\n', 'key create': 'Usage: y' };
  expect(leafCommands(helps)).toEqual(['mend', 'key create']);
  expect(helpByCommand(helps)).toEqual({ '': helps[''], mend: help, key: 'Usage: x\n\nCommands:\n  create\n\nUsage: y' });
});
