/** The registry of UIDs (PS3.6 Annex A) with our facts on Transfer Syntaxes and storage SOP Classes, and the roles of UI attributes. */
import { line, moduleText, readJson, readTsv } from './input.js';

interface Registry {
  readonly source: string;
  readonly uids: readonly (readonly [uid: string, name: string, keyword: string, type: string, retired: 0 | 1])[];
}

interface Roles {
  readonly rows: readonly { readonly tag: string; readonly role: 'instance' | 'definition' }[];
}

export function uidsModule(): string {
  const { source, uids } = readJson<Registry>('uids.json');
  const syntaxes = factsByKeyword(
    readTsv('transfer-syntax-facts.tsv', ['keyword', 'byteOrder', 'vr', 'dataSet', 'pixelData', 'lossy', 'compression']),
    uids.filter(([, , , type]) => type === 'TransferSyntax').map(([, , keyword]) => keyword),
  );
  const classes = factsByKeyword(
    readTsv('sop-class-facts.tsv', ['keyword', 'prefix', 'category', 'pixelData', 'iod']),
    uids.filter(([, , keyword, type]) => type === 'SOPClass' && /Storage(?!Commitment)/.test(keyword)).map(([, , keyword]) => keyword),
  );
  return moduleText(source, [
    [
      'transferSyntaxes',
      'uid|keyword|name|retired|byteOrder|vr|dataSet|pixelData|lossy|compression a line.',
      uids
        .filter(([, , , type]) => type === 'TransferSyntax')
        .map(([uid, name, keyword, , retired]) => {
          const facts = syntaxes.get(keyword)!;
          return line([
            uid,
            keyword,
            name,
            retired,
            facts.byteOrder,
            facts.vr,
            facts.dataSet,
            facts.pixelData,
            facts.lossy,
            facts.compression,
          ]);
        })
        .join('\n'),
    ],
    [
      'sopClasses',
      'uid|keyword|name|prefix|category|has pixel data|iod a line.',
      uids
        .filter(([, , , type]) => type === 'SOPClass')
        .map(([uid, name, keyword]) => {
          const facts = classes.get(keyword) ?? { prefix: 'OT', category: 'other', pixelData: '0', iod: '' };
          return line([uid, keyword, name, facts.prefix, facts.category, facts.pixelData, facts.iod]);
        })
        .join('\n'),
    ],
    [
      'definitionTags',
      'Tags of UI attributes that name a definition, not an instance.',
      readJson<Roles>('uid-roles.json')
        .rows.filter(({ role }) => role === 'definition')
        .map(({ tag }) => tag)
        .join(' '),
    ],
  ]);
}

/** Refuses facts without a registered keyword and registered keywords without facts. */
function factsByKeyword<Facts extends { readonly keyword: string }>(
  rows: readonly Facts[],
  registered: readonly string[],
): Map<string, Facts> {
  const facts = new Map(rows.map((row) => [row.keyword, row]));
  const unknown = rows.filter(({ keyword }) => !registered.includes(keyword)).map(({ keyword }) => keyword);
  const missing = registered.filter((keyword) => !facts.has(keyword));
  if (unknown.length + missing.length > 0) throw new Error(`facts do not match the registry: ${[...unknown, ...missing].join(' ')}`);
  return facts;
}
