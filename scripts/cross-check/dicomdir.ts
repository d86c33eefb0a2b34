/** Do others read our DICOMDIR? dicom3tools follows its offsets and judges its attributes, DCMTK reads it and takes a file as known. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, type InputSet } from './input-set.js';
import type { Tally } from './tally.js';
import { radonym, run } from './tools.js';

export async function checkDicomdir(tally: Tally, set: InputSet): Promise<void> {
  const folder = join(set.scratch, 'file-set');
  const ran = await radonym('dicomdir', set.folder, '-o', folder);
  if (ran.code !== 0 && ran.code !== 3) {
    tally.check(`dicomdir of ${set.name}: it runs`, [`exit code ${ran.code}`]);
    return;
  }
  const files = filesUnder(folder).filter((file) => file !== 'DICOMDIR');
  const directory = join(folder, 'DICOMDIR');
  // The tree goes to the standard error.
  const tree = await run('dcdirdmp', [directory]);
  const listed = [...`${tree.out}\n${tree.err}`.matchAll(/->\s*(\S+)/g)].map((match) => match[1]!.replaceAll('\\', '/')).sort();
  tally.check(
    `dicomdir of ${set.name}: dcdirdmp comes to each of ${files.length} files`,
    files.length === listed.length ? files.filter((file, at) => file !== listed[at]) : [`it comes to ${listed.length}`],
  );
  const judged = await run('dciodvfy', [directory]);
  // Values are those of the files: what is wrong with one is wrong with the file.
  const ofFiles = /Value invalid for this VR|contains invalid data values/;
  const errors = `${judged.out}\n${judged.err}`.split('\n').filter((line) => line.startsWith('Error') && !ofFiles.test(line));
  tally.check(`dicomdir of ${set.name}: dciodvfy has no error`, errors);
  const dumped = await run('dcmdump', [directory]);
  const records = [...dumped.out.matchAll(/^\s*\(0004,1511\)/gm)].length;
  tally.check(`dicomdir of ${set.name}: dcmdump reads it`, dumped.code === 0 && records === files.length ? [] : [`${records} references`]);
  const copy = join(set.scratch, 'file-set-dcmtk');
  cpSync(folder, copy, { recursive: true });
  const image = files.find((file) => /\/CT\d+$/.test(file))!;
  const known = await run('dcmgpdir', ['+id', copy, '+D', join(copy, 'DICOMDIR'), '+A', '-nb', image]);
  tally.check(
    `dicomdir of ${set.name}: dcmgpdir reads it and knows the file that it names`,
    /already exists/.test(known.out + known.err) ? [] : ['it does not'],
  );
}
