/** Of the conformance statement: what is said in sentences, about dummies, scope, the way back and limits. Each depends on the profile where the program does. */
import type { ResolvedProfile } from '../deid/profile.js';
import { pixelsWithoutRule } from '../report/pixel-rule-text.js';

export const replacements = ({ options, dates, pseudonyms }: ResolvedProfile): readonly string[] => [
  'A dummy is valid for its VR: DA `20000101`, TM `000000`, DT `20000101000000`, AS `000Y`, DS and IS `0`, CS `NONE` or a value that the Standard enumerates, UR `about:blank`, binary values zeros; as many as the least Value Multiplicity. Text is a word and a hash of the original, so that equal originals stay equal and different ones different. A sequence gets one item with what its Types ask for; one of references keeps its items, whose UIDs are mapped.',
  'A hash is cut from HMAC-SHA-256 with the project key, in letters and digits that spell no words.',
  `The pseudonym of the patient is \`${pseudonyms.patientId}\`, the name \`${pseudonyms.patientName}\`, or what a mapping table assigns (\`--mapping\`).`,
  options.includes('retainUids')
    ? 'UIDs stay as they are.'
    : 'A UID becomes `2.25.` and the decimal of a UUID of HMAC-SHA-256 over the original with the project key. UIDs of the Standard (under 1.2.840.10008) and those that name a definition (SOP Classes, coding schemes, context groups) never change.',
  ...(options.includes('retainLongitudinalTemporalModifiedDates')
    ? [
        `Dates move by one secret offset per patient, computed from the project key: ${dates.shiftDays.join(' to ')} days${dates.wholeWeeks ? ' in whole weeks' : ''}. Times of day stay. What is no date goes.`,
      ]
    : []),
];

export const integrity = ({ options }: ResolvedProfile): readonly string[] => [
  `The project key: all files that are de-identified with one key and one profile agree in pseudonyms${options.includes('retainUids') ? '' : ', UIDs'}${options.includes('retainLongitudinalTemporalModifiedDates') ? ' and date offsets' : ''}, whatever the run, the machine, the order and the number of workers. Files may be added later.`,
  ...(options.includes('retainUids')
    ? []
    : [
        'References to instances that are not among the inputs are mapped like all others: they resolve once those are de-identified with the same key.',
      ]),
  'A patient is a Patient ID with its issuer, or the study where there is none. Patient IDs that share a study in one run are one patient.',
  'Numbers that link within and between objects (ROI, beam, fraction group, dose reference, setup) are not changed.',
];

export const returning: readonly string[] = [
  'Encrypted Attributes Sequence (0400,0500) is not written; where one stands, it is removed. So there is no Transfer Syntax for encrypted attributes and no key for them.',
  'Originals and what replaced them stand in the private state (mapping.csv), never in an output. `lookup` reads it; `reidentify` puts patient, UIDs and dates back into objects that were made on outputs.',
  'The project key is 256 random bits in a file of mode 0600; it is never an argument, in a log or in an output.',
];

export const restrictions = ({ quarantine, options }: ResolvedProfile): readonly string[] => [
  `Set aside and not written are SOP Classes of the kinds ${quarantine.join(', ') || 'none'}, objects of registered but unknown SOP Classes or of none, and outputs of radonym itself.`,
  'A file that cannot be read to its end is not written. Elements of group 0004 are written in a DICOMDIR only.',
  'Overlays (60xx) and curves (50xx) are removed, with all elements of their groups, also with Clean Graphics; overlay bits within Pixel Data become 0.',
  `Text burned into pixels: images that no row of the profile is about are ${pixelsWithoutRule}. With \`--ocr\` such images are read instead: \`match\` blanks what names the patient, \`blank\` all text that is found. OCR may miss text.`,
  ...(options.includes('cleanPixelData') ? [] : ['Clean Pixel Data is not applied by this profile: no row of it may blank pixels.']),
  'Faces in CT, MR and PET are not altered.',
  'Other Pixel Data, dose grids and their scaling, contours, control points, meterset, DVH and geometry leave byte for byte; where another Transfer Syntax is asked for, with the same values. Nothing is compressed with loss unless asked for; RT Dose and segmentations never.',
  'Decimal and integer strings that stay are never reformatted: one of more than 16 characters stays so.',
];
