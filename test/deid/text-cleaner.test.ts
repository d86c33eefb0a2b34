import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IdentityTerms, noTerms } from '../../src/deid/identity.js';
import { createTextCleaner } from '../../src/deid/text-cleaner.js';
import { characterSet } from '../../src/wire/charset.js';
import { labels, vocabulary } from '../support/words.js';

const terms: IdentityTerms = {
  names: [
    'Huber^Anna^Maria',
    'Smithson^John',
    'Müller^Jörg',
    'Doe^Jane',
    'Wu^Mei',
    'Heart^Lens',
    'Yamada^Tarou=山田^太郎',
    'Gray^Ann',
    'vreuter',
  ],
  ids: ['00123456', 'AB-77310', '5040', 'X12', '7'],
  dates: ['19600303'],
  places: ['St. Elsewhere Hospital Springfield'],
  devices: ['TB1309', 'LINAC', 'CT'],
};
const mapUid = (uid: string) => (uid.startsWith('1.2.840.10008.') ? uid : `2.25.${uid.length}00000000`);
const cleaner = createTextCleaner(terms, { mapUid, vocabulary, labels });
const nobody = createTextCleaner(noTerms, { mapUid, vocabulary, labels });

test.each([
  ['PTV Dr.Smithson', 'PTV'],
  ['Smithson_Prost', 'Prost'],
  ['PTVSmithsonBoost', 'PTVBoost'],
  ['SMITHSONPROST', 'PROST'],
  ['smithson-PTV-2', 'PTV-2'],
  ['JDOE PLAN', 'PLAN'],
  ['1 AP JDoe', '1 AP'],
  ['Doe, Jane boost', 'boost'],
  ['jane.doe', ''],
  ['boost (J. Doe) 2', 'boost 2'],
  ['PTV (Doe)', 'PTV'],
  ['(Doe 60)', '(60)'],
  ['Smithson J plan', 'plan'],
  ['ANNAHUBER', ''],
  ['Hubers PTV', 's PTV'],
  ["Huber's PTV", 'PTV'],
  ['mei wu lung', 'lung'],
  ['WuM', ''],
  ['vreuter approved', 'approved'],
  ['Mueller PTV', 'PTV'],
  ['MULLER PTV', 'PTV'],
  ['Mu\u0308ller PTV', 'PTV'],
  ['ptv_jörg', 'ptv'],
  ['山田太郎の計画', 'の計画'],
  ['DOEplan', 'plan'],
  ['PTV vreuter x', 'PTV x'],
  ['boost Yamada PTV', 'boost PTV'],
])('the name in %j falls: %j', (text, cleaned) => {
  expect(cleaner.clean(text)).toBe(cleaned);
  expect(cleaner.finds(text)).toBe(true);
});

test.each([
  ['MRN 123456 heart', 'heart'],
  ['00123456', ''],
  ['plan AB77310', 'plan'],
  ['ab 77-310 x', 'x'],
  ['ID 5040', 'ID'],
  ['X12', ''],
  ['VMAT StElsewhere', 'VMAT'],
  ['Springfield boost', 'boost'],
  ['TB1309 6X', '6X'],
  ['born 03.03.1960', 'born'],
])('the number, place or device in %j falls: %j', (text, cleaned) => {
  expect(cleaner.clean(text)).toBe(cleaned);
});

test.each([
  'Heart',
  'lens_L',
  'PTV_Heart',
  'heart wall',
  'Hospital',
  'LINAC',
  'CT',
  'GTV_AH_v2',
  '5040cGy',
  '5040 cGy in 28 fx',
  '60 Gray',
  'Beam 7',
  '7',
  'X123',
  'Hube',
  'Doer',
  'annual',
  'PTV_high-risk 60Gy',
  'Left Lung',
  'JD 7F IMRT',
])(
  // biome-ignore format: a list is easier to read dense
  '%j speaks of nobody',
  (text) => {
    expect(cleaner.clean(text)).toBe(text);
    expect(cleaner.finds(text)).toBe(false);
  },
);

