/**
 * A file from source to sink: one synchronous pass of tokens through the stages, in bounded memory, and passes that only measure before it
 * where that is needed. It knows no rule and no byte layout; by which way, flow/way.ts decides.
 */
import type { Finding } from '../base/errors.js';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { FrameCodec } from '../pixel/codec.js';
import type { FrameEditor } from '../pixel/frame-editor.js';
import type { Room } from '../pixel/frame-writers.js';
import { PixelStage } from '../pixel/pixel-stage.js';
import type { Tag } from '../standard/tag.js';
import type { TransferSyntax } from '../standard/transfer-syntax.js';
import { InflateStream } from '../wire/deflate.js';
import { Encoder, type EncoderOptions } from '../wire/encoder.js';
import type { Output } from '../wire/output.js';
import { encodingOf } from '../wire/part10.js';
import type { Emit, Stage, Token } from '../wire/token.js';
import { Tokenizer } from '../wire/tokenizer.js';
import { withLoss } from './lossy.js';
import { measuringCodec } from './measuring-codec.js';
import { fill, type OpenFile } from './open-file.js';
import type { FlowPlan } from './plan.js';
import type { Digest, Intake, Sink, Source } from './ports.js';
import { createTwinFilter, readRanges, sortedRanges } from './sorted.js';
import { Tap } from './tap.js';
import { detour, firstWay, type Way } from './way.js';
import { Writer } from './writer.js';

export interface FileJob {
  readonly source: Source;
  /** The first bytes of the file, in the last chunk of `intake`. */
  readonly first: Uint8Array;
  /** Where its pieces are read to. */
  readonly intake: Intake;
  /** Reused from file to file. */
  readonly output: Output;
  readonly opened: OpenFile;
  readonly plan: FlowPlan;
  /** What the File Meta Information says where the data set names no instance. */
  readonly sopInstanceUid: string;
  readonly openSink: () => Sink;
  /** Which values name the output (flow/tap). */
  readonly tapped: ReadonlyMap<Tag, string>;
  /** A new one for each pass over the file. */
  readonly stage: (() => Stage) | undefined;
  readonly digest: () => Digest;
  readonly codec: FrameCodec;
  /** Native codecs must not run in this thread. */
  readonly notHere: boolean;
  /** Changes samples of frames. */
  readonly editor?: FrameEditor;
  /** Whether it does, whatever it sees of the file. */
  readonly edits?: boolean;
}

export interface Processed {
  readonly output: string;
  /** Of the input, as the intake says it. */
  readonly sha256: string;
  readonly findings: readonly Finding[];
  readonly transferSyntaxUid: string;
  readonly bytesOut: number;
  readonly value: (keyword: string) => string | undefined;
}

/** @throws RadonymError of any floor; nothing of the file then remains in the output */
export function processFile(job: FileJob): Processed {
  const { part10 } = job.opened;
  const detours: Finding[] = [];
  let way = firstWay(job, detours);
  for (;;) {
    try {
      const processed = run(job, way);
      return { ...processed, findings: [...part10.findings, ...detours, ...processed.findings] };
    } catch (error) {
      if (!(error instanceof RadonymError)) throw error;
      way = detour(job, way, error, detours, () => sortedRanges(job.source, readFirst(job, true), job.opened));
    }
  }
}

