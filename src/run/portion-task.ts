/** What is said to a worker of a portion of files? Each patient goes once with a message. */
import type { PatientIdentity } from '../flow/process-file.js';
import type { ListedFile } from './file-list.js';
import type { Task } from './message.js';
import type { Survey } from './survey.js';

export function portionTask(kind: Task['kind'], portion: readonly ListedFile[], survey: Survey | undefined): Task {
  const patients: PatientIdentity[] = [];
  const files = portion.map(({ index, path, relative, size, mtime }) => {
    const patient = survey?.patientOf(index);
    const listed = { size, mtime };
    if (patient === undefined) return { index, path, relative, listed };
    const known = patients.indexOf(patient);
    const twin = survey?.twins.get(index);
    return { index, path, relative, listed, patient: known < 0 ? patients.push(patient) - 1 : known, ...(twin && { twin }) };
  });
  return { kind, files, patients };
}
