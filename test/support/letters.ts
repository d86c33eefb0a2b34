/** Letters of 5 by 7 dots, drawn into grey bytes: text as machines burn it into images. */
const dots: { readonly [letter: string]: string } = {
  A: '01110100011000111111100011000110001',
  C: '01110100011000010000100001000101110',
  D: '11110100011000110001100011000111110',
  E: '11111100001000011110100001000011111',
  G: '01110100011000010111100011000101111',
  H: '10001100011000111111100011000110001',
  I: '01110001000010000100001000010001110',
  J: '00111000100001000010000101001001100',
  K: '10001100101010011000101001001010001',
  L: '10000100001000010000100001000011111',
  M: '10001110111010110101100011000110001',
  N: '10001110011010110011100011000110001',
  O: '01110100011000110001100011000101110',
  P: '11110100011000111110100001000010000',
  R: '11110100011000111110101001001010001',
  S: '01111100001000001110000010000111110',
  T: '11111001000010000100001000010000100',
  V: '10001100011000110001100010101000100',
  Y: '10001010100010000100001000010000100',
  '0': '01110100011001110101110011000101110',
  '1': '00100011000010000100001000010001110',
  '4': '00010001100101010010111110001000010',
  '7': '11111000010001000100010000100001000',
};

/** @param size pixels a dot @returns the rectangle that the text fills */
export function draw(
  grey: Uint8Array,
  columns: number,
  text: string,
  x: number,
  y: number,
  size: number,
  value = 255,
): [number, number, number, number] {
  [...text].forEach((letter, place) => {
    const glyph = dots[letter];
    if (glyph === undefined) return;
    for (let dot = 0; dot < 35; dot++) {
      if (glyph[dot] === '0') continue;
      const [left, top] = [x + (place * 6 + (dot % 5)) * size, y + Math.floor(dot / 5) * size];
      for (let row = 0; row < size; row++) grey.fill(value, (top + row) * columns + left, (top + row) * columns + left + size);
    }
  });
  return [x, y, text.length * 6 * size, 7 * size];
}
