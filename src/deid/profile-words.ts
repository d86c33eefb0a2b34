/** The words of the profile language, each with what it means: for checks, for the JSON Schema and for docs/profiles.md alike. It checks nothing. */
import type { OptionName } from '../standard/confidentiality.js';
import type { ProfileAction } from './actions.js';

export const actionWords: { readonly [action in ProfileAction]: string } = {
  keep: 'the value, untouched; a date only if it is one; inside a sequence, its contents by their own rules',
  remove: 'nothing, as far as the Type allows: Type 1 gets a stand-in, Type 2 no value',
  empty: 'no value; Type 1 gets a stand-in',
  dummy: 'a valid stand-in, different for different originals where the VR is text',
  clean: 'the text without what identifies anyone; inside a sequence, its contents by their own rules',
  mapUid: 'the mapped UID; inside a sequence, its contents by their own rules',
  shiftDate: 'the date moved by the days of the patient',
  pseudonym:
    '`prefix-` and eight characters, or the `template`; equal originals in one `namespace` agree, whatever the attribute: case, outer spaces and, in names, `^` or commas do not count. Each pair is in mapping.csv, with the namespace as its kind',
  replace: 'the `value` given; also written `replace(value)`',
};

export const ruleWords = {
  attribute: 'what the rule names; may be left out where `vr` is given',
  vr: 'one or several VRs, of which the attribute must have one',
  iod: "one or several words for SOP Classes, of which one must be the file's",
  modality: "one or several values of Modality, of which one must be the file's",
  when: 'a condition on a value, or a list of which all must hold',
  action: 'what is done',
  namespace: 'of `pseudonym`: originals in one namespace agree; the keyword of the attribute when left out',
  prefix: 'of `pseudonym`: what it begins with, 8 characters at most; `P` when left out',
  template: 'of `pseudonym`, in place of `prefix`: text with one `{hash:4}` to `{hash:40}`, no longer than the VR of the attribute allows',
  value: 'of `replace`: the new value',
  reason: 'free text, shown by `explain`',
} as const;
export type RuleKey = keyof typeof ruleWords;

export const conditionWords = {
  attribute: "an attribute of the file's head; the element's own value when left out",
  equals: 'holds when one of the values is this text',
  matches: 'holds when one of the values has a match of this regular expression (RE2 syntax) anywhere; `^` and `$` tie it to the ends',
} as const;

export const profileWords = {
  name: "letters, digits, dots and dashes; stands in the output's (0012,0063)",
  description: 'one line for people',
  extends: 'one other profile, by name or file',
  basis: '`basic`: Table E.1-1 of PS3.15; `none`: change nothing and state nothing',
  options: "the Standard's options; replaces the list of what it extends",
  dates: 'one secret offset per patient, from the key',
  'dates.shiftDays': 'least and most days of the offset; may not hold 0',
  'dates.wholeWeeks': 'weekdays stay',
  pseudonyms: 'what patients are called',
  'pseudonyms.patientId': 'template with one `{hash:4}` to `{hash:40}`',
  'pseudonyms.patientName': 'template with `{patientId}` or `{hash:n}`',
  structureNames: 'names of structures (ROIs), where a rule cleans them',
  'structureNames.keep':
    '`standard`: names by TG-263 and names of known words stay; `all`: every word stays that names nobody; `none`: all become neutral',
  'structureNames.unknown':
    'what becomes of a word that no list knows: `scrub`: it stays and is listed as doubtful; `drop`: it goes; `number`: the whole name becomes neutral',
  text: 'how texts are cleaned',
  'text.level': '`strict`: of a cleaned text only known words, short numbers and numbers with units stay',
  'text.words': 'words of your own, in any language, that are known too; added to those of what it extends',
  private: 'private elements that stay',
  'private.keep':
    '`safe` (Table E.3.10-1), `rt-vendors` (our own reviewed list of what is needed to use or deliver the data), `rt-vendors-support` (what only the vendor needs besides), `declared` (what the file declares safe); needs `retainSafePrivate`',
  sopClasses: 'which files are not de-identified but set aside',
  'sopClasses.quarantine': 'categories of SOP Class that are set aside',
  pixels: 'what is burned into images: rows, added behind those of what it extends; the last that holds for an image wins',
  rules: 'added behind those of what it extends; the last that holds wins',
} as const;

export const pixelWords = {
  iod: "one or several words for SOP Classes, of which one must be the image's",
  modality: "one or several values of Modality, of which one must be the image's",
  manufacturer: 'a text that Manufacturer must hold, whatever the case',
  model: "a text that Manufacturer's Model Name must hold, whatever the case",
  imageType: 'one or several values, all of which Image Type must have',
  rows: 'what Rows must be',
  columns: 'what Columns must be',
  action:
    '`blank` (when left out): the rectangles are blanked; `keep`: such images show no text, you have looked; `quarantine`: such images are set aside',
  blank:
    'rectangles [x, y, width, height] in pixels; x or y below 0 counts from the right or bottom edge; what reaches beyond the image is cut',
  fill: 'sample value of blanked pixels where a pixel has one sample; black when left out',
  reason: 'free text, shown by `explain`',
} as const;

export const optionWords: { readonly [option in Exclude<OptionName, 'cleanRecognizableVisualFeatures'>]: string } = {
  cleanPixelData:
    'rows under `pixels` blank rectangles; an output that was cleaned says so by this code and Burned In Annotation NO, no other does',
  cleanDescriptors: 'labels and descriptions stay, what identifies anyone is cut out',
  cleanStructuredContent: 'content items stay and are cleaned inside',
  cleanGraphics:
    'annotations stay with cleaned text; overlays and curves are removed all the same, for nobody has looked at what they show',
  retainLongitudinalTemporalModifiedDates:
    "dates are shifted by the patient's offset, times of day stay; dates of devices and of local vocabularies are removed",
  retainLongitudinalTemporalFullDates: 'dates stay as they are',
  retainPatientCharacteristics: 'sex, age, size, weight and the like stay; ages over 89 become 090Y; the birth date never stays',
  retainDeviceIdentity: 'machine names, serial numbers, stations stay',
  retainInstitutionIdentity: 'institution names and addresses stay',
  retainUids: 'UIDs stay: they often hold site, licence number and time',
  retainSafePrivate: 'private elements of the lists in `private.keep` stay, searched and mapped',
};

/** Words of `sopClasses.quarantine` and the category of SOP Class each names. */
export const quarantineWords = {
  'encapsulated-documents': 'document',
  'secondary-capture': 'secondary-capture',
  'structured-reports': 'structured-report',
  'presentation-states': 'presentation',
  'raw-data': 'raw',
  images: 'image',
  registrations: 'registration',
  other: 'other',
  private: 'private',
} as const;
