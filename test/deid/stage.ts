/** Runs a data set through the real tokenizer, stage and encoder, and reads what comes out with the real tokenizer again, which refuses disorder. */
import type { Finding } from '../../src/base/errors.js';
import { type CompiledRules, compileRules } from '../../src/deid/compile.js';
import type { FileHead } from '../../src/deid/conditions.js';
import type { DeedNotes } from '../../src/deid/deed-recorder.js';
import { createDeidentifier } from '../../src/deid/deidentify.js';
import type { Cleaner } from '../../src/deid/file-context.js';
import type { PixelStatement } from '../../src/deid/pixel-policy.js';
import type { ResolvedProfile } from '../../src/deid/profile.js';
import { createPseudonyms } from '../../src/deid/pseudonyms.js';
import type { Records } from '../../src/deid/records.js';
import type { ValueMemory } from '../../src/deid/value-memory.js';
import type { IodNode, Requirement } from '../../src/standard/iod-types.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import { Encoder } from '../../src/wire/encoder.js';
import { type Encoding, explicitLittle, type Token } from '../../src/wire/token.js';
import { Tokenizer } from '../../src/wire/tokenizer.js';
import { concat, encode, type Node } from '../support/bytes.js';

export const pseudonyms = createPseudonyms(new Uint8Array(32).fill(7));

export const plainProfile: ResolvedProfile = {
  name: 'test',
  description: '',
  basis: 'basic',
  options: [],
  dates: { shiftDays: [-70, -7], wholeWeeks: true },
  pseudonyms: { patientId: 'T{hash:10}', patientName: '{patientId}' },
  structureNames: { keep: 'none', unknown: 'scrub' },
  text: { level: 'standard', words: [] },
  privateKeep: [],
  quarantine: [],
  pixels: [],
  rules: [],
};

/** Knows one identifier, DOE, and doubts HEART. */
export const cleaner: Cleaner = {
  inspectClean: (text) => ({ text: text.replaceAll('DOE', 'CLEAN'), doubtful: text.includes('HEART') ? ['heart'] : [] }),
  inspectLabel: (_, text) => ({ text: text.replaceAll('DOE', 'CLEAN'), doubtful: text.includes('HEART') ? ['heart'] : [] }),
  neutralLabel: () => 'ROI',
  doubts: (text) => (text.includes('HEART') ? ['heart'] : []),
  finds: (text) => text.includes('DOE'),
  findsInBytes: (bytes, start, end) => Buffer.from(bytes.subarray(start, end)).toString('latin1').includes('DOE'),
};

export interface StageOptions {
  readonly profile?: Partial<ResolvedProfile>;
  readonly types?: IodNode | undefined;
  readonly cleaner?: Cleaner;
  readonly encoding?: Encoding;
  readonly chunk?: number;
  readonly specificCharacterSet?: string;
  readonly records?: Records;
  readonly memory?: ValueMemory;
  /** What the file's head says; an RT Plan by default. */
  readonly head?: Partial<FileHead>;
  readonly recorder?: DeedNotes;
  readonly pixels?: PixelStatement;
}

export interface Found {
  readonly vr: string;
  readonly bytes: Uint8Array;
  /** Latin 1, padding kept. */
  readonly text: string;
}

export interface StageResult {
  /** By path, `(300A,00B0)[1].(300A,00C2)`, in order. Sequences and items are there with empty text. */
  readonly elements: ReadonlyMap<string, Found>;
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
  readonly bytes: Uint8Array;
  text(path: string): string | undefined;
}

export const shiftDays = -14;
export const patient = { patientId: 'T23456789BC', patientName: 'T23456789BC', shiftDays };

