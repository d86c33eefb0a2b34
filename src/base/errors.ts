/**
 * The one error class and the table of its codes. A code is `floor/what`; the table says whom it concerns (this file, or
 * the whole run) and what the user can do. Messages never hold an attribute value or a path of the input.
 */

import { type ErrorRow, pixelErrors } from './pixel-errors.js';
import { verifyErrors } from './verify-errors.js';

export type { ErrorRow } from './pixel-errors.js';

/** Where in a file an error or finding stands. */
export interface Place {
  /** Tag path, outermost first: `(300A,00B0)[1].(300A,00C2)`. */
  readonly path?: string;
  /** Byte offset of the element's header from the start of the file (of the inflated data set when deflated). */
  readonly offset?: number;
}

/** Every code that radonym prints. docs/errors.md is tested against this table. */
export const errorTable = {
  ...verifyErrors,
  'wire/bad-vr': { scope: 'file', hint: 'The letters are no VR of the Standard; the VR of the dictionary was written instead, or UN.' },
  'wire/missing-delimiter': { scope: 'file', hint: 'Nothing to do: an item or sequence ended without its delimiter; the output has it.' },
  'wire/no-file-meta': { scope: 'file', hint: 'Nothing to do: the file had no File Meta Information; the output has.' },
  'wire/no-preamble': { scope: 'file', hint: 'Nothing to do: the file had no preamble; the output has.' },
  'wire/stray-delimiter': { scope: 'file', hint: 'Nothing to do: a delimiter that ended nothing was left out.' },
  'wire/trailing-zeros': { scope: 'file', hint: 'Nothing to do: zeros behind the data set were left out.' },
  'wire/transfer-syntax-guessed': {
    scope: 'file',
    hint: 'The file did not say its Transfer Syntax, or a wrong one; what its elements look like was believed. Compare the output with radonym verify.',
  },
  'wire/un-explicit': {
    scope: 'file',
    hint: 'Nothing to do: a sequence of VR UN was encoded otherwise than PS3.5 6.2.2 says, and read all the same.',
  },
  'wire/truncated': { scope: 'file', hint: 'The file ends too early; fetch it again from its source.' },
  'wire/not-dicom': { scope: 'file', hint: 'The file is not DICOM; it is skipped.' },
  'wire/bad-length': { scope: 'file', hint: 'A length in the file reaches past what holds it; fetch the file again from its source.' },
  'wire/bad-element': {
    scope: 'file',
    hint: 'The bytes are no Data Element of this Transfer Syntax; fetch the file again from its source.',
  },
  'wire/undefined-length': { scope: 'file', hint: 'Undefined length is not allowed for this element.' },
  'wire/unordered': {
    scope: 'file',
    hint: 'Elements stand out of order and could not be sorted; write the file anew with its own system.',
  },
  'wire/duplicate-element': { scope: 'file', hint: 'An element stands twice with different values; nobody can tell which is right.' },
  'wire/too-deep': { scope: 'file', hint: 'Sequences are nested deeper than the limit.' },
  'wire/head-too-large': { scope: 'file', hint: 'The first groups of the data set are larger than the limit.' },
  'wire/unknown-transfer-syntax': { scope: 'file', hint: 'The Transfer Syntax is not in the registry of DICOM 2026d.' },
  'wire/deflate': { scope: 'file', hint: 'The deflated data set is corrupt; fetch the file again from its source.' },
  'wire/deflate-limit': { scope: 'file', hint: 'The deflated data set inflates beyond the limit.' },
  'wire/long-value': {
    scope: 'file',
    hint: 'A value is too long for its Explicit VR; write it as UN or keep the file implicit with --long-values.',
  },
  'io/read': { scope: 'file', hint: 'The input cannot be read; see its permissions and its disk.' },
  'io/changed': { scope: 'file', hint: 'Somebody wrote to the input: when that has ended, run again with --resume.' },
  'io/write': { scope: 'file', hint: 'The output cannot be written; see the permissions of the output folder.' },
  'io/no-space': { scope: 'run', hint: 'Nothing more can be written there; make room, then run again with --resume.' },
  'io/output-exists': {
    scope: 'file',
    hint: 'An output of that name exists; choose another folder, --resume an earlier run, or --overwrite.',
  },
  'io/output-differs': {
    scope: 'file',
    hint: 'Its input has changed since an earlier run wrote it, or somebody wrote to it: --overwrite replaces it, --resume --overwrite only such.',
  },
  'io/output-is-input': { scope: 'usage', hint: 'The output would replace an input, which is never done; choose another output folder.' },
  'io/interrupted': { scope: 'file', hint: 'It was stopped: run it again, deidentify and transcode with --resume.' },
  'io/zip': { scope: 'usage', hint: 'Fetch the archive again, or unpack it and name the folder.' },
  'io/zip-name': { scope: 'file', hint: 'Such an entry is made to overwrite files elsewhere; ask whoever made the archive.' },
  'io/zip-encrypted': { scope: 'file', hint: 'Unpack the archive with its password and name the folder.' },
  'io/zip-method': { scope: 'file', hint: 'Stored and deflated entries are read; unpack the archive and name the folder.' },
  'io/zip-nested': { scope: 'file', hint: 'Unpack the archive and name the archives that are in it, or their folders.' },
  'io/zip-limit': {
    scope: 'file',
    hint: 'An entry this large or this well compressed is no DICOM file; unpack the archive if you trust it.',
  },
  'io/zip-damaged': { scope: 'file', hint: 'Fetch the archive again from its source.' },
  'io/csv': { scope: 'usage', hint: 'Correct the line, or save the table again as CSV.' },
  'io/table': { scope: 'usage', hint: 'Export the table as CSV: sqlite3 -header -csv file.db "select * from answer_data" > key.csv' },
  'run/usage': { scope: 'usage', hint: 'See --help.' },
  'run/input': { scope: 'usage', hint: 'Name files and folders that exist.' },
  'run/key': { scope: 'usage', hint: 'A key file holds 64 hexadecimal digits; a run without one makes project.key in its state folder.' },
  'run/mapping': {
    scope: 'usage',
    hint: 'The table needs the columns PatientID and Pseudonym; IssuerOfPatientID, PatientName and DateShiftDays are optional.',
  },
  'run/structure-names': { scope: 'usage', hint: 'The table needs the columns Original and Name.' },
  'run/not-new': {
    scope: 'file',
    hint: 'An output of de-identification has its original: use that. Only what was made on outputs goes back.',
  },
  'run/unknown-patient': { scope: 'file', hint: 'Name the private state of the run that made the data on which the object was made.' },
  'run/unknown-study': {
    scope: 'file',
    hint: 'Name the private state of the run that made the data; an object of another study does not belong there.',
  },
  'run/unknown-reference': {
    scope: 'file',
    hint: 'The object refers to what this run did not make: give all new objects at once, or the state of the run that made the rest.',
  },
  'run/character-set': { scope: 'file', hint: 'Write the object in UTF-8 (ISO_IR 192) with the system that made it.' },
  'run/sealed': { scope: 'usage', hint: 'radonym state open decrypts it.' },
  'run/passphrase': { scope: 'usage', hint: 'Nothing was opened; try again. There is no way without the passphrase.' },
  'run/share-refused': {
    scope: 'run',
    hint: 'There is no archive. See the report and quarantine/ in the state folder: add a rule to the profile, or leave the file out.',
  },
  'run/file-set-names': {
    scope: 'usage',
    hint: 'Name a new folder with -o: files are copied there under names of 8 upper-case letters and digits, with a DICOMDIR.',
  },
  'run/resume': { scope: 'usage', hint: 'Resume with the settings of the run that was interrupted, or choose another output folder.' },
  'run/locked': {
    scope: 'run',
    hint: 'Wait until the other run has ended, or choose another output folder; then run again with --resume.',
  },
  'run/merge': { scope: 'usage', hint: 'Name the state folders of all shards of one run, which had one key and the same settings.' },
  'run/state': { scope: 'run', hint: 'The state folder cannot be used; see its permissions or choose another with --state.' },
  'run/worker-start': { scope: 'run', hint: 'A worker thread could not start; try --jobs 1.' },
  'run/worker-died': { scope: 'file', hint: 'A worker thread ended twice on this file, probably out of memory.' },
  'run/time-limit': {
    scope: 'file',
    hint: 'A frame of the file cannot be decoded or encoded in time, or its disk does not answer; --time-limit gives it longer.',
  },
  'run/unexpected': { scope: 'file', hint: 'A mistake in radonym; please report the detail shown.' },
  'run/no-instance-uid': { scope: 'file', hint: 'Without a SOP Instance UID the instance has no name that could be mapped.' },
  'run/duplicate-instance': {
    scope: 'file',
    hint: 'The same instance with the same content is among the inputs; one output stands for both.',
  },
  'run/same-output': {
    scope: 'file',
    hint: 'Two outputs would have one name, and none replaces another: put {SOPInstanceUID} into the template given with --path.',
  },
  'run/instance-conflict': {
    scope: 'file',
    hint: 'Inputs share a SOP Instance UID but differ: none is left out for that, outputs of the others have ~2, ~3 … in their names: keep the right one.',
  },
  'run/pseudonym-collision': {
    scope: 'usage',
    hint: 'Lengthen {hash:n} in the profile, or give another pseudonym in the mapping table; nothing was written.',
  },
  'run/ocr-missing': {
    scope: 'usage',
    hint: 'Install them beside radonym (npm install tesseract.js@7 @tesseract.js-data/eng@1), or leave --ocr out.',
  },
  'run/ocr-time': {
    scope: 'file',
    hint: 'Blank the text of such images by a rule under pixels in a profile: reading them takes too long.',
  },
  'run/pseudonym-shared': {
    scope: 'file',
    hint: 'Different originals have one pseudonym: mapping.csv in the state folder has them; lengthen the hash.',
  },
  'run/patients-in-one-study': {
    scope: 'file',
    hint: 'Several Patient IDs share a study; they are one patient to this run, with one pseudonym.',
  },
  'deid/key': {
    scope: 'run',
    hint: 'A key file holds 64 hexadecimal digits; leave --key-file out and a new key is made in the state folder.',
  },
  'deid/profile': { scope: 'usage', hint: 'Correct the profile where the message says; docs/profiles.md has the words.' },
  'deid/option-not-offered': {
    scope: 'usage',
    hint: 'Leave the option out: removing faces would change the skin that dose is computed for, so radonym does not offer it.',
  },
  'deid/burned-in': {
    scope: 'file',
    hint: 'Look at the image; blank its text or let such images pass by a rule under pixels in a profile, or have text sought with --ocr.',
  },
  'deid/already-deidentified': {
    scope: 'file',
    hint: 'De-identify the original instead; a second pass would break its links to the other outputs.',
  },
  'deid/sop-class-quarantined': {
    scope: 'file',
    hint: 'Look at the file; if it may go out, take its kind off sopClasses.quarantine in a profile.',
  },
  'deid/sop-class-unknown': { scope: 'file', hint: 'Nobody can say what such an object holds; leave it out.' },
  'deid/unknown-attribute': { scope: 'file', hint: 'Nothing to do: what nobody knows is not kept.' },
  'deid/private-removed': { scope: 'file', hint: 'Nothing to do; the profile keeps private elements that a list calls safe.' },
  'deid/integrity-removed': {
    scope: 'file',
    hint: 'A checksum or hash over the original would contradict the changed file; the vendor makes a new one on import or approval.',
  },
  'deid/identifier-removed': { scope: 'file', hint: 'Nothing to do; with the option cleanDescriptors more of a text is kept.' },
  'deid/value-too-long': { scope: 'file', hint: 'Nothing to do: a value that cannot be searched whole is not kept.' },
  'deid/review-limit': {
    scope: 'file',
    hint: 'The file holds more texts than the review list takes from one file: look at the output itself.',
  },
  'deid/embedded-overlay': {
    scope: 'file',
    hint: 'Nothing to do: where an overlay stood in unused bits of Pixel Data, these bits are 0 now.',
  },
  'deid/overlay-in-values': {
    scope: 'file',
    hint: 'Look at the output: what the file calls an overlay are bits of its pixel values, and these stay.',
  },
  'deid/dates': {
    scope: 'run',
    hint: 'Widen dates.shiftDays in the profile: it must allow an offset other than 0 (with wholeWeeks a multiple of 7).',
  },
  ...pixelErrors,
  'flow/fallback': {
    scope: 'file',
    hint: 'Nothing to do: the Transfer Syntax asked for cannot hold this image, so it is uncompressed, as --fallback explicit wants.',
  },
  'flow/kept-implicit': {
    scope: 'file',
    hint: 'Nothing to do: a value is too long for an Explicit VR, so the file is implicit, as --long-values implicit wants.',
  },
  'flow/new-instance': {
    scope: 'file',
    hint: 'Nothing to do: compressed with loss it is another image, and has a SOP Instance UID of its own.',
  },
  'flow/sorted': { scope: 'file', hint: 'Nothing to do: elements stood out of order; the output has them in order.' },
  'flow/compressed-pixel-data': {
    scope: 'file',
    hint: 'Pixel Data are compressed, but nothing says how, or of what size they are: only their own system can write them anew.',
  },
  'flow/no-directory-record': {
    scope: 'file',
    hint: 'A DICOMDIR has no record for this kind of object here: private and unknown classes, documents, reports, presentation states.',
  },
  'flow/directory-key': {
    scope: 'file',
    hint: 'A value that a directory record must have is missing and cannot be made up; write the file anew with its own system.',
  },
  'flow/not-in-file-set': {
    scope: 'file',
    hint: 'Files of a file-set begin with a preamble and File Meta Information (PS3.10): radonym transcode writes them.',
  },
  'flow/duplicate-in-file-set': {
    scope: 'file',
    hint: 'The instance stands in the file-set once; the first file in order of names is it.',
  },
  'flow/directory': { scope: 'file', hint: 'A DICOMDIR is skipped; make a new one for the outputs.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** What a user can do about it; '' for a code of another version. */
export const hintOf = (code: string): string => (Object.hasOwn(errorTable, code) ? errorTable[code as ErrorCode].hint : '');

/** An error with a code. `message` says what and where, expected and found; never a value. */
export class RadonymError extends Error {
  readonly code: ErrorCode;
  readonly place: Place;
  constructor(code: ErrorCode, what: string, place: Place = {}) {
    super(describe(what, place));
    this.name = 'RadonymError';
    this.code = code;
    this.place = place;
  }
  get scope(): ErrorRow['scope'] {
    return errorTable[this.code].scope;
  }
  get hint(): string {
    return errorTable[this.code].hint;
  }
}

/** Something odd but usable in a file. Plain data; holds no value. */
export interface Finding extends Place {
  readonly code: ErrorCode;
  readonly detail: string;
}

function describe(what: string, place: Place): string {
  const at = [place.path || undefined, place.offset === undefined ? undefined : `at byte ${place.offset}`].filter(
    (part) => part !== undefined,
  );
  return at.length === 0 ? what : `${what} (${at.join(' ')})`;
}
