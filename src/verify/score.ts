/**
 * How well did de-identified outputs do against an answer key: what leaked, what was lost that should have stayed, what became invalid,
 * which links broke? Counts by kind of object and category, and the cases themselves. It knows neither who made the key nor how.
 */
import { type IodNode, iodTypes } from '../standard/iod-types.js';
import { sopClass } from '../standard/sop-class.js';
import { vr } from '../standard/vr.js';
import { type ReadFile, readDicomFile } from './dataset-reader.js';
import { checkDates } from './dates.js';
import { littleEndianBytes, pathText, type TreeElement, visitElements } from './element-tree.js';
import { createLeakSearch, type LeakSearch } from './leaks.js';
import { LinkChecker, type LinkOptions } from './links.js';
import { policyOf } from './policy.js';

/** Of the answer key, what the scorer reads. */
export interface KeyedPatient {
  readonly identifiers: readonly { readonly kind: string; readonly text: string; readonly bytes?: readonly Uint8Array[] }[];
}

export interface KeyedInstance {
  readonly sopClassUid: string;
  readonly plants: readonly { readonly path: string; readonly form: string; readonly identifiers: readonly number[] }[];
  readonly keeps: readonly {
    readonly path: string;
    readonly category: string;
    readonly value: string;
    readonly match: 'whole' | 'part' | 'renamed';
    readonly needs: readonly (readonly string[])[];
  }[];
  /** With the options that keep them, as of values; undefined where none does. */
  readonly references: readonly { readonly path: string; readonly needs: readonly (readonly string[])[] | undefined }[];
}

export interface ScoreOptions {
  /** What the profile promises: options of PS3.15 Annex E, and `machines` where machines get pseudonyms. */
  readonly options: readonly string[];
  /** Tags, `(gggg,eeee)`, that the profile removes by rules of its own, and what is in them. */
  readonly removed?: ReadonlySet<string>;
  /** Tags that the profile keeps by rules of its own: what stands in them is no leak, and what lies in them is not to be lost. */
  readonly kept?: ReadonlySet<string>;
  readonly links?: LinkOptions;
}

export interface Case {
  readonly sopClass: string;
  readonly patient: number;
  readonly path: string;
  /** Kind of identifier with its disguise, category of value, or code of a broken link. */
  readonly what: string;
  /** Of the answer key, which is synthetic: no secret. */
  readonly text: string;
  /** What stood there, and what stands there now; Latin 1, cut off. */
  readonly was: string;
  readonly now: string;
}

/** Of one SOP Class, or of one category. */
export interface Tally {
  instances: number;
  planted: number;
  leaked: number;
  expected: number;
  kept: number;
}

export interface Score {
  readonly total: Tally;
  readonly bySopClass: ReadonlyMap<string, Tally>;
  /** Kinds of identifiers, forms of planting and categories of values. */
  readonly byCategory: ReadonlyMap<string, Tally>;
  readonly leaks: readonly Case[];
  /** Identifiers that stand where a rule of the profile keeps them. */
  readonly keptByRule: number;
  readonly lost: readonly Case[];
  readonly invalid: readonly Case[];
  readonly links: { readonly findings: readonly Case[]; readonly resolvedBefore: number; readonly resolvedAfter: number };
  /** Dates that did not move with the others of their patient, or that moved by other than whole weeks. */
  readonly dates: readonly Case[];
}

/** Takes one patient after the other; each call of `patient` begins a new one. */
export class Scorer {
  readonly #options: ScoreOptions;
  readonly #links: LinkChecker;
  readonly #retained: ReadonlySet<string>;
  readonly #total = tally();
  readonly #bySopClass = new Map<string, Tally>();
  readonly #byCategory = new Map<string, Tally>();
  readonly #leaks: Case[] = [];
  readonly #lost: Case[] = [];
  readonly #invalid: Case[] = [];
  readonly #dates: Case[] = [];
  readonly #pairs: Whose[] = [];
  #keptByRule = 0;
  /** Days by which the patient's dates move. */
  #shift: number | undefined;
  #patients = 0;
  #identifiers: KeyedPatient['identifiers'] = [];
  #search: LeakSearch = createLeakSearch([]);
  /** Original and new value of what is renamed, by category. */
  readonly #renamed = new Map<string, string>();

