/**
 * A file's way from source to sink: one synchronous pass of tokens through the stages, in bounded memory. It knows no rule and no byte
 * layout; it chooses the way (sorted, kept implicit, measured first) when the straight one is not possible.
 */
import type { Finding } from '../base/errors.js';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { Tag } from '../standard/tag.js';
import { type TransferSyntax, transferSyntax, transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import { InflateStream } from '../wire/deflate.js';
import { Encoder, type EncoderOptions } from '../wire/encoder.js';
import type { Range } from '../wire/order.js';
import type { Output } from '../wire/output.js';
import { encodingOf } from '../wire/part10.js';
import type { Emit, Stage, Token } from '../wire/token.js';
import { Tokenizer } from '../wire/tokenizer.js';
import { fill, type OpenFile } from './open-file.js';
import type { FlowPlan } from './plan.js';
import type { Digest, Sink, Source } from './ports.js';
import { createTwinFilter, readRanges, sortedRanges } from './sorted.js';
import { Tap } from './tap.js';
import { Writer } from './writer.js';

export interface FileJob {
  readonly source: Source;
  /** The first bytes of the file, in the head of `buffer`. */
  readonly first: Uint8Array;
  /** limits.chunk long; overwritten. */
  readonly buffer: Uint8Array;
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
}

export interface Processed {
  readonly output: string;
  /** Of the input, hexadecimal. */
  readonly sha256: string;
  readonly findings: readonly Finding[];
  readonly transferSyntaxUid: string;
  readonly bytesOut: number;
  readonly value: (keyword: string) => string | undefined;
}

/** @throws RadonymError of any floor; nothing of the file then remains in the output */
export function processFile(job: FileJob): Processed {
  const { part10 } = job.opened;
  let target = job.plan.target === 'keep' ? part10.transferSyntax : transferSyntax(job.plan.target)!;
  if (target.pixelData === 'encapsulated' && target !== part10.transferSyntax) {
    throw new RadonymError('flow/compressed-pixel-data', 'Pixel Data cannot be compressed');
  }
  let ranges: Range[] | undefined;
  const detours: Finding[] = [];
  for (;;) {
    try {
      const processed = run(job, target, ranges);
      return { ...processed, findings: [...job.opened.part10.findings, ...detours, ...processed.findings] };
    } catch (error) {
      if (!(error instanceof RadonymError)) throw error;
      if (error.code === 'wire/unordered' && ranges === undefined) {
        ranges = sortedRanges(job.source, readFirst(job, true), job.opened);
        detours.push({ code: 'flow/sorted', detail: 'elements out of order were sorted', ...error.place });
      } else if (error.code === 'wire/long-value' && target.vr === 'explicit') {
        target = transferSyntaxOfWord('implicit')!;
        detours.push({
          code: 'flow/kept-implicit',
          detail: 'a value is too long for its Explicit VR: the file is written implicit',
          ...error.place,
        });
      } else throw error;
    }
  }
}

function run(job: FileJob, target: TransferSyntax, ranges: Range[] | undefined): Processed {
  const { plan, opened } = job;
  const digest = job.digest();
  const findings: Finding[] = [];
  const encoding = encodingOf(target);
  const options: EncoderOptions = {
    encoding,
    sequenceLength: plan.sequenceLength,
    longValues: plan.longValues === 'implicit' ? 'refuse' : 'unknown',
  };
  const tap = new Tap(job.tapped);
  const encoder = plan.sequenceLength === 'explicit' ? { ...options, lengths: measure(job, target, ranges, options) } : options;
  const value = (keyword: string): string | undefined => tap.value(keyword);
  const meta = () => ({
    sopClassUid: value('SOPClassUID') ?? opened.head.sopClassUid,
    sopInstanceUid: value('SOPInstanceUID') ?? job.sopInstanceUid,
    transferSyntaxUid: target.uid,
    others: job.stage ? [] : opened.part10.others,
  });
  const writer = new Writer({ encoder, output: job.output, deflated: target.dataSet === 'deflated', meta, openSink: job.openSink });
  try {
    pump(
      job,
      target,
      ranges,
      (finding) => findings.length < limits.findings && findings.push(finding),
      (token) => {
        tap.push(token);
        writer.push(token);
      },
      () => writer.drain(),
      digest,
    );
    const output = writer.commit(value);
    return { output, sha256: digest.hex(), findings, transferSyntaxUid: target.uid, bytesOut: writer.bytes, value };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** Lengths of all sequences and items, found by a pass that writes nothing. */
function measure(job: FileJob, target: TransferSyntax, ranges: Range[] | undefined, options: EncoderOptions): readonly number[] {
  const encoder = new Encoder({ ...options, measure: true });
  pump(
    job,
    target,
    ranges,
    () => {},
    (token) => encoder.push(token),
    () => encoder.drain(),
    undefined,
  );
  return encoder.lengths;
}

/** Reads the file and sends its tokens through the stages to `emit`; `drain` is called before bytes that tokens point to are overwritten. */
function pump(
  job: FileJob,
  target: TransferSyntax,
  ranges: Range[] | undefined,
  finding: (finding: Finding) => void,
  emit: Emit,
  drain: () => void,
  digest: Digest | undefined,
): void {
  const { source, buffer } = job;
  const { part10, head } = job.opened;
  const stage = job.stage?.();
  const checked = refuseCompressed(target, emit);
  const staged: Emit = stage ? (token) => stage.push(token, checked) : checked;
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
    chunk = fill(source, position, buffer);
    if (chunk.length === 0) break;
    digest?.update(chunk);
    if (ranges === undefined) take(chunk);
    position += chunk.length;
  }
  if (ranges !== undefined) readRanges(source, ranges, buffer, feed);
  inflate?.end();
  tokenizer.end(sorted);
  stage?.end(checked);
}

/** The first bytes: what was read already if it is the whole file and still stands, else read again. */
function readFirst(job: FileJob, overwritten: boolean): Uint8Array {
  return job.first.length === job.source.size && !overwritten ? job.first : fill(job.source, 0, job.buffer);
}

/** Compressed Pixel Data stay as they are; they cannot be put into a native Transfer Syntax. */
function refuseCompressed(target: TransferSyntax, emit: Emit): Emit {
  if (target.pixelData === 'encapsulated') return emit;
  return (token: Token) => {
    if (token.kind === 'fragmentsStart') {
      throw new RadonymError('flow/compressed-pixel-data', 'the Pixel Data are compressed', { offset: token.offset });
    }
    emit(token);
  };
}
