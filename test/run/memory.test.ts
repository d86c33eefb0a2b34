/** What a run holds per file, and what a file's pass holds whatever the file's size. Measured, with room for how V8 counts. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProcessor, type Source } from '../../src/flow/process-file.js';
import { type Folders, walk } from '../../src/io/walk.js';
import { flowPorts } from '../../src/run/digest.js';
import { portions } from '../../src/run/feed.js';
import { listFiles } from '../../src/run/file-list.js';
import type { FileResult } from '../../src/run/message.js';
import { Survey } from '../../src/run/survey.js';
import { element, encode, explicit, part10, transferSyntaxUid } from '../support/bytes.js';

let collect: () => void;
beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc') as () => void;
});
afterAll(() => setFlagsFromString('--no-expose-gc'));

function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const million = 1_000_000;
/** A thousand patients of ten series of a hundred files: made as they are asked for. */
const simulated: Folders = {
  realpath: (path) => path,
  entries: (folder) => {
    const depth = folder.split('/').length - 2;
    const count = [1000, 10, 100][depth]!;
    const name = (at: number) => (depth === 0 ? `patient-${at}` : depth === 1 ? `series-${at}` : `CT.1.3.6.1.4.1.32473.246.352.${at}.dcm`);
    return Array.from({ length: count }, (_, at) => ({ name: name(at), isSymbolicLink: () => false }));
  },
  stat: (path) => {
    const isFile = path.endsWith('.dcm');
    return { isDirectory: () => !isFile, isFile: () => isFile, size: 526_000, mtimeMs: 1_700_000_000_000.5 };
  },
};

const slow = { timeout: 180_000 };

test('a tree of a million files is walked in the memory of its deepest way', slow, () => {
  const before = held();
  let [files, most] = [0, 0];
  for (const _ of walk('/in', { exclude: new Set(), unreadable: () => {}, folders: simulated })) {
    if (++files % 250_000 === 0) most = Math.max(most, held());
  }
  expect(files).toBe(million);
  expect(most - before).toBeLessThan(8e6);
});

test('the list of a million files takes little of each, and is cut into portions as they are needed', slow, () => {
  const before = held();
  const layout = {
    roots: [{ path: '/in', kind: 'folder' as const }],
    outputFolder: '/out',
    fixedName: undefined,
    stateFolder: '/state',
    commonState: '/state',
    quarantineFolder: undefined,
    exclude: new Set<string>(),
  };
  const list = listFiles(layout, simulated);
  expect(list.files.length).toBe(million);
  const listed = held();
  expect((listed - before) / million).toBeLessThan(300);
  let [files, most] = [0, 0];
  for (const portion of portions(list.files, { jobs: 8, files: 64, bytes: 8e6 })) {
    files += portion.length;
    if (files % 250_000 < portion.length) most = Math.max(most, held());
  }
  expect(files).toBe(million);
  expect(most - listed).toBeLessThan(8e6);

  const survey = new Survey(list.files);
  for (const { index, size, mtime } of list.files) survey.add(surveyed(index, size, mtime));
  survey.settle(undefined);
  expect((held() - listed) / million).toBeLessThan(300);
  expect(survey.patientOf(million - 1)?.patientKey).toBe('key 999');
});

function surveyed(index: number, size: number, mtime: number): FileResult {
  const patient = Math.floor(index / 1000);
  return {
    kind: 'surveyed',
    index,
    size,
    mtime,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    sopInstanceUid: `1.3.6.1.4.1.32473.246.352.55180237.${1_000_000_000 + index}.20260112093015`,
    sighting: {
      patientKey: `key ${patient}`,
      patientId: `id ${patient}`,
      studyInstanceUid: `1.2.3.${patient}`,
      terms: { names: [], numbers: [], dates: [], places: [], devices: [] } as never,
    },
  };
}

const targets = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  'big endian': '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
};

/** A structure set of many contours, or a dose of many bytes, that is made as it is read. */
function generated(head: Uint8Array, unit: Uint8Array, count: number): Source {
  const size = head.length + unit.length * count;
  return {
    size,
    read(position, target) {
      const length = Math.min(target.length, size - position);
      for (let at = 0; at < length; ) {
        const from = position + at;
        const [piece, offset] = from < head.length ? [head, from] : [unit, (from - head.length) % unit.length];
        const part = piece.subarray(offset, offset + length - at);
        target.set(part, at);
        at += part.length;
      }
      return length;
    },
  };
}

