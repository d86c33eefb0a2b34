/** Packages that `radonym` loads as they are, on first use, because few runs need them: scripts/bundle.ts leaves them out of dist. */
export const unbundled = ['dcmjs-codecs', 'dicom-character-set', 'pako', 're2js'] as const;
