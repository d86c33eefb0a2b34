/**
 * Which Photometric Interpretations a way of coding takes, and what they are on the other side (PS3.5 8.2). No colour is converted that the
 * code stream does not convert itself.
 */
import type { Compression } from '../standard/transfer-syntax.js';

type Renaming = { readonly [photometricInterpretation: string]: string };

const oneSample: Renaming = same('MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR');
const plainColour: Renaming = same('RGB', 'YBR_FULL');

/** Encoded → decoded, of three samples a pixel. */
const decoded: { readonly [C in Compression]?: Renaming } = {
  rle: plainColour,
  // Decoding fills in the chrominance that 4:2:2 leaves out.
  jpeg: { ...plainColour, YBR_FULL_422: 'YBR_FULL' },
  'jpeg-ls': plainColour,
  // The stream's own component transformation (ISO/IEC 15444-1 Annex G) is undone.
  'jpeg-2000': { ...plainColour, YBR_RCT: 'RGB', YBR_ICT: 'RGB' },
  htj2k: { ...plainColour, YBR_RCT: 'RGB', YBR_ICT: 'RGB' },
  'jpeg-xl': { RGB: 'RGB', XYB: 'RGB' },
};

/** Native → encoded without loss, of three samples a pixel. */
const encoded: { readonly [C in Compression]?: Renaming } = {
  rle: plainColour,
  jpeg: plainColour,
  'jpeg-ls': plainColour,
  'jpeg-2000': { RGB: 'YBR_RCT', YBR_FULL: 'YBR_FULL' },
  htj2k: { RGB: 'YBR_RCT', YBR_FULL: 'YBR_FULL' },
  'jpeg-xl': same('RGB'),
};

/** Whether coding passes bytes on as they are, whatever they mean. */
export const isBytewise = (compression: Compression): boolean => compression === 'none' || compression === 'deflated-frame';

/** What a decoded image is called; undefined when it cannot be coded so. */
export function decodedPhotometric(compression: Compression, name: string, samples: number): string | undefined {
  if (isBytewise(compression)) return name;
  return renamed(samples === 1 ? oneSample : decoded[compression], name);
}

/** What an encoded image is called; undefined when it cannot be coded so. */
export function encodedPhotometric(compression: Compression, name: string, samples: number): string | undefined {
  if (isBytewise(compression)) return name;
  return renamed(samples === 1 ? oneSample : encoded[compression], name);
}

function renamed(names: Renaming | undefined, name: string): string | undefined {
  return names !== undefined && Object.hasOwn(names, name) ? names[name] : undefined;
}

function same(...names: readonly string[]): Renaming {
  return Object.fromEntries(names.map((name) => [name, name]));
}