test.each([
  ['Heart', ['heart']],
  ['PTV_Heart lens', ['heart', 'lens']],
  ['5040 cGy', ['5040']],
  ['60 Gray', ['gray']],
  ['Brain', []],
])('what stays although it is a term is doubtful: %j', (text, doubtful) => {
  expect(cleaner.inspectClean(text).doubtful).toEqual(doubtful);
});

test.each([
  ['PLAN 12-3-19', 'PLAN'],
  ['2019-02-25T10:11:12 start', 'start'],
  ['CT 20190225', 'CT'],
  ['scan 120319 new', 'scan new'],
  ['12 Mar 2019', ''],
  ['March 3rd, 1960 boost', 'boost'],
  ['3. März 60', ''],
  ['sep30', ''],
  ['isocentre at C7 Jan 15, 2020', 'isocentre at C7'],
  ['Phase 1 Nov 16, 2024', 'Phase 1'],
  ['12-Mar-19_PTV', 'PTV'],
  ['02/2019', ''],
  ['Dose for 3/12', 'Dose for'],
  ['Reg w/ PET 3/12', 'Reg w/ PET'],
  ['at 14:30:15', 'at'],
  ['2pm', ''],
  ['14h30', ''],
  ['call 555-123-4567', 'call'],
  ['tel: 0711 1234', ''],
  ['+49 711 123456 ok', 'ok'],
  ['mail x.y@clinic.example', 'mail'],
  ['see http://pacs.example/study?id=1 now', 'see now'],
  ['pacs01.clinic.local', ''],
  ['10.1.2.3:104', ''],
  ['C:\\Users\\jd\\plan.dcm', ''],
  ['\\\\srv01\\share\\x y', 'y'],
  ['/home/jd/plan', ''],
  ['SSN 123-45-6789', ''],
  ['MRN 00123 heart', 'heart'],
  ['Mask #1234', 'Mask'],
  ['NSABP B-39 pt 0123', 'NSABP B-39'],
  ['1234567890 cGy', 'cGy'],
  ['Dr Lee boost 2', 'boost 2'],
  ['Prof. Dr. med. Hans Meier approved', 'approved'],
  ['PTV_Dr_Vonwald_2', 'PTV_2'],
  ['dr lee plan', 'plan'],
  ['Mrs S. needs 2 RTTs', 'needs 2 RTTs'],
  ['Frau Kurz Brust li', 'Brust li'],
  ['manual, contoured by M.B.', 'manual, contoured'],
  ['therapist J. Roe override: pt late', 'therapist override: pt late'],
])('whoever it is, %j leaves %j', (text, cleaned) => {
  expect(nobody.clean(text)).toBe(cleaned);
  expect(nobody.finds(text)).toBe(false);
});

test.each([
  '',
  'PTV',
  'GTV-T_60Gy',
  '30x30 2.5mm 6MV 18X 7F',
  'RAO 30/T0 G180',
  'Arc 1 CW 181-179',
  'Arc 1/2',
  'Fx 3/12',
  '3/12 fractions',
  '4-6-10 cm',
  '60/30',
  'MR Brain',
  'MS lesions',
  'SR Dose',
  'DR Chest',
  'SRS plan',
  'May boost',
  'v1.2.3',
  '0.1234567',
  '2019',
  'C3-C7',
  'Z-eff 7.42',
  'A\\B',
  'w/ bolus',
  'Sr-90',
  'decub 30',
  'Bladder+2cm',
  '600000 MU',
  'Homogeneous 95-107%',
  'L5/S1',
  '50.4/1.8',
  'a_b__c--d',
  '  two  spaces  ',
  'limited by air',
  'Dr',
  'line\nline',
])(
  // biome-ignore format: a list is easier to read dense
  '%j is returned as the same string',
  (text) => {
    expect(nobody.clean(text)).toBe(text);
  },
);

