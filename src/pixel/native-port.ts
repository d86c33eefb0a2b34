/**
 * The port of codecs that are not written here (run/native-codecs.ts hands in those of WebAssembly). They are trusted with nothing: they may
 * throw, trap, hang or give back a wrong image. After anything that was thrown the instance is unfit, and `renew` must be called.
 */

export type NativeCoding = 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'jpeg-xl';

/** A frame of samples by pixel. */
export interface NativeFrame {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly pixelRepresentation: 0 | 1;
  readonly photometricInterpretation: string;
}

export interface NativeOptions {
  readonly lossy: boolean;
  /** JPEG and JPEG XL: 1 to 100. */
  readonly quality: number;
  /** JPEG: chrominance of two pixels at a time (4:2:2). */
  readonly subsampled: boolean;
  /** JPEG-LS: NEAR. */
  readonly allowedError: number;
  /** JPEG 2000: of how many bytes one is kept. */
  readonly rate: number;
  /** JPEG 2000: 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL (ISO/IEC 15444-1 Table A.16). */
  readonly progressionOrder: number;
  /** JPEG 2000: RCT or ICT of three components. */
  readonly componentTransformation: boolean;
}

export interface NativePort {
  /** @returns what the codec takes for the frame's samples, bytes of their own. @throws unknown, also when the codec only warned of damage */
  decode(coding: NativeCoding, stream: Uint8Array, frame: NativeFrame): Uint8Array;
  /** @returns a code stream, bytes of its own. @throws unknown */
  encode(coding: NativeCoding, samples: Uint8Array, frame: NativeFrame, options: NativeOptions): Uint8Array;
  /** Gives up the instance; the next call starts a fresh one, synchronously. */
  renew(): void;
}
