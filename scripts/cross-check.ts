/**
 * Do other people's toolkits agree with radonym? Runs it on the fixtures (and on a folder of real files: RADONYM_SAMPLES, or
 * ../shared/samples where that exists) and has DCMTK, GDCM, dicom3tools and pydicom judge. Ends with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCircle } from './cross-check/circle.js';
import { checkCodecs } from './cross-check/codecs.js';
import { checkDeidentified } from './cross-check/deidentified.js';
import { checkDicomdir } from './cross-check/dicomdir.js';
import { checkDigests } from './cross-check/digests.js';
import { checkFuzzed } from './cross-check/fuzzed.js';
import { inputSets } from './cross-check/input-set.js';
import { checkProfiles } from './cross-check/profiles.js';
import { createTally } from './cross-check/tally.js';
import { present } from './cross-check/tools.js';

const tally = createTally((line) => console.log(line));
const missing = Object.entries(await present()).flatMap(([tool, there]) => (there ? [] : [tool]));
const scratch = mkdtempSync(join(tmpdir(), 'radonym-cross-check-'));
try {
  if (missing.length > 0) tally.check('the oracles are installed', missing);
  else {
    await checkCodecs(tally, join(scratch, 'codecs'));
    await checkFuzzed(tally, join(scratch, 'fuzzed'));
    const sets = inputSets(scratch);
    if (sets.length === 1) tally.leftOut('real files', 'RADONYM_SAMPLES is not set');
    for (const set of sets) {
      await checkDeidentified(tally, set);
      await checkProfiles(tally, set);
      await checkCircle(tally, set);
      await checkDicomdir(tally, set);
      await checkDigests(tally, set);
    }
  }
} finally {
  if (process.env.RADONYM_KEEP === undefined) rmSync(scratch, { recursive: true, force: true });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
