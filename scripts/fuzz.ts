/**
 * Feeds readers what nobody meant, for as long as there is time: `npx tsx scripts/fuzz.ts --seconds 600 [--target csv] [--seed 7]`.
 * An input that breaks what must hold is kept in test/fuzz/seeds, where the tests try it from then on. A reader that hangs is stopped.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz, keepSeed } from '../test/fuzz/fuzz.js';
import { targets } from '../test/fuzz/targets.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string' },
    seed: { type: 'string', default: '1' },
    child: { type: 'boolean' },
  },
});
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
if (chosen.length === 0) throw new Error(`targets are ${targets.map(({ name }) => name).join(', ')}`);
const share = (Number(values.seconds) * 1000) / chosen.length;

if (values.child === true) {
  const [target] = chosen;
  const { inputs, refused } = fuzz(target!, Number(values.seed), share, (bytes) => console.log(`kept ${keepSeed(target!.name, bytes)}`));
  console.log(`ok     ${target!.name}: ${inputs} inputs, ${refused} refused with a code`);
} else
  for (const { name } of chosen) {
    const args = ['--child', '--target', name, '--seconds', String(share / 1000), '--seed', values.seed];
    const child = fork(fileURLToPath(import.meta.url), args, { execArgv: ['--import', 'tsx'] });
    const hangs = setTimeout(() => {
      console.log(`FAILED ${name}: an input hangs; the seed is ${values.seed}`);
      child.kill('SIGKILL');
    }, share + 60_000);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearTimeout(hangs);
    if (code !== 0) process.exitCode = 1;
  }
