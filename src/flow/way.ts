/**
 * By which way does a file go: into which Transfer Syntax, in which order, what becomes of its Pixel Data? The straight one first; after an
 * error that another way helps against, that one, and a finding tells of it. It reads nothing.
 */
import { type Finding, RadonymError } from '../base/errors.js';
import { needsNativeCodec } from '../pixel/abilities.js';
import type { FrameEditor } from '../pixel/frame-editor.js';
import { type TransferSyntax, transferSyntax, transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import type { Range } from '../wire/order.js';
import type { OpenFile } from './open-file.js';
import { type PixelWay, pixelWay } from './pixel-way.js';
import type { FlowPlan } from './plan.js';
import { NeedsThread } from './ports.js';

export interface Way {
  readonly target: TransferSyntax;
  /** Where the elements of a file stand that has them out of order. */
  readonly ranges?: readonly Range[];
  /** Absent where Pixel Data pass as they are. */
  readonly pixels?: PixelWay;
}

/** What decides. */
export interface WayFacts {
  readonly opened: OpenFile;
  readonly plan: FlowPlan;
  /** Changes samples of frames. */
  readonly editor?: FrameEditor;
  /** Whether it does, whatever it sees of the file; else frames are gone through only when it asks for that (deid/embedded-overlay). */
  readonly edits?: boolean;
  /** Native codecs must not run here. */
  readonly notHere: boolean;
}

/** @throws RadonymError pixel/never-lossy; NeedsThread */
export function firstWay(facts: WayFacts, findings: Finding[]): Way {
  const { plan, opened } = facts;
  const target = plan.target === 'keep' ? opened.part10.transferSyntax : transferSyntax(plan.target)!;
  try {
    return wayTo(facts, target, findings);
  } catch (error) {
    if (error instanceof RadonymError && fallsBack(facts, target, error)) return fallback(facts, error, findings);
    throw error;
  }
}

/**
 * Another way after an error that one helps against.
 * @param sorted reads the file for the order of its elements
 * @throws the error when none does; NeedsThread
 */
export function detour(facts: WayFacts, way: Way, error: RadonymError, findings: Finding[], sorted: () => readonly Range[]): Way {
  const { target, ranges } = way;
  const keep = (next: Way): Way => (ranges === undefined ? next : { ...next, ranges });
  if (error.code === 'wire/unordered' && ranges === undefined) {
    findings.push({ code: 'flow/sorted', detail: 'elements out of order were sorted', ...error.place });
    return { ...way, ranges: sorted() };
  }
  if (error.code === 'wire/long-value' && target.vr === 'explicit') {
    const detail = 'a value is too long for its Explicit VR: the file is written implicit';
    findings.push({ code: 'flow/kept-implicit', detail, ...error.place });
    return keep(wayTo(facts, transferSyntaxOfWord('implicit')!, findings));
  }
  if (error.code === 'deid/embedded-overlay' && way.pixels === undefined) {
    const edited = wayTo({ ...facts, edits: true }, target, findings);
    if (edited.pixels) return keep(edited);
  }
  if (error.code === 'pixel/none') return keep(uncompressed(facts, findings));
  if (error.code === 'pixel/offsets') return keep(wayTo({ ...facts, edits: way.pixels?.editor !== undefined }, target, findings, true));
  if (fallsBack(facts, target, error)) return keep(fallback(facts, error, findings));
  throw error;
}

const fallsBack = ({ plan }: WayFacts, target: TransferSyntax, { code }: RadonymError): boolean =>
  plan.fallback === 'explicit' && target.pixelData === 'encapsulated' && notEncoded.has(code);

function fallback(facts: WayFacts, { message, place }: RadonymError, findings: Finding[]): Way {
  findings.push({ code: 'flow/fallback', detail: `${message}: the file is written in Explicit VR Little Endian`, ...place });
  return wayTo(facts, transferSyntaxOfWord('explicit')!, findings);
}

const notEncoded: ReadonlySet<string> = new Set(['pixel/unsupported', 'pixel/not-lossless', 'pixel/never-lossy']);

function wayTo(facts: WayFacts, target: TransferSyntax, findings: Finding[], extended = false): Way {
  const { opened, plan, editor, edits = false, notHere } = facts;
  const source = opened.part10.transferSyntax;
  const pixels = pixelWay(opened.head, { source, target, quality: plan.quality, editor, edits, extended });
  if (pixels === undefined) return target.pixelData === 'encapsulated' && target !== source ? uncompressed(facts, findings) : { target };
  if (notHere && (needsNativeCodec(source) || needsNativeCodec(target))) throw new NeedsThread();
  return { target, pixels };
}

/** Invariant 7 of docs/architecture.md: what has no Pixel Data is never called compressed. */
function uncompressed(facts: WayFacts, findings: Finding[]): Way {
  findings.push({ code: 'pixel/none', detail: 'there are no Pixel Data to compress: the file is written in Explicit VR Little Endian' });
  return wayTo(facts, transferSyntaxOfWord('explicit')!, findings);
}
