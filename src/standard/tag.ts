/** Data Element Tags (PS3.5 7.1.1): a branded number and its one spelling. It knows no names; the dictionary does. */
declare const tagBrand: unique symbol;

/** Group and element packed so that numeric order is Data Set order. */
export type Tag = number & { readonly [tagBrand]: never };

/** @throws RangeError for numbers that are no 16-bit pair */
export function tagOf(group: number, element: number): Tag {
  if ((group & 0xffff) !== group || (element & 0xffff) !== element) throw new RangeError('group and element are 16-bit numbers');
  return (group * 0x10000 + element) as Tag;
}

/** `0x300A00C2` as a Tag: for constants. */
export const tag = (packed: number): Tag => packed as Tag;

export const groupOf = (tag: Tag): number => tag >>> 16;
export const elementOf = (tag: Tag): number => tag & 0xffff;
export const isPrivate = (tag: Tag): boolean => (tag & 0x10000) !== 0;

/** (gggg,0010)–(gggg,00FF) of an odd group: reserves a block for its creator (PS3.5 7.8.1). */
export const isPrivateCreator = (tag: Tag): boolean => isPrivate(tag) && elementOf(tag) >= 0x10 && elementOf(tag) <= 0xff;

/** (gggg,0000), retired but for groups 0000 and 0002 (PS3.5 7.2). */
export const isGroupLength = (tag: Tag): boolean => (tag & 0xffff) === 0;

/** `(gggg,eeee)`, upper case. */
export function tagText(tag: Tag): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

/** `(gggg,"creator",ee)`: a private element whatever block its creator reserved. */
export function privateTagText(tag: Tag, creator: string): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},"${creator}",${hex.slice(6)})`;
}

/** Reads `(gggg,eeee)`, `gggg,eeee` or `ggggeeee`; undefined for anything else. */
export function parseTag(text: string): Tag | undefined {
  const match = /^\(?([0-9a-f]{4}),?([0-9a-f]{4})\)?$/i.exec(text.trim());
  return match ? tagOf(Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16)) : undefined;
}
