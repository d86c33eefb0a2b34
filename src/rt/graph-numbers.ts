/** Do the numbers that link (beam, ROI, fraction group …) exist where they belong: in the file itself, or in the plan or structure set it refers to? */
import type { Found } from './graph.js';
import type { GraphIndex } from './graph-index.js';
import type { InstanceFacts } from './instance-facts.js';
import { definerOf, type NumberSpace } from './references.js';

/** A number whose plan or structure set is not here cannot be judged: then the reference itself is the trouble. */
export function unresolvedNumbers(index: GraphIndex): Found[] {
  const found: Found[] = [];
  for (const [instance, facts] of index.instances.entries()) {
    for (const { space, defines, attribute, path, values } of facts.numbers) {
      if (defines) continue;
      const defined = definedFor(index, instance, space);
      if (defined === undefined) continue;
      const count = values.filter((value) => !defined.has(plain(value))).length;
      if (count > 0) found.push({ kind: 'number', broken: true, instance, attribute, path, count, of: values.length });
    }
  }
  return found;
}

/** Undefined when nobody who would define them is here. */
function definedFor(index: GraphIndex, instance: number, space: NumberSpace): ReadonlySet<string> | undefined {
  const kind = definerOf(space);
  const facts = index.instances[instance]!;
  const own = numbersOf(facts, space);
  if (index.kinds[instance] === kind) return own;
  const plans = partnersOf(index, instance, 'plan');
  // A structure set is named by the object itself, or by its plan.
  const definers =
    kind === 'plan' ? plans : [...partnersOf(index, instance, kind), ...plans.flatMap((plan) => partnersOf(index, plan, kind))];
  if (definers.length === 0) return own.size > 0 ? own : undefined;
  return new Set([...own, ...definers.flatMap((definer) => [...numbersOf(index.instances[definer]!, space)])]);
}

function partnersOf(index: GraphIndex, instance: number, kind: 'plan' | 'structure-set'): number[] {
  const { references } = index.instances[instance]!;
  const patient = index.patientOf(instance);
  return references
    .filter(({ target }) => target === 'instance')
    .flatMap(({ uids }) => uids.flatMap((uid) => index.withUid(uid, patient)))
    .filter((partner) => index.kinds[partner] === kind);
}

function numbersOf({ numbers }: InstanceFacts, space: NumberSpace): ReadonlySet<string> {
  return new Set(numbers.filter((row) => row.defines && row.space === space).flatMap(({ values }) => values.map(plain)));
}

/** IS may be written `+1` or `01` (PS3.5 6.2). */
const plain = (value: string): string => value.replace(/^\+?0*(?=\d)/, '');
