/**
 * Which Photometric Interpretations a way of coding takes, and what they are on the other side (PS3.5 8.2). No colour is converted that the
 * code stream does not convert itself.
 */
import type { Compression, TransferSyntax } from '../standard/transfer-syntax.js';

type Renaming = { readonly [photometricInterpretation: string]: string };
type Renamings = { readonly [C in Compression]?: Renaming };

const grey: Renaming = same('MONOCHROME1', 'MONOCHROME2');
const oneSample: Renaming = { ...grey, ...same('PALETTE COLOR') };
const plainColour: Renaming = same('RGB', 'YBR_FULL');
// Decoding undoes the stream's own component transformation (ISO/IEC 15444-1 Annex G).
const jpeg2000: Renaming = { ...plainColour, YBR_RCT: 'RGB', YBR_ICT: 'RGB' };

/** Encoded → decoded, of three samples a pixel. */
const decoded: Renamings = {
  rle: plainColour,
  // Decoding fills in the chrominance that 4:2:2 leaves out.
  jpeg: { ...plainColour, YBR_FULL_422: 'YBR_FULL' },
  'jpeg-ls': plainColour,
  'jpeg-2000': jpeg2000,
  htj2k: jpeg2000,
  // A decoder of JPEG XL gives RGB, also of a JPEG stream that was packed.
  'jpeg-xl': { RGB: 'RGB', XYB: 'RGB', YBR_FULL: 'RGB', YBR_FULL_422: 'RGB' },
};

/** Native → encoded without loss, of three samples a pixel. */
const encoded: Renamings = {
  rle: plainColour,
  // The codec at hand marks components as R, G and B, whatever they are.
  jpeg: same('RGB'),
  'jpeg-ls': plainColour,
  'jpeg-2000': { RGB: 'YBR_RCT', YBR_FULL: 'YBR_FULL' },
  htj2k: { RGB: 'YBR_RCT' },
  'jpeg-xl': same('RGB'),
};

/** Native → encoded with loss, of three samples a pixel. */
const encodedWithLoss: Renamings = {
  jpeg: { RGB: 'YBR_FULL_422' },
  'jpeg-ls': plainColour,
  'jpeg-2000': { RGB: 'YBR_ICT' },
  'jpeg-xl': same('RGB'),
};

/** Whether coding passes bytes on as they are, whatever they mean. */
export const isBytewise = (compression: Compression): boolean => compression === 'none' || compression === 'deflated-frame';

/** What a decoded image is called; undefined when it cannot be coded so. */
export function decodedPhotometric({ compression }: TransferSyntax, name: string, samples: number): string | undefined {
  if (isBytewise(compression)) return name;
  return renamed(samples === 1 ? oneSample : decoded[compression], name);
}

/** What an encoded image is called; undefined when it cannot be coded so. Syntaxes that may lose values are only written with loss. */
export function encodedPhotometric({ compression, lossy }: TransferSyntax, name: string, samples: number): string | undefined {
  if (isBytewise(compression)) return name;
  if (lossy === 'never') return renamed(samples === 1 ? oneSample : encoded[compression], name);
  // A little less of an index is another colour.
  return renamed(samples === 1 ? grey : encodedWithLoss[compression], name);
}

function renamed(names: Renaming | undefined, name: string): string | undefined {
  return names !== undefined && Object.hasOwn(names, name) ? names[name] : undefined;
}

function same(...names: readonly string[]): Renaming {
  return Object.fromEntries(names.map((name) => [name, name]));
}
