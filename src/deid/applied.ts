/** Counts what the stage did to a file, and words the findings at its end: one a kind, with the place of the first. No value is in them. */
import type { Finding } from '../base/errors.js';
import type { Token } from '../wire/token.js';
import type { Deed } from './actions.js';
import type { Rule } from './compile.js';
import type { DeedNotes } from './deed-recorder.js';
import type { OpenLevels } from './open-levels.js';

export interface Applied {
  /** Elements and sequences under a rule; numbers that pass untouched are not counted. */
  readonly counts: Readonly<Record<Deed, number>>;
}

const details = {
  'deid/unknown-attribute': 'attributes that the dictionary lacks were removed',
  'deid/private-removed': 'private elements were removed',
  'deid/integrity-removed': 'integrity values that no longer hold were removed',
  'deid/identifier-removed': 'texts with an identifier could not be cleaned and were removed, emptied or replaced',
  'deid/value-too-long': 'values were too long to be searched and were removed, emptied or replaced',
} as const;

export type DeidFinding = keyof typeof details;

export class Ledger implements Applied {
  readonly counts: Record<Deed, number> = { keep: 0, change: 0, remove: 0, empty: 0, dummy: 0 };
  readonly #first = new Map<DeidFinding, { readonly path: string; readonly offset: number; count: number }>();
  readonly #finding: (finding: Finding) => void;
  readonly recorder: DeedNotes | undefined;

  constructor(finding: (finding: Finding) => void, recorder?: DeedNotes) {
    this.#finding = finding;
    this.recorder = recorder;
  }

  /** An element that goes whatever its Type. */
  dropped(rule: Rule, token: Token, levels: OpenLevels): void {
    this.counts.remove += 1;
    this.recorder?.note('remove', rule, token, levels);
    if (rule.source.table === 'unknown') this.#note('deid/unknown-attribute', token, levels);
  }

  /** @param isIntegrity a checksum or hash over what is changed */
  privateRemoved(token: Token, levels: OpenLevels, isIntegrity: boolean): void {
    this.counts.remove += 1;
    this.recorder?.note('remove', undefined, token, levels);
    this.#note(isIntegrity ? 'deid/integrity-removed' : 'deid/private-removed', token, levels);
  }

  found(token: Token, levels: OpenLevels): void {
    this.#note('deid/identifier-removed', token, levels);
  }

  tooLong(token: Token, levels: OpenLevels): void {
    this.#note('deid/value-too-long', token, levels);
  }

  /** Says all findings, each with its count. */
  report(): void {
    for (const [code, { path, offset, count }] of this.#first) this.#finding({ code, detail: `${count} ${details[code]}`, path, offset });
    this.#first.clear();
  }

  #note(code: DeidFinding, token: Token, levels: OpenLevels): void {
    const known = this.#first.get(code);
    if (known !== undefined) known.count += 1;
    else this.#first.set(code, { path: levels.path(token.tag), offset: token.offset, count: 1 });
  }
}
