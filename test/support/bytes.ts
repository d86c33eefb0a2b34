/** The tests' way to write DICOM bytes by hand: the fixtures' writer, which shares nothing with src/wire. */

export { encodeText } from '../../scripts/fixtures/charset.js';
export { concat } from '../../scripts/fixtures/numbers.js';
export * from '../../scripts/fixtures/writer.js';
