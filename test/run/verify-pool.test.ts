import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { frameCodec } from '../../src/pixel/frame-codec.js';
import { nativeCodecs } from '../../src/run/native-codecs.js';
import { VerifyPool } from '../../src/run/verify-pool.js';
import { transferSyntaxOfKeyword, transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { reencoded } from '../../src/verify/policy.js';
import { temporaryFolder } from '../support/folder.js';
import { image, samplesOf } from '../support/images.js';
import { fragmentsFile, nativeFile, padded } from '../support/pixel-files.js';

function poolOf(files: number): VerifyPool {
  const script = new URL('./fake-verify-worker.mjs', import.meta.url);
  const pool = new VerifyPool({ jobs: 2, files, signal: new AbortController().signal, script, patience: 1 });
  onTestFinished(() => pool.close());
  return pool;
}

const gist = (answers: readonly (object | undefined)[]): unknown[] =>
  answers.map((answer) => {
    const { facts, unread } = answer as { facts?: unknown; unread?: { code: string } };
    return unread?.code ?? facts;
  });

test.each(['hangs', 'dies'])('a thread that %s takes only the file with it on which it does', async (what) => {
  const answers = await poolOf(1000).run([{ kind: 'original', items: ['a', what, 'b'] }], () => {});
  expect(gist(answers)).toEqual(['a', 'verify/not-verified', 'b']);
});

test('a frame that takes codecs that may hang is decoded by a thread, however few the files', async () => {
  const folder = temporaryFolder();
  const of = image({ bitsAllocated: 8 });
  const jpegLs = transferSyntaxOfKeyword('JPEGLSLossless')!;
  const stream = frameCodec(nativeCodecs()).encode(jpegLs, samplesOf(of), of);
  writeFileSync(join(folder, 'original.dcm'), nativeFile(of, transferSyntaxOfWord('explicit')!));
  writeFileSync(join(folder, 'native.dcm'), nativeFile(of, transferSyntaxOfWord('implicit')!));
  writeFileSync(join(folder, 'jpeg.dcm'), fragmentsFile(of, jpegLs, new Uint8Array(), [padded(stream)]));
  const pair = (name: string) => ({
    kind: 'pair' as const,
    folder,
    patient: 'p',
    harvested: () => [],
    policy: reencoded,
    items: [{ original: join(folder, 'original.dcm'), name }],
  });
  const answers = await poolOf(1).run([pair('native.dcm'), pair('jpeg.dcm')], () => {});
  expect(gist(answers)).toEqual([expect.any(Object), 'jpeg.dcm']);
});
