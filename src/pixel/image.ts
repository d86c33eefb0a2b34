/** What Pixel Data are (PS3.3 C.7.6.3): plain numbers of the Image Pixel Module. It knows no tokens and no codec. */

export interface Image {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly pixelRepresentation: 0 | 1;
  readonly photometricInterpretation: string;
  /** 0 where one sample makes a pixel. */
  readonly planarConfiguration: 0 | 1;
  readonly numberOfFrames: number;
}

/** Bytes of one native frame; a frame of single bits may end within a byte (PS3.5 8.1.1), which is then counted whole. */
export function frameLength({ rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation }: Image): number {
  // PS3.3 C.7.6.3.1.2: native YBR_FULL_422 holds two samples a pixel: Y1 Y2 Cb Cr.
  const samples = photometricInterpretation === 'YBR_FULL_422' ? 2 : samplesPerPixel;
  return Math.ceil((rows * columns * samples * bitsAllocated) / 8);
}
