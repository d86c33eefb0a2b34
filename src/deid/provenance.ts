/**
 * What an output says about how it was de-identified: (0012,0062) (0012,0063) (0012,0064) (0028,0303), of pixels (0028,0301) and
 * (0028,0302), PS3.15 E.1.1 and E.3. It states what the compiled rules do and what it is told of the pixels, and knows nothing of the data.
 */
import { basicProfileCode, options } from '../standard/confidentiality.js';
import { edition } from '../standard/edition.js';
import { type Tag, tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { paddedAscii } from '../wire/value.js';
import type { CompiledRules } from './compile.js';
import type { PixelStatement } from './pixel-policy.js';

export const patientIdentityRemoved = tag(0x00120062);
export const deidentificationMethod = tag(0x00120063);
export const deidentificationMethodCodeSequence = tag(0x00120064);
export const burnedInAnnotation = tag(0x00280301);
export const recognizableVisualFeatures = tag(0x00280302);
export const longitudinalTemporalInformationModified = tag(0x00280303);

/** What stands at these places of the root data set is replaced in every output. */
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
  /** In tag order: the code sequence among them. */
  readonly places: readonly Tag[];
  /** The plain elements. */
  readonly values: ReadonlyMap<Tag, { readonly vr: Vr; readonly bytes: Uint8Array }>;
  readonly codes: readonly CodeItem[];
}

/** What an output of ours begins its method with; `admit` knows it again. */
export const methodMark = 'radonym ';

/** Made once for the rules of a run and each thing to state of pixels, of which there are few. */
export function provenanceOf(rules: CompiledRules, version: string, pixels: PixelStatement = untouched): Provenance {
  const key = `${pixels.cleaned}${pixels.recognizable}${pixels.method ?? ''}`;
  const known = made.get(rules) ?? new Map<string, Provenance>();
  made.set(rules, known);
  const provenance = known.get(key) ?? make(rules, version, pixels);
  known.set(key, provenance);
  return provenance;
}

const made = new WeakMap<CompiledRules, Map<string, Provenance>>();

const untouched: PixelStatement = { cleaned: false, recognizable: false };

function make(rules: CompiledRules, version: string, pixels: PixelStatement): Provenance {
  const method = [
    `${methodMark}${version}`,
    `profile ${rules.name}`,
    `PS3.15 ${edition} Table E.1-1`,
    ...(pixels.method === undefined ? [] : [pixels.method]),
  ].map((text) => text.slice(0, 64));
  const chosen = rules.options.filter((option) => option !== 'cleanPixelData');
  const stated: readonly (readonly [Tag, string])[] = [
    ...(pixels.cleaned ? [[burnedInAnnotation, 'NO'] as const] : []),
    ...(pixels.recognizable ? [[recognizableVisualFeatures, 'YES'] as const] : []),
  ];
  return {
    places: [...provenanceTags, ...stated.map(([place]) => place)].sort((a, b) => a - b),
    values: new Map([
      ...stated.map(([place, text]) => [place, { vr: vr.CS, bytes: paddedAscii(text, vr.CS) }] as const),
      [patientIdentityRemoved, { vr: vr.CS, bytes: paddedAscii('YES', vr.CS) }],
      [deidentificationMethod, { vr: vr.LO, bytes: paddedAscii(method.join('\\'), vr.LO) }],
      [longitudinalTemporalInformationModified, { vr: vr.CS, bytes: paddedAscii(temporal[rules.dates], vr.CS) }],
    ]),
    // Clean Pixel Data is stated of what was cleaned, whatever the profile could have done.
    codes: [basicProfileCode, ...(pixels.cleaned ? [options.cleanPixelData] : []), ...chosen.map((option) => options[option])].map(
      ({ code, meaning }) => ({
        codeValue: paddedAscii(code, vr.SH),
        codingSchemeDesignator: paddedAscii('DCM', vr.SH),
        codeMeaning: paddedAscii(meaning, vr.LO),
      }),
    ),
  };
}

/** PS3.3 C.7.2.3 / PS3.15 E.3.6: what became of dates. */
const temporal = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' } as const;
