/** What an inspection learns of one file: plain data, small whatever the file's size. Values of text stand in it only when they were asked for. */
import type { InstanceFacts } from '../rt/instance-facts.js';

export interface FileFacts {
  /** `file` is 0: whoever runs the inspection knows its number. */
  readonly instance: InstanceFacts;
  readonly transferSyntaxUid: string;
  /** (0008,0005) as written, `\` between values. */
  readonly specificCharacterSet: string;
  /** Bytes. */
  readonly size: number;
  readonly privateBlocks: readonly PrivateBlockFacts[];
  readonly texts: readonly TextFacts[];
  readonly risks: readonly Risk[];
  /** Why the file could not be read to its end; what stands before is told. */
  readonly broken?: { readonly code: string; readonly detail: string };
  /** Only when values were asked for. */
  readonly patient?: { readonly id: string; readonly name: string };
}

export interface PrivateBlockFacts {
  readonly group: number;
  readonly creator: string;
  /** Low bytes ee of (gggg,xxee) that stand in the block. */
  readonly lows: readonly number[];
}

/** An attribute that holds text somewhere in the file. */
export interface TextFacts {
  readonly keyword: string;
  readonly kind: TextKind;
  /** The first one, when values were asked for. */
  readonly example?: string;
}

/** `person`: PN; `identifier`, `place`, `device`: what deid harvests as such; `text`: other text that PS3.15 or our own list protects. */
export type TextKind = 'person' | 'identifier' | 'place' | 'device' | 'text';

export type Risk =
  | 'burned-in-annotation'
  | 'burned-in-unknown'
  | 'recognizable-visual-features'
  | 'overlay'
  | 'icon'
  | 'secondary-capture'
  | 'encapsulated-document'
  | 'structured-report'
  | 'presentation'
  | 'private-sop-class'
  | 'encrypted-attributes'
  | 'original-attributes';
