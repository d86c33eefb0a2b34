/**
 * Table E.1-1 of PS3.15 with all its columns, and our rows for the text, label, ID, URL and UID attributes that it forgets. It refuses
 * to say what happens in an IOD: compound actions are resolved by the attribute's Type there, options by a profile.
 */
import { forgottenRows as forgottenText, optionColumns, tableRows } from './generated/confidentiality.js';
import { lazy } from './lazy.js';
import type { Tag } from './tag.js';

/** PS3.15 Table E.1-1a. X/Z/U*: X unless Z or mapped UIDs in its items are required. */
export type ActionCode = 'D' | 'Z' | 'X' | 'K' | 'C' | 'U' | 'Z/D' | 'X/Z' | 'X/D' | 'X/Z/D' | 'X/Z/U*';

export type OptionName =
  | 'retainSafePrivate'
  | 'retainUids'
  | 'retainDeviceIdentity'
  | 'retainInstitutionIdentity'
  | 'retainPatientCharacteristics'
  | 'retainLongitudinalTemporalFullDates'
  | 'retainLongitudinalTemporalModifiedDates'
  | 'cleanDescriptors'
  | 'cleanStructuredContent'
  | 'cleanGraphics'
  | 'cleanPixelData'
  | 'cleanRecognizableVisualFeatures';

export interface ConfidentialityRow {
  /** The row applies to a tag t when `(t & mask) >>> 0 === tag`; mask is 0xffffffff but for repeating groups and private attributes. */
  readonly tag: Tag;
  readonly mask: number;
  readonly basic: ActionCode;
  readonly options: { readonly [option in OptionName]?: ActionCode };
  readonly source: 'E.1-1' | 'radonym';
  /** Why we added the row. */
  readonly reason?: string;
}

/** The rows of Table E.1-1 in its order; at most one applies to a tag of a standard attribute. */
export const confidentialityRows = (): readonly ConfidentialityRow[] => table();

/** The row of either table for a tag of its own, read when it is asked for. */
export function confidentialityRow(tag: Tag): ConfidentialityRow | undefined {
  const entry = index().byTag.get(tag);
  if (entry === undefined) return undefined;
  entry.row ??= toRow(entry.text, entry.source);
  return entry.row;
}

/** The rows of both tables for repeating groups and other sets of tags. */
export const maskedRows = (): readonly ConfidentialityRow[] => index().masked;

/** Our rows, none of them for an attribute of the table. A `K` row says that an attribute was judged and is kept. */
export const forgottenRows = (): readonly ConfidentialityRow[] => forgotten();

/** The options (PS3.15 E.3) with their codes in CID 7050, coding scheme DCM. */
export const options: { readonly [option in OptionName]: { readonly code: string; readonly meaning: string } } = {
  cleanPixelData: { code: '113101', meaning: 'Clean Pixel Data Option' },
  cleanRecognizableVisualFeatures: { code: '113102', meaning: 'Clean Recognizable Visual Features Option' },
  cleanGraphics: { code: '113103', meaning: 'Clean Graphics Option' },
  cleanStructuredContent: { code: '113104', meaning: 'Clean Structured Content Option' },
  cleanDescriptors: { code: '113105', meaning: 'Clean Descriptors Option' },
  retainLongitudinalTemporalFullDates: { code: '113106', meaning: 'Retain Longitudinal Temporal Information Full Dates Option' },
  retainLongitudinalTemporalModifiedDates: { code: '113107', meaning: 'Retain Longitudinal Temporal Information Modified Dates Option' },
  retainPatientCharacteristics: { code: '113108', meaning: 'Retain Patient Characteristics Option' },
  retainDeviceIdentity: { code: '113109', meaning: 'Retain Device Identity Option' },
  retainUids: { code: '113110', meaning: 'Retain UIDs Option' },
  retainSafePrivate: { code: '113111', meaning: 'Retain Safe Private Option' },
  retainInstitutionIdentity: { code: '113112', meaning: 'Retain Institution Identity Option' },
};

/** Basic Application Confidentiality Profile in CID 7050. */
export const basicProfileCode = { code: '113100', meaning: 'Basic Application Confidentiality Profile' } as const;

const optionOfColumn: { readonly [column: string]: OptionName } = {
  rtnSafePriv: 'retainSafePrivate',
  rtnUIDs: 'retainUids',
  rtnDevId: 'retainDeviceIdentity',
  rtnInstId: 'retainInstitutionIdentity',
  rtnPatChars: 'retainPatientCharacteristics',
  rtnLongFullDates: 'retainLongitudinalTemporalFullDates',
  rtnLongModifDates: 'retainLongitudinalTemporalModifiedDates',
  cleanDesc: 'cleanDescriptors',
  cleanStructCont: 'cleanStructuredContent',
  cleanGraph: 'cleanGraphics',
};

const columns = lazy(() => optionColumns.split('|').map((column) => optionOfColumn[column]!));
const table = lazy(() => tableRows.split('\n').map((text) => toRow(text, 'E.1-1')));
const forgotten = lazy(() => forgottenText.split('\n').map((text) => toRow(text, 'radonym')));

interface Entry {
  readonly text: string;
  readonly source: ConfidentialityRow['source'];
  row: ConfidentialityRow | undefined;
}

const index = lazy(() => {
  const byTag = new Map<number, Entry>();
  const masked: ConfidentialityRow[] = [];
  const add = (rows: string, source: ConfidentialityRow['source']): void => {
    for (const text of rows.split('\n')) {
      if (text.startsWith('|FFFFFFFF|', 8)) byTag.set(Number.parseInt(text.slice(0, 8), 16), { text, source, row: undefined });
      else masked.push(toRow(text, source));
    }
  };
  add(tableRows, 'E.1-1');
  add(forgottenText, 'radonym');
  return { byTag, masked };
});

function toRow(text: string, source: ConfidentialityRow['source']): ConfidentialityRow {
  const [tag, mask, basic, actions, reason] = text.split('|');
  return Object.freeze({
    tag: Number.parseInt(tag!, 16) as Tag,
    mask: Number.parseInt(mask!, 16),
    basic: basic as ActionCode,
    options: toOptions(actions!),
    source,
    ...(reason === undefined ? {} : { reason }),
  });
}

/** `5K 6C`: the place of a column and its action. */
function toOptions(actions: string): ConfidentialityRow['options'] {
  const places = actions === '' ? [] : actions.split(' ');
  return Object.freeze(Object.fromEntries(places.map((text) => [columns()[Number(text[0])]!, text.slice(1) as ActionCode])));
}
