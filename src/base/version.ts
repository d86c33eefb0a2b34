/** The version that outputs, journals and `--version` state. A test holds it equal to package.json's, so that nothing is read at start-up. */
export const version = '0.1.0';
