/** Does pydicom read what radonym makes of files that nobody meant? Fixtures with bytes changed, the same each time, re-encoded. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawOf, mutated } from '../../test/fuzz/mutate.js';
import { targets } from '../../test/fuzz/targets.js';
import { filesUnder } from './input-set.js';
import type { Tally } from './tally.js';
import { notOk, python, radonym } from './tools.js';

const inputs = 600;

export async function checkFuzzed(tally: Tally, scratch: string): Promise<void> {
  const { seeds } = targets.find(({ name }) => name === 'file')!;
  const [folder, output] = [join(scratch, 'in'), join(scratch, 'out')];
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < inputs; at++) {
    const draw = drawOf(`cross-check ${at}`);
    writeFileSync(join(folder, `${at}.dcm`), mutated(seeds[draw(seeds.length)]!, seeds, draw));
  }
  await radonym('transcode', folder, '-o', output, '--to', 'explicit');
  const files = filesUnder(output);
  const name = `fuzzed: pydicom reads ${files.length} files that came of ${inputs}, every element`;
  tally.check(name, files.length < 20 ? ['next to nothing was written'] : notOk(await python('read_all.py', [output]), 'read_all.py'));
}
