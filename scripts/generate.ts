/**
 * Turns the pinned inputs in scripts/inputs into src/standard/generated. Same inputs, same bytes: no clock, no network.
 * `--check` writes nothing and exits 1 when a generated file is not what the inputs give.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { attributesModule } from './generate/attributes.js';
import { confidentialityModule } from './generate/confidentiality.js';
import { iodTypesModule } from './generate/iod-types.js';
import { rtPrivateModule } from './generate/rt-private.js';
import { safePrivateModule } from './generate/safe-private.js';
import { uidsModule } from './generate/uids.js';

const target = new URL('../src/standard/generated/', import.meta.url);
const modules: readonly (readonly [string, () => string])[] = [
  ['attributes.ts', attributesModule],
  ['uids.ts', uidsModule],
  ['confidentiality.ts', confidentialityModule],
  ['safe-private.ts', safePrivateModule],
  ['rt-private.ts', rtPrivateModule],
  ['iod-types.ts', iodTypesModule],
];

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, make] of modules) {
  const file = new URL(name, target);
  const text = make();
  if (present(file) === text) continue;
  stale.push(name);
  if (!check) writeFileSync(file, text);
}
if (check && stale.length > 0) {
  console.error(`not as the inputs give: ${stale.join(', ')}; run npm run generate`);
  process.exitCode = 1;
} else console.log(stale.length === 0 ? 'generated files are current' : `wrote ${stale.join(', ')}`);

function present(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
