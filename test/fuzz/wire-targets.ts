/** What must hold when bytes are read as DICOM, whatever they are. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RadonymError } from '../../src/base/errors.js';
import { limits } from '../../src/base/limits.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { flowPorts } from '../../src/run/digest.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { characterSet } from '../../src/wire/charset.js';
import { DeflateStream, InflateStream } from '../../src/wire/deflate.js';
import { ElementHeader } from '../../src/wire/element-header.js';
import { readPart10 } from '../../src/wire/part10.js';
import { type Encoding, explicitBig, explicitLittle, implicitLittle } from '../../src/wire/token.js';
import { bigEndian, element, encode, explicit, fragments, implicit, type Node, sequence } from '../support/bytes.js';
import { leavesOfTree } from '../support/leaves.js';
import { type PlainToken, tokenize } from '../support/plain-tokens.js';
import type { Target } from './fuzz.js';
import type { Draw } from './mutate.js';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const filesIn = (folder: string): Uint8Array[] =>
  readdirSync(`${fixtures}${folder}`)
    .sort()
    .filter((name) => name !== 'RS.dcm')
    .map((name) => new Uint8Array(readFileSync(`${fixtures}${folder}/${name}`)));

const nodes: Node[] = [
  element(0x00080005, 'CS', 'ISO_IR 100'),
  element(0x00080018, 'UI', '2.999.1'),
  element(0x00280103, 'US', 1),
  sequence(0x300a00b0, [[element(0x300a00c0, 'IS', 1), sequence(0x300a0111, [[element(0x300a0112, 'IS', 0)], []])], []]),
  fragments(0x7fe00010, 'OB', [new Uint8Array(0), Uint8Array.of(1, 2, 3, 4)]),
];
const encodings: readonly Encoding[] = [implicitLittle, explicitLittle, explicitBig];

export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** Anywhere, often at once. */
function cut(bytes: Uint8Array, draw: Draw): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + 1 + draw(draw(2) === 0 ? 16 : 2000));
    chunks.push(bytes.slice(at, end));
    at = end;
  }
  return chunks;
}

function saidOf(chunks: readonly Uint8Array[], encoding: Encoding): { readonly said: PlainToken[]; readonly code: string } {
  const said: PlainToken[] = [];
  try {
    tokenize(chunks, encoding, said);
    return { said, code: '' };
  } catch (error) {
    if (!(error instanceof RadonymError)) throw error;
    return { said, code: error.code };
  }
}

const elementHeader: Target = {
  name: 'element-header',
  seeds: [implicit, explicit, bigEndian].map((syntax) => encode(nodes, syntax)),
  refuses: [],
  run(bytes) {
    const header = new ElementHeader();
    for (const encoding of encodings)
      for (let at = 0; at < bytes.length; at++) {
        const needs = header.read(bytes, at, bytes.length, encoding);
        holds([0, 8, 12].includes(needs), 'asks for another number of bytes');
        if (needs > 0) holds(needs > bytes.length - at, 'asks for bytes that are there');
        else holds(header.length >= 0 && header.length <= 0xffffffff && header.size <= bytes.length - at, 'reads behind the end');
      }
  },
};

const tokenizer: Target = {
  name: 'tokenizer',
  seeds: [implicit, explicit, bigEndian].flatMap((syntax, at) => [Uint8Array.of(at, ...encode(nodes, syntax))]),
  refuses: [],
  run(bytes, draw) {
    const encoding = encodings[(bytes[0] ?? 0) % encodings.length]!;
    const dataSet = bytes.subarray(1);
    const whole = saidOf([dataSet], encoding);
    const pieces = saidOf(cut(dataSet, draw), encoding);
    holds(JSON.stringify(whole) === JSON.stringify(pieces), 'tokens depend on where chunks end');
    const values = whole.said.reduce((sum, token) => sum + token.bytes.length / 2, 0);
    holds(values <= dataSet.length, 'more is said than was read');
    holds(
      whole.said.every(({ depth }) => depth <= limits.depth),
      'deeper than the limit',
    );
    let open = 0;
    for (const { kind } of whole.said) open += /Start$/.test(kind) ? 1 : /End$/.test(kind) ? -1 : 0;
    holds(open >= 0 && (whole.code !== '' || open === 0), 'something was opened and not closed');
  },
};

const part10: Target = {
  name: 'part10',
  seeds: filesIn('encodings').map((bytes) => bytes.slice(0, 1000)),
  refuses: ['wire/'],
  run(bytes) {
    const { dataSetOffset, others } = readPart10(bytes);
    holds(dataSetOffset <= bytes.length, 'the data set lies behind the end');
    holds(others.reduce((sum, other) => sum + other.length, 0) <= bytes.length, 'more is kept than was read');
  },
};

