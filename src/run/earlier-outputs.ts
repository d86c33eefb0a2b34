/**
 * How many files of the output folder are there from earlier runs with other rules? Asked of the journal when a run is over, and only where it knows
 * of such a run: what this run's profile promises does not hold for them.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFileLine, isRunLine, journalLines, journalPath, type RunLine, rulesOf } from './journal.js';
import type { Layout } from './layout.js';

/** @throws RadonymError run/state */
export async function earlierOutputs({ commonState, stateFolder, outputFolder }: Layout, run: RunLine): Promise<number> {
  const rules = new Map<string, string>();
  for (const folder of new Set([commonState, stateFolder])) {
    let current = '';
    for await (const line of journalLines(journalPath(folder))) {
      if (isRunLine(line)) current = rulesOf(line);
      else if (isFileLine(line) && line.outcome === 'written' && line.output !== undefined) rules.set(line.output, current);
    }
  }
  const own = rulesOf(run);
  let count = 0;
  for (const [output, others] of rules) if (others !== own && existsSync(join(outputFolder, output))) count++;
  return count;
}
