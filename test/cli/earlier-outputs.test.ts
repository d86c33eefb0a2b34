/** Files that an earlier run with other rules left in the output folder are told of: nobody shall take them for what this run made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const study = join(fixtures, 'study');
const files = namesIn(study).length;
const captures = join(fixtures, 'quarantine', 'secondary-capture.dcm');

function place() {
  const folder = plant(temporaryFolder(), {
    'lax.yaml': 'name: lax\nextends: rt-research\nsopClasses: { quarantine: [] }\npixels: []\n',
  });
  return { folder, out: join(folder, 'out') };
}

const reportOf = (out: string) => JSON.parse(readFileSync(`${out}.radonym/report.json`, 'utf8')) as Record<string, unknown>;

test('a stricter profile that writes fewer files leaves those of the laxer one, and says how many', async () => {
  const { out } = place();
  const first = await radonym('deidentify', study, captures, '-o', out, '-p', 'transcode-only', '--json');
  expect(first.code, first.stderr).toBe(0);
  expect(recordsOf(first).at(-1)).not.toHaveProperty('earlierOutputs');
  const again = await radonym('deidentify', study, captures, '-o', out, '--overwrite', '--json');
  expect(again.code).toBe(3);
  // Other names: all of them are still there.
  expect(recordsOf(again).at(-1)).toMatchObject({ written: files, quarantined: 1, earlierOutputs: files + 1 });
  expect(reportOf(out)).toMatchObject({ earlierOutputs: files + 1 });
  expect(readFileSync(`${out}.radonym/report.html`, 'utf8')).toContain(`also holds ${files + 1} files of earlier runs`);
  const told = await radonym('deidentify', study, captures, '-o', out, '--overwrite');
  expect(told.stdout).toContain(`The output folder also holds ${files + 1} files of earlier runs with another profile or key`);
});

test('what was replaced is not counted, nor what the same profile wrote', async () => {
  const { folder, out } = place();
  const args = ['deidentify', study, '-o', out, '--path', '{SOPInstanceUID}.dcm', '--json'];
  await radonym(...args);
  const same = await radonym(...args, '--overwrite');
  expect(recordsOf(same).at(-1)).not.toHaveProperty('earlierOutputs');
  const replaced = await radonym(...args, '--overwrite', '-p', join(folder, 'lax.yaml'));
  expect(replaced.code, replaced.stderr).toBe(0);
  expect(recordsOf(replaced).at(-1)).not.toHaveProperty('earlierOutputs');
  const refused = await radonym(...args);
  expect(recordsOf(refused).at(-1)).toMatchObject({ failed: files, earlierOutputs: files });
});
