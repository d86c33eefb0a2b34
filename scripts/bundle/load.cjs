/**
 * Loads radonym's own chunks, each with what the engine compiled of it when radonym was built: compiling takes a fifth of a small case. What was
 * compiled stands beside its chunk, in a file named by the engine and the options that it holds for (`v8.cachedDataVersionTag`); without such a file the
 * engine compiles, as ever. The engine itself does not find out that a file is damaged, or of another chunk: a digest over both does.
 */
'use strict';
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** By file: its module, and its script where it may be remembered. */
const loaded = new Map();
const opening = '(function(exports,require,module,__filename,__dirname){';
/** Bytes of a chunk; shorter ones are compiled sooner than looked up. */
const worthwhile = 4096;
const digestLength = 64;

/** Of what was compiled, and the chunk that it belongs to. */
function digestOf(compiled, source) {
  return require('node:crypto').createHash('blake2b512').update(compiled).update(source).digest();
}

/** @param file of a chunk; for the engine and the options of this moment */
function besides(file) {
  return `${file}.${require('node:v8').cachedDataVersionTag().toString(16)}.compiled`;
}

function compiledOf(file, source) {
  try {
    const bytes = readFileSync(besides(file));
    const compiled = bytes.subarray(digestLength);
    return digestOf(compiled, source).equals(bytes.subarray(0, digestLength)) ? compiled : undefined;
  } catch {
    // There is none; or this Node has no such digest.
    return undefined;
  }
}

/** What `require` is within the file: chunks come from here, all else from Node. */
function requireWithin(file) {
  const other = createRequire(file);
  return Object.assign((id) => (id.startsWith('.') && id.endsWith('.cjs') ? load(join(dirname(file), id)) : other(id)), other);
}

function load(file) {
  const known = loaded.get(file);
  if (known) return known.module.exports;
  const source = readFileSync(file);
  const isWorthwhile = source.length >= worthwhile;
  const script = new Script(`${opening}${source.latin1Slice()}\n})`, {
    filename: file,
    columnOffset: -opening.length,
    cachedData: isWorthwhile ? compiledOf(file, source) : undefined,
  });
  const module = { exports: {} };
  loaded.set(file, { module, script: isWorthwhile ? script : undefined });
  script.runInThisContext()(module.exports, requireWithin(file), module, file, dirname(file));
  return module.exports;
}

module.exports = { requireWithin, loaded, besides, digestOf };
