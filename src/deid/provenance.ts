/**
 * What an output says about how it was de-identified: (0012,0062) (0012,0063) (0012,0064) (0028,0303), PS3.15 E.1.1 and E.3. It states
 * what the compiled rules do and knows nothing of the data.
 */
import { basicProfileCode, options } from '../standard/confidentiality.js';
import { edition } from '../standard/edition.js';
import { type Tag, tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { paddedAscii } from '../wire/value.js';
import type { CompiledRules } from './compile.js';

export const patientIdentityRemoved = tag(0x00120062);
export const deidentificationMethod = tag(0x00120063);
export const deidentificationMethodCodeSequence = tag(0x00120064);
export const longitudinalTemporalInformationModified = tag(0x00280303);

/** In tag order: what stands at these places of the root data set is replaced. */
export const provenanceTags: readonly Tag[] = [
  patientIdentityRemoved,
  deidentificationMethod,
  deidentificationMethodCodeSequence,
  longitudinalTemporalInformationModified,
];

/** A code item's values, padded. */
export interface CodeItem {
  readonly codeValue: Uint8Array;
  readonly codingSchemeDesignator: Uint8Array;
  readonly codeMeaning: Uint8Array;
}

export interface Provenance {
  /** The three plain elements. */
  readonly values: ReadonlyMap<Tag, { readonly vr: Vr; readonly bytes: Uint8Array }>;
  readonly codes: readonly CodeItem[];
}

/** What an output of ours begins its method with; `admit` knows it again. */
export const methodMark = 'radonym ';

/** Made once for the rules of a run. */
export function provenanceOf(rules: CompiledRules, version: string): Provenance {
  const known = made.get(rules);
  if (known !== undefined) return known;
  const provenance = make(rules, version);
  made.set(rules, provenance);
  return provenance;
}

const made = new WeakMap<CompiledRules, Provenance>();

function make(rules: CompiledRules, version: string): Provenance {
  const method = [`${methodMark}${version}`, `profile ${rules.name}`, `PS3.15 ${edition} Table E.1-1`].map((text) => text.slice(0, 64));
  return {
    values: new Map([
      [patientIdentityRemoved, { vr: vr.CS, bytes: paddedAscii('YES', vr.CS) }],
      [deidentificationMethod, { vr: vr.LO, bytes: paddedAscii(method.join('\\'), vr.LO) }],
      [longitudinalTemporalInformationModified, { vr: vr.CS, bytes: paddedAscii(temporal[rules.dates], vr.CS) }],
    ]),
    codes: [basicProfileCode, ...rules.options.map((option) => options[option])].map(({ code, meaning }) => ({
      codeValue: paddedAscii(code, vr.SH),
      codingSchemeDesignator: paddedAscii('DCM', vr.SH),
      codeMeaning: paddedAscii(meaning, vr.LO),
    })),
  };
}

/** PS3.3 C.7.2.3 / PS3.15 E.3.6: what became of dates. */
const temporal = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' } as const;
