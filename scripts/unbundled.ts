/** Packages that `radonym` loads as they are, on first use, because few runs need them: scripts/bundle.ts leaves them out of dist. */
export const unbundled = ['dcmjs-codecs', 'dicom-character-set', 'pako', 're2js'] as const;

/** Of whose files a few are all that is loaded, and nothing that they depend on: the WebAssembly module, and what says where it is. */
export const inPart: { readonly [name: string]: RegExp | undefined } = {
  'dcmjs-codecs': /^(?:package\.json|LICENSE.*|build\/.*\.(?:js|wasm))$/,
};

/** What only some users have, beside radonym. */
export const optionalPeers = ['tesseract.js'] as const;