function run(job: FileJob, straight: Way): Processed {
  const { plan, opened } = job;
  const digest = job.intake.digest();
  const findings: Finding[] = [];
  const way = straight.pixels?.coding.quality === undefined ? straight : lossyWay(job, straight, findings);
  const { target } = way;
  const encoding = encodingOf(target);
  const options: EncoderOptions = {
    encoding,
    sequenceLength: plan.sequenceLength,
    longValues: plan.longValues === 'implicit' ? 'refuse' : 'unknown',
  };
  const tap = new Tap(job.tapped);
  const encoder = plan.sequenceLength === 'explicit' ? { ...options, lengths: measure(job, way, options) } : options;
  const value = (keyword: string): string | undefined => tap.value(keyword);
  const meta = () => ({
    sopClassUid: value('SOPClassUID') ?? opened.head.sopClassUid,
    sopInstanceUid: value('SOPInstanceUID') ?? job.sopInstanceUid,
    transferSyntaxUid: target.uid,
    others: job.stage ? [] : opened.part10.others,
  });
  const writer = new Writer({ encoder, output: job.output, deflated: target.dataSet === 'deflated', meta, openSink: job.openSink });
  try {
    pump(job, way, {
      codec: job.codec,
      room: writer,
      finding: (finding) => findings.length < limits.findings && findings.push(finding),
      emit: (token) => {
        tap.push(token);
        writer.push(token);
      },
      drain: () => writer.drain(),
      digest,
    });
    const output = writer.commit(value);
    return { output, sha256: digest.hex(), findings, transferSyntaxUid: target.uid, bytesOut: writer.bytes, value };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** How much is lost stands before the frames: a pass that writes nothing compresses them first. */
function lossyWay(job: FileJob, way: Way, findings: Finding[]): Way {
  const stage = pump(job, way, { codec: job.codec, room: noRoom, finding: () => {}, emit: () => {}, drain: () => {} })!;
  // Who de-identifies names all instances anew, and tells of no other.
  const isNew = job.stage === undefined;
  if (isNew) findings.push({ code: 'flow/new-instance', detail: 'the lossy image is a new instance: references lead to the original' });
  return withLoss(way, stage, job.opened.head, isNew ? job.digest : undefined);
}

/** Lengths of all sequences and items, found by a pass that writes nothing. */
function measure(job: FileJob, way: Way, options: EncoderOptions): readonly number[] {
  const encoder = new Encoder({ ...options, measure: true });
  pump(job, way, {
    codec: measuringCodec(),
    room: noRoom,
    finding: () => {},
    emit: (token) => encoder.push(token),
    drain: () => encoder.drain(),
  });
  return encoder.lengths;
}

const noRoom: Room = { mark: () => 0, fill: () => {} };

/** Where a pass over the file leads. */
interface Ends {
  readonly codec: FrameCodec;
  readonly room: Room;
  readonly finding: (finding: Finding) => void;
  readonly emit: Emit;
  /** Called before bytes that tokens point to are overwritten. */
  readonly drain: () => void;
  /** Of the input. */
  readonly digest?: Digest;
}

/** Reads the file and sends its tokens through the stages to their end. */
function pump(job: FileJob, { target, ranges, pixels }: Way, ends: Ends): PixelStage | undefined {
  const { finding, drain, digest } = ends;
  const { source } = job;
  const { part10, head } = job.opened;
  const stage = job.stage?.();
  const checked = pixels ? ends.emit : refuseCompressed(target, ends.emit);
  const pixelStage = pixels && new PixelStage({ ...pixels, ...ends });
  const coded: Emit = pixelStage ? (token) => pixelStage.push(token, checked) : checked;
  const staged: Emit = stage ? (token) => stage.push(token, coded) : coded;
  const sorted = ranges === undefined ? staged : createTwinFilter(staged);
  const tokenizer = new Tokenizer({
    encoding: part10.encoding,
    offset: part10.dataSetOffset,
    pixelRepresentation: head.pixelRepresentation,
    bitsAllocated: head.bitsAllocated,
    order: ranges === undefined ? 'refuse' : 'any',
    finding,
  });
  const feed = (bytes: Uint8Array): void => {
    tokenizer.push(bytes, sorted);
    drain();
  };
  const inflate = part10.transferSyntax.dataSet === 'deflated' ? new InflateStream(feed) : undefined;
  const take = inflate ? (bytes: Uint8Array): void => inflate.push(bytes) : feed;
  let position = part10.dataSetOffset;
  let chunk = readFirst(job, ranges !== undefined);
  digest?.update(chunk);
  if (ranges === undefined) take(chunk.subarray(position));
  position = chunk.length;
  while (position < source.size) {
    chunk = fill(source, position, job.intake.chunk());
    if (chunk.length === 0) break;
    digest?.update(chunk);
    if (ranges === undefined) take(chunk);
    position += chunk.length;
  }
  if (ranges !== undefined) readRanges(source, ranges, job.intake.chunk(), feed);
  inflate?.end();
  tokenizer.end(sorted);
  stage?.end(coded);
  pixelStage?.end(checked);
  return pixelStage;
}

/** The first bytes: what was read already if it is the whole file and still stands, else read again. */
function readFirst(job: FileJob, overwritten: boolean): Uint8Array {
  return job.first.length === job.source.size && !overwritten ? job.first : fill(job.source, 0, job.intake.chunk());
}

/** Compressed Pixel Data of which nothing says what they are cannot be put into a native Transfer Syntax. */
function refuseCompressed(target: TransferSyntax, emit: Emit): Emit {
  if (target.pixelData === 'encapsulated') return emit;
  return (token: Token) => {
    if (token.kind === 'fragmentsStart') {
      throw new RadonymError('flow/compressed-pixel-data', 'the Pixel Data are compressed', { offset: token.offset });
    }
    emit(token);
  };
}
