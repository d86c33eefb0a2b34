/** What stands for small letters that no Unicode decomposition takes apart, where words are compared? */
export const plainLetters: { readonly [character: string]: string } = {
  ß: 'ss',
  ς: 'σ',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ĸ: 'k',
  ħ: 'h',
  ŧ: 't',
};
