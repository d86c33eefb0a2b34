/** Of the conformance statement: which objects go in and come out, and what files and file-sets are like (PS3.2: overview, media interchange). */
import { version } from '../base/version.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { Block, Section } from '../report/document.js';
import { directoryKeys, directoryRecordType } from '../standard/directory-record.js';
import { iodTypes } from '../standard/iod-types.js';
import { type SopClass, sopClasses } from '../standard/sop-class.js';
import { implementationClassUid } from '../wire/file-meta.js';

export function overview(profile: ResolvedProfile): Section {
  const { basis, quarantine } = profile;
  return {
    number: '1',
    title: 'Conformance Statement Overview',
    blocks: [
      {
        text: `radonym reads DICOM files, ${basis === 'none' ? '' : 'de-identifies them by a profile, '}changes their Transfer Syntax where asked to, and writes DICOM files. It is a command-line tool and a library; it has no network and no display. It reads and creates File-sets of PS3.10${basis === 'none' ? '' : ' and is a de-identifier of PS3.15 Annex E'}.`,
      },
      sopClassTable(profile),
      {
        text:
          basis === 'none'
            ? 'Other SOP Classes, private ones too, are read and written likewise.'
            : `Other registered SOP Classes are read, re-encoded and, unless the profile sets their kind aside (7.9), de-identified without knowledge of their Types. Private SOP Classes are ${quarantine.includes('private') ? 'set aside' : 'treated likewise'}.`,
      },
    ],
  };
}

function sopClassTable({ quarantine, basis }: ResolvedProfile): Block {
  const shown = sopClasses().filter(({ category, uid }) => category === 'radiotherapy' || category === 'registration' || iodTypes(uid));
  const fate = ({ category }: SopClass): string =>
    basis === 'none' ? 'unchanged' : quarantine.includes(category) ? 'set aside' : 'de-identified';
  return {
    caption: 'Storage SOP Classes of radiotherapy and of what it refers to: all are read and written',
    head: ['SOP Class', 'UID', 'Types known from PS3.3', 'by this profile'],
    rows: shown.map((row) => [row.name, `\`${row.uid}\``, iodTypes(row.uid) ? 'yes' : '–', fate(row)]),
  };
}

export function media({ basis }: ResolvedProfile): readonly Section[] {
  return [
    {
      number: '5',
      title: 'Media Interchange',
      blocks: [
        {
          text: 'Files are read from and written to folders of the operating system. Archives (.zip) are read as folders and written by `share`.',
        },
      ],
    },
    {
      number: '5.1',
      title: 'Files (PS3.10)',
      blocks: [
        {
          list: [
            'Read: with or without preamble, prefix and File Meta Information. Where the Data Set contradicts the Transfer Syntax that is stated, the Data Set is believed. Group lengths are not read.',
            `Written: a preamble of zeros and File Meta Information made anew, with Implementation Class UID \`${implementationClassUid}\` and Implementation Version Name \`${`RADONYM_${version}`.slice(0, 16)}\`. ${basis === 'none' ? 'Further elements of group 0002 are carried over.' : 'Of further elements of group 0002 none stays.'}`,
            `Group lengths and Data Set Trailing Padding go${basis === 'none' ? '; Digital Signatures stay' : ', and with de-identification Digital Signatures'}. Elements out of order are sorted, odd lengths padded.`,
            'A value longer than its Explicit VR can hold is written as UN (PS3.5 6.2.2), or the file stays in Implicit VR (`--long-values`).',
            'A file appears whole or not at all. Inputs are never changed.',
          ],
        },
      ],
    },
    {
      number: '5.2',
      title: 'File-sets and DICOMDIR',
      blocks: [
        {
          text: '`dicomdir` and `share` create a File-set with a DICOMDIR (Media Storage Directory Storage) in Explicit VR Little Endian. A DICOMDIR among the inputs is skipped, never copied.',
        },
        {
          caption: 'Directory Records and their keys (PS3.3 F.5); keys of Type 3 are not written',
          head: ['record', 'keys and Types', 'SOP Classes'],
          rows: recordRows(),
        },
      ],
    },
  ];
}

type RecordType = Parameters<typeof directoryKeys>[0];

const mostNamed = 9;

function recordRows(): readonly (readonly string[])[] {
  const classes = new Map<RecordType, SopClass[]>();
  for (const row of sopClasses()) {
    const type = directoryRecordType(row.uid);
    if (type) classes.set(type, [...(classes.get(type) ?? []), row]);
  }
  const types: readonly RecordType[] = ['PATIENT', 'STUDY', 'SERIES', ...classes.keys()];
  return types.map((type) => {
    const of = classes.get(type) ?? [];
    const names = of.length > mostNamed ? `${of.length} SOP Classes` : of.map(({ name }) => name.replace(' Storage', '')).join(', ');
    const keys = directoryKeys(type).map(({ keyword, requirement }) => `${keyword} ${requirement}`);
    return [type, keys.join(', ') || 'none', names || '–'];
  });
}
