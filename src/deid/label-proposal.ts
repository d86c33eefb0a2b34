/**
 * What is left of one name of a structure, beam or plan when it may speak of nobody? Names by the rules of such names stay, others lose what
 * identifies, and unknown words as the profile has it. Nothing left is the empty string. It does not know the other names.
 */
import { initialSpans } from './initials.js';
import type { ResolvedProfile } from './profile.js';
import type { Span } from './term-search.js';
import type { CleanResult } from './text-cleaner.js';
import { withoutSpans } from './tidy.js';
import type { Vocabulary } from './vocabulary.js';

export type NamePolicy = ResolvedProfile['structureNames'];

export interface Proposal {
  readonly text: string;
  readonly doubtful: readonly string[];
}

export interface ProposalTools {
  readonly inspectClean: (text: string) => CleanResult;
  readonly vocabulary: Vocabulary;
  readonly initials: ReadonlySet<string>;
}

const nothing: Proposal = { text: '', doubtful: [] };
const mostRounds = 12;

/** @param isStrict nothing of a patient stays, an organ that bears his name neither */
export function proposeName(
  name: string,
  { keep, unknown }: NamePolicy,
  isStrict: boolean,
  { inspectClean, vocabulary, initials }: ProposalTools,
): Proposal {
  if (keep === 'none') return nothing;
  const cleaned = inspectClean(name);
  const { verdict, isOrgan } = vocabulary.read(name);
  // `Lens_L` stays though Lens Lee is a patient: as a whole it is the organ's name. A number that is his goes.
  const stays = cleaned.changed ? isOrgan && !isStrict && !/\d{4}/.test(name) : verdict === 'standard';
  if (stays) return { text: name, doubtful: cleaned.changed ? [name.toLowerCase()] : cleaned.doubtful };
  const doubtful = new Set(cleaned.doubtful);
  let text = cleaned.text;
  for (let round = 0; round < mostRounds; round++) {
    const spans: Span[] = [];
    initialSpans(text, initials, vocabulary, (span, word) => {
      doubtful.add(word);
      spans.push(span);
    });
    for (const doubt of keep === 'all' ? [] : vocabulary.read(text).doubts) {
      if (doubt.kind === 'letter') continue;
      if (doubt.kind === 'unknown' && unknown === 'number') return nothing;
      if (doubt.kind === 'unknown' && unknown === 'drop') spans.push(doubt);
      else doubtful.add(doubt.folded);
    }
    if (spans.length === 0) return /[\p{L}\p{N}]/u.test(text) ? { text, doubtful: [...doubtful] } : nothing;
    text = inspectClean(withoutSpans(text, spans)).text;
  }
  return nothing;
}
