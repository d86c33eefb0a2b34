/** The ways in which an output is spoilt by hand, a row each, with the code that must name it. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dayOf } from '../../src/verify/day.js';
import { element, encode, explicit } from '../support/bytes.js';
import { at, put, remove, retell, type Told, textOf, told, write } from '../support/retell.js';

/** What a damage works on. */
export interface Scene {
  readonly originals: string;
  readonly outputs: string;
  /** Path of the output that was made of an original. */
  readonly output: (original: string) => string;
}

export interface Damage {
  readonly what: string;
  readonly code: string;
  /** Where the finding must stand; any place without. */
  readonly path?: string;
  readonly of: string;
  readonly change?: (root: Told[], scene: Scene) => void;
  readonly file?: (path: string, scene: Scene) => void;
}

const name = 'Quillfeather';
const original = (scene: Scene, of: string): Told[] => {
  let root: Told[] = [];
  const copy = join(scene.outputs, '..', 'original-copy.dcm');
  copyFileSync(join(scene.originals, of), copy);
  retell(copy, (all) => {
    root = all;
  });
  return root;
};
const privateBlock = (text: string | Uint8Array): Told[] => [
  told(0x00710010, 'LO', 'BLOCK OF A TEST'),
  told(0x00711001, 'OB', typeof text === 'string' ? Buffer.from(`${text}${text.length % 2 ? '\0' : ''}`) : text),
];