  constructor(options: ScoreOptions) {
    this.#options = options;
    this.#links = new LinkChecker(options.links);
    this.#retained = new Set(Object.entries(retaining).flatMap(([option, kind]) => (options.options.includes(option) ? [kind] : [])));
  }

  patient({ identifiers }: KeyedPatient): void {
    this.#patients++;
    this.#shift = undefined;
    this.#identifiers = identifiers;
    this.#search = createLeakSearch(identifiers);
  }

  /** @throws RadonymError verify/unreadable for an output that the second parser cannot read */
  instance(key: KeyedInstance, original: Uint8Array, output: Uint8Array): void {
    const pair = { original: readDicomFile(original), output: readDicomFile(output) };
    const name = sopClass(key.sopClassUid)?.keyword ?? key.sopClassUid;
    const at = { sopClass: name, patient: this.#patients - 1 };
    const elements = { before: byPath(pair.original), after: byPath(pair.output) };
    const own = entry(this.#bySopClass, name);
    own.instances++;
    this.#total.instances++;
    this.#leaksOf(key, pair.output, elements, at, own);
    for (const keep of key.keeps) this.#keep(keep, elements, at, own);
    const root = iodTypes(key.sopClassUid);
    if (root) this.#validity(root, pair.output.elements, '', at);
    if (this.#options.options.includes('retainLongitudinalTemporalModifiedDates')) this.#datesOf(pair, elements, at);
    this.#links.add(pair);
    this.#pairs.push(at);
  }

  result(): Score {
    const { findings, resolvedBefore, resolvedAfter } = this.#links.report();
    const cases = findings.flatMap(({ code, path, pair }) => {
      const at = this.#pairs[pair]!;
      return code === 'uid-kept' && this.#keepsDeviceClass(path) ? [] : [{ ...at, path, what: code, ...nothingShown }];
    });
    return {
      total: this.#total,
      bySopClass: this.#bySopClass,
      byCategory: this.#byCategory,
      leaks: this.#leaks,
      keptByRule: this.#keptByRule,
      lost: this.#lost,
      invalid: this.#invalid,
      links: { findings: cases, resolvedBefore, resolvedAfter },
      dates: this.#dates,
    };
  }

  /** Retain Device Identity keeps the class of a device, which is no instance. */
  #keepsDeviceClass(path: string): boolean {
    return this.#options.options.includes('retainDeviceIdentity') && tagsOf(path).at(-1) === manufacturerDeviceClassUid;
  }

  #datesOf(pair: { readonly original: ReadFile; readonly output: ReadFile }, elements: Elements, at: Whose): void {
    for (const { days, path } of checkDates(pair, shifting).shifts) {
      this.#shift ??= days;
      const what = days !== this.#shift ? 'date-offset' : days % 7 === 0 ? undefined : 'date-weekday';
      if (what) this.#dates.push({ ...at, path, what, text: '', ...shown(elements, path) });
    }
  }

  #leaksOf(key: KeyedInstance, output: ReadFile, elements: Elements, at: Whose, own: Tally): void {
    const found = new Set<string>();
    for (const { term, disguise, path = '' } of this.#search.inFile(output)) {
      const { kind, text } = this.#identifiers[term]!;
      if (this.#retained.has(kind) || found.has(`${term} ${path}`)) continue;
      found.add(`${term} ${path}`);
      if (this.#options.kept?.has(tagsOf(path).at(-1)!)) {
        this.#keptByRule++;
        continue;
      }
      this.#leaks.push({ ...at, path, what: `${kind} as ${disguise}`, text, ...shown(elements, path) });
      this.#count('leaked', own, kind);
    }
    for (const { form, identifiers } of key.plants) {
      for (const identifier of identifiers) this.#count('planted', own, this.#identifiers[identifier]!.kind);
      entry(this.#byCategory, form).planted++;
    }
  }

  #keep(keep: KeyedInstance['keeps'][number], elements: Elements, at: Whose, own: Tally): void {
    const { options, removed } = this.#options;
    if (removed && tagsOf(keep.path).some((tag) => removed.has(tag))) return;
    if (!keep.needs.every((any) => any.some((option) => options.includes(option)))) return;
    const element = elements.after.get(keep.path);
    this.#count('expected', own, keep.category);
    if (element && this.#stays(keep, element)) this.#count('kept', own, keep.category);
    else this.#lost.push({ ...at, path: keep.path, what: keep.category, text: keep.value, ...shown(elements, keep.path) });
  }

  #stays({ path, value, match, category }: KeyedInstance['keeps'][number], element: TreeElement): boolean {
    const text = element.text;
    switch (match) {
      case 'whole':
        return text === value || Buffer.from(littleEndianBytes(element)).toString('hex') === value;
      case 'part':
        return text.includes(value);
      case 'renamed': {
        if (this.#options.kept?.has(tagsOf(path).at(-1)!)) return text === value;
        const known = this.#renamed.get(`${category} ${value}`) ?? text;
        this.#renamed.set(`${category} ${value}`, known);
        return text !== '' && text !== value && text === known;
      }
      default:
        return match satisfies never;
    }
  }

  /** PS3.5 7.4: what is required is there, Type 1 with a value. Only what the tables require whatever the conditions. */
  #validity(node: IodNode, level: readonly TreeElement[], path: string, at: Whose): void {
    const there = new Map(level.map((element) => [element.tag, element]));
    for (const [tag, requirement] of node.required()) {
      const element = there.get(tag);
      const what = element === undefined ? 'missing' : isEmpty(element) && requirement === '1' ? 'empty' : undefined;
      if (what) this.#invalid.push({ ...at, path: `${path}${pathText({ tag } as TreeElement, undefined)}`, what: `Type ${requirement} ${what}`, ...nothingShown }); // biome-ignore format: one line
    }
    for (const element of level) {
      const child = node.child(element.tag);
      const own = pathText(element, undefined);
      if (child) element.items?.forEach((item, index) => void this.#validity(child, item, `${path}${own}[${index + 1}].`, at));
      if (node.requirement(element.tag) === '1C' && isEmpty(element))
        this.#invalid.push({ ...at, path: `${path}${own}`, what: 'Type 1C empty', ...nothingShown });
    }
  }

  #count(what: Exclude<keyof Tally, 'instances'>, own: Tally, category: string): void {
    this.#total[what]++;
    own[what]++;
    entry(this.#byCategory, category)[what]++;
  }
}

/** Kinds of identifiers that an option leaves in place. */
const retaining = {
  retainDeviceIdentity: 'device',
  retainInstitutionIdentity: 'place',
  retainLongitudinalTemporalFullDates: 'date',
};

type Whose = Pick<Case, 'sopClass' | 'patient'>;

const tally = (): Tally => ({ instances: 0, planted: 0, leaked: 0, expected: 0, kept: 0 });

function entry(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name) ?? tally();
  tallies.set(name, known);
  return known;
}

function byPath(file: ReadFile): ReadonlyMap<string, TreeElement> {
  const elements = new Map<string, TreeElement>();
  visitElements(file.elements, (element, above) => elements.set(pathText(element, above), element));
  return elements;
}

interface Elements {
  readonly before: ReadonlyMap<string, TreeElement>;
  readonly after: ReadonlyMap<string, TreeElement>;
}

function shown({ before, after }: Elements, path: string): Pick<Case, 'was' | 'now'> {
  const text = (element: TreeElement | undefined): string => (element === undefined ? '(nothing)' : element.text.slice(0, longestShown));
  return { was: text(before.get(path)), now: text(after.get(path)) };
}

const longestShown = 200;
const manufacturerDeviceClassUid = '(0018,100B)';
const nothingShown = { text: '', was: '', now: '' };
const shifting = policyOf({ options: ['retainLongitudinalTemporalModifiedDates'] });

/** `(300A,00B0)[1].(300A,00C2)`: outermost first. */
const tagsOf = (path: string): readonly string[] => path.split(/\[\d+\]\./);

function isEmpty(element: TreeElement): boolean {
  if (element.items || element.fragments) return (element.items ?? element.fragments)!.length === 0;
  return vr[element.vr].kind === 'binary' ? element.length === 0 : element.text.trim() === '';
}