test.each([
  ['ref 1.2.826.0.1.3680043.2.1 used', 'ref 2.25.2300000000 used'],
  ['RP.1.2.826.0.1.3680043.2.1.dcm', 'RP.2.25.2300000000.dcm'],
  ['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.5.1.4.1.1.2'],
  ['Smithson 1.2.826.0.1.3680043.2.1', '2.25.2300000000'],
  ['1.2.3.4.5', '1.2.3.4.5'],
])('UIDs in %j are mapped: %j', (text, cleaned) => {
  expect(cleaner.clean(text)).toBe(cleaned);
});

const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

test.each([
  ['ASCII', Buffer.from('\0\x01xxSMITHSONyy'), true],
  ['a short name that stands alone', Buffer.from('\0\0Jane\0'), true],
  ['a short name within a word', Buffer.from('\0\0Janeway\0'), false],
  ['three letters where the bytes are a text', Buffer.from(' Doe '), true],
  ['three letters among numbers', Buffer.from('\x01\x02\x03 Doe \x04\x05\x06'), false],
  ['a date in words', Buffer.from('<on>March 3, 1960</on>'), true],
  ['Latin 1', Buffer.from('MÜLLER', 'latin1'), true],
  ['UTF-8', Buffer.from('<n>müller</n>'), true],
  ['an umlaut written out', Buffer.from('MUELLER'), true],
  ['UTF-16 little endian', utf16('Smithson', false), true],
  ['UTF-16 big endian', utf16('x smithson', true), true],
  ['a number that stands alone', Buffer.from('<id>00123456</id>'), true],
  ['digits within a longer number', Buffer.from('900123456'), false],
  ['a birth date', Buffer.from(' 19600303 '), true],
  ['a word of radiotherapy', Buffer.from(' heart lens hospital LINAC '), false],
  ['nothing', Buffer.alloc(0), false],
])('bytes are searched: %s', (_, value, found) => {
  expect(cleaner.findsInBytes(value, 0, value.length)).toBe(found);
});

test.each([
  ['Kanji by code extension', 'ISO 2022 IR 6\\ISO 2022 IR 87', '\x1b$B;3ED\x1b(B', true],
  ['another name by code extension', 'ISO 2022 IR 6\\ISO 2022 IR 87', '\x1b$B>.NS\x1b(B', false],
  ['Cyrillic', 'ISO_IR 144', '\xc1\xdc\xd8\xe0\xdd\xde\xd2', true],
  ['Cyrillic where the file says nothing of it', 'ISO_IR 100', '\xc1\xdc\xd8\xe0\xdd\xde\xd2', false],
])('bytes are read in the character set of the file: %s', (_, declared, name, found) => {
  const own = createTextCleaner({ ...noTerms, names: ['Yamada^Tarou=山田^太郎', 'Смирнов^Пётр'] }, { mapUid, vocabulary, labels });
  const value = Buffer.from(`<n>${name}</n>`, 'latin1');
  expect(own.findsInBytes(value, 0, value.length, characterSet(declared))).toBe(found);
});

test('only the bytes asked for are searched', () => {
  const value = Buffer.from('Smithson');
  expect(cleaner.findsInBytes(value, 1, value.length)).toBe(false);
  expect(cleaner.findsInBytes(value, 0, value.length - 1)).toBe(false);
});

const names = ['Smithson', 'Jane', 'Doe', 'Huber', 'Anna', 'Müller', 'vreuter', 'Yamada'];
const recased = (text: string, how: number) => [text, text.toLowerCase(), text.toUpperCase()][how % 3]!;
const separator = fc.constantFrom(' ', '_', '-', '.', '^', ', ', '+', '__', ' - ');
const filler = fc.constantFrom('PTV', 'boost', 'x', 'v3', '60Gy', '');

