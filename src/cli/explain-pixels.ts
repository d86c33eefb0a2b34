/** How are a profile's rows about pixels shown? In the order in which they are asked, the last first, and what holds without one. */
import { pixelConditions, pixelDeed, pixelsWithoutRule } from '../report/pixel-rule-text.js';
import type { PixelRule } from '../standard/pixel-rules.js';

export function pixelListing(rules: readonly PixelRule[]): string {
  const rows = rules.map(
    (rule) => `  ${pixelDeed(rule)}\n    ${[...pixelConditions(rule), `profile ${rule.profile}`, rule.reason].filter(Boolean).join('; ')}`,
  );
  const none = `  ${pixelsWithoutRule.replace('captures, ', 'captures,\n  ')}`;
  return `\ntext in pixels; the first row here that holds for an image decides\n${[...rows.reverse(), none].join('\n')}\n`;
}
