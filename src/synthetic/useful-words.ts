/** What of radiotherapy is worth keeping in a text: names of structures, labels of plans and beams, sentences. Nothing here names anybody. */

/** Names after TG-263 and its like, all within 16 characters. */
export const structureNames = [
  'PTV', 'PTV_5040', 'CTV', 'GTV', 'GTVp', 'ITV', 'PTV_High', 'Heart', 'Lung_L', 'Lung_R', 'Lungs', 'SpinalCord', 'Brainstem', 'Parotid_L', 'Parotid_R',
  'Rectum', 'Bladder', 'Femur_Head_L', 'Kidney_R', 'Liver', 'Esophagus', 'Eye_L', 'Lens_R', 'Chiasm', 'BODY', 'External', 'Couch',
]; // biome-ignore format: a list is easier to read dense

/** To which an echo is added: "PTV Yamada". */
export const labelStems = [
  'PTV',
  'boost',
  'Lung_L',
  'VMAT',
  'IMRT',
  'Arc',
  'Prostate',
  'left breast',
  'CBCT',
  'LAO',
  'AP',
  'SBRT',
  'Phase 1',
  'Field 2',
];

/** Labels that stay as they are, all within 16 characters. */
export const labels = [
  'VMAT 2 arcs',
  'Arc 1 CW',
  'LAO',
  'RPO',
  '1 AP',
  'AP setup',
  'boost',
  'IMRT 7F',
  'CBCT',
  'Phase 1',
  'SBRT',
  '6X',
  'Left breast',
  'Prostate',
];

export const sentences = [
  'left lung', '60 Gy in 30 fractions', 'boost to tumour bed', 'head and neck', 'breath hold', 'supine, arms up', 'isocentre at C7',
  'bolus 5 mm', 'couch shift 1.5 cm', 'field in field',
]; // biome-ignore format: a list is easier to read dense

/** Coded strings (CS) that no table wants changed. */
export const codedStrings = ['SITE', 'TARGET', 'STATIC', 'PHOTON', 'TREATMENT', 'NONE', 'YES', 'NO', 'PRESENT', 'DYNAMIC'];

/** [value, scheme, meaning] */
export const codes: readonly (readonly [string, string, string])[] = [
  ['130102', 'DCM', 'Static Beam'],
  ['113691', 'DCM', 'IMRT'],
  ['80891009', 'SCT', 'Heart'],
  ['T-28000', 'SRT', 'Lung'],
  ['cGy', 'UCUM', 'centigray'],
  ['R-408C3', 'SRT', 'Target'],
];
