/** Several invented patients made of one: the fixtures' study under other Patient IDs and UIDs, which are of the same length. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const study = fileURLToPath(new URL('../../fixtures/study/', import.meta.url));

/** The first is the Patient ID, the second stands in every UID. */
const [id, root] = ['BRM-4471209', '55180237'];

export const studyFiles = ['CT.1.dcm', 'CT.2.dcm', 'RD.16.dcm', 'RP.dcm', 'RS.dcm'] as const;

/** The files of a patient, by name. @param number of one digit */
export function patientFiles(number: number, names: readonly string[] = studyFiles): Record<string, Uint8Array> {
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(`${study}${name}`, 'latin1');
      if (!text.includes(id) || !text.includes(root)) throw new Error('the fixture has changed');
      return [name, Buffer.from(text.replaceAll(id, `BRM-447121${number}`).replaceAll(root, `6518023${number}`), 'latin1')];
    }),
  );
}
