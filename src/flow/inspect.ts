/** A look at a file for `inspect`: one streaming pass up to the Pixel Data, whatever its size. It changes, writes and judges nothing. */
import { RadonymError } from '../base/errors.js';
import { patientKey } from '../deid/identity.js';
import { HeadReader } from '../wire/head.js';
import { readPart10 } from '../wire/part10.js';
import type { FileFacts } from './file-facts.js';
import { LinkReader } from './link-reader.js';
import { headOf, walk } from './open-file.js';
import type { Source } from './ports.js';
import { PrivateReader } from './private-reader.js';
import { RiskReader } from './risk-reader.js';
import { TextReader } from './text-reader.js';

export interface InspectOptions {
  /** Whether facts hold who the patient is and an example of each text. */
  readonly values: boolean;
}

/** Float, Double Float and Pixel Data, and the provider's URL before them (7FE0,eeee): nothing behind them is of interest. */
const pixelData = 0x7fe00000;

/**
 * @param first the first bytes of the file
 * @throws RadonymError of the wire floor, when not even the head can be read
 */
export function inspect(source: Source, first: Uint8Array, { values }: InspectOptions): FileFacts {
  const part10 = readPart10(first);
  const headReader = new HeadReader();
  const links = new LinkReader();
  const blocks = new PrivateReader();
  const texts = new TextReader(values);
  const risks = new RiskReader();
  const broken = attempted(() =>
    walk(source, first, part10, Number.POSITIVE_INFINITY, (token, tokenizer) => {
      if (token.depth === 0 && token.tag >= pixelData) {
        tokenizer.stopped = true;
        return;
      }
      if (!headReader.done) headReader.push(token);
      links.push(token);
      blocks.push(token);
      texts.push(token);
      risks.push(token);
    }),
  );
  const head = headOf(headReader, part10);
  if (broken && head.sopClassUid === '' && head.studyInstanceUid === '') throw broken;
  const { sopClassUid, sopInstanceUid, studyInstanceUid, seriesInstanceUid, frameOfReferenceUid, modality } = head;
  const own = { sopClassUid, sopInstanceUid, studyInstanceUid, seriesInstanceUid, frameOfReferenceUid, modality };
  return {
    instance: { file: 0, ...own, patientKey: patientKey(head), ...links.result() },
    transferSyntaxUid: part10.transferSyntax.uid,
    specificCharacterSet: head.specificCharacterSet,
    size: source.size,
    privateBlocks: blocks.result(),
    texts: texts.result(),
    risks: risks.result(head),
    ...(broken ? { broken: { code: broken.code, detail: broken.message } } : {}),
    ...(values ? { patient: { id: head.patientId, name: texts.patientName } } : {}),
  };
}

function attempted(work: () => void): RadonymError | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof RadonymError) return error;
    throw error;
  }
  return undefined;
}
