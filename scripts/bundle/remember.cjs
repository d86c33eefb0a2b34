/**
 * Runs the built radonym on the fixtures, once with each of the usual commands in one process, and keeps what the engine compiled: `node remember.cjs <dist>
 * <fixtures> <scratch>`. See load.cjs.
 */
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { cachedDataVersionTag, setFlagsFromString } = require('node:v8');

const [dist, fixtures, scratch] = process.argv.slice(2).map((path) => resolve(path));
const { besides, digestOf, loaded, requireWithin } = require(join(dist, 'run', 'load.cjs'));
const usual = cachedDataVersionTag();
const common = ['--quiet', '--no-progress', '--jobs', '1', '-o'];
const commands = [
  ['deidentify', fixtures, ...common, join(scratch, 'deidentified')],
  ['transcode', fixtures, '--to', 'implicit', ...common, join(scratch, 'implicit')],
  ['transcode', fixtures, '--to', 'explicit', ...common, join(scratch, 'explicit')],
  ['verify', fixtures, join(scratch, 'deidentified'), '--state', join(scratch, 'deidentified.radonym')],
  ['inspect', fixtures],
];

/** For the engine's options of this moment. */
function keep() {
  for (const [file, { script }] of loaded) {
    if (!script) continue;
    const compiled = script.createCachedData();
    writeFileSync(besides(file), Buffer.concat([digestOf(compiled, readFileSync(file)), compiled]));
  }
}

async function remember() {
  const { main } = requireWithin(join(dist, 'cli', 'main.cjs'))('./program.cjs');
  // What has not run for a while would be forgotten.
  setFlagsFromString('--no-flush-bytecode');
  for (const words of commands) {
    const code = await main(words);
    // 1: something was found, as there is in the fixtures.
    if (code > 1) throw new Error(`${words[0]} ended with ${code}`);
  }
  setFlagsFromString('--flush-bytecode');
  // As `deidentify` leaves them, for its threads and what it loads late; then as all commands begin.
  keep();
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=920');
  if (cachedDataVersionTag() !== usual) throw new Error('the engine has other options than are known');
  keep();
  process.exit();
}

remember().catch((error) => {
  console.error(error);
  process.exit(1);
});
