/** What does README.txt of a shared case say? How to open it and what was done to it; nothing of any file but counts of its kinds. */
import { sopClass } from '../standard/sop-class.js';
import type { SummaryData } from './summary.js';

export interface SharedCase {
  readonly version: string;
  readonly profile: string;
  readonly verified: number;
  readonly patients: number;
  readonly instances: number;
  readonly sopClasses: SummaryData['sopClasses'];
}

/** Lines end as on Windows, where most who get it are. */
export function shareReadme({ version, profile, verified, patients, instances, sopClasses }: SharedCase): string {
  const kinds = sopClasses
    .filter(({ written }) => written > 0)
    .map(({ uid, written }) => `  ${String(written).padStart(6)}  ${sopClass(uid)?.name ?? 'other'}`);
  return [
    'A de-identified radiotherapy case',
    '=================================',
    '',
    `${instances} DICOM files of ${patients === 1 ? 'one patient' : `${patients} patients`}:`,
    '',
    ...kinds,
    '',
    'To open it: unpack the archive and import the folder, or its file DICOMDIR, into your planning system or viewer.',
    'The files are a DICOM file-set: their names have eight characters and no extension.',
    '',
    `It was de-identified with radonym ${version}, profile ${profile}; a second parser read ${verified} outputs again and found no`,
    'error in them. Names, IDs and UIDs are pseudonyms, the same in all files, and dates have moved. Numbers are as they were:',
    'pixels, dose, contours, beams. report.html tells what was done, attribute by attribute, and what was not.',
    '',
    'Whoever sent it can tell what a pseudonym stands for. Please keep the pseudonyms when you answer.',
    'De-identified is not anonymous: pass it on only as agreed with the sender.',
    '',
  ].join('\r\n');
}
