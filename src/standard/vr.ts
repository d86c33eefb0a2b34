/** The 34 Value Representations (PS3.5 6.2) as rows of facts. It holds no decoding. */

export type VrName =
  | 'AE'
  | 'AS'
  | 'AT'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'DT'
  | 'FD'
  | 'FL'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OB'
  | 'OD'
  | 'OF'
  | 'OL'
  | 'OV'
  | 'OW'
  | 'PN'
  | 'SH'
  | 'SL'
  | 'SQ'
  | 'SS'
  | 'ST'
  | 'SV'
  | 'TM'
  | 'UC'
  | 'UI'
  | 'UL'
  | 'UN'
  | 'UR'
  | 'US'
  | 'UT'
  | 'UV';

export interface Vr {
  readonly name: VrName;
  /** Its two letters, as the file has them. */
  readonly first: number;
  readonly second: number;
  /** Explicit VR header has two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
  readonly longLength: boolean;
  /** Bytes that change places together between byte orders; 1 where byte order does not matter. AT swaps as pairs of 16 bits. */
  readonly unit: 1 | 2 | 4 | 8;
  /** What makes a value even (PS3.5 6.2). */
  readonly padding: 0x00 | 0x20;
  /** `charset`: text in the Specific Character Set; `ascii`: text in the default repertoire; `binary`: no text. */
  readonly kind: 'charset' | 'ascii' | 'binary';
  /** Backslash separates values. */
  readonly multiple: boolean;
  /** Characters a single value may have (PN: per component group), undefined where only the length field limits it. */
  readonly maxLength: number | undefined;
}

const rows: readonly (readonly [VrName, 'short' | 'long', Vr['unit'], Vr['padding'], Vr['kind'], boolean, number | undefined])[] = [
  ['AE', 'short', 1, 0x20, 'ascii', true, 16],
  ['AS', 'short', 1, 0x20, 'ascii', true, 4],
  ['AT', 'short', 2, 0x00, 'binary', false, undefined],
  ['CS', 'short', 1, 0x20, 'ascii', true, 16],
  ['DA', 'short', 1, 0x20, 'ascii', true, 8],
  ['DS', 'short', 1, 0x20, 'ascii', true, 16],
  ['DT', 'short', 1, 0x20, 'ascii', true, 26],
  ['FD', 'short', 8, 0x00, 'binary', false, undefined],
  ['FL', 'short', 4, 0x00, 'binary', false, undefined],
  ['IS', 'short', 1, 0x20, 'ascii', true, 12],
  ['LO', 'short', 1, 0x20, 'charset', true, 64],
  ['LT', 'short', 1, 0x20, 'charset', false, 10240],
  ['OB', 'long', 1, 0x00, 'binary', false, undefined],
  ['OD', 'long', 8, 0x00, 'binary', false, undefined],
  ['OF', 'long', 4, 0x00, 'binary', false, undefined],
  ['OL', 'long', 4, 0x00, 'binary', false, undefined],
  ['OV', 'long', 8, 0x00, 'binary', false, undefined],
  ['OW', 'long', 2, 0x00, 'binary', false, undefined],
  ['PN', 'short', 1, 0x20, 'charset', true, 64],
  ['SH', 'short', 1, 0x20, 'charset', true, 16],
  ['SL', 'short', 4, 0x00, 'binary', false, undefined],
  ['SQ', 'long', 1, 0x00, 'binary', false, undefined],
  ['SS', 'short', 2, 0x00, 'binary', false, undefined],
  ['ST', 'short', 1, 0x20, 'charset', false, 1024],
  ['SV', 'long', 8, 0x00, 'binary', false, undefined],
  ['TM', 'short', 1, 0x20, 'ascii', true, 14],
  ['UC', 'long', 1, 0x20, 'charset', true, undefined],
  ['UI', 'short', 1, 0x00, 'ascii', true, 64],
  ['UL', 'short', 4, 0x00, 'binary', false, undefined],
  ['UN', 'long', 1, 0x00, 'binary', false, undefined],
  ['UR', 'long', 1, 0x20, 'ascii', false, undefined],
  ['US', 'short', 2, 0x00, 'binary', false, undefined],
  ['UT', 'long', 1, 0x20, 'charset', false, undefined],
  ['UV', 'long', 8, 0x00, 'binary', false, undefined],
];

/** Every VR by its name. */
export const vr = Object.freeze(Object.fromEntries(rows.map((row) => [row[0], describe(row)]))) as { readonly [Name in VrName]: Vr };

const byLetters: (Vr | undefined)[] = new Array(26 * 26).fill(undefined);
for (const row of Object.values(vr)) byLetters[(row.first - 65) * 26 + row.second - 65] = row;

/** The VR that two bytes spell, undefined if they spell none. */
export function vrOfLetters(first: number, second: number): Vr | undefined {
  if (first < 65 || first > 90 || second < 65 || second > 90) return undefined;
  return byLetters[(first - 65) * 26 + second - 65];
}

function describe([name, form, unit, padding, kind, multiple, maxLength]: (typeof rows)[number]): Vr {
  const first = name.charCodeAt(0);
  const second = name.charCodeAt(1);
  return Object.freeze({ name, first, second, longLength: form === 'long', unit, padding, kind, multiple, maxLength });
}