function peakOf(source: Source, target: string): { readonly bytes: number; readonly peak: number } {
  const processor = createProcessor({ target, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] }, flowPorts);
  const before = held();
  let [bytes, next, peak] = [0, 0, 0];
  const watched: Source = {
    size: source.size,
    read(position, target) {
      if (position >= next) {
        next = position + 16e6;
        peak = Math.max(peak, held() - before);
      }
      return source.read(position, target);
    },
  };
  const outcome = processor.process(watched, () => ({
    write: (slices) => {
      for (const slice of slices) bytes += slice.length;
    },
    patch: () => {},
    commit: () => 'output',
    abort: () => {},
  }));
  expect(outcome.outcome === 'written' ? '' : `${outcome.code}: ${outcome.detail}`).toBe('');
  return { bytes, peak };
}

const named = [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.2'), element(0x00080018, 'UI', '2.999.1')];
const cell = Uint8Array.from({ length: 1 << 16 }, (_, at) => at * 7);

/** RADONYM_MEMORY_MB=5120 is the size that docs/performance.md speaks of. */
const megabytes = Number(process.env.RADONYM_MEMORY_MB ?? 256);

test.each(Object.entries(targets))('a dose of any size goes through to %s in a few megabytes', { timeout: 3_600_000 }, (word, target) => {
  const count = ((word === 'deflated' ? megabytes / 8 : megabytes) * 2 ** 20) / cell.length;
  const length = Buffer.alloc(4);
  const image = [element(0x00280100, 'US', 16), element(0x00280103, 'US', 0)];
  // A value has at most 4 GB: more is Float and Double Float Pixel Data beside it.
  const values = Math.ceil((count * cell.length) / 2 ** 31);
  const head = part10({ transferSyntax: transferSyntaxUid.explicit }, [...named, ...image]);
  const each = count / values;
  length.writeUInt32LE(each * cell.length);
  const value = (at: number) => {
    const [number, vr] = (
      [
        [0x10, 'OW'],
        [0x09, 'OD'],
        [0x08, 'OF'],
      ] as const
    )[values - 1 - at]!;
    return Buffer.concat([Buffer.from([0xe0, 0x7f, number, 0x00]), Buffer.from(`${vr}\0\0`), length]);
  };
  const source = several(
    Array.from({ length: values }, (_, at) => generated(at === 0 ? Buffer.concat([head, value(at)]) : value(at), cell, each)),
  );
  const { bytes, peak } = peakOf(source, target);
  if (word !== 'deflated') expect(bytes).toBeGreaterThan(megabytes * 1e6);
  expect(peak).toBeLessThan(24e6);
});

function several(parts: readonly Source[]): Source {
  return {
    size: parts.reduce((sum, part) => sum + part.size, 0),
    read(position, target) {
      let from = position;
      for (const part of parts) {
        if (from < part.size) return part.read(from, target);
        from -= part.size;
      }
      return 0;
    },
  };
}

test('a structure set with a million items goes through in a few megabytes', slow, () => {
  const structures = [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'), element(0x00080018, 'UI', '2.999.1')];
  const contour = encode(
    [element(0x30060042, 'CS', 'POINT'), element(0x30060046, 'IS', 1), element(0x30060050, 'DS', '1.5\\2.5\\-3')],
    explicit,
  );
  const item = Buffer.concat([Buffer.from('feff00e0', 'hex'), uint32(contour.length), contour]);
  const items = million * item.length;
  // ROI Contour Sequence > one item > Contour Sequence, both of defined length.
  const inner = Buffer.concat([Buffer.from('06304000', 'hex'), Buffer.from('SQ\0\0'), uint32(items)]);
  const outer = Buffer.concat([
    Buffer.from('06303900', 'hex'),
    Buffer.from('SQ\0\0'),
    uint32(items + inner.length + 8),
    Buffer.from('feff00e0', 'hex'),
    uint32(items + inner.length),
  ]);
  const head = Buffer.concat([part10({ transferSyntax: transferSyntaxUid.explicit }, structures), outer, inner]);
  const { bytes, peak } = peakOf(generated(head, item, million), targets.implicit);
  expect(bytes).toBeGreaterThan(million * 40);
  expect(peak).toBeLessThan(24e6);
});

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