export function runStage(input: readonly Node[] | Uint8Array, options: StageOptions = {}): StageResult {
  const encoding = options.encoding ?? explicitLittle;
  const bytes = input instanceof Uint8Array ? input : encode(input, encoding, options.specificCharacterSet ?? '');
  const findings: Finding[] = [];
  const stage = createDeidentifier({
    rules: rulesOf({ ...plainProfile, ...options.profile }),
    head: {
      specificCharacterSet: options.specificCharacterSet ?? '',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.481.5',
      sopInstanceUid: '1.2.3.99',
      ...options.head,
    },
    types: options.types,
    pseudonyms,
    patient,
    cleaner: options.cleaner ?? cleaner,
    finding: (finding) => findings.push(finding),
    ...(options.records && { records: options.records }),
    ...(options.memory && { memory: options.memory }),
    recorder: options.recorder,
    ...(options.pixels && { pixels: options.pixels }),
    version: '9.9.9',
  });
  const encoder = new Encoder({ encoding });
  const tokenizer = new Tokenizer({ encoding });
  const emit = (token: Token): void => encoder.push(token);
  const out: Uint8Array[] = [];
  const step = options.chunk ?? 1 << 20;
  for (let at = 0; at < bytes.length; at += step) {
    const chunk = bytes.slice(at, at + step);
    tokenizer.push(chunk, (token) => stage.push(token, emit));
    for (const slice of encoder.drain()) out.push(slice.slice());
    // What held on to a chunk shows.
    chunk.fill(0xee);
  }
  tokenizer.end((token) => stage.push(token, emit));
  stage.end(emit);
  for (const slice of encoder.drain()) out.push(slice.slice());
  const written = concat(out);
  const elements = read(written, encoding);
  return { elements, paths: [...elements.keys()], findings, bytes: written, text: (path) => elements.get(path)?.text };
}

const compiled = new Map<string, CompiledRules>();

export function rulesOf(profile: ResolvedProfile): CompiledRules {
  const key = JSON.stringify(profile);
  const rules = compiled.get(key) ?? compileRules(profile);
  compiled.set(key, rules);
  return rules;
}

/** Elements of a data set by path. */
export function read(bytes: Uint8Array, encoding: Encoding): ReadonlyMap<string, Found> {
  const elements = new Map<string, Found>();
  const open: { path: string; item: number }[] = [];
  let parts: Uint8Array[] = [];
  const at = (tag: Tag): string => {
    const top = open.at(-1);
    return top === undefined ? tagText(tag) : `${top.path}[${top.item}].${tagText(tag)}`;
  };
  const put = (token: Token, value: Uint8Array): void => {
    elements.set(at(token.tag), { vr: token.vr.name, bytes: value, text: Buffer.from(value).toString('latin1') });
  };
  const tokenizer = new Tokenizer({ encoding });
  const take = (token: Token): void => {
    const value = token.bytes.slice(token.start, token.end);
    switch (token.kind) {
      case 'element':
        put(token, value);
        return;
      case 'bulkStart':
      case 'fragmentsStart':
        parts = [];
        return;
      case 'bulkChunk':
        parts.push(value);
        return;
      case 'bulkEnd':
      case 'fragmentsEnd':
        put(token, concat(parts));
        return;
      case 'sequenceStart': {
        const path = at(token.tag);
        put(token, new Uint8Array(0));
        open.push({ path, item: 0 });
        return;
      }
      case 'sequenceEnd':
        open.pop();
        return;
      case 'itemStart':
        open.at(-1)!.item += 1;
        elements.set(`${open.at(-1)!.path}[${open.at(-1)!.item}]`, { vr: 'item', bytes: new Uint8Array(0), text: '' });
        return;
      default:
    }
  };
  tokenizer.push(bytes, take);
  tokenizer.end(take);
  return elements;
}

/** A level at which every Attribute has this Type, and so have those of its sequences; it requires what `required` says. */
export function everywhere(requirement: Requirement | undefined, required: readonly (readonly [Tag, Requirement])[] = []): IodNode {
  const node: IodNode = { requirement: () => requirement, child: () => node, required: () => required, attributes: () => [] };
  return node;
}
