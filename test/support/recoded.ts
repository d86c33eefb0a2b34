/** Files through the real processor or data sets through the real pixel stage, in memory. */
import { createHash } from 'node:crypto';
import type { Finding } from '../../src/base/errors.js';
import type { Outcome } from '../../src/flow/outcome.js';
import type { FlowPlan } from '../../src/flow/plan.js';
import type { Sink, Source } from '../../src/flow/ports.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import type { FrameEditor } from '../../src/pixel/frame-editor.js';
import type { Image } from '../../src/pixel/image.js';
import type { NativePort } from '../../src/pixel/native-port.js';
import { PixelStage } from '../../src/pixel/pixel-stage.js';
import type { TransferSyntax } from '../../src/standard/transfer-syntax.js';
import { Encoder } from '../../src/wire/encoder.js';
import { encodingOf } from '../../src/wire/part10.js';
import { Tokenizer } from '../../src/wire/tokenizer.js';
import { concat } from './bytes.js';

export const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read(position, target) {
    const part = bytes.subarray(position, position + target.length);
    target.set(part);
    return part.length;
  },
});

export class MemorySink implements Sink {
  bytes: Uint8Array = new Uint8Array(0);
  #pieces: Uint8Array[] = [];
  write(slices: readonly Uint8Array[]): void {
    this.#pieces.push(...slices.map((slice) => slice.slice()));
  }
  patch(position: number, bytes: Uint8Array): void {
    const joined = concat(this.#pieces);
    joined.set(bytes, position);
    this.#pieces = [joined];
  }
  commit(): string {
    this.bytes = concat(this.#pieces);
    return 'output';
  }
  abort(): void {
    this.#pieces = [];
  }
}

/** What the flow makes of a file. */
export function transcoded(
  file: Uint8Array,
  target: string,
  plan: Partial<FlowPlan> = {},
  native?: NativePort,
): { outcome: Outcome; bytes: Uint8Array } {
  const processor = createProcessor(
    { target, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [], ...plan },
    {
      digest: () => {
        const hash = createHash('sha256');
        return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
      },
      ...(native ? { native } : {}),
    },
  );
  const sink = new MemorySink();
  const outcome = processor.process(sourceOf(file), () => sink);
  return { outcome, bytes: sink.bytes };
}

export interface Staged {
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
}

export interface StagedWay {
  readonly source: TransferSyntax;
  readonly target: TransferSyntax;
  readonly image: Image;
  readonly extended?: boolean;
  readonly editor?: FrameEditor;
}

/** What the pixel stage makes of a data set that comes in chunks of some sizes. */
export function staged(
  dataSet: Uint8Array,
  { extended = false, ...way }: StagedWay,
  chunkSizes: readonly number[] = [dataSet.length],
): Staged {
  const { source, target, image } = way;
  const findings: Finding[] = [];
  const pieces: Uint8Array[] = [];
  const fills: (readonly [number, Uint8Array])[] = [];
  const encoder = new Encoder({ encoding: encodingOf(target) });
  const drain = (): void => void pieces.push(...encoder.drain().map((slice) => slice.slice()));
  const stage = new PixelStage({
    ...way,
    extended,
    coding: {},
    edits: [],
    codec: frameCodec(),
    room: { mark: () => encoder.total, fill: (at, bytes) => void fills.push([at, bytes]) },
    drain,
    finding: (finding) => findings.push(finding),
  });
  const tokenizer = new Tokenizer({ encoding: encodingOf(source), bitsAllocated: image.bitsAllocated });
  const emit = encoder.push.bind(encoder);
  for (let at = 0, turn = 0; at < dataSet.length; turn++) {
    const size = Math.max(1, chunkSizes[turn % chunkSizes.length]!);
    const chunk = dataSet.slice(at, at + size);
    tokenizer.push(chunk, (token) => stage.push(token, emit));
    drain();
    chunk.fill(0xee);
    at += size;
  }
  tokenizer.end((token) => stage.push(token, emit));
  stage.end(emit);
  drain();
  const bytes = concat(pieces);
  for (const [at, filling] of fills) bytes.set(filling, at);
  return { bytes, findings };
}
