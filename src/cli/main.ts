/** Where the command line begins. `--version` is answered before anything is loaded. */
import { version } from '../base/version.js';
import { exitCodes } from './exit-codes.js';

const words = process.argv.slice(2);
if (words[0] === '--version' || words[0] === '-V') process.stdout.write(`${version}\n`);
else {
  // Whoever reads the output may have seen enough: what was begun goes on.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  // Unless it ends as it should; Node also ends where nothing is waited for any more.
  process.exitCode = exitCodes.runFailed;
  void import('./program.js').then(async ({ main }) => {
    process.exitCode = await main(words);
  });
}
