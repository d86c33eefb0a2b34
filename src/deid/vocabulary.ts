/**
 * Which words say nothing of anybody? What radiotherapy calls its things is handed in; words of places and particles of names are here.
 * Only whole words count, and only where a part of a name or place is all that speaks against them.
 */

/** A part of a name that no list explains. `near`: one letter off a known word. `letter`: one that stands alone. */
export interface NameDoubt {
  readonly start: number;
  readonly end: number;
  /** Lower case, without accents. */
  readonly folded: string;
  readonly kind: 'unknown' | 'near' | 'letter';
}

/** How the name of a structure, beam or plan reads. */
export interface NameReading {
  /** `standard`: built by the rules of such names from known words alone; `near`: known words; `unknown`: something else is in it. */
  readonly verdict: 'standard' | 'near' | 'unknown';
  /** A standard name of nothing but words of anatomy, sides and numbers: it is the organ's, whoever bears the word as a name. */
  readonly isOrgan: boolean;
  /** In order. */
  readonly doubts: readonly NameDoubt[];
}

/** The words of the subject, as whoever assembles the cleaner brings them. Words are folded: lower case, without accents. */
export interface Vocabulary {
  /** Whether the word stays although somebody bears it as a name: a patient called Heart must not take the heart out of a plan. */
  protects(word: string): boolean;
  knows(word: string): boolean;
  read(name: string): NameReading;
}

const placeWords = `
hospital hospitals clinic clinics klinik klinikum kliniken krankenhaus hopital ospedale university universite universitat universitatsklinikum
universitaetsklinikum universitatsklinik institute institut institution centre center cancer oncology onkologie oncologie radiation radiology
radiologie radiotherapy radiotherapie radioterapia radiooncology strahlentherapie department dept service unit ward floor building street road
avenue city town county state national regional royal saint health healthcare foundation trust group research medicine medicina school college
center centers hospital clinics
north south east west northern southern eastern western central park hill street strasse straat rue via
`;

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));
let places: ReadonlySet<string> | undefined;

/** Words in names of institutions and in addresses that name none. */
export function isPlaceWord(word: string, vocabulary: Vocabulary): boolean {
  places ??= setOf(placeWords);
  return places.has(word) || vocabulary.protects(word);
}

/** Words within names that name nobody: they fall only together with a name beside them. */
export const particles: ReadonlySet<string> = new Set(
  'van von der den del della dei des dos das di da de du la le les el al bin ibn abu ben ter ten zu zum zur st san santa mac mc af av y e i jr sr ii iii iv dr prof mr mrs ms miss md phd frau herr hr fr mme mlle dott dra sra sir rev med dipl ing mag'.split(
    ' ',
  ),
);
