/** The JSON Schema of profiles, for editors: from the shape that the checks use, with the words of the docs. It checks nothing itself. */
import { z } from 'zod';
import { ruleShape, shape } from './profile-shape.js';
import { tableKeywords } from './rule-target.js';

/** Where the published schema says it is from. */
const title = 'A profile of radonym';

type Json = Record<string, unknown>;

/** Plain data; the same each time. */
export function profileSchema(): Json {
  const rule = toJson(ruleShape);
  const parts = rule.properties as Json;
  // Every attribute is allowed; those that the tables speak of are offered.
  const keywords = [...new Set(tableKeywords())].sort();
  parts.attribute = { ...(parts.attribute as Json), type: undefined, anyOf: [{ enum: keywords }, { type: 'string' }] };
  const definitions = Object.fromEntries(listed.map((key) => [key, shared(parts[key] as Json, key)]));
  const schema = toJson(shape);
  const rules = (schema.properties as Json).rules as Json;
  const row = (((schema.properties as Json).pixels as Json).items as Json).properties as Json;
  row.iod = { ...(row.iod as Json), anyOf: (parts.iod as Json).anyOf };
  rules.items = { ...rule, anyOf: [{ required: ['attribute'] }, { required: ['vr'] }] };
  return JSON.parse(JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema, definitions })) as Json;
}

/** Keys of a rule that take one or a list of the same: what that is stands once. */
const listed: readonly string[] = ['vr', 'iod', 'when'];

/** Puts a reference in place of what the key takes, and returns that. */
function shared(part: Json, key: string): unknown {
  const [one, list] = part.anyOf as readonly [unknown, Json];
  const reference = { $ref: `#/definitions/${key}` };
  part.anyOf = [reference, { ...list, items: reference }];
  return one;
}

/** What YAML makes of a scalar is not what the checks see, so that parts of the shape bring their own. */
function toJson(type: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(type, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const own = z.globalRegistry.get(zodSchema as unknown as z.ZodType)?.json;
      if (typeof own !== 'object' || own === null) return;
      for (const key of Object.keys(jsonSchema)) if (key !== 'description') delete (jsonSchema as Json)[key];
      Object.assign(jsonSchema, own);
    },
  }) as Json;
  return json;
}
