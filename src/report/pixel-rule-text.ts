/** What a profile's row about pixels says, in words: what is done, and to which images. It knows no image. */
import type { PixelRule } from '../standard/pixel-rules.js';

export function pixelDeed({ action, rectangles, fill }: PixelRule): string {
  if (action === 'keep') return 'kept: such images show no text';
  if (action === 'quarantine') return 'set aside';
  return `blanked${fill === undefined ? '' : ` with ${fill}`}: ${rectangles.map((rectangle) => `[${rectangle.join(', ')}]`).join(' ')}`;
}

/** All of which must hold; none for a row about every image. */
export function pixelConditions({ iods, modalities, manufacturer, model, imageType, rows, columns }: PixelRule): readonly string[] {
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

/** Of images that no row is about. */
export const pixelsWithoutRule =
  'set aside where Burned In Annotation is YES, and where text is usual and Burned In Annotation is not NO (secondary captures, ultrasound, screens, RT Images of films, bytes or colours); other images stay as they are';
