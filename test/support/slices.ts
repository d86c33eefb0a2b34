/** Many files that are cheap to make and long enough to be met half-way: one CT slice of the fixtures under other SOP Instance UIDs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plant } from './folder.js';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

const uid = '1.3.6.1.4.1.32473.246.352.55180237.1457685170.20260112093015';

/** Under `in` of the folder, which is returned. @param bytes of Pixel Data in each */
export function slices(folder: string, count: number, bytes = 200_000): string {
  const ct = readFileSync(join(fixtures, 'study', 'CT.1.dcm'), 'latin1');
  const padding = '\0'.repeat(bytes);
  const pixels = ct.indexOf('\xe0\x7f\x10\x00OW\0\0');
  if (!ct.includes(uid) || pixels < 0) throw new Error('the fixture has changed');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padding.length);
  const head = `${ct.slice(0, pixels + 8)}${length.toString('latin1')}${padding}`;
  const files: Record<string, Uint8Array> = {};
  for (let n = 0; n < count; n++) {
    const own = `${uid.slice(0, -6)}${100000 + n}`;
    files[`${n}.dcm`] = Buffer.from(head.replaceAll(uid, own), 'latin1');
  }
  return plant(join(folder, 'in'), files);
}
