/** Does a receiver with pydicom and the recipe of docs/verify.md get the digest of each instance that `radonym verify` tells? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, type InputSet } from './input-set.js';
import type { Tally } from './tally.js';
import { project, python, radonym } from './tools.js';

export async function checkDigests(tally: Tally, set: InputSet): Promise<void> {
  const folder = join(set.scratch, 'digests');
  mkdirSync(set.scratch, { recursive: true });
  await radonym('deidentify', set.folder, '-o', folder);
  const told = await radonym('verify', folder, '--json');
  const digests = new Map<string, string>();
  for (const line of told.out.trim().split('\n')) {
    const { type, output, digest } = JSON.parse(line) as { type: string; output?: string; digest?: string };
    if (type === 'file' && output !== undefined && digest !== undefined) digests.set(output, digest);
  }
  const files = filesUnder(folder).filter((file) => digests.has(file));
  const ran = await python('digest.py', [join(project, 'docs', 'verify.md')], files.map((file) => `${join(folder, file)}\n`).join(''));
  const others = new Map(ran.out.split('\n').map((line) => line.split('\t') as [string, string]));
  const wrong: string[] = [];
  let compared = 0;
  for (const file of files) {
    const other = others.get(join(folder, file));
    if (other === 'big endian') continue;
    compared++;
    if (other !== digests.get(file)) wrong.push(`${file}: ${/^[\da-f]{64}$/.test(other ?? '') ? 'another digest' : (other ?? 'nothing')}`);
  }
  tally.check(
    `digests of ${set.name}: pydicom and the recipe of docs/verify.md come to those of ${compared} instances`,
    compared === 0 ? ['there are none'] : wrong,
  );
}
