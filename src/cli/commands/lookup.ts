/** `lookup`: shows rows of the private mapping. Whoever may read the state folder may read this. */
import { printable } from '../../base/printable.js';
import { colours, noPaint, tableLines } from '../../report/text-table.js';
import { type LookupAnswer, lookup } from '../../run/lookup.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { told } from '../told.js';

export function lookupCommand(values: readonly string[], raw: RawOptions): ExitCode {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  try {
    const answer = lookup(String(raw.state), values, typeof raw.kind === 'string' ? raw.kind : undefined);
    if (raw.json === true) for (const record of recordsOf(answer)) out(JSON.stringify(record));
    else out(textOf(answer));
    return answer.lookups.every(({ found }) => found.length > 0) ? exitCodes.ok : exitCodes.someFailed;
  } catch (error) {
    return told(error, (text) => void process.stderr.write(`${text}\n`));
  }
}

function* recordsOf({ lookups, kinds }: LookupAnswer): Generator<object> {
  for (const { value, found } of lookups) for (const row of found) yield { type: 'match', value, ...row };
  const missing = lookups.filter(({ found }) => found.length === 0).map(({ value }) => value);
  yield { type: 'summary', values: lookups.length, found: lookups.length - missing.length, missing, kinds: Object.fromEntries(kinds) };
}

function textOf({ lookups, kinds }: LookupAnswer): string {
  const isTerminal = process.stdout.isTTY === true;
  const paint = isTerminal && !process.env.NO_COLOR ? colours : noPaint;
  const rows = lookups.flatMap(({ found }) =>
    found.map(({ kind, original, replacement }) => [kind, printable(original), '→', printable(replacement)]),
  );
  const width = isTerminal ? Math.max(60, process.stdout.columns || 80) : Number.POSITIVE_INFINITY;
  const [head, ...lines] = tableLines([['kind', 'original', '', 'replacement'], ...rows], [], width, 0);
  const text = rows.length > 0 ? [paint.head(head!), ...lines] : [];
  for (const { value, found } of lookups) if (found.length === 0) text.push(paint.bad(`${printable(value)}: not in the mapping`));
  if (lookups.some(({ found }) => found.length === 0))
    text.push(paint.faint(`The mapping has ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`));
  return text.join('\n');
}
