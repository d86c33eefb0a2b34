/** Do outputs of the other shipped profiles stand before the same judges, and before radonym's own second parser? */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fates, type InputSet } from './input-set.js';
import { checkConformance, checkReaders } from './readers.js';
import type { Tally } from './tally.js';
import { project, radonym } from './tools.js';

/** rt-research is judged at length elsewhere; transcode-only de-identifies nothing. */
const elsewhere: readonly string[] = ['rt-research', 'transcode-only'];

const shipped = (): string[] =>
  readdirSync(join(project, 'profiles')).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []));

export async function checkProfiles(tally: Tally, set: InputSet): Promise<void> {
  for (const profile of shipped().filter((name) => !elsewhere.includes(name))) {
    const output = join(set.scratch, `as-${profile}`);
    const name = `deidentify ${set.name} as ${profile}`;
    const ran = await radonym('deidentify', set.folder, '-o', output, '-p', profile);
    tally.check(`${name}: it runs`, ran.code === 0 || ran.code === 3 ? [] : [`exit code ${ran.code}`]);
    const written = fates(set.folder, `${output}.radonym`).filter((fate) => fate.outcome === 'written');
    const origin = new Map(written.map((fate) => [fate.output!, join(set.folder, fate.input)]));
    tally.check(`${name}: something is written`, written.length > 0 ? [] : ['nothing']);
    await checkReaders(tally, name, output, (file) => origin.get(file));
    await checkConformance(tally, name, set.folder, output, written);
    const verified = await radonym('verify', set.folder, output);
    tally.check(`${name}: radonym verify finds nothing wrong`, verified.code === 0 ? [] : [`exit code ${verified.code}`]);
  }
}
