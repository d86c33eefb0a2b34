/** Where the command line begins. `--version` is answered before anything is loaded. */
import { version } from '../base/version.js';

const words = process.argv.slice(2);
if (words[0] === '--version' || words[0] === '-V') process.stdout.write(`${version}\n`);
else process.exitCode = await (await import('./program.js')).main(words);
