/** Codes about Pixel Data: rows of the table in errors.ts, which grew too long. */

export interface ErrorRow {
  readonly scope: 'file' | 'run' | 'usage';
  /** What the user can do about it; shown behind the message. */
  readonly hint: string;
}

export const pixelErrors = {
  'pixel/unsupported': {
    scope: 'file',
    hint: 'docs/conformance.md lists what can be decoded and encoded; --to explicit writes what can be decoded uncompressed.',
  },
  'pixel/truncated': { scope: 'file', hint: 'A compressed frame ends too early; fetch the file again from its source.' },
  'pixel/corrupt': { scope: 'file', hint: 'A compressed frame cannot be decoded; fetch the file again from its source.' },
  'pixel/contradicts': {
    scope: 'file',
    hint: 'A compressed frame is of another size or kind than the file says; nobody can tell which is right.',
  },
  'pixel/not-lossless': {
    scope: 'file',
    hint: 'Compressing would have changed pixels, so nothing was written; choose another Transfer Syntax, and please report the kind of image.',
  },
  'pixel/none': {
    scope: 'file',
    hint: 'Without Pixel Data there is nothing to compress: radonym writes such objects in Explicit VR Little Endian.',
  },
  'pixel/never-lossy': { scope: 'file', hint: 'Choose a lossless Transfer Syntax for these files, or --fallback explicit.' },
  'pixel/length': {
    scope: 'file',
    hint: 'Pixel Data are shorter or longer than rows, columns, bits and frames say; nobody can tell which is right.',
  },
  'pixel/frame-count': {
    scope: 'file',
    hint: 'There are more or fewer frames than Number of Frames says; nobody can tell which is right.',
  },
  'pixel/frame-too-large': { scope: 'file', hint: 'A frame is larger than the limit; nothing of that size is held in memory.' },
  'pixel/offset-table': {
    scope: 'file',
    hint: 'The offset table contradicts the fragments. Where code streams show where they begin that is no harm; else write the file anew with its own system.',
  },
  'pixel/offsets': {
    scope: 'file',
    hint: 'The frames are too long for a Basic Offset Table: radonym writes an Extended Offset Table then.',
  },
  'pixel/too-long-native': { scope: 'file', hint: 'Uncompressed Pixel Data cannot be longer than 4 GiB: keep the file compressed.' },
} as const satisfies Record<string, ErrorRow>;
