/** The part of dicom-character-set (which ships no types) that wire/code-extensions.ts calls. */
declare module 'dicom-character-set' {
  export function convertBytes(specificCharacterSet: string | undefined, bytes: Uint8Array, options?: { readonly vr?: string }): string;
}
