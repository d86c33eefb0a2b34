/**
 * What text do these bytes hold, by the platform's own decoders (WHATWG Encoding) and none of ours? For what they cannot do exactly it
 * says so: `undefined`. It knows the defined terms of (0008,0005) (PS3.3 C.12.1.1.2) and no element.
 */
import { latin1Text } from './element-tree.js';

/** Values of Specific Character Set, trimmed; `['']` where it is absent. */
export type CharacterSets = readonly string[];

export const defaultSets: CharacterSets = [''];

const labels: { readonly [term: string]: string } = {
  '': 'us-ascii',
  'ISO_IR 6': 'us-ascii',
  'ISO 2022 IR 6': 'us-ascii',
  'ISO_IR 100': 'latin1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'latin5',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** Code extensions by what an escape sequence leads in (PS3.3 Tables C.12-3 and C.12-4), without its ESC. */
const escapes: readonly (readonly [sequence: string, label: string])[] = [
  ['(B', 'us-ascii'],
  ['(J', 'us-ascii'],
  [')I', 'shift_jis'],
  ['-A', 'latin1'],
  ['-B', 'iso-8859-2'],
  ['-C', 'iso-8859-3'],
  ['-D', 'iso-8859-4'],
  ['-L', 'iso-8859-5'],
  ['-G', 'iso-8859-6'],
  ['-F', 'iso-8859-7'],
  ['-H', 'iso-8859-8'],
  ['-M', 'latin5'],
  ['-b', 'iso-8859-15'],
  ['-T', 'windows-874'],
  ['$B', 'jis'],
  ['$)C', 'euc-kr'],
  ['$)A', 'gbk'],
];

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  const known = decoders.get(label);
  if (known) return known;
  const made = new TextDecoder(label === 'jis' ? 'iso-2022-jp' : label, { fatal: true, ignoreBOM: true });
  decoders.set(label, made);
  return made;
}

export function characterSetsOf(bytes: Uint8Array): CharacterSets {
  return latin1Text(bytes)
    .split('\\')
    .map((term) => term.trim());
}

/** True where the text is the same whatever the character set says. */
export function isPlainText(bytes: Uint8Array, from = 0, end = bytes.length): boolean {
  for (let at = from; at < end; at++) if (bytes[at]! >= 0x80 || bytes[at] === 0x1b) return false;
  return true;
}

/** Text of a value; undefined where the bytes are none in these character sets. */
export function decodeText(bytes: Uint8Array, sets: CharacterSets): string | undefined {
  if (isPlainText(bytes)) return latin1(bytes);
  try {
    return bytes.includes(0x1b) ? decodeExtended(bytes, sets) : decodeRun(bytes, labelOf(sets[0] ?? ''));
  } catch {
    return undefined;
  }
}

/** As good as can be: Latin-1 where the bytes are no text in these character sets. */
export const someText = (bytes: Uint8Array, sets: CharacterSets): string => decodeText(bytes, sets) ?? latin1(bytes);

/** ISO 2022: a run from one escape sequence to the next; at a delimiter the first character set is back. */
function decodeExtended(bytes: Uint8Array, sets: CharacterSets): string {
  let text = '';
  const first = labelOf(sets[0] ?? '');
  let label = first;
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x1b) {
      const found = escapes.find(([sequence]) => startsWith(bytes, at + 1, sequence));
      if (!found) throw new RangeError('an escape sequence that no character set has');
      label = found[1];
      at += 1 + found[0].length;
      continue;
    }
    let end = at;
    while (end < bytes.length && bytes[end] !== 0x1b && !(label !== first && label !== 'jis' && isDelimiter(bytes[end]!))) end++;
    if (end > at)
      text +=
        label === 'jis'
          ? decoderOf('jis').decode(concat([0x1b, 0x24, 0x42], bytes.subarray(at, end)))
          : decodeRun(bytes.subarray(at, end), label);
    at = end;
    if (at < bytes.length && bytes[at] !== 0x1b) {
      label = first;
    }
  }
  return text;
}

function decodeRun(bytes: Uint8Array, label: string): string {
  if (label === 'us-ascii') {
    if (bytes.some((byte) => byte >= 0x80)) throw new RangeError('beyond ASCII');
    return latin1(bytes);
  }
  // The platform's Latin-1 is Windows-1252, which differs where text has no business to be.
  return label === 'latin1' ? latin1(bytes) : decoderOf(label).decode(bytes);
}

const labelOf = (term: string): string => labels[term] ?? labels[term.replace('ISO 2022 IR', 'ISO_IR')] ?? multi(term);

/** A multi-byte set without its escape sequence is not in force: what precedes it is ASCII. */
const multi = (term: string): string => (/^ISO 2022 IR (87|159|149|58)$/.test(term) ? 'us-ascii' : 'latin1');

const isDelimiter = (byte: number): boolean =>
  byte === 0x5c || byte === 0x5e || byte === 0x3d || byte === 0x0d || byte === 0x0a || byte === 0x0c;

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

function concat(head: readonly number[], tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
