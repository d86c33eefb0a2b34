/** A first look at a file: its head, and what identifies its patient as far as a bounded look finds it. It changes and writes nothing. */
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { Harvester, type IdentityTerms, noTerms, patientKey } from '../deid/identity.js';
import { emptyHead, type Head, HeadReader } from '../wire/head.js';
import { type Part10, readPart10 } from '../wire/part10.js';
import type { Emit } from '../wire/token.js';
import { headOf, type OpenFile, walk } from './open-file.js';
import type { Source } from './ports.js';

/** Plain data. */
export interface SurveyRecord {
  readonly status: 'dicom' | 'not-dicom' | 'failed';
  readonly code?: ErrorCode;
  readonly detail?: string;
  readonly head: Head;
  readonly patientKey: string;
  readonly terms: IdentityTerms;
}

/** With what need not be read again, as long as the file is the same. */
export interface Surveyed extends SurveyRecord {
  readonly opened?: OpenFile;
}

/** @param first the first bytes of the file */
export function survey(source: Source, first: Uint8Array): Surveyed {
  const reader = new HeadReader();
  const harvester = new Harvester();
  try {
    const part10 = readPart10(first);
    const broken = look(source, first, part10, (token) => {
      if (!reader.done) reader.push(token);
      harvester.push(token);
    });
    if (broken && !reader.done) throw broken;
    const head = headOf(reader, part10);
    return {
      status: 'dicom',
      head,
      patientKey: patientKey(head),
      terms: harvester.result(),
      ...(reader.done && { opened: { part10, head } }),
    };
  } catch (error) {
    if (!(error instanceof RadonymError)) throw error;
    const status = error.code === 'wire/not-dicom' ? 'not-dicom' : 'failed';
    return { status, code: error.code, detail: error.message, head: emptyHead, patientKey: '', terms: noTerms };
  }
}

/** Terms of one file, for when nobody surveyed all of them. */
export function harvest(source: Source, first: Uint8Array, { part10 }: OpenFile): IdentityTerms {
  const harvester = new Harvester();
  look(source, first, part10, (token) => harvester.push(token));
  return harvester.result();
}

/** Up to the Pixel Data or limits.survey. A file that breaks off says what stands before; returned is why. */
function look(source: Source, first: Uint8Array, part10: Part10, visit: Emit): RadonymError | undefined {
  try {
    walk(source, first, part10, Number.POSITIVE_INFINITY, (token, tokenizer) => {
      if (token.offset > limits.survey || (token.depth === 0 && token.tag >= 0x7fe00008)) tokenizer.stopped = true;
      else visit(token);
    });
  } catch (error) {
    if (error instanceof RadonymError) return error;
    throw error;
  }
  return undefined;
}
