/** How are a profile's rows about pixels shown? In the order in which they are asked, the last first, and what holds without one. */
import type { PixelRule } from '../standard/pixel-rules.js';

export function pixelListing(rules: readonly PixelRule[]): string {
  const rows = rules.map(
    (rule) => `  ${deedOf(rule)}\n    ${[...conditionsOf(rule), `profile ${rule.profile}`, rule.reason].filter(Boolean).join('; ')}`,
  );
  const none =
    '  set aside where Burned In Annotation is YES, and where text is usual and Burned In Annotation is not NO (secondary captures,\n  ultrasound, screens, RT Images of films, bytes or colours); other images stay as they are';
  return `\ntext in pixels; the first row here that holds for an image decides\n${[...rows.reverse(), none].join('\n')}\n`;
}

function deedOf({ action, rectangles, fill }: PixelRule): string {
  if (action === 'keep') return 'kept: such images show no text';
  if (action === 'quarantine') return 'set aside';
  return `blanked${fill === undefined ? '' : ` with ${fill}`}: ${rectangles.map((rectangle) => `[${rectangle.join(', ')}]`).join(' ')}`;
}

function conditionsOf({ iods, modalities, manufacturer, model, imageType, rows, columns }: PixelRule): string[] {
  return [
    ...(iods ? [`in ${iods.join(' or ')}`] : []),
    ...(modalities ? [`Modality is ${modalities.join(' or ')}`] : []),
    ...(manufacturer === undefined ? [] : [`Manufacturer holds ${manufacturer}`]),
    ...(model === undefined ? [] : [`the model's name holds ${model}`]),
    ...(imageType ? [`Image Type has ${imageType.join(' and ')}`] : []),
    ...(rows === undefined ? [] : [`Rows is ${rows}`]),
    ...(columns === undefined ? [] : [`Columns is ${columns}`]),
  ];
}
