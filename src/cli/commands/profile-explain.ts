/** `radonym profile explain`: which question is asked (an IOD or all), and the answer as text or records. */
import { compileRules } from '../../deid/compile.js';
import { type Explanation, explainIod, explainRules } from '../../deid/explain.js';
import { explainPrivates, type PrivateExplanation, privateCounts } from '../../deid/explain-private.js';
import type { ResolvedProfile } from '../../deid/profile.js';
import { sopClassOfIod } from '../../run/iod-name.js';
import { keywordOf } from '../../standard/dictionary.js';
import { iodTypes } from '../../standard/iod-types.js';
import type { PixelRule } from '../../standard/pixel-rules.js';
import { tagText } from '../../standard/tag.js';
import { pixelListing } from '../explain-pixels.js';
import { listing, privateListing } from '../explain-text.js';
import type { RawOptions } from '../settings.js';

/** @throws RadonymError run/usage: no such IOD */
export function explanationText(profile: ResolvedProfile, raw: RawOptions): string {
  const rules = compileRules(profile);
  const iod = raw.iod === undefined ? undefined : sopClassOfIod(String(raw.iod));
  const all = iod === undefined ? explainRules(rules) : explainIod(rules, iodTypes(iod.uid)!, iod.uid);
  const privates = explainPrivates(rules);
  if (raw.json === true)
    return [...all.map(recordOf), ...privates.map(privateRecord), ...profile.pixels.map(pixelRecord)]
      .map((record) => `${JSON.stringify(record)}\n`)
      .join('');
  return `${profile.name}${iod ? ` on ${iod.name.replace(/ Storage.*$/, '')} (${iod.iod})` : ', attributes with a rule'}\n\n${listing(all)}${privateListing(privateCounts(privates))}${profile.basis === 'none' ? '' : pixelListing(profile.pixels)}`;
}

function recordOf({ path, ...one }: Explanation): Record<string, unknown> {
  return { type: 'attribute', path: path.map((tag) => keywordOf(tag) ?? tagText(tag)).join(' > '), ...one };
}

function pixelRecord(rule: PixelRule): Record<string, unknown> {
  return { type: 'pixel-rule', ...rule };
}

function privateRecord({ group: _, ...one }: PrivateExplanation): Record<string, unknown> {
  return { type: 'private-element', ...one };
}
