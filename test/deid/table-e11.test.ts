/** Table E.1-1 row by row through the stage: the table is read here from the pinned input, not from what the compiler reads. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OptionName } from '../../src/standard/confidentiality.js';
import type { IodNode, Requirement } from '../../src/standard/iod-types.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { element, item, type Node, sequence } from '../support/bytes.js';
import { everywhere, patient, pseudonyms, runStage } from './stage.js';

interface Row {
  readonly tag: string;
  readonly keyword: string;
  readonly basic: string;
  readonly vr?: string;
  readonly [column: string]: string | boolean | undefined;
}

const { rows } = JSON.parse(readFileSync(new URL('../../scripts/inputs/confidentiality-profile.json', import.meta.url), 'utf8')) as {
  rows: readonly Row[];
};

const columns: readonly (readonly [OptionName, string])[] = [
  ['retainUids', 'rtnUIDs'],
  ['retainDeviceIdentity', 'rtnDevId'],
  ['retainInstitutionIdentity', 'rtnInstId'],
  ['retainPatientCharacteristics', 'rtnPatChars'],
  ['retainLongitudinalTemporalFullDates', 'rtnLongFullDates'],
  ['retainLongitudinalTemporalModifiedDates', 'rtnLongModifDates'],
  ['cleanDescriptors', 'cleanDesc'],
  ['cleanStructuredContent', 'cleanStructCont'],
  ['cleanGraphics', 'cleanGraph'],
  ['retainSafePrivate', 'rtnSafePriv'],
];

const values: { readonly [vr: string]: string | Uint8Array } = {
  AE: 'DOEAE',
  AS: '045Y',
  CS: 'DOE',
  DA: '20200115',
  DS: '1.5',
  DT: '20200115101500',
  FD: new Uint8Array(8).fill(0x41),
  IS: '7',
  LO: 'A DOE NOTE',
  LT: 'A DOE NOTE',
  OB: Uint8Array.from([0x44, 0x4f, 0x45, 0x21]),
  OW: Uint8Array.from([0x44, 0x4f, 0x45, 0x21]),
  PN: 'DOE^JANE',
  SH: 'A DOE',
  ST: 'A DOE NOTE',
  TM: '101500',
  UC: 'A DOE NOTE',
  UI: '1.2.3.4',
  UN: Uint8Array.from([0x44, 0x4f, 0x45, 0x21]),
  UR: 'http://doe/',
  US: new Uint8Array([5, 0]),
  UT: 'A DOE NOTE',
};
const shifted: { readonly [vr: string]: string } = { DA: '20200101', DT: '20200101101500', TM: '101500' };
const cleanedText: { readonly [vr: string]: string } = {
  LO: 'A CLEAN NOTE',
  LT: 'A CLEAN NOTE',
  SH: 'A CLEAN',
  ST: 'A CLEAN NOTE',
  UC: 'A CLEAN NOTE',
  UT: 'A CLEAN NOTE',
};

/** What goes wherever it stands. */
const neverThere = new Set(['04000310', '04000500', '04000550', '04000561', '4FFE0001', '00101100', 'FFFAFFFA', 'FFFCFFFC']);
/** Dates of devices and of vocabularies, which take no part in a patient's shift. */
const isOfDevice = (row: Row): boolean => (row.rtnDevId === 'K' && row.tag !== '300C0127') || row.tag === '00080107';

type Outcome = 'gone' | 'empty' | 'dummy' | 'kept' | 'cleaned' | 'shifted' | 'mapped' | 'inside' | 'pseudonym';

const byType: { readonly [code: string]: { readonly [type: string]: Outcome } } = {
  X: { 1: 'dummy', 2: 'empty', 3: 'gone', unknown: 'gone' },
  Z: { 1: 'dummy', 2: 'empty', 3: 'empty', unknown: 'empty' },
  D: { 1: 'dummy', 2: 'dummy', 3: 'dummy', unknown: 'dummy' },
  'X/Z': { 1: 'dummy', 2: 'empty', 3: 'gone', unknown: 'empty' },
  'X/D': { 1: 'dummy', 2: 'empty', 3: 'gone', unknown: 'dummy' },
  'Z/D': { 1: 'dummy', 2: 'empty', 3: 'empty', unknown: 'dummy' },
  'X/Z/D': { 1: 'dummy', 2: 'empty', 3: 'gone', unknown: 'dummy' },
  U: { 1: 'dummy', 2: 'empty', 3: 'gone', unknown: 'dummy' },
};

function expected(row: Row, vr: string, code: string, type: string, option: OptionName | undefined): Outcome {
  const outcome = outcomeOfCode(row, vr, code, type, option);
  // References that must stay are mapped: no item is made up for them.
  return outcome === 'dummy' && vr === 'SQ' && row.rtnUIDs === 'K' ? 'inside' : outcome;
}

