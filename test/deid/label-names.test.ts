/** What structures, beams and plans are called afterwards. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdentityTerms, noTerms } from '../../src/deid/identity.js';
import { type LabelKind, labelTerm } from '../../src/deid/label-kinds.js';
import type { LabelOptions } from '../../src/deid/label-names.js';
import { createTextCleaner } from '../../src/deid/text-cleaner.js';
import { labels, vocabulary } from '../support/words.js';

const mapUid = (uid: string): string => uid;
const people: IdentityTerms = {
  ...noTerms,
  names: ['Smithson^Anna^Helen', 'Vonwald^Peter'],
  ids: ['00123456', '5040'],
  dates: ['19600303'],
};

function cleanerOf(terms: IdentityTerms, own: Partial<LabelOptions> = {}, level: 'standard' | 'strict' = 'standard') {
  return createTextCleaner(terms, { mapUid, vocabulary, level, labels: { ...labels, strict: level === 'strict', ...own } });
}
const cleaner = cleanerOf(people);
const seen = (terms: IdentityTerms, names: readonly string[], kind: LabelKind = 'structure', own: Partial<LabelOptions> = {}) =>
  cleanerOf({ ...terms, labels: names.map((name) => labelTerm(kind, name)) }, own);

test.each([
  ['structure', 'PTV Dr.Smithson', 'PTV'],
  ['structure', 'PTV Dr. Unknownname', 'PTV'],
  ['structure', 'GTV_SA_v2', 'GTV_v2'],
  ['structure', 'GTV_A.S._v2', 'GTV_v2'],
  ['structure', 'MRN 00123 heart', 'heart'],
  ['structure', 'Reg w/ PET 3/12', 'Reg w/ PET'],
  ['structure', 'PTV^Smithson', 'PTV'],
  ['structure', 'Herz Smithson', 'Herz'],
  ['plan', 'Smithson_Prost', 'Prost'],
  ['plan', 'AS 7F IMRT', '7F IMRT'],
  ['plan', 'Dr Lee boost 2', 'boost 2'],
  ['plan', 'PLAN 12-3-19', 'PLAN'],
  ['beam', '1 AP ASmithson', '1 AP'],
  ['setup', 'Mask #1234 A.Smithson', 'Mask'],
  ['dose', 'Dose for Smithson 3/12', 'Dose for'],
  ['structure', 'PTV 5040', 'PTV'],
  ['structure', 'PTV_5040', 'PTV'],
] as const)('%s %j becomes %j', (kind, name, cleaned) => {
  expect(cleaner.cleanLabel(kind, name)).toBe(cleaned);
});

test.each([
  'Heart', 'PTV_6000', 'Paratid_L', 'Hart', 'wb', 'Rückenmark', '1B2 LAO', 'LAO BST', 'PDR Cervix', 'WHOLE BRAIN', 'AP', 'PA', 'xyz', 'PTV 60Gy',
])('%j stays', (name) => {
  for (const kind of ['structure', 'beam', 'plan'] as const) expect(cleaner.inspectLabel(kind, name)).toMatchObject({ text: name, changed: false });
}); // biome-ignore format: a list is easier to read dense

test.each([
  ['structure', 'Smithson', 'ROI_'],
  ['beam', 'Smithson^Anna', 'BEAM_'],
  ['plan', '110319', 'PLAN_'],
  ['structure-set', 'sep30', 'SET_'],
  ['dose', 'Smithson', 'DOSE_'],
  ['setup', 'Smithson', 'SETUP_'],
  ['prescription', 'Smithson', 'RX_'],
] as const)('a %s that is only an identifier (%j) gets a neutral name of its own', (kind, name, prefix) => {
  const neutral = cleaner.cleanLabel(kind, name);
  expect(neutral).toMatch(new RegExp(`^${prefix}[2-9A-Z]{5}$`));
  expect(cleaner.cleanLabel(kind, `${name} ${name}`)).not.toBe(neutral);
  expect(cleaner.cleanLabel(kind, neutral)).toBe(neutral);
});

describe('unknown words', () => {
  test.each([
    ['scrub', 'PTV Zorn', 'PTV Zorn'],
    ['drop', 'PTV Zorn', 'PTV'],
    ['drop', 'PTV_Zorn_High', 'PTV_High'],
    ['drop', 'Paratid_L', 'Paratid_L'],
    ['drop', 'Heart', 'Heart'],
  ] as const)('with %s %j becomes %j', (unknown, name, cleaned) => {
    const own = cleanerOf(people, { structureNames: { keep: 'standard', unknown } });
    expect(own.cleanLabel('structure', name)).toBe(cleaned);
  });
  test('with number the name becomes neutral, and a name of known words stays', () => {
    const own = cleanerOf(people, { structureNames: { keep: 'standard', unknown: 'number' } });
    expect(own.cleanLabel('structure', 'PTV Zorn')).toMatch(/^ROI_/);
    expect(own.cleanLabel('structure', 'Herz li')).toBe('Herz li');
    expect(own.cleanLabel('plan', 'Plan Zorn')).toBe('Plan Zorn');
  });
  test('are doubtful where they stay', () => {
    expect(cleaner.inspectLabel('structure', 'PTV Zorn').doubtful).toEqual(['zorn']);
    expect(cleaner.inspectLabel('structure', 'Paratid_L').doubtful).toEqual(['paratid']);
    expect(cleaner.inspectLabel('structure', 'GTV_SA_v2').doubtful).toEqual(['sa']);
    expect(cleaner.inspectLabel('structure', 'Heart').doubtful).toEqual([]);
  });
});

test('keep none makes all names of structures neutral and distinct, keep all lets every word stay that names nobody', () => {
  const none = cleanerOf(people, { structureNames: { keep: 'none', unknown: 'scrub' } });
  expect(none.cleanLabel('structure', 'Heart')).toMatch(/^ROI_/);
  expect(none.cleanLabel('structure', 'Lung')).not.toBe(none.cleanLabel('structure', 'Heart'));
  expect(none.cleanLabel('plan', 'Prostate')).toBe('Prostate');
  const all = cleanerOf(people, { structureNames: { keep: 'all', unknown: 'number' } });
  expect(all.inspectLabel('structure', 'Zorn Smithson 3')).toMatchObject({ text: 'Zorn 3', doubtful: [] });
});

describe.each([
  ['Heart^Paul', 'Heart', 'PTV Heart', 'Paul Heart', 'ROI', 'PTV'],
  ['Lens^Maria', 'Lens_L', 'PTV_Lens', 'Maria Lens', 'ROI', 'PTV'],
  ['Brain^Cara', 'Brain_PRV05', 'Brain stem', 'Brain, C.', 'ROI', 'stem'],
  ['Left^Ed', 'Lung_Left', 'PTV_Left', 'Ed Left', 'ROI', 'PTV'],
])('a patient called %s', (name, organ, target, echo, neutral, left) => {
  const terms = { ...noTerms, names: [name], own: [name] };
  const own = cleanerOf(terms);
  test('keeps the organ where it is the whole name, and it is on the list of doubts', () => {
    expect(own.cleanLabel('structure', organ)).toBe(organ);
    expect(own.inspectLabel('structure', organ).doubtful).not.toEqual([]);
    expect(own.cleanLabel('structure', target)).toBe(left);
  });
  test('keeps not even that where texts are strict', () => {
    expect(cleanerOf(terms, {}, 'strict').cleanLabel('structure', organ)).not.toContain(name.split('^')[0]);
  });
  test('loses the echo where it can be told apart', () => {
    expect(own.cleanLabel('structure', echo)).toMatch(new RegExp(`^${neutral}_`));
    expect(own.cleanLabel('plan', `${echo} boost`)).toBe('boost');
  });
});

test('the side of an organ is no initial of a patient who bears its name', () => {
  expect(cleanerOf({ ...noTerms, names: ['Lens^Lee'] }).cleanLabel('structure', 'Lens_L')).toBe('Lens_L');
  expect(cleanerOf({ ...noTerms, names: ['Lens^Maria'] }).cleanLabel('structure', 'Lens M PTV')).toBe('PTV');
  expect(cleanerOf({ ...noTerms, names: ['Ottershaw^Lena'] }).cleanLabel('structure', 'Lung_L_Ottershaw')).toBe('Lung_L');
});

describe('names that differ stay different', () => {
  test('one that stays has its name, one that would take it gets letters', () => {
    const own = seen(people, ['PTV', 'PTV Smithson', 'Smithson PTV', 'Heart Smithson']);
    expect(own.cleanLabel('structure', 'PTV')).toBe('PTV');
    expect(own.cleanLabel('structure', 'PTV Smithson')).toMatch(/^PTV_[2-9A-Z]{3}$/);
    expect(own.cleanLabel('structure', 'Smithson PTV')).toMatch(/^PTV_[2-9A-Z]{3}$/);
    expect(own.cleanLabel('structure', 'Smithson PTV')).not.toBe(own.cleanLabel('structure', 'PTV Smithson'));
    expect(own.cleanLabel('structure', 'Heart Smithson')).toBe('Heart');
  });
  test('the order in which they were seen does not count', () => {
    const names = ['PTV Smithson', 'PTV_Smithson', 'Smithson', 'PTV'];
    const one = seen(people, names);
    const other = seen(people, [...names].reverse());
    for (const name of [...names].reverse()) expect(other.cleanLabel('structure', name)).toBe(one.cleanLabel('structure', name));
  });
  test('a name that nobody saw before gets letters when it changes', () => {
    expect(seen(people, ['PTV']).cleanLabel('structure', 'CTV Smithson')).toMatch(/^CTV_[2-9A-Z]{3}$/);
  });
  test('a name is the same wherever it stands, whatever it names there', () => {
    const terms = {
      ...people,
      labels: [labelTerm('structure', 'Smithson'), labelTerm('dose', 'Smithson'), labelTerm('plan', 'Plan Smithson')],
    };
    const own = cleanerOf(terms);
    expect(own.cleanLabel('dose', 'Smithson')).toBe(own.cleanLabel('structure', 'Smithson'));
    expect(own.cleanLabel('dose', 'Smithson')).toMatch(/^ROI_/);
  });
  test('16 characters are kept where the original had no more', () => {
    const own = seen(people, ['Smithson LungBoost', 'Smithson_LungBoo', 'Smithson-LungBoo']);
    expect(own.cleanLabel('structure', 'Smithson_LungBoo').length).toBeLessThanOrEqual(16);
  });
});

describe('names that the user chose', () => {
  const chosen = new Map([['herz', 'Heart'], ['lungeli', 'Lung_L'], ['doe', 'PTV Smithson']]); // biome-ignore format: rows
  const own = seen(people, ['Herz', 'HERZ', 'Lunge li.', 'Lung_L', 'Doe'], 'structure', { chosen });
  test('stand for theirs, whatever case and separators', () => {
    expect(own.cleanLabel('structure', 'Herz')).toMatch(/^Heart/);
    expect(own.cleanLabel('structure', 'HERZ')).toMatch(/^Heart/);
    expect(own.cleanLabel('structure', 'HERZ')).not.toBe(own.cleanLabel('structure', 'Herz'));
  });
  test('stay distinct from names that stay, and free of identifiers', () => {
    expect(own.cleanLabel('structure', 'Lung_L')).toBe('Lung_L');
    expect(own.cleanLabel('structure', 'Lunge li.')).toMatch(/^Lung_L_/);
    expect(own.cleanLabel('structure', 'Doe')).toBe('PTV');
  });
});

describe('the strict level', () => {
  const strict = cleanerOf(people, {}, 'strict');
  test.each([
    ['boost Zorn left', 'boost left'],
    ['seen with Zorn at 60 Gy in 30 fx', 'with at 60 Gy in 30 fx'],
    ['5040 cGy, 7731', '5040 cGy'],
    ['VMAT 6MV PTV_High T2 (Zorn)', 'VMAT 6MV PTV_High T2'],
    ['Zorn', ''],
    ['Bestrahlung der linken Brust', 'Bestrahlung der Brust'],
  ])('%j leaves %j', (text, cleaned) => {
    expect(strict.clean(text)).toBe(cleaned);
    expect(strict.clean(cleaned)).toBe(cleaned);
  });
  test('takes unknown words from plans and beams too, and leaves known ones', () => {
    expect(strict.cleanLabel('plan', 'Zorn Prostate')).toBe('Prostate');
    expect(strict.cleanLabel('plan', 'Zorn')).toMatch(/^PLAN_/);
  });
});

test.each([
  ['Müller^Jörg', 'PTV Mueller', 'PTV'],
  ['Иванов^Пётр', 'PTV Иванов', 'PTV'],
  ['Παπαδόπουλος^Νίκος', 'PTV ΠΑΠΑΔΟΠΟΥΛΟΣ', 'PTV'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'PTV 山田', 'PTV'],
  ['Hong^Gildong=洪^吉洞=홍^길동', 'PTV 길동', 'PTV'],
  ['Łukasz^Żółć', 'PTV Zolc', 'PTV'],
])('in any script %s goes from %j', (name, label, cleaned) => {
  expect(cleanerOf({ ...noTerms, names: [name] }).cleanLabel('structure', label)).toBe(cleaned);
});

const part = fc.constantFrom(
  'PTV',
  'Heart',
  'Lung',
  'L',
  'Smithson',
  'Vonwald',
  'Anna',
  'AS',
  'Zorn',
  '5040',
  '1',
  'boost',
  '110319',
  'Dr.',
  'Herz',
  '00123456',
);
const name = fc
  .array(fc.tuple(part, fc.constantFrom(' ', '_', '-', '', '^')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([word, mark]) => word + mark).join('').replace(/^[ ]+|[ ]+$/g, '')); // biome-ignore format: one chain

test.each(['scrub', 'drop', 'number'] as const)(
  'with %s: different in, different out; no identifier; no name empty; SH stays SH',
  (unknown) => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (names) => {
        const own = seen(people, names, 'structure', { structureNames: { keep: 'standard', unknown } });
        const results = names.map((one) => own.cleanLabel('structure', one));
        expect(new Set(results).size).toBe(names.length);
        for (const [at, result] of results.entries()) {
          expect(result).not.toBe('');
          expect(result).not.toMatch(/smithson|vonwald|anna|00123456/i);
          if (names[at]!.length <= 16) expect(result.length).toBeLessThanOrEqual(16);
          expect(own.finds(result)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  },
);

test('cleaning a name twice is cleaning it once', () => {
  fc.assert(
    fc.property(name, (one) => {
      const once = cleaner.cleanLabel('structure', one);
      expect(cleaner.cleanLabel('structure', once)).toBe(once);
    }),
    { numRuns: 300 },
  );
});

test('a text that repeats a name repeats what it is called now', () => {
  const changed = ['KZ boost', 'GTV_AH_v2', 'KZ', 'PTV-(KZ)+5'];
  const cleaner = cleanerOf({
    ...noTerms,
    names: ['Zwetschgen^Kunigunde', 'Hochleitner^Adalbert', 'Huber^Anna'],
    labels: [...changed.map((name) => labelTerm('structure', name)), labelTerm('structure', 'Lung_L')],
  });
  const now = (name: string): string => cleaner.cleanLabel('structure', name);
  for (const name of changed) expect(now(name)).not.toBe(name);
  expect(cleaner.inspectClean('seen: GTV_AH_v2, KZ boost; PTV-(KZ)+5')).toEqual({
    text: `seen: ${now('GTV_AH_v2')}, ${now('KZ boost')}; ${now('PTV-(KZ)+5')}`,
    changed: true,
    doubtful: [],
  });
  // What falls from any text falls there as ever, of several words too.
  expect(cleaner.clean('KZ boost Zwetschgen, GTV_AH_v2 Anna Huber')).toBe(`${now('KZ boost')}, ${now('GTV_AH_v2')}`);
  // Short ones only where they are all of the text: two letters may be anything.
  expect(cleaner.clean(' KZ ')).toBe(now('KZ'));
  expect(cleaner.clean('KZ Lung_L, KZ boosted, XGTV_AH_v2')).toBe('KZ Lung_L, KZ boosted, XGTV_AH_v2');
});
