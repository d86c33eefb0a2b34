/**
 * Reads text in pictures by tesseract.js, an optional peer that this file alone knows. It reads its language data from the package beside it,
 * asks no network and keeps nothing on disk. What words mean, others decide.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Picture } from '../flow/look.js';
import type { Rectangle } from '../standard/pixel-rules.js';

/** Words of one line, left to right. */
export interface ReadLine {
  readonly text: string;
  /** In pixels of the picture, with a margin. */
  readonly boxes: readonly Rectangle[];
}

export interface OcrReader {
  /** @throws RadonymError run/ocr-time */
  read(picture: Picture): Promise<ReadLine[]>;
  close(): Promise<void>;
}

const data = '@tesseract.js-data/eng';

/** @throws RadonymError run/ocr-missing: before anything is begun */
export function checkOcr(): void {
  languageData();
}

function languageData(): string {
  const require = createRequire(import.meta.url);
  try {
    require.resolve('tesseract.js');
    return join(dirname(require.resolve(`${data}/package.json`)), '4.0.0_best_int');
  } catch {
    throw new RadonymError('run/ocr-missing', `--ocr needs the packages tesseract.js and ${data}`);
  }
}

/** Words below this confidence (of 100) are noise: a picture without text reads at about 10. */
const leastConfidence = 25;

/** @throws RadonymError run/ocr-missing */
export async function openOcr(): Promise<OcrReader> {
  const langPath = languageData();
  const { default: tesseract } = await import('tesseract.js');
  const make = async (): Promise<Awaited<ReturnType<typeof tesseract.createWorker>>> => {
    const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true });
    // Sparse text; a resolution that spares its guess, which would go to stderr.
    await worker.setParameters({ tessedit_pageseg_mode: tesseract.PSM.SPARSE_TEXT, user_defined_dpi: '150' });
    return worker;
  };
  let worker = await make();
  const recognize = async (scale: number, picture: Picture): Promise<ReadLine[]> => {
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), limits.seekingText).unref());
    const result = await Promise.race([worker.recognize(portableGreyMap(picture, scale), {}, { blocks: true, text: false }), late]);
    if (result === undefined) {
      await worker.terminate();
      worker = await make();
      throw new RadonymError('run/ocr-time', 'the search for text took too long');
    }
    const lines = (result.data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
    return lines.flatMap(({ words }) => {
      const sure = words.filter(({ confidence, text }) => confidence >= leastConfidence && /[\p{L}\p{N}]/u.test(text));
      if (sure.length === 0) return [];
      return [{ text: sure.map(({ text }) => text).join(' '), boxes: sure.map(({ bbox }) => boxOf(bbox, scale, picture)) }];
    });
  };
  return {
    // Small letters are read when they are enlarged, large ones when they are not.
    read: async (picture) => [
      ...(await recognize(1, picture)),
      ...(picture.columns * picture.rows <= enlarged ? await recognize(2, picture) : []),
    ],
    close: async () => void (await worker.terminate()),
  };
}

/** Pixels up to which a picture is enlarged. */
const enlarged = 2 << 20;

interface Corners {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** With a margin of a quarter of the height: the box of a word ends at its letters. */
function boxOf({ x0, y0, x1, y1 }: Corners, scale: number, { rows, columns }: Picture): Rectangle {
  const margin = Math.ceil((y1 - y0) / scale / 4) + 1;
  const [left, top] = [Math.max(0, Math.floor(x0 / scale) - margin), Math.max(0, Math.floor(y0 / scale) - margin)];
  const [right, bottom] = [Math.min(columns, Math.ceil(x1 / scale) + margin), Math.min(rows, Math.ceil(y1 / scale) + margin)];
  return [left, top, right - left, bottom - top];
}

/** Dark on light, as printed text is: a picture that is mostly dark is turned. */
function portableGreyMap({ rows, columns, grey }: Picture, scale: number): Buffer {
  let sum = 0;
  for (const value of grey) sum += value;
  const turn = sum < grey.length * 128 ? 255 : 0;
  const [width, height] = [columns * scale, rows * scale];
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`);
  const out = Buffer.alloc(head.length + width * height);
  head.copy(out);
  let at = head.length;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / scale) * columns;
    for (let x = 0; x < width; x++) out[at++] = grey[row + Math.floor(x / scale)]! ^ turn;
  }
  return out;
}
