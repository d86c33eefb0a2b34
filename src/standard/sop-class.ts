/** SOP Classes (PS3.6 Table A-1) as facts: what kind of object, under which name its files go. Private SOP Classes are unknown here. */
import { sopClasses as rows } from './generated/uids.js';
import { lazy } from './lazy.js';

export interface SopClass {
  readonly uid: string;
  /** Empty for two retired SOP Classes without a name. */
  readonly keyword: string;
  readonly name: string;
  /** What planning systems begin a file name with: CT MR PT RS RP RN RD RI RT RE, else the Modality that fits, else OT. */
  readonly prefix: string;
  readonly category:
    | 'image'
    | 'radiotherapy'
    | 'registration'
    | 'document'
    | 'secondary-capture'
    | 'structured-report'
    | 'presentation'
    | 'directory'
    | 'raw'
    | 'other';
  /** Name of the IOD in iod-types, where we have its tables. */
  readonly iod: string | undefined;
  /** The IOD has Pixel Data, Float Pixel Data or a reference to them. */
  readonly hasPixelData: boolean;
}

/** The registered SOP Class of a UID (no padding). */
export function sopClass(uid: string): SopClass | undefined {
  return byUid().get(uid);
}

/** A private SOP Class may name the institution that made it: all of them are `private` where anyone may look. */
export const publicSopClass = (uid: string): string => (uid === '' || sopClass(uid) ? uid : 'private');

/** All of them, in the order of the registry. */
export const sopClasses = (): readonly SopClass[] => [...byUid().values()];

/** Media Storage Directory Storage: of a DICOMDIR. */
export const directorySopClassUid = '1.2.840.10008.1.3.10';

const byUid = lazy(build);

function build(): ReadonlyMap<string, SopClass> {
  return new Map(
    rows.split('\n').map((text) => {
      const [uid, keyword, name, prefix, category, pixelData, iod] = text.split('|');
      const row: SopClass = Object.freeze({
        uid: uid!,
        keyword: keyword!,
        name: name!,
        prefix: prefix!,
        category: category as SopClass['category'],
        iod: iod || undefined,
        hasPixelData: pixelData === '1',
      });
      return [uid!, row];
    }),
  );
}
