import { describe, expect, test } from 'vitest';
import { readName } from '../../src/rt/structure-names.js';
import { createWords } from '../../src/rt/vocabulary.js';

const words = createWords();
const verdict = (name: string) => readName(name, words).verdict;

test.each([
  'Heart', 'Lens_L', 'Lungs', 'SpinalCord', 'SpinalCord_PRV05', 'OpticNrv_L', 'Glnd_Submand_L', 'Brainstem_PRV', 'GreatVes', 'A_LAD', 'VB_T05',
  'LN_Neck_IA_L', 'Femur_Head_L', 'BrachialPlex_L', 'Musc_Constrict_S', 'Bone_Mandible', 'Lungs-GTV', '~Brain', 'Lung~_L', '_Ring', 'zPTV_Opt',
  'PTV', 'PTV!', 'PTV_5040', 'PTV_x28', 'PTV-03', 'PTV_High', 'PTVn1_High', 'GTVp2_CT1', 'CTVsb_Boost', 'IGTV_4D', 'CTV_60', 'PTV^Boost', 'L_Lung',
  'Rectum+5mm', 'Bladder-PTV',
])('%s is a standard name', (name) => expect(verdict(name)).toBe('standard')); // biome-ignore format: a list is easier to read dense

test.each([
  'lung left', 'Left Lung', 'heart wall', 'Paratid_L', 'Mandibel', 'PTV 1', 'ptv_boost', 'Bowel-Bag (loops)', 'Whole Brain',
  'Herz', 'Rückenmark', 'Rueckenmark', 'RUECKENMARK', 'Ru\u0308ckenmark', 'Hilfsring', 'Lunge re', 'Ohrspeicheldrüse li', 'Dünndarm', 'Hüftkopf_rechts',
  'Cœur', 'Coeur', 'Moelle épinière', 'Poumon D', 'Vessie', 'Têtes fémorales', 'Canal médullaire', 'Grêle',
  'Corazón', 'Médula', 'Próstata', 'Pulmón izq', 'Vejiga', 'Parótida dcha', 'Cabeza femoral I',
  'Cuore', 'Midollo spinale', 'Rene sx', 'Polmone dx', 'Vescica', 'Nervo ottico sn',
  'Ruggenmerg', 'Hartzakje', 'Long links', 'Blaas', 'Speekselklier re', 'Heupkop L',
  'Coração', 'Medula espinhal', 'Pulmão_E', 'Bexiga', 'Próstata', 'Fígado',
  '1 AP', '2LAO', 'Arc 1 CW 181-179', 'RAO 30/T0 G180', 'CBCT', 'IMRT 7F', '6MV', 'Ph1 VMAT', '5040cGy/28', 'B1_photons', 'couch interior', '1234 MU',
])('all of %s is known', (name) => expect(verdict(name)).not.toBe('unknown')); // biome-ignore format: a list is easier to read dense

test.each([
  'PTV Roe', 'PTV^Roe', 'GTV_AH_v2', 'PTVroe', 'DOEplan', 'MRN 00123', 'PTV_2019', '110319', 'Prosper', 'Hartmann', 'Lungwitz', '直腸',
])('%s holds what nobody knows', (name) => expect(verdict(name)).toBe('unknown')); // biome-ignore format: a list is easier to read dense

test.each(['PTV_Doe_5040', 'Very_Long_Heart_Name', 'heart', 'Herz', 'PTV 5040'])('%s is no standard name', (name) =>
  expect(verdict(name)).not.toBe('standard'),
);

describe('parts of a name', () => {
  test.each([
    ['PTVn1_5040', ['PTVn target', '1 number', '5040 dose']],
    ['zOpticNerve_L', ['z letter', 'OpticNerve word', 'L word']],
    ['GTV_T2_v3', ['GTV target', 'T index', '2 number', 'v index', '3 number']],
    ['LN_IIa', ['LN word', 'IIa index']],
    ['Hilfsring Paratid', ['Hilfsring compound', 'Paratid near']],
    ['PTVSmith12345', ['PTV target', 'Smith unknown', '12345 code']],
    ['12345 MU', ['12345 dose', 'MU word']],
    ['2019', ['2019 code']],
  ] as const)('%s', (name, parts) => {
    expect(readName(name, words).tokens.map(({ text, kind }) => `${text} ${kind}`)).toEqual(parts);
  });
  test('they stand where they say', () => {
    const name = 'Ru\u0308ckenmark_PRV05 (Smith)';
    for (const { start, end, text } of readName(name, words).tokens) expect(name.slice(start, end)).toBe(text);
  });
});

test('words of the user are known in any language, but protect nobody', () => {
  const own = createWords(['直腸', 'Kasper-Feld', 'Mühlstein']);
  expect(readName('直腸PTV', own).verdict).not.toBe('unknown');
  expect(readName('muehlstein li', own).verdict).toBe('near');
  expect(own.protects('muhlstein')).toBe(false);
});

test.each(['smith', 'costa', 'young', 'klein', 'delgado', 'tang', 'gold', 'may', 'june', 'testa', 'gray'])(
  '%s is too often a name to protect',
  (word) => expect(words.protects(word)).toBe(false),
);
