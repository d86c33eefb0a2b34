/**
 * `reidentify` from beginning to end: objects that were made on de-identified data get the original patient, UIDs and dates back, so that they
 * can be imported where the originals are. What does not belong to the mapping is refused, file by file.
 */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { processFile } from '../flow/pass.js';
import { ownIntake } from '../flow/ports.js';
import { type NewObject, readNewObject } from '../flow/return-facts.js';
import { ReturnStage } from '../flow/return-stage.js';
import { tapped } from '../flow/tap.js';
import { FileSink } from '../io/file-sink.js';
import { type InputSource, openInput } from '../io/input-source.js';
import { partName, removeParts } from '../io/part-files.js';
import { frameCodec } from '../pixel/frame-codec.js';
import { Output } from '../wire/output.js';
import { flowPorts } from './digest.js';
import { type ListedFile, listFiles } from './file-list.js';
import { isWithin, rootsOf } from './layout.js';
import { failure } from './not-written.js';
import { makePrivateFolder } from './private-files.js';
import { Originals } from './return-originals.js';
import { type OwnUids, ownUids, returnPlan } from './return-plan.js';

export interface ReidentifySettings {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly state: string;
  readonly overwrite: boolean;
}

export type ReidentifyRecord =
  | { readonly type: 'file'; readonly file: number; readonly outcome: 'written'; readonly output: string; readonly complete: boolean }
  | { readonly type: 'file'; readonly file: number; readonly outcome: 'skipped' | 'failed'; readonly code: string; readonly detail: string }
  | ({ readonly type: 'summary' } & ReidentifySummary);

export interface ReidentifySummary {
  readonly written: number;
  readonly skipped: number;
  readonly failed: number;
  /** Written without name and birth date: the original is not where it was. */
  readonly incomplete: number;
}

export interface ReidentifyHost {
  readonly signal: AbortSignal;
  readonly record: (record: ReidentifyRecord) => void;
}

/** @throws RadonymError of scope usage or run */
export async function reidentify(settings: ReidentifySettings, host: ReidentifyHost): Promise<ReidentifySummary> {
  const output = resolve(settings.output);
  const roots = rootsOf(settings.inputs);
  const originals = await Originals.of(realpathSync(resolve(settings.state)));
  const { files } = listFiles({
    roots,
    outputFolder: output,
    fixedName: undefined,
    stateFolder: '',
    commonState: '',
    quarantineFolder: undefined,
    exclude: new Set([output]),
  });
  const own = ownUidsOf(files);
  makePrivateFolder(output);
  removeParts(output);
  const clean = (): void => void removeParts(output);
  process.once('exit', clean);
  const counts = { written: 0, skipped: 0, failed: 0, incomplete: 0 };
  try {
    for (const file of files) {
      if (host.signal.aborted) throw new RadonymError('io/interrupted', 'stopped before all files were done');
      const number = file.index + 1;
      try {
        const complete = one(file, {
          output,
          own,
          originals,
          overwrite: settings.overwrite,
          isInput: (path) => roots.some((root) => isWithin(path, root.path)),
        });
        counts.written++;
        if (!complete) counts.incomplete++;
        host.record({ type: 'file', file: number, outcome: 'written', output: file.relative, complete });
      } catch (error) {
        const { code, detail } = failure(error);
        const outcome = code === 'wire/not-dicom' ? 'skipped' : 'failed';
        counts[outcome]++;
        host.record({ type: 'file', file: number, outcome, code, detail });
      }
    }
  } finally {
    clean();
    process.off('exit', clean);
  }
  return counts;
}

interface Work {
  readonly output: string;
  readonly own: OwnUids;
  readonly originals: Originals;
  readonly overwrite: boolean;
  readonly isInput: (path: string) => boolean;
}

/** True when name and birth date are back too. */
function one(file: ListedFile, { output, own, originals, overwrite, isInput }: Work): boolean {
  return withObject(file, (source, object, buffer) => {
    const { plan, complete } = returnPlan(object, originals, own);
    const sink = new FileSink({ folder: output, part: partName(file.index), existing: overwrite ? 'replace' : 'refuse', isInput });
    processFile({
      source,
      first: object.first,
      intake: ownIntake(flowPorts.digest, buffer),
      output: new Output(),
      opened: object.opened,
      plan: { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
      sopInstanceUid: object.opened.head.sopInstanceUid,
      openSink: () => ({
        write: (slices) => sink.write(slices),
        patch: (position, bytes) => sink.patch(position, bytes),
        commit: () => {
          sink.commit(file.relative);
          return file.relative;
        },
        abort: () => sink.abort(),
      }),
      tapped: tapped([]),
      stage: () => new ReturnStage(plan),
      digest: flowPorts.digest,
      codec: frameCodec(),
      notHere: false,
    });
    return complete;
  });
}

/** UIDs that the files bring with them: each may refer to the others. */
function ownUidsOf(files: readonly ListedFile[]): OwnUids {
  const own = ownUids();
  for (const file of files) {
    try {
      withObject(file, (_, { opened }) => own.add(opened.head));
    } catch {
      // Told of when its turn comes.
    }
  }
  return own;
}

function withObject<T>(file: ListedFile, work: (source: InputSource, object: NewObject, buffer: Uint8Array) => T): T {
  const source = openInput(file.path);
  try {
    const buffer = new Uint8Array(Math.min(limits.chunk, Math.max(source.size, 1024)));
    return work(source, readNewObject(source, buffer), buffer);
  } finally {
    source.close();
  }
}
