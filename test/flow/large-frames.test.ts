import { expect, test } from 'vitest';
import type { Sink, Source } from '../../src/flow/ports.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { frameLength, type Image } from '../../src/pixel/image.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { encode, explicit, header, part10 } from '../support/bytes.js';
import { image } from '../support/images.js';
import { described } from '../support/pixel-files.js';
import { MemorySink, sourceOf } from '../support/recoded.js';

/** 420 MB of frames that no memory ever holds. */
const of: Image = image({ rows: 512, columns: 512, numberOfFrames: 800 });
const length = frameLength(of) * of.numberOfFrames;
const ceiling = 200e6;

/** Rows of one value each; what stands before them comes from a real file. */
function large(): Source {
  const begin = part10({}, [...described(of), { kind: 'raw', bytes: header(0x7fe00010, 'OW', length, explicit) }]);
  return {
    size: begin.length + length,
    read(position, target) {
      const count = Math.min(target.length, begin.length + length - position);
      for (let at = 0; at < count; ) {
        const place = position + at;
        if (place < begin.length) target[at++] = begin[place]!;
        else {
          const row = Math.floor((place - begin.length) / 1024);
          const end = Math.min(count, at + 1024 - ((place - begin.length) % 1024));
          target.fill(row % 251, at, end);
          at = end;
        }
      }
      return count;
    },
  };
}

class CountingSink implements Sink {
  bytes = 0;
  peak = 0;
  readonly #inner = new MemorySink();
  readonly #keeps: boolean;
  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }
  write(slices: readonly Uint8Array[]): void {
    for (const slice of slices) this.bytes += slice.length;
    this.peak = Math.max(this.peak, process.memoryUsage().arrayBuffers);
    if (this.#keeps) this.#inner.write(slices);
  }
  patch(position: number, bytes: Uint8Array): void {
    if (this.#keeps) this.#inner.patch(position, bytes);
  }
  commit(): string {
    return this.#inner.commit();
  }
  abort(): void {}
  get file(): Uint8Array {
    return this.#inner.bytes;
  }
}

function through(source: Source, word: string, keeps: boolean): CountingSink {
  const target = transferSyntaxOfWord(word)!.uid;
  const processor = createProcessor(
    { target, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
    { digest: () => ({ update: () => {}, hex: () => '' }) },
  );
  const sink = new CountingSink(keeps);
  const before = process.memoryUsage().arrayBuffers;
  expect(processor.process(source, () => sink)).toMatchObject({ outcome: 'written', transferSyntaxUid: target });
  expect(sink.peak - before).toBeLessThan(ceiling);
  return sink;
}

test('hundreds of megabytes of frames are compressed and decompressed in bounded memory', () => {
  const coded = through(large(), 'rle', true);
  expect(coded.bytes).toBeLessThan(length / 20);
  const back = through(sourceOf(coded.file), 'explicit', false);
  expect(back.bytes).toBeGreaterThan(length);
  expect(back.bytes).toBeLessThan(length + 2000);
}, 60_000);

test('what would be longer uncompressed than a value can be stays compressed', () => {
  const frames = 9000;
  const huge = image({ rows: 512, columns: 512, numberOfFrames: frames });
  const table = new Uint8Array(0);
  const file = part10({ transferSyntax: transferSyntaxOfWord('rle')!.uid }, [
    { kind: 'raw', bytes: encode(described(huge)) },
    { kind: 'fragments', tag: 0x7fe00010, vr: 'OB', fragments: [table, new Uint8Array(100)] },
  ]);
  const processor = createProcessor(
    { target: transferSyntaxOfWord('explicit')!.uid, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
    { digest: () => ({ update: () => {}, hex: () => '' }) },
  );
  const outcome = processor.process(sourceOf(file), () => new MemorySink());
  expect(outcome).toMatchObject({ outcome: 'failed', code: 'pixel/too-long-native' });
});