function eachDate(level: Told[], move: (date: string) => string): void {
  for (const one of level) {
    if (one.vr === 'DA' && textOf(one).length === 8) write(one, move(textOf(one)));
    for (const item of one.items ?? []) eachDate(item, move);
  }
}
const dayAfter = (date: string): string => new Date((dayOf(date)! + 1) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
const lastDigit = (text: string): string => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
const nudge = (one: Told): void => write(one, lastDigit(textOf(one)));
const flip = (one: Told): void => {
  one.bytes[one.bytes.length >> 1]! ^= 1;
};

const plan = 'study/RP.dcm';
const dose = 'study/RD.16.dcm';
const structures = 'study/RS.dcm';
const slice = 'study/CT.1.dcm';
const other = 'second-patient/RP.dcm';

export const damages: readonly Damage[] = [
  // Leaks.
  {
    what: 'a name in a private OB',
    code: 'verify/leak',
    path: '(0071,1001)',
    of: plan,
    change: (root) => put(root, ...privateBlock(`by ${name} `)),
  },
  {
    what: 'a name as UTF-16 in private bytes',
    code: 'verify/leak',
    path: '(0071,1001)',
    of: plan,
    change: (root) => put(root, ...privateBlock(Buffer.from(name, 'utf16le'))),
  },
  {
    what: 'a name as base64',
    code: 'verify/leak',
    path: '(0071,1001)',
    of: plan,
    change: (root) => put(root, ...privateBlock(Buffer.from(`x${name}`).toString('base64'))),
  },
  {
    what: 'a name as hexadecimal',
    code: 'verify/leak',
    path: '(0071,1001)',
    of: plan,
    change: (root) => put(root, ...privateBlock(Buffer.from(name).toString('hex'))),
  },
  {
    what: 'a number in a deflated data set',
    code: 'verify/leak',
    path: '(3004,0006)',
    of: 'second-patient/RD.dcm',
    change: (root) => put(root, told(0x30040006, 'LO', 'of KT7730418')),
  },
  {
    what: 'a name in a beam',
    code: 'verify/leak',
    path: '(300A,00B0)[1].(300A,00C2)',
    of: plan,
    change: (root) => write(at(root, 0x300a00b0, 1, 0x300a00c2), `AP ${name}`),
  },
  {
    what: 'a birth date in a comment',
    code: 'verify/leak',
    path: '(3004,0006)',
    of: dose,
    change: (root) => put(root, told(0x30040006, 'LO', 'born 17.04.1959')),
  },
  {
    what: 'an old UID in a text',
    code: 'verify/leak',
    path: '(3004,0006)',
    of: dose,
    change: (root, scene) => put(root, told(0x30040006, 'LO', `see ${textOf(at(original(scene, plan), 0x00080018))}`)),
  },
  {
    what: 'a name in the preamble',
    code: 'verify/leak',
    of: slice,
    file: (path) => {
      const bytes = readFileSync(path);
      bytes.write(name, 20, 'latin1');
      writeFileSync(path, bytes);
    },
  },
  {
    what: 'text in the preamble',
    code: 'verify/preamble',
    of: slice,
    file: (path) => writeFileSync(path, readFileSync(path).fill(0x41, 3, 9)),
  },
  {
    what: 'a name in the trailing padding',
    code: 'verify/leak',
    path: '(FFFC,FFFC)',
    of: slice,
    file: (path) => appendFileSync(path, encode([element(0xfffcfffc, 'OB', Buffer.from(`${name}  `))], explicit)),
  },
  {
    what: "a name in the file's name",
    code: 'verify/leak',
    of: slice,
    file: (path) => {
      mkdirSync(join(dirname(path), 'quillfeather thessaly'));
      renameSync(path, join(dirname(path), 'quillfeather thessaly', 'CT.dcm'));
    },
  },
  // UIDs and references.
  {
    what: 'one UID not mapped',
    code: 'verify/uid-kept',
    path: '(300C,0060)[1].(0008,1155)',
    of: plan,
    change: (root, scene) => write(at(root, 0x300c0060, 1, 0x00081155), textOf(at(original(scene, plan), 0x300c0060, 1, 0x00081155))),
  },
  {
    what: 'a dangling reference',
    code: 'verify/reference-lost',
    path: '(300C,0002)[1].(0008,1155)',
    of: dose,
    change: (root) => write(at(root, 0x300c0002, 1, 0x00081155), '2.25.1234567890'),
  },
  {
    what: 'a reference gone',
    code: 'verify/reference-lost',
    path: '(300C,0002)[1].(0008,1155)',
    of: dose,
    change: (root) => remove(root, 0x300c0002),
  },
  {
    what: 'a UID with two values',
    code: 'verify/uid-two-values',
    of: structures,
    change: (root) => write(at(root, 0x30060010, 1, 0x00200052), '2.25.42424242'),
  },
  {
    what: 'two instances become one',
    code: 'verify/uid-collision',
    path: '(0008,0018)',
    of: 'study/CT.2.dcm',
    change: (root, scene) => retell(scene.output(slice), (first) => write(at(root, 0x00080018), textOf(at(first, 0x00080018)))),
  },
  {
    what: 'a UID with a leading zero',
    code: 'verify/uid-malformed',
    path: '(0008,0018)',
    of: plan,
    change: (root) => write(at(root, 0x00080018), '2.25.0123456'),
  },
  {
    what: 'a SOP Class changed',
    code: 'verify/definition-changed',
    path: '(0008,0016)',
    of: plan,
    change: (root) => write(at(root, 0x00080016), '1.2.840.10008.5.1.4.1.1.481.2'),
  },
  {
    what: 'meta information of another instance',
    code: 'verify/meta-differs',
    path: '(0002,0003)',
    of: plan,
    change: (root) => write(at(root, 0x00080018), '2.25.77777777'),
  },
  {
    what: 'a reference into another patient',
    code: 'verify/reference-crosses-patients',
    path: '(300C,0060)[1].(0008,1155)',
    of: other,
    change: (root, scene) =>
      retell(scene.output(structures), (first) => write(at(root, 0x300c0060, 1, 0x00081155), textOf(at(first, 0x00080018)))),
  },
  {
    what: 'a beam number changed',
    code: 'verify/number-changed',
    path: '(300A,00B0)[1].(300A,00C0)',
    of: plan,
    change: (root) => write(at(root, 0x300a00b0, 1, 0x300a00c0), '7'),
  },
  {
    what: 'two patients merged',
    code: 'verify/patients-merged',
    path: '(0010,0020)',
    of: other,
    change: (root, scene) => retell(scene.output(plan), (first) => write(at(root, 0x00100020), textOf(at(first, 0x00100020)))),
  },
  {
    what: 'a patient split',
    code: 'verify/patient-split',
    path: '(0010,0020)',
    of: structures,
    change: (root) => write(at(root, 0x00100020), 'RTXXXXXXXXXX'),
  },
  // Clinical values.
  {
    what: 'one contour digit changed',
    code: 'verify/value-changed',
    path: '(3006,0039)[1].(3006,0040)[1].(3006,0050)',
    of: structures,
    change: (root) => nudge(at(root, 0x30060039, 1, 0x30060040, 1, 0x30060050)),
  },
  {
    what: 'a pixel byte flipped',
    code: 'verify/value-changed',
    path: '(7FE0,0010)',
    of: slice,
    change: (root) => flip(at(root, 0x7fe00010)),
  },
  {
    what: 'dose scaling changed',
    code: 'verify/value-changed',
    path: '(3004,000E)',
    of: dose,
    change: (root) => nudge(at(root, 0x3004000e)),
  },
  {
    what: 'a DVH changed',
    code: 'verify/value-changed',
    path: '(3004,0050)[1].(3004,0058)',
    of: dose,
    change: (root) => nudge(at(root, 0x30040050, 1, 0x30040058)),
  },
  {
    what: 'a gantry angle changed',
    code: 'verify/value-changed',
    path: '(300A,00B0)[1].(300A,0111)[1].(300A,011E)',
    of: plan,
    change: (root) => nudge(at(root, 0x300a00b0, 1, 0x300a0111, 1, 0x300a011e)),
  },
  {
    what: 'a control point dropped',
    code: 'verify/items-lost',
    path: '(300A,00B0)[1].(300A,0111)',
    of: plan,
    change: (root) => void at(root, 0x300a00b0, 1, 0x300a0111).items!.pop(),
  },
  {
    what: 'a position of the image changed',
    code: 'verify/value-changed',
    path: '(0020,0032)',
    of: slice,
    change: (root) => nudge(at(root, 0x00200032)),
  },
  {
    what: 'a registration matrix changed',
    code: 'verify/value-changed',
    path: '(0070,0308)[1].(0070,0309)[1].(0070,030A)[1].(3006,00C6)',
    of: 'study/RE.dcm',
    change: (root) => nudge(at(root, 0x00700308, 1, 0x00700309, 1, 0x0070030a, 1, 0x300600c6)),
  },
  { what: 'a value lost', code: 'verify/value-lost', path: '(3004,000E)', of: dose, change: (root) => remove(root, 0x3004000e) },
  // Dates.
  {
    what: 'one date off by a day',
    code: 'verify/date-offset',
    path: '(0008,0020)',
    of: plan,
    change: (root) => write(at(root, 0x00080020), dayAfter(textOf(at(root, 0x00080020)))),
  },
  {
    what: 'a date left unshifted',
    code: 'verify/date-kept',
    path: '(0008,0020)',
    of: plan,
    change: (root, scene) => write(at(root, 0x00080020), textOf(at(original(scene, plan), 0x00080020))),
  },
  { what: 'weekdays broken', code: 'verify/weekday', of: other, change: (root) => eachDate(root, dayAfter) },
  {
    what: 'a time of day changed',
    code: 'verify/time-changed',
    path: '(0008,0030)',
    of: plan,
    change: (root) => write(at(root, 0x00080030), '112233'),
  },
  // Validity.
  {
    what: 'an empty Type 1',
    code: 'verify/type-1-empty',
    path: '(300A,0002)',
    of: plan,
    change: (root) => write(at(root, 0x300a0002), ''),
  },
  { what: 'a Type 2 gone', code: 'verify/type-absent', path: '(0010,0010)', of: plan, change: (root) => remove(root, 0x00100010) },
  {
    what: 'a DS of more than 16 characters',
    code: 'verify/value-too-long',
    path: '(3004,000E)',
    of: dose,
    change: (root) => write(at(root, 0x3004000e), '0.000012345678901'),
  },
  {
    what: 'too many values',
    code: 'verify/value-multiplicity',
    path: '(0028,0030)',
    of: slice,
    change: (root) => write(at(root, 0x00280030), '1\\1\\1'),
  },
  {
    what: 'a coded string in small letters',
    code: 'verify/value-malformed',
    path: '(0008,0060)',
    of: plan,
    change: (root) => write(at(root, 0x00080060), 'rtplan'),
  },
  {
    what: 'text of another character set',
    code: 'verify/character-set',
    path: '(300A,0002)',
    of: other,
    change: (root) => write(at(root, 0x300a0002), 'PLAN \xe9\xff'),
  },
  {
    what: 'an element that no rule makes',
    code: 'verify/element-added',
    path: '(0020,4000)',
    of: dose,
    change: (root) => put(root, told(0x00204000, 'LT', 'new')),
  },
  { what: 'an output cut short', code: 'verify/unreadable', of: slice, file: (path) => truncateSync(path, readFileSync(path).length - 5) },
  // Provenance and headers.
  {
    what: 'provenance missing',
    code: 'verify/provenance-missing',
    path: '(0012,0063)',
    of: plan,
    change: (root) => [0x00120062, 0x00120063, 0x00120064].forEach((tag) => void remove(root, tag)),
  },
  {
    what: 'provenance untrue',
    code: 'verify/provenance-untrue',
    path: '(0028,0303)',
    of: plan,
    change: (root) => write(at(root, 0x00280303), 'UNMODIFIED'),
  },
  // Importability.
  {
    what: 'ROI names that are the same',
    code: 'verify/import-roi-names',
    of: structures,
    change: (root) => write(at(root, 0x30060020, 2, 0x30060026), textOf(at(root, 0x30060020, 1, 0x30060026))),
  },
  { what: 'no Patient ID', code: 'verify/import-patient-id', of: plan, change: (root) => write(at(root, 0x00100020), '') },
  { what: 'a plan without its structure set', code: 'verify/import-structure-set', of: plan, change: (root) => remove(root, 0x300c0060) },
  // Files.
  { what: 'an output gone', code: 'verify/output-missing', of: slice, file: (path) => rmSync(path) },
  {
    what: 'a file of nobody',
    code: 'verify/output-unknown',
    of: slice,
    file: (path) => retell(path, () => copyFileSync(path, join(dirname(path), 'more.dcm'))),
  },
];
