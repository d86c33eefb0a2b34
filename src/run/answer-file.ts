/** Writes the answer key as a table that fills MIDI-B's `answer_data`: a line an instance, what to check in it as JSON. Private, as all originals. */
import { createHash, type Hash } from 'node:crypto';
import { csvLine } from '../io/csv.js';
import { answerRecords } from '../synthetic/answer-rows.js';
import type { SyntheticPatient } from '../synthetic/study.js';
import { readDicomFile } from '../verify/dataset-reader.js';
import { pathText, type TreeElement, textAt, visitElements } from '../verify/element-tree.js';
import { LineFile, writePrivate } from './private-files.js';

export const answerColumns = [
  'Modality', 'SOPClassUID', 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'AnswerData',
] as const; // biome-ignore format: one line

export class AnswerFile {
  readonly #file: LineFile;

  /** @throws RadonymError run/state: also when the file is there already */
  constructor(path: string) {
    writePrivate(path, csvLine(answerColumns));
    this.#file = new LineFile(path);
  }

  /** @param options of the profile whose outputs are to be scored */
  add({ key: patient, files }: SyntheticPatient, options: readonly string[]): void {
    for (const { key, bytes } of files) {
      const { elements } = readDicomFile(bytes);
      const creators = new Map<string, string>();
      visitElements(elements, (element, above) => void creators.set(pathText(element, above), element.creator));
      const records = answerRecords(patient, key, options, {
        creatorOf: (path) => creators.get(path),
        textAt: (tag) => elements.find((one) => one.tag === tag)?.text,
        pixelDigest: pixelDigest(elements),
      });
      const data = JSON.stringify(Object.fromEntries(records.map((record, at) => [at, record])));
      const heads = headTags.map((tag) => textAt(elements, tag));
      this.#file.append(csvLine([...heads, data]));
    }
  }

  close(): void {
    this.#file.close();
  }
}

const headTags = [0x00080060, 0x00080016, 0x00100020, 0x0020000d, 0x0020000e, 0x00080018];

/** As MIDI-B's script makes it: MD5 of the value as it stands, of encapsulated Pixel Data of the items with their headers. */
export function pixelDigest(elements: readonly TreeElement[], feedCut?: (digest: Hash) => void): string | undefined {
  const element = elements.find(({ tag }) => tag === 0x7fe00010);
  if (!element) return undefined;
  const digest = createHash('md5');
  if (feedCut) feedCut(digest);
  else digest.update(element.fragments ? element.bytes.subarray(0, element.length - 8) : element.bytes);
  return digest.digest('hex');
}