test('no name of three letters or more survives, whatever surrounds it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(2), separator, separator, filler, filler, (name, how, left, right, before, after) => {
      const spelled = recased(name, how);
      const cleaned = cleaner.clean(before + left + spelled + right + after);
      expect(cleaned.toLowerCase()).not.toContain(spelled.toLowerCase());
      expect(cleaner.finds(cleaned)).toBe(false);
      for (const kept of [before, after]) expect(cleaned).toContain(kept);
    }),
    { numRuns: 500 },
  );
});

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...names,
          'heart',
          'Dr.',
          'by ',
          'AB-77310',
          '123456',
          '12',
          '3',
          '2019',
          'Mar',
          ':',
          '/',
          '@',
          '(',
          ')',
          '.',
          'J',
          'van',
          '\n',
        ),
        separator,
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('')),
);

test('cleaning is a fixed point and leaves no term', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const cleaned = cleaner.clean(text);
      expect(cleaner.clean(cleaned)).toBe(cleaned);
      expect(cleaner.finds(cleaned)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('a long text is cleaned in pieces, and a run that nothing divides is dropped', () => {
  const line = 'PTV margin 5mm, Smithson, heart spared\n';
  const cleaned = cleaner.clean(line.repeat(3000));
  expect(cleaned).not.toContain('Smithson');
  expect(cleaned.split('\n').filter((kept) => kept === 'PTV margin 5mm, heart spared').length).toBeGreaterThan(2900);
  expect(cleaner.clean(`${'x'.repeat(40_000)}`)).toBe('');
  expect(cleaner.finds(`${'1.5\\'.repeat(20_000)}Smithson`)).toBe(true);
});

test.each([
  '1',
  '1.',
  '1 ',
  'a.',
  'a',
  'A',
  'Dr. ',
  'jan',
  '(',
  '0 ',
  '/a',
  '@a',
  '1/',
  '\\\\a',
  ' _',
  'smithso',
  'pt ',
  '\u0301',
  '12:',
  'Aa',
])('a text of nothing but %j takes time in proportion', (part) => {
  const text = part.repeat(Math.floor(30_000 / part.length));
  const started = performance.now();
  cleaner.clean(text);
  expect(performance.now() - started).toBeLessThan(1500);
});

test.each([
  ['PHANTOM_EXAMPLE', 'PHANTOM_EXAMPLE', ''],
  ['PHANTOM_EXAMPLE', 'scan of phantom example, left', 'scan of, left'],
  ['PHANTOM_EXAMPLE', 'example phantom', 'example phantom'],
  ['Phantom', 'Phantom', 'Phantom'],
])('an ID of several ordinary words goes, one such word stays: ID %s in %j', (id, text, left) => {
  expect(createTextCleaner({ ...noTerms, ids: [id] }, { mapUid, vocabulary, labels }).clean(text)).toBe(left);
});

const ownCleaner = (...names: readonly string[]) => createTextCleaner({ ...noTerms, names, own: names }, { mapUid, vocabulary, labels });

test.each([
  ['Wang^Xiu', 'PTV Wang', 'PTV'],
  ['Wang^Xiu', 'Wang', ''],
  ['Wang^Xiu', 'PTVWang boost', 'PTV boost'],
  ['Wang^Xiu', 'Mr Wang', ''],
  ['Long^Tom', 'Mrs Long, boost', 'boost'],
  ['Heart^Joy', 'heart plan', 'plan'],
  ['Brain^John', 'BRAINJOHN', ''],
  ['Left^Ed', 'left breast', 'breast'],
  ['Lung^Joy', 'lungs', 'lungs'],
  // Two letters fall as a word of their own.
  ['Ng^Al', 'PTV Ng', 'PTV'],
  ['Ng^Al', 'GTV Al', 'GTV'],
  ['Ng^Al', 'NG', ''],
  ['Li^Bo', 'PTV Li', 'PTV'],
  ['Li^Bo', 'Lunge li', 'Lunge li'],
  ['Do^An', 'do not use an arc', 'do not use an arc'],
  ['Ng^Al', 'PTVNg1', 'PTVNg1'],
  ['Roe^Xueli', 'Ro Xu', 'Ro Xu'],
])('of the patient %s no word stays, of radiotherapy or of two letters: %j', (name, text, left) => {
  expect(ownCleaner(name).clean(text)).toBe(left);
  expect(ownCleaner(name).finds(text)).toBe(left !== text);
});

test('the same words stay where somebody else bears them, and in defined terms', () => {
  const others = createTextCleaner({ ...noTerms, names: ['Wang^Xiu', 'Ng^Al'] }, { mapUid, vocabulary, labels });
  for (const text of ['PTV Wang', 'PTV Ng']) expect(others.clean(text)).toBe(text);
  expect(ownCleaner('Brain^John').finds('BRAIN', true)).toBe(false);
  expect(ownCleaner('Brain^John').doubts('BRAIN', true)).toEqual(['brain']);
  expect(ownCleaner('Smithson^John').finds('SMITHSON', true)).toBe(true);
});

test('two letters are told, whether they stay or go', () => {
  for (const text of ['PTV Li', 'Lunge li']) expect(ownCleaner('Li^Bo').inspectClean(text).doubtful).toEqual(['li']);
});

test.each([
  ['Mr Long', ''],
  ['Frau Herz, Brust', 'Brust'],
  ['Dr. Lang boost', 'boost'],
  ['MR Brain', 'MR Brain'],
  ['DR chest', 'DR chest'],
  ['by Boost', 'by Boost'],
])('a title makes a word of radiotherapy a name, a modality does not: %j', (text, left) => {
  expect(nobody.clean(text)).toBe(left);
});

test.each([
  // SH, AE and CS end at 16 characters, LO at 64; some systems cut plans at 13.
  ['AP Schwarzenberg', 'AP'],
  ['PlanSchwarzenber', 'Plan'],
  ['planschwarzenber', 'plan'],
  ['PLANSCHWARZENBER', 'PLAN'],
  ['AP Schwarzenberg  ', 'AP'],
  ['1 RAO Schwarz', '1 RAO'],
  [`${'boost '.repeat(8)}xx plan Schwarze`, `${'boost '.repeat(8)}xx plan`],
  ['PA\\AP Schwarzenberg\\PA', 'PA\\AP\\PA'],
  // Shorter, or in the middle, it is any word; so is a word of radiotherapy.
  ['AP Schwarzenber', 'AP Schwarzenber'],
  ['Schwarzenberg AP', 'Schwarzenberg AP'],
  ['boost 2 AP Schwa', 'boost 2 AP'],
  ['boost 12 AP Schw', 'boost 12 AP Schw'],
  ['PTV boost  Brain', 'PTV boost  Brain'],
])('a name that its value had no room for goes: %j', (text, left) => {
  const name = 'Schwarzenberger^Annegret=Brainerd^Joe';
  const own = createTextCleaner({ ...noTerms, names: [name], own: [name] }, { mapUid, vocabulary, labels });
  expect(own.clean(text)).toBe(left);
  expect(own.finds(text)).toBe(left !== text);
});

test.each([
  ['S\u00admithson PTV', 'PTV'],
  ['Smith\u200bson PTV', 'PTV'],
  ['Sm\u200c\u200dith\u2060son\ufeff PTV', 'PTV'],
  ['boost Smith-\r\nson, PTV', 'boost, PTV'],
  ['boost Smith\nson PTV', 'boost PTV'],
  ['boost Smith- \n  son PTV', 'boost PTV'],
  ['boost Smi\n\nthson PTV', 'boost Smi\n\nthson PTV'],
  ['1234\n56', '1234\n56'],
])('what nobody sees and a line that ends do not hide a name: %j', (text, left) => {
  expect(cleaner.clean(text)).toBe(left);
});