function outcomeOfCode(row: Row, vr: string, code: string, type: string, option: OptionName | undefined): Outcome {
  const removed = byType[row.basic]?.[type];
  if (neverThere.has(row.tag) || /^000[024]/.test(row.tag) || /^[56]0/.test(row.tag)) return 'gone';
  // The committee that gave an approval number may not stand without it, and the number goes under every option.
  if (row.tag === '00120081' && code !== 'K') return 'gone';
  if (row.tag === '00100020' || row.tag === '00100010') return 'pseudonym';
  const isDate = vr === 'DA' || vr === 'DT' || vr === 'TM';
  switch (code) {
    case 'K':
      // A moment of the treatment goes with those, whatever stays of the device.
      if (row.tag === '300C0127' && option === 'retainDeviceIdentity') return byType.D![type]!;
      return vr === 'SQ' ? 'inside' : 'kept';
    case 'U':
      return 'mapped';
    case 'X/Z/U*':
      return 'inside';
    case 'C':
      if (vr === 'SQ') return 'inside';
      if (isDate) {
        if (row.tag === '00080106') return 'kept';
        return isOfDevice(row) ? removed! : 'shifted';
      }
      if (vr in cleanedText && row.tag !== '00080201') return 'cleaned';
      return removed!;
    default:
      // Without an option the unique device identifier goes, and its items with it.
      return option === undefined || removed !== undefined ? byType[code]![type]! : 'kept';
  }
}

function rowTag(row: Row): number {
  return Number.parseInt(row.tag.replace('50xxxxxx', '50020010').replace('xx', '02'), 16);
}

const inner = element(0x300a00c0, 'IS', '7');

function nodeOf(tag: number, vr: string, value: string | Uint8Array): Node {
  return vr === 'SQ' ? sequence(tag, [[inner]]) : element(tag, vr as VrName, value);
}

const settings: readonly (readonly [string, readonly OptionName[]])[] = [
  ['basic', []],
  ...columns.map(([option]) => [option, [option]] as const),
];
const types: readonly (readonly [string, Requirement | undefined])[] = [
  ['1', '1'],
  ['2', '2'],
  ['3', '3'],
  ['unknown', undefined],
];

describe.each(settings)('under %s', (_, options) => {
  test.each(types)('each row at a place of Type %s has the outcome of its code', (type, requirement) => {
    const node: IodNode = everywhere(requirement);
    const wrong: string[] = [];
    for (const row of rows) {
      if (row.tag === 'ggggeeee') continue;
      const option = options.find((name) => row[columns.find(([known]) => known === name)![1]] !== undefined);
      const column = option && columns.find(([known]) => known === option)![1];
      const code = (column ? row[column] : row.basic) as string;
      const vr = row.vr === 'OB/OW' || row.vr === undefined ? 'OW' : row.vr;
      // Text that is kept is still searched for names.
      const searched = option !== undefined && code === 'K' && (vr === 'CS' || vr in cleanedText);
      const text =
        row.tag === '00080201'
          ? '+0100'
          : searched && typeof values[vr] === 'string' && Number.isNaN(Number(values[vr]))
            ? 'NEVER'
            : (values[vr] ?? '');
      const tag = rowTag(row);
      const { elements } = runStage([nodeOf(tag, vr, text)], { profile: { options }, types: node });
      const outcome = row.tag === '00080201' && code === 'C' ? 'kept' : expected(row, vr, code, type, option);
      const got = outcomeOf(tagText(tag as Tag), vr, text, elements);
      const fits = got === outcome || (outcome === 'shifted' && vr === 'TM' && got === 'kept');
      if (!fits) wrong.push(`${row.tag} ${row.keyword} ${vr} ${code}: ${got}, expected ${outcome}`);
    }
    expect(wrong).toEqual([]);
  });
});

function outcomeOf(
  path: string,
  vr: string,
  value: string | Uint8Array,
  elements: ReturnType<typeof runStage>['elements'],
): Outcome | string {
  const found = elements.get(path);
  if (found === undefined) return 'gone';
  if (vr === 'SQ') {
    if (elements.has(`${path}[1].(300A,00C0)`)) return 'inside';
    return elements.has(`${path}[1]`) ? 'dummy' : 'empty';
  }
  const text = found.text.replace(/[ \0]+$/, '');
  if (found.bytes.length === 0) return 'empty';
  if (text === patient.patientId) return 'pseudonym';
  if (typeof value !== 'string')
    return Buffer.compare(found.bytes, value) === 0 ? 'kept' : found.bytes.every((byte) => byte === 0) ? 'dummy' : '?';
  if (text === value) return 'kept';
  if (vr === 'UI' && text === pseudonyms.uid(value)) return path === '(006A,0003)' ? 'dummy' : 'mapped';
  if (text === shifted[vr]) return 'shifted';
  if (text === cleanedText[vr]) return 'cleaned';
  return text.includes('DOE') || text.includes('doe') ? '?' : 'dummy';
}

test('a row holds at any depth', () => {
  for (const depth of [1, 3, 8]) {
    let nodes: readonly Node[] = [
      element(0x00080080, 'LO', 'DOE HOSPITAL'),
      element(0x00080090, 'PN', 'DOE^JANE'),
      element(0x300a00c0, 'IS', '3'),
    ];
    // Attributes of no table around it, so that only the depth is new.
    for (let at = 0; at < depth; at++) nodes = [sequence(0x300a00b0, [item(nodes)])];
    const { bytes, paths } = runStage(nodes, { types: everywhere('3') });
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    expect(paths.filter((path) => path.endsWith('(300A,00C0)'))).toHaveLength(1);
  }
});
