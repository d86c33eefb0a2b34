/** The shape of `inspect --json`, one record a line (docs/inspect.md). No value of a file is in it, whatever else was asked for. */

import { sopClass } from '../standard/sop-class.js';
import { hasBroken, type Inspection } from './inspection.js';
import { nodeName } from './node-names.js';

export function* inspectRecords(data: Inspection, version: string): Generator<object> {
  const { files, bytes, patients, series, graph, privateBlocks, texts, risks, failures } = data;
  yield { type: 'inspect', version, files, bytes };
  for (const { label, ...row } of patients) yield { type: 'patient', ...row };
  for (const row of series) yield { type: 'series', ...row, sopClassUid: classWord(row.sopClassUid) };
  for (const { id, files: members, ...row } of graph.nodes)
    yield { type: 'node', node: id, name: nodeName(row), ...row, sopClassUid: classWord(row.sopClassUid), files: members };
  for (const edge of graph.edges) yield { type: 'edge', ...edge };
  for (const trouble of graph.troubles) yield { type: 'trouble', ...trouble };
  for (const { number, ...island } of graph.islands) yield { type: 'frame-of-reference', island: number, ...island };
  for (const row of privateBlocks) yield { type: 'private', ...row };
  for (const { examples, ...row } of texts) yield { type: 'text', ...row };
  for (const { first, ...row } of risks) yield { type: 'risk', ...row, first };
  for (const failure of failures) yield { type: 'failure', ...failure };
  yield {
    type: 'summary',
    files,
    instances: data.instances,
    notDicom: data.notDicom,
    directories: data.directories,
    failed: failures.length,
    unreadable: data.unreadable,
    patients: patients.length,
    broken: graph.troubles.filter((trouble) => trouble.broken).length,
    sound: !hasBroken(data),
    interrupted: data.interrupted,
    seconds: data.seconds,
  };
}

/** A private SOP Class may name a site. */
const classWord = (uid: string): string => (uid === '' || sopClass(uid) ? uid : 'private');
