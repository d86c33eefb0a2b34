/** Text burned into images, through the built command: set aside, blanked by a profile, or found by OCR. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { element, encode, part10 } from '../support/bytes.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { image } from '../support/images.js';
import { draw } from '../support/letters.js';
import { imageNodes, nativePixels, syntaxOf } from '../support/pixel-files.js';
import { type Ended, radonym, recordsOf } from './radonym.js';

const [rows, columns] = [200, 320];
const of = image({
  rows,
  columns,
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
  numberOfFrames: 1,
  photometricInterpretation: 'MONOCHROME2',
});

function picture(): { samples: Uint8Array; name: readonly number[]; other: readonly number[] } {
  const samples = Uint8Array.from({ length: rows * columns }, (_, at) => 30 + ((at * 7919) % 13));
  const name = draw(samples, columns, 'JANE DOE', 20, 10, 3);
  const other = draw(samples, columns, 'GANTRY 140', 60, 150, 3);
  return { samples, name, other };
}

function capture(samples: Uint8Array, burnedIn?: string): Uint8Array {
  const explicit = transferSyntaxOfWord('explicit')!;
  const nodes = [
    element(0x00080008, 'CS', 'DERIVED\\SECONDARY'),
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    element(0x00080018, 'UI', '2.25.4711'),
    element(0x00080020, 'DA', '20240105'),
    element(0x00080060, 'CS', 'OT'),
    element(0x00080064, 'CS', 'WSD'),
    element(0x00080070, 'LO', 'MAKER'),
    element(0x00100010, 'PN', 'DOE^JANE'),
    element(0x00100020, 'LO', 'P-4711'),
    element(0x0020000d, 'UI', '2.25.1'),
    element(0x0020000e, 'UI', '2.25.2'),
    ...imageNodes(of),
    ...(burnedIn === undefined ? [] : [element(0x00280301, 'CS', burnedIn)]),
    nativePixels(of, [samples]),
  ];
  return part10({ transferSyntax: explicit.uid }, encode(nodes, syntaxOf(explicit)));
}

interface Output {
  readonly ended: Ended;
  readonly state: string;
  /** Of `radonym verify`, once a sample of the output is another one; at -1 none is. */
  readonly verified: (at: number) => Promise<number | null>;
  readonly samples: Uint8Array | undefined;
  readonly text: (tag: number) => string | undefined;
  readonly codes: readonly (string | undefined)[];
}

async function run(file: Uint8Array, ...more: string[]): Promise<Output> {
  const folder = plant(temporaryFolder(), { 'in/a.dcm': file });
  const out = join(folder, 'out');
  const ended = await radonym('deidentify', join(folder, 'in'), '-o', out, '--path', '{SOPInstanceUID}.dcm', '--json', ...more);
  const names = ended.code === 0 ? namesIn(out) : [];
  const written = names.length === 1 ? readDicomFile(readFileSync(join(out, names[0]!))) : undefined;
  const at = (tag: number) => written?.elements.find((one) => one.tag === tag);
  return {
    ended,
    state: `${out}.radonym`,
    verified: async (place) => {
      const path = join(out, names[0]!);
      const bytes = readFileSync(path);
      const changed = Buffer.from(bytes);
      // Native Pixel Data stand last.
      if (place >= 0) changed[bytes.length - rows * columns + place]! ^= 0x55;
      writeFileSync(path, changed);
      const { code } = await radonym('verify', join(folder, 'in'), out, '--state', `${out}.radonym`);
      writeFileSync(path, bytes);
      return code;
    },
    samples: at(0x7fe00010)?.bytes,
    text: (tag) => at(tag)?.text,
    codes: (at(0x00120064)?.items ?? []).map((item) => item.find(({ tag }) => tag === 0x00080100)?.text),
  };
}

const fate = ({ ended }: Output): unknown => recordsOf(ended).find(({ type }) => type === 'file')?.code;

const isIn = ([x, y, width, height]: readonly number[], at: number): boolean =>
  at % columns >= x! && at % columns < x! + width! && Math.floor(at / columns) >= y! && Math.floor(at / columns) < y! + height!;

function profile(body: string): string {
  return join(
    plant(temporaryFolder(), {
      'own.yaml': `name: own\nextends: rt-research\noptions: [cleanPixelData, cleanDescriptors]\nprivate: { keep: [] }\n${body}`,
    }),
    'own.yaml',
  );
}