const ascii = new TextEncoder();
const charset: Target = {
  name: 'charset',
  seeds: ['ISO_IR 100', 'ISO_IR 192', 'GB18030', '\\ISO 2022 IR 87', 'ISO 2022 IR 6\\ISO 2022 IR 149', 'ISO_IR 13\\ISO 2022 IR 159', '']
    .map((set) => `${set}\0Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$)C\xb1\xe8=\xc4\xe9\xff`)
    .map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
  refuses: [],
  run(bytes) {
    const end = bytes.indexOf(0) < 0 ? bytes.length : bytes.indexOf(0);
    const set = characterSet(Buffer.from(bytes.subarray(0, end)).toString('latin1'));
    const text = set.decode(bytes, end, bytes.length);
    holds(text.length <= 2 * (bytes.length - end), 'more characters than bytes');
    holds(set.decode(bytes, end, bytes.length) === text, 'a text is read in two ways');
    const again = set.encode(text);
    if (set.known && set.kind === 'utf-8' && again && !text.includes('\ufffd')) {
      const back = new TextDecoder().decode(again);
      holds(back === text || ascii.encode(text).length > bytes.length - end, 'what was written reads otherwise');
    }
  },
};

const deflate: Target = {
  name: 'deflate',
  seeds: [new Uint8Array(5000), encode(nodes, explicit)].map((bytes) => {
    const stream = new DeflateStream();
    return Uint8Array.from(Buffer.concat([...stream.push([bytes]), ...stream.end()]));
  }),
  refuses: [],
  run(bytes, draw) {
    const inflated = (chunks: readonly Uint8Array[]): string => {
      const pieces: Uint8Array[] = [];
      let code = '';
      try {
        const stream = new InflateStream((piece) => pieces.push(piece.slice()));
        for (const chunk of chunks) stream.push(chunk);
        stream.end();
      } catch (error) {
        if (!(error instanceof RadonymError)) throw error;
        code = error.code;
      }
      const all = Buffer.concat(pieces);
      holds(all.length <= (bytes.length + 1) * limits.inflateRatio, 'more comes out than deflate can hold');
      return code === '' ? all.toString('latin1') : code;
    };
    holds(inflated([bytes]) === inflated(cut(bytes, draw)), 'what comes out depends on where chunks end');
  },
};

/** Those that spell each VR: read as Implicit VR, an element whose VR is not the dictionary's is another one. */
const spelled = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99'];
const targets = [...spelled, '1.2.840.10008.1.2', 'keep'];
const processors = targets.map((target) =>
  createProcessor({ target, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] }, flowPorts),
);

/** Whole files: what comes out the other parser reads whole, and the same from each Transfer Syntax. Group 0002, which it looks for by bytes, is left out. */
const file: Target = {
  name: 'file',
  // Compressed frames are decoded on the way, so values differ.
  seeds: [...filesIn('encodings'), ...filesIn('study').slice(0, 12), ...filesIn('broken')].filter((bytes) => !isCompressed(bytes)),
  refuses: [],
  run(bytes, draw) {
    const leaves = [draw(spelled.length), draw(spelled.length)]
      .map((at) => written(processors[at]!, bytes))
      .flatMap((output) => (output === undefined ? [] : [leavesIn(output)]));
    holds(new Set(leaves).size <= 1, 'the values depend on the Transfer Syntax that was asked for');
    written(processors[draw(targets.length)]!, bytes);
  },
};

function isCompressed(bytes: Uint8Array): boolean {
  return /1\.2\.840\.10008\.1\.2\.(4\.|5)/.test(Buffer.from(bytes.subarray(0, 500)).toString('latin1'));
}

const leavesIn = (output: Uint8Array): string =>
  leavesOfTree(readDicomFile(output).elements)
    .filter((leaf) => !leaf.startsWith('(0002,'))
    .join('\n');

function written(processor: ReturnType<typeof createProcessor>, bytes: Uint8Array): Uint8Array | undefined {
  const slices: Uint8Array[] = [];
  const outcome = processor.process(
    {
      size: bytes.length,
      read(position, target) {
        const part = bytes.subarray(position, position + target.length);
        target.set(part);
        return part.length;
      },
    },
    () => ({
      write: (some) => void slices.push(...some.map((slice) => slice.slice())),
      patch: () => {},
      commit: () => 'output',
      abort: () => {},
    }),
  );
  return outcome.outcome === 'written' ? Buffer.concat(slices) : undefined;
}

export const wireTargets: readonly Target[] = [elementHeader, tokenizer, part10, charset, deflate, file];
