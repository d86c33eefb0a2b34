/**
 * What does a person type into this attribute of this VR? Either something useful alone, or with an identifier in it. It knows lengths,
 * letters and the kind of label; it writes no bytes.
 */

import { type VrName, vr } from '../standard/vr.js';
import type { Identifier, KeepCategory } from './answer-key.js';
import { encodeText } from './character-sets.js';
import { echo, spelledName } from './echoes.js';
import type { Person } from './person.js';
import type { Random } from './random.js';
import { labelStems, labels, sentences, structureNames } from './useful-words.js';

export interface Typed {
  readonly text: string;
  readonly identifiers: readonly Identifier[];
  readonly keep?: { readonly category: KeepCategory; readonly value: string; readonly match: 'whole' | 'part' };
}

/** @param planted whether an identifier has to be in it */
export function typedText(keyword: string, as: VrName, person: Person, random: Random, planted: boolean): Typed {
  const longest = vr[as].maxLength ?? 1024;
  const category = categoryOf(keyword);
  if (!planted) {
    const value = random.pick(useful[category].filter((text) => text.length <= longest));
    return { text: value, identifiers: [], keep: { category, value, match: 'whole' } };
  }
  if (longest >= 1000 && random.chance(0.6)) return paragraph(person, random, as);
  for (let attempt = 0; attempt < 8; attempt++) {
    const typed = withEcho(category, person, random);
    if (typed.text.length <= longest && !typed.text.includes('\\') && encodeText(typed.text, person.specificCharacterSet, as)) return typed;
  }
  return { text: person.otherId, identifiers: [{ kind: 'id', text: person.otherId }] };
}

const useful = { 'structure-name': structureNames, label: labels, text: sentences } as const;

function categoryOf(keyword: string): keyof typeof useful {
  if (/^ROIName$|^EntityLabel$|ROIObservationLabel|SegmentLabel/.test(keyword)) return 'structure-name';
  return /(Label|Name)$/.test(keyword) ? 'label' : 'text';
}

function withEcho(category: keyof typeof useful, person: Person, random: Random): Typed {
  const found = echo(person, random);
  const stem =
    category === 'structure-name'
      ? random.pick(['PTV', 'CTV', 'Heart', 'Lung_L'])
      : random.pick(category === 'label' ? labelStems : sentences);
  const keep = { category, value: stem, match: 'part' } as const;
  if (found.kind === 'name' && random.chance(0.25)) {
    const name = spelledName(random.pick(person.staff), random);
    return { text: `Dr ${name} ${stem}`, identifiers: [{ kind: 'name', text: name }], keep };
  }
  // What ends in a number and what is joined to an address belong together for any reader.
  const behind = [`${stem} ${found.text}`, `${stem} (${found.text})`];
  const before = /^\d/.test(stem) ? [] : [`${found.text} ${stem}`];
  const text = random.pick([...behind, ...before, ...(found.kind === 'contact' ? [] : [`${stem}_${found.text}`])]);
  return { text, identifiers: [found], keep };
}

function paragraph(person: Person, random: Random, as: VrName): Typed {
  const [first, second] = [random.pick(sentences), random.pick(sentences)];
  const echoes = [echo(person, random), echo(person, random), echo(person, random)];
  const text = `${first}; seen by ${echoes[0]!.text}\r\n${second}. ${echoes[1]!.text}, ${echoes[2]!.text}`;
  if (text.includes('\\') || !encodeText(text, person.specificCharacterSet, as)) {
    return {
      text: `${first} ${person.patientId}`,
      identifiers: [{ kind: 'id', text: person.patientId }],
      keep: { category: 'text', value: first, match: 'part' },
    };
  }
  return { text, identifiers: echoes, keep: { category: 'text', value: first, match: 'part' } };
}