describe('by a profile', () => {
  test('a capture is set aside whole by its kind, and by its risk where its kind may pass', async () => {
    expect(fate(await run(capture(picture().samples)))).toBe('deid/sop-class-quarantined');
    const own = profile('sopClasses: { quarantine: [private] }\n');
    expect(fate(await run(capture(picture().samples), '-p', own))).toBe('deid/burned-in');
    expect(fate(await run(capture(picture().samples, 'NO'), '-p', own))).toBeUndefined();
  });
  test('rectangles are blanked, nothing else changes, and the output says so', async () => {
    const { samples, name } = picture();
    const own = profile('pixels:\n  - { iod: secondary-capture, manufacturer: maker, blank: [[0, 0, 65535, 40], [-5, -5, 5, 5]] }\n');
    const output = await run(capture(samples, 'YES'), '-p', own);
    expect(output.ended.code, output.ended.stderr).toBe(0);
    expect(output.text(0x00280301)).toBe('NO');
    expect(output.codes).toContain('113101');
    const blanked = [
      [0, 0, columns, 40],
      [columns - 5, rows - 5, 5, 5],
    ];
    expect(isIn(blanked[0]!, name[1]! * columns + name[0]!)).toBe(true);
    const expected = samples.map((value, at) => (blanked.some((rectangle) => isIn(rectangle, at)) ? 0 : value));
    expect(Buffer.compare(output.samples!, expected)).toBe(0);
    expect(await output.verified(-1)).toBe(0);
    expect(await output.verified(5)).toBe(1);
    expect(await output.verified(100 * columns)).toBe(1);
    const report = JSON.parse(readFileSync(join(output.state, 'report.json'), 'utf8'));
    expect(report.deidentification.pixels).toEqual([{ how: 'rule', files: 1, frames: 1, rectangles: 2 }]);
  });
  test('of a compressed image too, in its own syntax', async () => {
    const { samples } = picture();
    const folder = plant(temporaryFolder(), { 'in/a.dcm': capture(samples, 'YES') });
    const rle = join(folder, 'rle');
    expect((await radonym('transcode', join(folder, 'in'), '-o', rle, '--to', 'rle')).code).toBe(0);
    const own = profile('pixels:\n  - { modality: OT, blank: [[0, 0, 65535, 40]], fill: 9 }\n');
    const output = await run(readFileSync(join(rle, 'a.dcm')), '-p', own, '--to', 'explicit');
    expect(output.ended.code, output.ended.stderr).toBe(0);
    expect(
      Buffer.compare(
        output.samples!,
        samples.map((value, at) => (at < 40 * columns ? 9 : value)),
      ),
    ).toBe(0);
  });
  test('an image that somebody looked at passes as it is', async () => {
    const { samples } = picture();
    const own = profile('sopClasses: { quarantine: [private] }\npixels:\n  - { modality: OT, action: keep }\n');
    const output = await run(capture(samples), '-p', own);
    expect(output.ended.code, output.ended.stderr).toBe(0);
    expect(Buffer.compare(output.samples!, samples)).toBe(0);
    expect(output.text(0x00280301)).toBeUndefined();
    expect(output.codes).not.toContain('113101');
  });
  test('explain shows the rows in the order in which they are asked', async () => {
    const own = profile(
      'pixels:\n  - { modality: OT, action: keep }\n  - { iod: rt-image, model: X1, blank: [[0, 0, 9, 9]], reason: a label }\n',
    );
    const { stdout } = await radonym('profile', 'explain', own);
    const [first, second] = [stdout.indexOf('blanked: [0, 0, 9, 9]'), stdout.indexOf('kept: such images show no text')];
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(stdout).toContain("in rt-image; the model's name holds X1; profile own; a label");
  });
});

describe('by OCR', () => {
  const darkest = 0;
  test('all text is blanked, and nothing around it', async () => {
    const { samples, name, other } = picture();
    const output = await run(capture(samples, 'YES'), '--ocr', 'blank');
    expect(output.ended.code, output.ended.stderr).toBe(0);
    expect(output.ended.stderr).not.toContain('JANE');
    const result = output.samples!;
    for (let at = 0; at < samples.length; at++) if (samples[at] === 255) expect([at, result[at]]).toEqual([at, darkest]);
    const near = [name, other].map(([x, y, width, height]) => [x! - 24, y! - 24, width! + 48, height! + 48]);
    expect(samples.every((value, at) => near.some((rectangle) => isIn(rectangle, at)) || value === result[at])).toBe(true);
    expect(output.text(0x00280301)).toBe('NO');
    expect(output.codes).toContain('113101');
    const report = readFileSync(join(output.state, 'report.json'), 'utf8');
    expect(JSON.parse(report).deidentification.pixels[0]).toMatchObject({ how: 'ocr-blank', files: 1, frames: 1 });
    expect(report).not.toMatch(/JANE|GANTRY/);
    expect(readFileSync(join(output.state, 'review.csv'), 'utf8')).toMatch(/PixelData,.*removed,G.*,.*frame 1 \[/);
  });
  test('what names the patient is blanked, other text stays, and nobody claims more', async () => {
    const { samples, name, other } = picture();
    const output = await run(capture(samples, 'YES'), '--ocr', 'match');
    expect(output.ended.code, output.ended.stderr).toBe(0);
    const result = output.samples!;
    for (let at = 0; at < samples.length; at++) {
      if (isIn(name, at) && samples[at] === 255) expect(result[at]).toBe(darkest);
      if (isIn(other, at)) expect(result[at]).toBe(samples[at]);
    }
    expect(await output.verified(-1)).toBe(0);
    expect(await output.verified(name[1]! * columns + name[0]!)).toBe(1);
    expect(await output.verified(other[1]! * columns + other[0]!)).toBe(1);
    expect(output.text(0x00280301)).toBe('YES');
    expect(output.codes).not.toContain('113101');
    expect(output.text(0x00120063)).toContain('identifiers found by OCR');
  });
  test('an image that says it has text, and none is read in it, is set aside', async () => {
    expect(fate(await run(capture(new Uint8Array(rows * columns), 'YES'), '--ocr', 'blank'))).toBe('deid/burned-in');
  });
  test('it is asked for with a word', async () => {
    expect((await run(capture(picture().samples), '--ocr', 'maybe')).ended.code).toBe(2);
  });
});
