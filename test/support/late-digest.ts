/** A program in which nothing but a digest is waited for: prints it. */
import { DigestsApart } from '../../src/run/digests-apart.js';

const digests = new DigestsApart({ script: new URL('../run/slow-digest-thread.mjs', import.meta.url) });
while (!digests.ready) await new Promise((resume) => setTimeout(resume, 5));
const digest = digests.digest();
const chunk = digests.chunk();
chunk.set([1, 2, 3]);
digest.update(chunk.subarray(0, 3));
process.stdout.write(await digests.redeem(digest.hex()));
digests.close();
