/** A data set before it is bytes, and how it becomes a file: elements and sequences through the encoder of `wire`. It decides no values. */
import type { Tag } from '../standard/tag.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import { type VrName, vr } from '../standard/vr.js';
import { DeflateStream } from '../wire/deflate.js';
import { joined } from '../wire/element-bytes.js';
import { Encoder } from '../wire/encoder.js';
import { writeFileMeta } from '../wire/file-meta.js';
import { encodingOf } from '../wire/part10.js';
import { type Encoding, explicitLittle, implicitLittle, type Token, type TokenKind } from '../wire/token.js';

export interface ElementNode {
  readonly tag: Tag;
  readonly vr: VrName;
  /** Little endian, unpadded. */
  readonly bytes: Uint8Array;
}

export interface SequenceNode {
  readonly tag: Tag;
  /** `UN`: of defined length, with items in Implicit VR Little Endian (PS3.5 6.2.2 note 2, CP-246). */
  readonly vr: 'SQ' | 'UN';
  readonly items: readonly (readonly Node[])[];
}

export type Node = ElementNode | SequenceNode;

/** A whole file. Nodes in any order; they are sorted. */
export function encodeFile(
  nodes: readonly Node[],
  file: { readonly sopClassUid: string; readonly sopInstanceUid: string; readonly transferSyntaxUid: string },
): Uint8Array {
  const syntax = transferSyntax(file.transferSyntaxUid)!;
  const dataSet = encodeDataSet(nodes, encodingOf(syntax));
  return joined([writeFileMeta(file), syntax.dataSet === 'deflated' ? deflated(dataSet) : dataSet]);
}

function deflated(bytes: Uint8Array): Uint8Array {
  const stream = new DeflateStream();
  return joined([...stream.push([bytes]), ...stream.end()]);
}

export function encodeDataSet(nodes: readonly Node[], encoding: Encoding): Uint8Array {
  const encoder = new Encoder({ encoding });
  // Values are little endian, whatever they are to become.
  level(nodes, encoder, encoding.bigEndian ? explicitLittle : encoding, 0);
  return joined(encoder.drain());
}

function level(nodes: readonly Node[], encoder: Encoder, encoding: Encoding, depth: number): void {
  const say = (kind: TokenKind, tag: Tag, as: VrName, length: number, bytes: Uint8Array = nothing): void => {
    const token: Token = { kind, tag, vr: vr[as], bytes, start: 0, end: bytes.length, rawStart: -1, length, encoding, offset: 0, depth };
    encoder.push(token);
  };
  for (const node of [...nodes].sort((a, b) => a.tag - b.tag)) {
    if (!('items' in node)) say('element', node.tag, node.vr, node.bytes.length, node.bytes);
    else if (node.vr === 'UN') {
      const items = itemsAlone(node);
      say('element', node.tag, 'UN', items.length, items);
    } else {
      say('sequenceStart', node.tag, 'SQ', node.items.length);
      for (const item of node.items) {
        say('itemStart', node.tag, 'SQ', item.length);
        level(item, encoder, encoding, depth + 1);
        say('itemEnd', node.tag, 'SQ', 0);
      }
      say('sequenceEnd', node.tag, 'SQ', 0);
    }
  }
}

const nothing = new Uint8Array(0);
/** Tag and length of a sequence in Implicit VR; the Sequence Delimitation Item is as long. */
const edge = 8;

function itemsAlone({ tag, items }: SequenceNode): Uint8Array {
  return encodeDataSet([{ tag, vr: 'SQ', items }], implicitLittle).slice(edge, -edge);
}
