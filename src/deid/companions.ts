/**
 * Which Attributes may stand only with another one (PS3.3: Type 1C, "Required if … is present", and nothing says that they may be there
 * otherwise)? Where the table takes the other one, they go too. Rows; it compiles nothing.
 */
export interface Companion {
  readonly tag: number;
  /** Any of them is enough. */
  readonly of: readonly number[];
  readonly reason: string;
}

export const companions: readonly Companion[] = [
  // PS3.3 C.7.1.1.
  {
    tag: 0x00100035,
    of: [0x00100033, 0x00100034],
    reason: 'calendar of dates of birth and death that are gone',
  },
  // PS3.3 C.7.1.1, whom the table forgets to take it from.
  { tag: 0x00102298, of: [0x00102297], reason: 'role of a person who is gone' },
  // PS3.3 C.7.1.3.
  { tag: 0x00120081, of: [0x00120082], reason: 'committee of an approval whose number is gone' },
];
