/** Writes profiles/profile.schema.json from the checks' own shape of a profile. `--check` writes nothing and exits 1 when it is not current. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { profileSchema } from '../src/deid/profile-schema.js';

const file = new URL('../profiles/profile.schema.json', import.meta.url);
const text = `${JSON.stringify(profileSchema(), null, 1)}\n`;
const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
if (isCurrent) console.log('the schema of profiles is current');
else if (process.argv.includes('--check')) {
  console.error('profiles/profile.schema.json is not as the checks give; run npm run generate');
  process.exitCode = 1;
} else {
  writeFileSync(file, text);
  console.log('wrote profiles/profile.schema.json');
}
