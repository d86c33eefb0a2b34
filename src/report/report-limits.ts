/** What did a run not do, and what can nobody promise? In words for whoever decides whether data may be shared. Facts of the run in, text out. */
import type { LimitRow, RunReport } from './run-report.js';

export function limitsOf({
  command,
  deidentification,
  verification,
  files,
  ended,
  shard,
  earlierOutputs = 0,
}: Omit<RunReport, 'limits'>): LimitRow[] {
  const rows: LimitRow[] = [];
  const say = (about: string, text: string): void => void rows.push({ about, text });
  if (ended !== 'complete' || files.notBegun > 0)
    say('Unfinished', 'The run ended before all files were done. What is said here holds for the files that were.');
  if (shard !== undefined)
    say('A part of the work', `This is shard ${shard.number} of ${shard.of}: the others have reports of their own until they are joined.`);
  if (earlierOutputs > 0)
    say(
      'Earlier outputs',
      `The output folder also holds ${earlierOutputs} files of earlier runs with another profile or key. Nothing here is said of them.`,
    );
  if (command === 'transcode' || deidentification === undefined || deidentification.profile.basis === 'none') {
    say('Nothing is de-identified', 'The outputs hold all that the inputs hold: names, dates, UIDs. Only their encoding may differ.');
    say('Pixel Data', 'Compressed frames are passed on as they are; nobody decoded them to see whether they are whole.');
    return rows;
  }
  const has = (code: string): boolean => deidentification.codes.some((row) => row.code === code);
  say(
    'Text in the pixels',
    `${deidentification.pixels.length > 0 ? 'Where a rule or OCR blanked pixels, it did no more than that: OCR does not read every hand and font. ' : ''}Images that say that text is burned in, and kinds that often show it (captures, screens, films, ultrasound), are blanked or set aside unless they say NO or the profile lets them pass. Nobody looked at the pixels of others: a name burned into a CT stays.`,
  );
  say('Faces', 'A head in CT, MR or PET can be rendered and recognised. Nothing was cut or blurred.');
  say(
    'Free text',
    'Texts are searched for what the files themselves say of the patient, the staff and the site, and for patterns (telephone numbers, dates, e-mail and web addresses). A postal address in a text is found only where an attribute for addresses states it too. A nickname, a relative or a rare event that no attribute names may stay. review.csv in the private state folder lists every text: someone should look through it.',
  );
  if (has('113111'))
    say(
      'Private elements',
      'Those that a reviewed list calls safe stay, others go. The list rests on what vendors published and what was seen in samples.',
    );
  if (has('113108')) say('Characteristics', 'Age, sex, size and weight stay: with a rare diagnosis they may single a person out.');
  if (has('113112')) say('Institution', 'The profile keeps what names the institution.');
  if (has('113109')) say('Devices', 'The profile keeps what names devices, serial numbers among them.');
  if (has('113110')) say('UIDs', 'The profile keeps UIDs: whoever has access to the originals finds the patient by them.');
  if (deidentification.dates.policy === 'kept') say('Dates', 'The profile keeps dates as they were.');
  if (deidentification.dates.policy === 'shifted')
    say(
      'Dates',
      'Intervals between a patient’s dates are true. Who knows dates of a treatment may find the patient by the pattern of them.',
    );
  say(
    'Other data',
    'Anatomy, dose and plan are those of one person. Who holds the same images elsewhere can match them; de-identified is not anonymous in every setting.',
  );
  say(
    'The private state',
    'Whoever has the state folder (key, mapping, journal, review list) can lead outputs back to patients. It is not to be passed on with them.',
  );
  say(
    'Verification',
    verification.looked
      ? 'It searches for identifiers that the originals hold. It cannot find what no original says in an attribute of its own.'
      : `Nobody compared outputs with originals here: ${verification.why}`,
  );
  return rows;
}
