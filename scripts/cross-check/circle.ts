/** Does a change of encoding change anything else? Once around the uncompressed syntaxes, judged by pydicom and held against dcmconv. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fate, fates, type InputSet, isExcepted, mayFail } from './input-set.js';
import { checkReaders } from './readers.js';
import type { Tally } from './tally.js';
import { notOk, python, radonym, run } from './tools.js';

const steps = ['implicit', 'explicit', 'big-endian', 'deflated', 'implicit'] as const;
const dcmconvOption: { readonly [word: string]: string } = { implicit: '+ti', explicit: '+te', 'big-endian': '+tb' };

export async function checkCircle(tally: Tally, set: InputSet): Promise<void> {
  let from = set.folder;
  let first: readonly string[] = [];
  for (const [index, word] of steps.entries()) {
    const to = join(set.scratch, `circle-${index + 1}-${word}`);
    const ran = await radonym('transcode', from, '-o', to, '--to', word);
    const name = `transcode ${set.name}, step ${index + 1}, ${word}`;
    if (ran.code !== 0 && ran.code !== 3) {
      tally.check(`${name}: it runs`, [`exit code ${ran.code}`]);
      return;
    }
    const all = fates(from, `${to}.radonym`);
    const written = all.filter((fate) => fate.outcome === 'written').map((fate) => fate.input);
    if (index === 0) {
      first = written;
      checkRefusals(tally, name, set, all);
    } else
      tally.check(
        `${name}: what went in comes out`,
        first.filter((file) => !written.includes(file)),
      );
    await compareWithStart(tally, name, written, set, to);
    await checkReaders(tally, name, to, (file) => join(set.folder, file));
    if (index < 3) await compareWithDcmconv(tally, name, set, word, to, written);
    if (index === 0) await compareWithGdcmconv(tally, name, set, to, written);
    from = to;
  }
  await checkExplicitLengths(tally, set);
}

/** All that is no good is listed. */
function checkRefusals(tally: Tally, name: string, set: InputSet, all: readonly Fate[]): void {
  const refused = all.filter((fate) => fate.outcome === 'failed' && !mayFail('transcode', set, fate));
  tally.check(
    `${name}: only listed inputs fail`,
    refused.map((fate) => `${fate.input}: ${fate.code}`),
  );
}

async function compareWithStart(tally: Tally, name: string, files: readonly string[], set: InputSet, to: string): Promise<void> {
  const comparable = files.filter((file) => !isExcepted('compare', join(set.folder, file)));
  await compare(tally, `${name}: pydicom reads ${comparable.length} files the same as the start`, comparable, set.folder, to);
}

async function compare(tally: Tally, name: string, files: readonly string[], a: string, b: string): Promise<void> {
  const pairs = files.map((file) => `${file}\t${join(a, file)}\t${join(b, file)}\n`).join('');
  const wrong =
    files.length === 0 ? ['there are no files'] : notOk(await python('compare_transcode.py', [], pairs), 'compare_transcode.py');
  tally.check(name, wrong);
}

async function compareWithDcmconv(
  tally: Tally,
  name: string,
  set: InputSet,
  word: string,
  ours: string,
  written: readonly string[],
): Promise<void> {
  const theirs = join(set.scratch, `dcmconv-${word}`);
  const converted: string[] = [];
  const wrong: string[] = [];
  for (const file of written) {
    if (isExcepted('dcmconv', join(set.folder, file)) || isCompressed(join(set.folder, file))) continue;
    mkdirSync(dirname(join(theirs, file)), { recursive: true });
    const ran = await run('dcmconv', ['-q', dcmconvOption[word]!, join(set.folder, file), join(theirs, file)]);
    if (ran.code === 0) converted.push(file);
    else wrong.push(`${file}: dcmconv ended with exit code ${ran.code}`);
  }
  tally.check(`${name}: dcmconv converts what radonym does`, wrong);
  await compare(tally, `${name}: ${converted.length} outputs of dcmconv read the same`, converted, theirs, ours);
}

/** What came compressed: GDCM decodes it to the same Pixel Data. Around them it is free to say more than the original. */
async function compareWithGdcmconv(tally: Tally, name: string, set: InputSet, ours: string, written: readonly string[]): Promise<void> {
  const theirs = join(set.scratch, 'gdcmconv');
  const compressed = written.filter((file) => isCompressed(join(set.folder, file)) && !isExcepted('gdcmconv', join(set.folder, file)));
  const wrong: string[] = [];
  let pairs = '';
  for (const file of compressed) {
    mkdirSync(dirname(join(theirs, file)), { recursive: true });
    const ran = await run('gdcmconv', ['--raw', join(set.folder, file), join(theirs, file)]);
    if (ran.code === 0) pairs += `${file}\t${join(theirs, file)}\t${join(ours, file)}\n`;
    else wrong.push(`${file}: gdcmconv ended with exit code ${ran.code}`);
  }
  const found = pairs === '' ? ['there are no files'] : notOk(await python('compare_transcode.py', [], pairs), 'compare_transcode.py');
  wrong.push(...found.filter((line) => line.includes('(7FE0,0010)') || !line.includes(': (')));
  tally.check(`${name}: gdcmconv decodes ${compressed.length} files to the same Pixel Data`, wrong);
}

/** By the UIDs below 1.2.840.10008.1.2.4 and .5, which stand in the file meta information, and the tag of Pixel Data. */
function isCompressed(path: string): boolean {
  const text = readFileSync(path).toString('latin1');
  return /1\.2\.840\.10008\.1\.2\.[45][.\0]/.test(text.slice(0, 1024)) && text.includes('\xe0\x7f\x10\0');
}

async function checkExplicitLengths(tally: Tally, set: InputSet): Promise<void> {
  for (const word of ['explicit', 'implicit', 'big-endian']) {
    const to = join(set.scratch, `lengths-${word}`);
    await radonym('transcode', set.folder, '-o', to, '--to', word, '--sequence-length', 'explicit');
    const name = `transcode ${set.name} to ${word} with explicit sequence lengths`;
    const written = fates(set.folder, `${to}.radonym`)
      .filter((fate) => fate.outcome === 'written')
      .map((fate) => fate.input);
    await compareWithStart(tally, name, written, set, to);
    await checkReaders(tally, name, to, (file) => join(set.folder, file));
  }
}
