/** A first look at a file: its head, and what identifies its patient as far as a bounded look finds it. It changes and writes nothing. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { Harvester, type IdentityTerms, noTerms, patientKey } from '../deid/identity.js';
import type { Head } from '../wire/head.js';
import { emptyHead } from '../wire/head.js';
import type { OpenFile } from './open-file.js';
import { openFile, walk } from './open-file.js';
import type { Source } from './ports.js';

/** Plain data. */
export interface SurveyRecord {
  readonly status: 'dicom' | 'not-dicom' | 'failed';
  readonly code?: string;
  readonly detail?: string;
  readonly head: Head;
  readonly patientKey: string;
  readonly terms: IdentityTerms;
}

/** @param first the first bytes of the file */
export function survey(source: Source, first: Uint8Array): SurveyRecord {
  try {
    const opened = openFile(source, first);
    return { status: 'dicom', head: opened.head, patientKey: patientKey(opened.head), terms: harvest(source, first, opened) };
  } catch (error) {
    if (!(error instanceof RadonymError)) throw error;
    const status = error.code === 'wire/not-dicom' ? 'not-dicom' : 'failed';
    return { status, code: error.code, detail: error.message, head: emptyHead, patientKey: '', terms: noTerms };
  }
}

/** Terms of the file up to its Pixel Data or limits.survey. A file that breaks off gives what stands before. */
export function harvest(source: Source, first: Uint8Array, { part10 }: OpenFile): IdentityTerms {
  const harvester = new Harvester();
  try {
    walk(
      source,
      first,
      part10,
      Number.POSITIVE_INFINITY,
      () => {},
      (token, tokenizer) => {
        harvester.push(token);
        if (token.offset > limits.survey || (token.depth === 0 && token.tag >= 0x7fe00008)) tokenizer.stopped = true;
      },
    );
  } catch (error) {
    if (!(error instanceof RadonymError)) throw error;
  }
  return harvester.result();
}
