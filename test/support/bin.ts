/** The built command. */
import { fileURLToPath } from 'node:url';

export const radonymBin = fileURLToPath(new URL('../../bin/radonym.js', import.meta.url));
