/**
 * Loads the codecs of dcmjs-codecs (one WebAssembly module: IJG, CharLS, OpenJPEG, OpenJPH, libjxl), when the first frame needs them. Only the
 * module is used, by its exported functions: the package's own JavaScript starts asynchronously, copies each frame twice and brings along a
 * whole DICOM library. It judges nothing: src/pixel/guarded-codec.ts does.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NativeCoding, NativeFrame, NativeOptions, NativePort } from '../pixel/native-port.js';

/** Functions that the module exports; a pointer is a number. */
type Exports = { readonly [name: string]: (...args: readonly number[]) => number } & { readonly memory: { readonly buffer: ArrayBuffer } };

/** TypeScript keeps these for browsers. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;

/** Order of the module's own enumeration. */
const photometricInterpretations = [
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
  'CMYK',
  'ARGB',
  'HSV',
  'XYB',
];

const functionOf: { readonly [C in NativeCoding]: string } = {
  jpeg: 'Jpeg',
  'jpeg-ls': 'JpegLs',
  'jpeg-2000': 'Jpeg2000',
  htj2k: 'HtJpeg2000',
  'jpeg-xl': 'JpegXl',
};

/** What decoders say of a stream that they go on with all the same. OpenJPEG also warns of Psot = 0, which is allowed. */
const ofDamage = /Corrupt JPEG data|Premature end|Callback(?:Error|Warning)::(?!Psot)/;

let compiled: object | undefined;
let damage = false;

/** Codecs of one worker. Loading is put off until the first frame. */
export function nativeCodecs(): NativePort {
  let instance: Exports | undefined;
  return {
    decode(coding, stream, frame) {
      instance ??= start();
      return decode(instance, coding, stream, frame);
    },
    encode(coding, samples, frame, options) {
      instance ??= start();
      return encode(instance, coding, samples, frame, options);
    },
    renew() {
      instance = undefined;
    },
  };
}

/** The same codecs; `done` is called after each frame that did not hang. */
export function watched(native: NativePort, done: () => void): NativePort {
  const after = <Result>(result: Result): Result => {
    done();
    return result;
  };
  return {
    decode: (...frame) => after(native.decode(...frame)),
    encode: (...frame) => after(native.encode(...frame)),
    renew: () => native.renew(),
  };
}

function decode(codecs: Exports, coding: NativeCoding, stream: Uint8Array, frame: NativeFrame): Uint8Array {
  const context = contextOf(codecs, frame);
  codecs.SetEncodedBufferSize!(context, stream.length);
  new Uint8Array(codecs.memory.buffer).set(stream, codecs.GetEncodedBuffer!(context));
  const parameters = codecs.CreateDecoderParameters!();
  codecs.SetConvertColorspaceToRgb!(parameters, 0);
  damage = false;
  codecs[`Decode${functionOf[coding]}`]!(context, parameters);
  if (damage) throw new Error('the codec has warned of damage');
  codecs.ReleaseDecoderParameters!(parameters);
  const out = taken(codecs, codecs.GetDecodedBuffer!(context), codecs.GetDecodedBufferSize!(context));
  codecs.ReleaseCodecsContext!(context);
  return out;
}

function encode(codecs: Exports, coding: NativeCoding, samples: Uint8Array, frame: NativeFrame, options: NativeOptions): Uint8Array {
  const context = contextOf(codecs, frame);
  codecs.SetDecodedBufferSize!(context, samples.length);
  new Uint8Array(codecs.memory.buffer).set(samples, codecs.GetDecodedBuffer!(context));
  const parameters = codecs.CreateEncoderParameters!();
  codecs.SetLossy!(parameters, options.lossy ? 1 : 0);
  codecs.SetQuality!(parameters, options.quality);
  codecs.SetSmoothingFactor!(parameters, 0);
  codecs.SetSampleFactor!(parameters, options.subsampled ? 1 : 0);
  codecs.SetPredictor!(parameters, 1);
  codecs.SetPointTransform!(parameters, 0);
  codecs.SetAllowedLossyError!(parameters, options.allowedError);
  codecs.SetProgressionOrder!(parameters, options.progressionOrder);
  codecs.SetRate!(parameters, options.rate);
  codecs.SetAllowMct!(parameters, options.componentTransformation ? 1 : 0);
  codecs[`Encode${functionOf[coding]}`]!(context, parameters);
  codecs.ReleaseEncoderParameters!(parameters);
  const out = taken(codecs, codecs.GetEncodedBuffer!(context), codecs.GetEncodedBufferSize!(context));
  codecs.ReleaseCodecsContext!(context);
  return out;
}

function contextOf(codecs: Exports, frame: NativeFrame): number {
  const context = codecs.CreateCodecsContext!();
  codecs.SetColumns!(context, frame.columns);
  codecs.SetRows!(context, frame.rows);
  codecs.SetBitsAllocated!(context, frame.bitsAllocated);
  codecs.SetBitsStored!(context, frame.bitsStored);
  codecs.SetSamplesPerPixel!(context, frame.samplesPerPixel);
  codecs.SetPixelRepresentation!(context, frame.pixelRepresentation);
  codecs.SetPlanarConfiguration!(context, 0);
  codecs.SetPhotometricInterpretation!(context, photometricInterpretations.indexOf(frame.photometricInterpretation));
  return context;
}

/** Out of the module's memory, which may move when it grows. */
function taken({ memory }: Exports, at: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, at, length).slice();
}

/** Compiled once a thread; a new instance takes a few milliseconds. */
function start(): Exports {
  const file = join(dirname(createRequire(import.meta.url).resolve('dcmjs-codecs')), 'dcmjs-native-codecs.wasm');
  compiled ??= new Module(readFileSync(file));
  let exports: Exports | undefined;
  const view = (): DataView => new DataView(exports!.memory.buffer);
  // The module reads no file, clock or variable that would matter; what it has to say is no text for a log.
  const imports = {
    wasi_snapshot_preview1: {
      environ_get: () => 0,
      environ_sizes_get(count: number, size: number) {
        view().setUint32(count, 0, true);
        view().setUint32(size, 0, true);
        return 0;
      },
      clock_time_get(_clock: number, _precision: bigint, time: number) {
        view().setBigUint64(time, 0n, true);
        return 0;
      },
      fd_write(_file: number, parts: number, count: number, written: number) {
        // OpenJPH warns this way.
        damage = true;
        let total = 0;
        for (let part = 0; part < count; part++) total += view().getUint32(parts + 8 * part + 4, true);
        view().setUint32(written, total, true);
        return 0;
      },
      fd_seek: () => 0,
      fd_close: () => 0,
      proc_exit() {
        throw new Error('the codec has ended');
      },
    },
    env: {
      emscripten_notify_memory_growth() {},
      onCodecsInfo(at: number, length: number) {
        damage ||= ofDamage.test(Buffer.from(exports!.memory.buffer, at, length).toString('latin1'));
      },
      onCodecsTrace() {},
      onCodecsException() {
        throw new Error('the codec has refused');
      },
    },
  };
  exports = new Instance(compiled, imports).exports as Exports;
  exports._initialize?.();
  return exports;
}
