/**
 * What stays of Varian's (3253,"Varian Medical Systems VISION 3253",00) Extended Interface Data, a document that a plan carries for the
 * delivery system: numbers of beams and their order, flags, setup modes, dose limits. Then its length (01) and format (02), which
 * describe what is written. The schema is known from public scripts and files; what it does not list goes.
 */
import { vr } from '../standard/vr.js';
import { latin1Text, paddedAscii } from '../wire/value.js';
import { filterXml, type XmlRule } from './xml-filter.js';

const parent = (children: { readonly [name: string]: XmlRule }, attributes: { readonly [name: string]: RegExp } = {}): XmlRule => ({
  children: new Map(Object.entries(children)),
  attributes: new Map(Object.entries(attributes)),
});
const leaf = (value: RegExp): XmlRule => ({ children: new Map(), attributes: new Map(), value });

// Short enough that no number of a person or an examination fits.
const ordinal = leaf(/^\d{1,4}$/);
const dose = leaf(/^\d{1,3}(\.\d{1,6})?$/);
const flag = leaf(/^(true|false)$/);
const setupMode = leaf(/^(Automatic|Manual)$/);
const setups = ['CollX', 'CollY', 'CollRtn', 'GantryRtn', 'CouchVrt', 'CouchLng', 'CouchLat', 'PatientSupportAngle'];

const schema = parent(
  {
    Beams: parent({
      Beam: parent({
        ReferencedBeamNumber: ordinal,
        BeamExtension: parent({ FieldOrder: ordinal, GantryRtnExtendedStart: flag, GantryRtnExtendedStop: flag }),
      }),
    }),
    ToleranceTables: parent({
      ToleranceTable: parent({
        ReferencedToleranceTableNumber: ordinal,
        ToleranceTableExtension: parent(Object.fromEntries(setups.map((axis) => [`${axis}Setup`, setupMode]))),
      }),
    }),
    DoseReferences: parent({
      DoseReference: parent({
        ReferencedDoseReferenceNumber: ordinal,
        DoseReferenceExtension: parent({ DailyDoseLimit: dose, SessionDoseLimit: dose }),
      }),
    }),
  },
  { Version: /^\d{1,3}(\.\d{1,3})?$/ },
);

const formats: readonly string[] = ['ExtendedIF', 'ImageProcessing'];

/** The three elements of one block, in the order in which they stand. */
export class PlanInterface {
  /** Lengths with and without what pads the end, in the file and as written; undefined when no data stays. */
  #lengths: { readonly read: number; readonly readText: number; readonly written: number; readonly writtenText: number } | undefined;

  /** The filtered document, of even length; undefined when it is none of the schema. */
  data(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    this.#lengths = undefined;
    const filtered = filterXml(latin1Text(bytes, start, end), 'ExtendedVAPlanInterface', schema);
    if (filtered === undefined) return undefined;
    const { text, tail } = filtered;
    const written = paddedAscii(text + tail, tail.endsWith('\0') ? vr.OB : vr.LT);
    this.#lengths = { read: end - start, readText: end - start - tail.length, written: written.length, writtenText: text.length };
    return written;
  }

  /** What the length has to say: it counts line ends, spaces and padding behind the document when it did so before. */
  length(stated: string): Uint8Array | undefined {
    if (this.#lengths === undefined) return undefined;
    const { read, readText, written, writtenText } = this.#lengths;
    const number = /^\s*\d{1,9}$/.test(stated) ? Number(stated) : read;
    const countsAll = number >= read || number < readText;
    return paddedAscii(String(countsAll ? written : writtenText + number - readText), vr.IS);
  }

  /** The format, when data stay and it is a known word. */
  format(stated: string): Uint8Array | undefined {
    const word = stated.trim();
    return this.#lengths !== undefined && formats.includes(word) ? paddedAscii(word, vr.LO) : undefined;
  }

  /** The data did not stay after all. */
  forget(): void {
    this.#lengths = undefined;
  }
}
