/** What is run side by side on a corpus? Commands with their names; nothing is measured here. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CorpusName } from './corpora.js';

export interface Job {
  readonly name: string;
  /** Said under the table where the comparison would else mislead. */
  readonly note?: string;
  /** Corpora that it is run on. @default all */
  readonly only?: readonly CorpusName[];
  readonly command: (input: string, output: string) => readonly [program: string, ...args: string[]];
}

const radonym = fileURLToPath(new URL('../bin/radonym.js', import.meta.url));
const run = (...args: string[]): readonly [string, ...string[]] => [process.execPath, radonym, ...args, '--no-progress', '--quiet'];

const copy = fileURLToPath(new URL('copy.cjs', import.meta.url));

export const ownJobs: readonly Job[] = [
  { name: 'cp -r', command: (input, output) => ['cp', '-r', input, output] },
  { name: 'node, plain copy', command: (input, output) => [process.execPath, copy, input, output] },
  {
    name: 'node, copy with digests',
    note: 'two threads, each file read, its SHA-256 made, and written: less cannot be done where a journal holds digests',
    command: (input, output) => [process.execPath, copy, input, output, 'digests'],
  },
  { name: 'radonym deidentify --no-verify', command: (input, output) => run('deidentify', input, '-o', output, '--no-verify') },
  { name: 'radonym deidentify, verified', command: (input, output) => run('deidentify', input, '-o', output) },
  { name: 'radonym transcode --to implicit', command: (input, output) => run('transcode', input, '-o', output, '--to', 'implicit') },
  { name: 'radonym transcode --to explicit', command: (input, output) => run('transcode', input, '-o', output, '--to', 'explicit') },
  { name: 'radonym transcode --to big-endian', command: (input, output) => run('transcode', input, '-o', output, '--to', 'big-endian') },
  { name: 'radonym transcode --to deflated', command: (input, output) => run('transcode', input, '-o', output, '--to', 'deflated') },
  ...['rle', 'jpeg-ls', 'jpeg2000'].map(
    (word): Job => ({
      name: `radonym transcode --to ${word}`,
      note: 'each frame decoded again and compared; what the syntax cannot hold is written uncompressed',
      only: ['study'],
      command: (input, output) => run('transcode', input, '-o', output, '--to', word, '--fallback', 'explicit'),
    }),
  ),
];

/** Those that are installed. `scratch` takes a certificate for gdcmanon. */
export function peerJobs(scratch: string): Job[] {
  const jobs: Job[] = [];
  if (installed('gdcmanon')) {
    const certificate = certificateIn(scratch);
    if (certificate !== undefined) {
      jobs.push({
        name: 'gdcmanon -e -r',
        note: 'one process, the Basic Profile of an older edition; encrypts what it removes',
        command: (input, output) => [
          'gdcmanon',
          '-e',
          '-r',
          '--continue',
          '--root-uid',
          '1.3.6.1.4.1.32473.9',
          '-c',
          certificate,
          '-i',
          input,
          '-o',
          output,
        ],
      });
    }
    jobs.push({
      name: 'gdcmanon --dumb -r',
      note: 'no de-identification: empties two top-level attributes and touches no UID',
      command: (input, output) => [
        'gdcmanon',
        '--dumb',
        '-r',
        '--continue',
        '--empty',
        '10,10',
        '--empty',
        '10,20',
        '-i',
        input,
        '-o',
        output,
      ],
    });
  }
  if (installed('java') && existsSync(pixelMed))
    jobs.push({
      name: 'PixelMed DeidentifyAndRedact',
      note: "one process, David Clunie's toolkit, its own choice of attributes",
      command: (input, output) => [
        'sh',
        '-c',
        `mkdir -p "$2" && exec java -Djava.awt.headless=true -cp ${pixelMed} com.pixelmed.apps.DeidentifyAndRedact "$1" "$2" ""`,
        'sh',
        input,
        output,
      ],
    });
  if (installed('dicognito'))
    jobs.push({
      name: 'dicognito',
      note: 'one process, on pydicom',
      command: (input, output) => ['dicognito', '--quiet', '--output-directory', output, input],
    });
  if (installed('dcmconv')) {
    for (const [flag, word] of [
      ['+ti', 'implicit'],
      ['+te', 'explicit'],
    ] as const) {
      jobs.push({
        name: `dcmconv ${flag}`,
        note: `to ${word}; one process a file`,
        command: (input, output) => ['sh', '-c', eachFile(`dcmconv ${flag}`), 'sh', input, output],
      });
    }
  }
  for (const [program, flags, word] of compressors) {
    if (!installed(program)) continue;
    jobs.push({
      name: [program, ...flags].join(' '),
      note: `to ${word}; one process a file, nothing compared; files that it cannot compress are missing`,
      only: ['study'],
      command: (input, output) => ['sh', '-c', eachFile([program, ...flags].join(' '), 'true'), 'sh', input, output],
    });
  }
  return jobs;
}

/** Debian's package libpixelmed-java. */
const pixelMed = '/usr/share/java/pixelmed.jar';

const compressors: readonly (readonly [program: string, flags: readonly string[], word: string])[] = [
  ['dcmcrle', [], 'rle'],
  ['gdcmconv', ['--rle'], 'rle'],
  ['dcmcjpls', [], 'jpeg-ls'],
  ['gdcmconv', ['--jpegls'], 'jpeg-ls'],
  ['gdcmconv', ['--j2k'], 'jpeg2000'],
];

const eachFile = (command: string, otherwise = 'exit 1') =>
  `cd "$1" && find . -type d | while read -r d; do mkdir -p "$2/$d"; done; find . -type f | while read -r f; do ${command} "$f" "$2/$f" || ${otherwise}; done`;

const installed = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function certificateIn(scratch: string): string | undefined {
  const certificate = join(scratch, 'certificate.pem');
  if (!existsSync(certificate)) {
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      join(scratch, 'private.pem'),
      '-out',
      certificate,
      '-days',
      '1000',
      '-subj',
      '/CN=bench',
    ]);
  }
  return existsSync(certificate) ? certificate : undefined;
}
