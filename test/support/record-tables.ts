/** The tables of docs that say which keys JSON records have, and the keys that a record has, in the same spelling. */

export interface KeyTable {
  /** Heading of the part (`verify`), and of the record (`file`). */
  readonly part: string;
  readonly record: string;
  readonly keys: readonly { readonly key: string; readonly always: boolean }[];
  /** Lines of the JSON blocks behind the table. */
  readonly examples: readonly string[];
}

export function keyTables(markdown: string): readonly KeyTable[] {
  return markdown.split(/^## /m).flatMap((part) =>
    part
      .split(/^### /m)
      .slice(1)
      .map((text) => ({
        part: /^.*/.exec(part)![0],
        record: /^`?(.*?)`?$/m.exec(text)![1]!,
        keys: [...text.matchAll(/^\| `([^`]+)` \| ([^|]*) \|/gm)].map(([, key, there]) => ({
          key: key!,
          always: there!.trim() === 'always',
        })),
        examples: [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)].flatMap(([, lines]) => lines!.trim().split('\n')),
      })),
  );
}

/** `a.b` into an object, `a[].b` into a list; an empty list has the key `a[]`. */
export function keysOf(record: unknown, path = ''): readonly string[] {
  if (Array.isArray(record)) return record.length === 0 ? [`${path}[]`] : [...new Set(record.flatMap((one) => keysOf(one, `${path}[]`)))];
  if (record === null || typeof record !== 'object') return [path];
  return Object.entries(record).flatMap(([key, value]) => keysOf(value, path === '' ? key : `${path}.${key}`));
}

/** What of a record the table does not say or promises in vain; the keys of the table that were there. */
export function compared(record: unknown, { keys }: KeyTable): { readonly wrong: readonly string[]; readonly seen: readonly string[] } {
  const own = keysOf(record);
  const matches = (documented: string, key: string): boolean => {
    const pattern = new RegExp(`^${documented.replace(/[.[\]]/g, '\\$&').replace(/\{\w+\}/g, '[\\w-]+')}(\\[.*)?$`);
    // Nobody can tell what an empty list would hold.
    return pattern.test(key) || (key.endsWith('[]') && documented.startsWith(key));
  };
  const unknown = own.filter((key) => !keys.some((one) => matches(one.key, key)));
  const seen = keys.filter((one) => own.some((key) => matches(one.key, key))).map(({ key }) => key);
  const missing = keys.filter(({ key, always }) => always && !seen.includes(key));
  return { wrong: [...unknown.map((key) => `${key} is not documented`), ...missing.map(({ key }) => `${key} is missing`)], seen };
}
