/** The section `pixels` of a profile: what its rows become, and what is said of wrong ones. */
import { describe, expect, test } from 'vitest';
import { loadProfile, placed, profileProblems, type ResolvedProfile } from '../../src/deid/profile.js';

const option = 'options: [cleanPixelData]\n';
const text = (row: string, more = option): string => `name: m\n${more}pixels:\n  - ${row}\n`;
const load = (profile: string): ResolvedProfile =>
  loadProfile('m', (name) =>
    name === 'm' ? profile : name === 'base' ? `name: base\n${option}pixels:\n  - { modality: US, blank: [[0, 0, 9, 9]] }\n` : undefined,
  );
const problems = (profile: string): readonly string[] => profileProblems('m', (name) => (name === 'm' ? profile : undefined)).map(placed);

test('a row becomes plain data', () => {
  const row = `{ iod: rt-image, modality: [RTIMAGE], manufacturer: Maker, model: X1, imageType: [DERIVED, DRR], rows: 512, columns: 400,
      blank: [[0, 0, 100, 20], [-100, -20, 100, 20]], fill: -7, reason: a label }`;
  expect(load(text(row)).pixels).toEqual([
    {
      iods: ['rt-image'],
      modalities: ['RTIMAGE'],
      manufacturer: 'Maker',
      model: 'X1',
      imageType: ['DERIVED', 'DRR'],
      rows: 512,
      columns: 400,
      action: 'blank',
      rectangles: [
        [0, 0, 100, 20],
        [-100, -20, 100, 20],
      ],
      fill: -7,
      reason: 'a label',
      profile: 'm',
      line: 4,
    },
  ]);
});
test('rows are added behind those of what it extends', () => {
  const { pixels } = load(`name: m\nextends: base\npixels:\n  - { modality: US, action: keep }\n`);
  expect(pixels.map(({ profile, action }) => [profile, action])).toEqual([
    ['base', 'blank'],
    ['m', 'keep'],
  ]);
});
test('a row that keeps or sets aside needs no option', () => {
  expect(load(text('{ iod: rt-image, action: keep }', '')).pixels[0]!.action).toBe('keep');
  expect(load(text('{ iod: ct-image, action: quarantine }', '')).pixels[0]!.action).toBe('quarantine');
});

describe('a row is refused:', () => {
  test.each([
    ['{ blank: [[0, 0, 9, 9]] }', 'pixels.iod is missing: a row says by iod'],
    ['{ rows: 512, blank: [[0, 0, 9, 9]] }', 'pixels.iod is missing'],
    ['{ modality: US }', 'pixels.blank is missing: which rectangles are blanked?'],
    ['{ modality: US, blank: [] }', 'pixels.blank names no rectangle'],
    ['{ modality: US, blank: [[0, 0, 9]] }', 'pixels.blank must be [x, y, width, height]'],
    ['{ modality: US, blank: [[0, 0, 0, 9]] }', 'must be a whole number of pixels, 1 at least'],
    ['{ modality: US, blank: [[0, 0, 9.5, 9]] }', 'must be a whole number of pixels, 1 at least'],
    ['{ modality: US, blank: [[0, 0, 9, 70000]] }', 'must be a whole number of pixels, 1 at least'],
    ['{ modality: US, blank: [0, 0, 9, 9] }', 'pixels.blank'],
    ['{ modality: US, action: keep, blank: [[0, 0, 9, 9]] }', 'pixels.blank has no meaning with action keep'],
    ['{ modality: US, action: keep, fill: 3 }', 'pixels.fill has no meaning with action keep'],
    ['{ modality: US, action: blur }', 'pixels.action knows no word blur'],
    ['{ iod: rt-imag, action: keep }', 'there is no IOD rt-imag (did you mean rt-image?)'],
    ['{ iod: rt-dose, blank: [[0, 0, 9, 9]] }', 'names dose grids: their values are never blanked'],
    ['{ modality: US, recangles: [], action: keep }', 'there is no key recangles in pixels'],
  ])('%s', (row, message) => {
    expect(problems(text(row)).join('\n')).toContain(message);
  });
  test('each problem has its line', () => {
    expect(problems(text('{ modality: US }'))[0]).toMatch(/line 4/);
  });
  test('blanking needs the option, by which the output says so', () => {
    expect(problems(text('{ modality: US, blank: [[0, 0, 9, 9]] }', ''))).toEqual([
      'profile m, line 3: a row of pixels that blanks needs the option cleanPixelData',
    ]);
  });
  test('with basis none', () => {
    expect(problems(text('{ modality: US, action: keep }', 'basis: none\n')).join()).toContain('basis none');
  });
});

test('faces are not removed, and nobody pretends to', () => {
  const [problem] = profileProblems('m', () => 'name: m\noptions: [cleanRecognizableVisualFeatures]\n');
  expect(problem!.code).toBe('deid/option-not-offered');
  expect(problem!.message).toMatch(/not offered: radonym removes no faces/);
});
