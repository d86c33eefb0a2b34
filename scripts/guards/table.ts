/** Which lines keep files, memory and people safe, and which tests say so? Data for scripts/guards.ts. */

export interface Guard {
  /** What is no longer so without it. */
  readonly what: string;
  /** Under src/. */
  readonly file: string;
  /** Text that stands once in the file, and what stands there when the guard is gone. */
  readonly guard: string;
  readonly without: string;
  /** Under test/. */
  readonly tests: readonly string[];
  /** Whether the tests call the built program. */
  readonly builds?: true;
}

export const guards: readonly Guard[] = [
  // Hostile input.
  {
    what: 'sequences nest so deep and no deeper',
    file: 'wire/level.ts',
    guard: 'if (this.#size > limits.depth * 2)',
    without: 'if (this.#size < 0)',
    tests: ['wire/tokenizer.test.ts'],
  },
  {
    what: 'the checker has a depth of its own',
    file: 'verify/element-walk.ts',
    guard: 'if (++walk.depth > limits.depth)',
    without: 'if (++walk.depth < 0)',
    tests: ['verify'],
  },
  {
    what: 'so much comes out of a deflated data set and no more',
    file: 'wire/deflate.ts',
    guard: 'if (this.#made > most)',
    without: 'if (this.#made < 0)',
    tests: ['wire'],
  },
  {
    what: 'a value that a rule must see whole is gathered up to a limit',
    file: 'deid/deidentify.ts',
    guard: 'if (token.length <= limits.gatheredValue)',
    without: 'if (token.length >= 0)',
    tests: ['deid/values.test.ts'],
  },
  {
    what: 'identifying values are gathered up to a limit',
    file: 'deid/identity.ts',
    guard: 'if (found.size < limits.identityTerms)',
    without: 'if (found.size >= 0)',
    tests: ['deid/identity.test.ts'],
  },
  {
    what: 'one file fills the review list up to a limit',
    file: 'deid/records.ts',
    guard: 'if (this.#inFile >= limits.reviewRows)',
    without: 'if (this.#inFile < 0)',
    tests: ['deid/records.test.ts'],
  },
  {
    what: 'a profile is so long and no longer',
    file: 'deid/profile.ts',
    guard: 'if (text.length > limits.profile)',
    without: 'if (text.length < 0)',
    tests: ['deid/profile.test.ts', 'deid/profile-problems.test.ts'],
  },
  {
    what: 'a profile takes no YAML aliases',
    file: 'deid/profile-yaml.ts',
    guard: 'Alias: (_, node) => {',
    without: 'Alias: (_, node) => {\n      if (node) return;',
    tests: ['deid/profile.test.ts', 'deid/profile-problems.test.ts'],
  },
  {
    what: 'a frame is so large and no larger',
    file: 'pixel/abilities.ts',
    guard: 'if (frameLength(image) > limits.frame)',
    without: 'if (frameLength(image) < 0)',
    tests: ['pixel/frame-codec.test.ts'],
  },
  {
    what: 'a compressed frame is so large and no larger',
    file: 'pixel/fragment-frames.ts',
    guard: 'if (needed > most)',
    without: 'if (needed < 0)',
    tests: ['pixel/fragment-frames.test.ts'],
  },
  {
    what: 'an image has so many frames and no more',
    file: 'pixel/encapsulated-reader.ts',
    guard: 'if (numberOfFrames > limits.frames)',
    without: 'if (numberOfFrames < 0)',
    tests: ['pixel', 'flow/pixels.test.ts'],
  },
  {
    what: 'what an encoder made is decoded and compared',
    file: 'pixel/frame-codec.ts',
    guard: "throw new RadonymError('pixel/not-lossless', 'an encoded frame decodes to other samples');",
    without: '',
    tests: ['pixel/frame-codec.test.ts'],
  },
  {
    what: 'a worker on which nothing goes on is ended',
    file: 'run/thread.ts',
    guard: 'if (still >= patience)',
    without: 'if (still < 0)',
    tests: ['run/pool.test.ts'],
  },
  {
    what: 'codecs that may hang are not called in the main thread of a verification',
    file: 'run/verify-pool.ts',
    guard: 'this.#wantsThread = true;',
    without: '',
    tests: ['run/verify-pool.test.ts'],
  },
  {
    what: 'an archive has so many entries and no more',
    file: 'io/zip-directory.ts',
    guard: 'if (end.entries > limits.zipEntries)',
    without: 'if (end.entries < 0)',
    tests: ['io/zip.test.ts'],
  },
  {
    what: 'an entry of an archive states no bomb',
    file: 'io/zip-directory.ts',
    guard: 'if (size > packed * limits.inflateRatio + 64)',
    without: 'if (size < 0)',
    tests: ['io/zip.test.ts'],
  },
  {
    what: 'an entry of an archive leads nowhere else',
    file: 'io/zip-directory.ts',
    guard: "part === '..' ? '_' : ",
    without: '',
    tests: ['io/zip.test.ts'],
  },
  // Paths and terminals.
  {
    what: 'a folder that leads back into itself is not followed',
    file: 'io/walk.ts',
    guard: ' || above.has(real)',
    without: '',
    tests: ['io/walk.test.ts'],
  },
  {
    what: 'a value makes no hidden and no upward path',
    file: 'io/path-parts.ts',
    guard: 'const trimmed = shortened(trimEdges(folded(value).replace(forbidden,',
    without: 'const trimmed = shortened((folded(value).replace(forbidden,',
    tests: ['io/path-parts.test.ts'],
  },
  {
    what: 'a value makes no separator',
    file: 'io/path-parts.ts',
    guard: ".replace(forbidden, '_')",
    without: '',
    tests: ['io/path-parts.test.ts'],
  },
  {
    what: 'a value makes no name that Windows reserves',
    file: 'io/path-parts.ts',
    guard: 'return reserved.test(safe) ?',
    without: 'return safe === value as unknown ?',
    tests: ['io/path-parts.test.ts'],
  },
  {
    what: 'values steer no terminal',
    file: 'cli/terminal.ts',
    guard: "text.replace(/[\\p{Cc}\\p{Cf}\\u2028\\u2029]/gu, '?')",
    without: 'text',
    tests: ['cli/hostile.test.ts'],
    builds: true,
  },
  // Outputs whole or not at all.
  {
    what: 'an output never replaces another',
    file: 'io/file-sink.ts',
    guard: "existing === 'replace' ? renameSync(this.#part, target) : renameExclusive(this.#part, target)",
    without: 'renameSync(this.#part, target)',
    tests: ['io/file-sink.test.ts'],
  },
  {
    what: 'an output never replaces an input',
    file: 'io/file-sink.ts',
    guard: "if (isInput(target)) throw new RadonymError('io/output-is-input', 'the output would replace an input');",
    without: '',
    tests: ['io/file-sink.test.ts'],
  },
  {
    what: 'nothing partial remains',
    file: 'io/file-sink.ts',
    guard: 'rmSync(this.#part, { force: true });',
    without: '',
    tests: ['io/file-sink.test.ts'],
  },
  {
    what: 'an input that changes while it is read is refused',
    file: 'run/task.ts',
    guard: 'source.refuseChanged();',
    without: '',
    tests: ['run/changing-input.test.ts'],
  },
  {
    what: 'a worker that dies takes only the culprit with it',
    file: 'run/attempt.ts',
    guard: 'if (!(error instanceof WorkerDied)) throw error;',
    without: 'if (error) throw error;',
    tests: ['run/pool.test.ts'],
  },
  {
    what: 'a second run on the same state is refused',
    file: 'run/lock.ts',
    guard: 'if (tries > 3 || (await isHeld(path, text, wait, times)))',
    without: 'if (tries > 3)',
    tests: ['run/lock.test.ts'],
  },
  // Secrets.
  {
    what: 'private files are for one user',
    file: 'run/private-files.ts',
    guard: "const fd = openSync(path, 'a+', 0o600);\n  fchmodSync(fd, 0o600);",
    without: "const fd = openSync(path, 'a+', 0o644);\n  fchmodSync(fd, 0o644);",
    tests: ['run/state.test.ts'],
  },
  {
    what: 'the state folder is for one user',
    file: 'run/private-files.ts',
    guard: 'mkdirSync(folder, { recursive: true, mode: 0o700 });\n    if (isNew) chmodSync(folder, 0o700);',
    without: 'mkdirSync(folder, { recursive: true });',
    tests: ['run/state.test.ts'],
  },
  {
    what: 'a key that others may read is told',
    file: 'run/key.ts',
    guard: "return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;",
    without: 'return statSync(path).size < 0;',
    tests: ['run/state.test.ts', 'cli/hostile.test.ts'],
    builds: true,
  },
  {
    what: 'an output of radonym is not de-identified again',
    file: 'deid/admit.ts',
    guard: "return { code: 'deid/already-deidentified'",
    without: "if (0 > 1) return { code: 'deid/already-deidentified'",
    tests: ['deid'],
  },
  {
    what: 'an output that fails verification is put aside',
    file: 'run/self-check.ts',
    guard: '    move(join(folder, output), target);\n    chmodSync(target, 0o600);',
    without: '',
    tests: ['cli/self-check.test.ts'],
    builds: true,
  },
];
