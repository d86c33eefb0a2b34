/** Puts together what workers say of files, whatever order they answer in: patients, series, graph, private blocks, texts, risks. */
import { printable } from '../base/printable.js';
import type { FileFacts } from '../flow/file-facts.js';
import type { Failure, Inspection, PatientRow, SeriesRow } from '../report/inspection.js';
import { buildGraph } from '../rt/graph.js';
import { sopClass } from '../standard/sop-class.js';
import { characterSet } from '../wire/charset.js';
import { ContentTally } from './content-tally.js';
import type { FileList } from './file-list.js';
import type { TaskResult } from './message.js';

/** What is kept of a file: the rest is counted at once. */
type Kept = Omit<FileFacts, 'privateBlocks' | 'texts' | 'risks'>;

export class InspectionLedger {
  filesDone = 0;
  readonly #list: FileList;
  readonly #contents: ContentTally;
  readonly #facts: (Kept | undefined)[];
  readonly #failures: Failure[] = [];
  #notDicom = 0;
  #directories = 0;

  constructor(list: FileList, values: boolean) {
    this.#list = list;
    this.#contents = new ContentTally(values);
    this.#facts = new Array(list.files.length);
  }

  add(result: TaskResult): void {
    if (result.kind === 'counted') return;
    const { index } = result;
    if (result.kind !== 'interrupted') this.filesDone++;
    if (result.kind === 'outcome' && result.outcome.outcome !== 'written') {
      const { code, detail } = result.outcome;
      if (code === 'wire/not-dicom') this.#notDicom++;
      else this.#failures.push({ file: index + 1, code, detail });
    } else if (result.kind === 'inspected') this.#take(index, result.facts);
  }

  inspection(interrupted: boolean, seconds: () => number): Inspection {
    const facts = this.#facts.filter((one) => one !== undefined);
    const graph = buildGraph(facts.map(({ instance }) => instance));
    const series = seriesOf(facts);
    return {
      files: this.#list.files.length,
      bytes: this.#list.bytes,
      instances: facts.length,
      notDicom: this.#notDicom,
      directories: this.#directories,
      failures: this.#failures.sort((a, b) => a.file - b.file),
      unreadable: [...this.#list.unreadable.values()].reduce((sum, count) => sum + count, 0),
      interrupted,
      patients: patientsOf(facts, series),
      series,
      graph,
      ...this.#contents.rows(),
      seconds: seconds(),
    };
  }

  #take(index: number, facts: FileFacts): void {
    if (facts.broken) this.#failures.push({ file: index + 1, ...facts.broken });
    if (sopClass(facts.instance.sopClassUid)?.category === 'directory') this.#directories++;
    else {
      const { privateBlocks, texts, risks, ...kept } = facts;
      this.#contents.add(index + 1, { privateBlocks, texts, risks });
      this.#facts[index] = { ...kept, instance: { ...facts.instance, file: index + 1 } };
    }
  }
}

/** Numbers from 1 for texts, in the order in which they come. */
class Numbers {
  readonly #known = new Map<string, number>();
  of(...parts: readonly (string | number)[]): number {
    const scope = parts.slice(0, -1).join('\\');
    const key = parts.join('\\');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const count = (this.#known.get(`#${scope}`) ?? 0) + 1;
    this.#known.set(`#${scope}`, count);
    this.#known.set(key, count);
    return count;
  }
}

/** One row for each SOP Class of a series. */
function seriesOf(facts: readonly Kept[]): SeriesRow[] {
  const [patients, studies, seriesNumbers, frames] = [new Numbers(), new Numbers(), new Numbers(), new Numbers()];
  const rows = new Map<string, SeriesRow>();
  for (const { instance, transferSyntaxUid, specificCharacterSet, size } of facts) {
    const patient = patients.of('', instance.patientKey);
    const study = studies.of(patient, instance.studyInstanceUid);
    const series = seriesNumbers.of(patient, study, instance.seriesInstanceUid);
    const frame = instance.frameOfReferenceUid === '' ? {} : { frame: frames.of(patient, instance.frameOfReferenceUid) };
    const key = `${patient} ${study} ${series} ${instance.sopClassUid}`;
    const known = rows.get(key);
    rows.set(key, {
      ...(known ?? { patient, study, series, modality: modalityOf(instance.modality), sopClassUid: instance.sopClassUid, ...frame }),
      instances: (known?.instances ?? 0) + 1,
      bytes: (known?.bytes ?? 0) + size,
      transferSyntaxUids: joined(known?.transferSyntaxUids, transferSyntaxUid),
      characterSets: joined(known?.characterSets, characterSetName(specificCharacterSet)),
    });
  }
  return [...rows.values()].sort((a, b) => a.patient - b.patient || a.study - b.study || a.series - b.series);
}

/** A CS value; whatever else stands there is not repeated. */
const modalityOf = (modality: string): string => (/^[A-Z0-9_]{1,16}$/.test(modality) ? modality : '');

const characterSetName = (value: string): string =>
  value === '' ? 'none' : characterSet(value).known && value.length <= 100 ? value.replace(/ *\\ */g, '\\') : 'unknown';

const joined = (known: readonly string[] = [], text: string): readonly string[] => (known.includes(text) ? known : [...known, text].sort());

function patientsOf(facts: readonly Kept[], series: readonly SeriesRow[]): PatientRow[] {
  const labels = new Map<number, string>();
  const numbers = new Numbers();
  for (const { instance, patient } of facts) {
    const number = numbers.of('', instance.patientKey);
    if (patient && !labels.has(number))
      labels.set(
        number,
        [patient.id, patient.name]
          .filter((part) => part !== '')
          .map(printable)
          .join(' '),
      );
  }
  const patients = [...new Set(series.map(({ patient }) => patient))];
  return patients.map((patient) => {
    const own = series.filter((row) => row.patient === patient);
    const label = labels.get(patient);
    return {
      patient,
      studies: new Set(own.map(({ study }) => study)).size,
      series: new Set(own.map((row) => `${row.study} ${row.series}`)).size,
      instances: own.reduce((sum, row) => sum + row.instances, 0),
      bytes: own.reduce((sum, row) => sum + row.bytes, 0),
      ...(label === undefined ? {} : { label }),
    };
  });
}
