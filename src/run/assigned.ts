/** Which pseudonyms were chosen elsewhere (`--mapping`)? Reads the table; who of the run's patients is meant is decided in patients.ts. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { patientKey } from '../deid/identity.js';
import { type CsvRow, readCsv } from '../io/csv.js';
import { readText } from '../io/read-text.js';

export interface AssignedPseudonym {
  readonly patientId: string;
  readonly patientName?: string;
  /** Whole days added to the patient's dates. */
  readonly shiftDays?: number;
}

export interface AssignedPseudonyms {
  /** The row of a patient: that with the issuer of his ID, else that without any. IDs and issuers whatever their case and spacing. */
  of(patient: { readonly patientKey: string; readonly patientId: string }): AssignedPseudonym | undefined;
  /** By patientKey. Plain data. */
  readonly rows: readonly (readonly [string, AssignedPseudonym])[];
}

/** Days that a shift may have at most, either way: more leaves the years that DICOM dates can tell. */
const mostDays = 365 * 200;

/** @throws RadonymError run/mapping, io/csv: with the line, never with a cell */
export function readAssigned(path: string): AssignedPseudonyms {
  return parseAssigned(readText(path, limits.table, 'run/mapping', 'the mapping table'));
}

export function parseAssigned(text: string): AssignedPseudonyms {
  const [head, ...rows] = readCsv(text);
  const at = columnsOf(head);
  const byPatient = new Map<string, AssignedPseudonym>();
  const takenBy = new Set<string>();
  for (const row of rows) {
    const cell = (column: number | undefined): string => (column === undefined ? '' : (row.cells[column] ?? '').trim());
    const original = cell(at.PatientID);
    const patientId = cell(at.Pseudonym);
    const key = keyOf(original, cell(at.IssuerOfPatientID));
    if (original === '' || patientId === '') throw wrong(row, 'PatientID or Pseudonym is empty');
    if (patientId.length > 64) throw wrong(row, 'the Pseudonym is longer than 64 characters');
    if (byPatient.has(key)) throw wrong(row, 'this PatientID stands twice');
    if (takenBy.has(patientId)) throw wrong(row, 'this Pseudonym stands twice');
    takenBy.add(patientId);
    const patientName = cell(at.PatientName);
    const days = cell(at.DateShiftDays);
    byPatient.set(key, {
      patientId,
      ...(patientName === '' ? {} : { patientName }),
      ...(days === '' ? {} : { shiftDays: daysOf(days, row) }),
    });
  }
  return {
    of: ({ patientKey: own, patientId }) => byPatient.get(own) ?? byPatient.get(keyOf(patientId, '')),
    rows: [...byPatient],
  };
}

const keyOf = (patientId: string, issuerOfPatientId: string): string =>
  patientKey({ patientId, issuerOfPatientId, studyInstanceUid: '', sopInstanceUid: '' });

const columnNames = ['PatientID', 'IssuerOfPatientID', 'Pseudonym', 'PatientName', 'DateShiftDays'] as const;
type Columns = { readonly [name in (typeof columnNames)[number]]?: number };

function columnsOf(head: CsvRow | undefined): Columns {
  const columns: { [name: string]: number } = {};
  for (const [index, cell] of (head?.cells ?? []).entries()) {
    const name = columnNames.find((known) => known.toLowerCase() === cell.trim().toLowerCase());
    if (name === undefined)
      throw new RadonymError('run/mapping', `column ${index + 1} has a name that is none of ${columnNames.join(', ')}`);
    columns[name] = index;
  }
  if (columns.PatientID === undefined || columns.Pseudonym === undefined)
    throw new RadonymError('run/mapping', 'the first line does not name the columns PatientID and Pseudonym');
  return columns;
}

function daysOf(text: string, row: CsvRow): number {
  const days = Number(text);
  if (!/^[+-]?\d+$/.test(text) || Math.abs(days) > mostDays) throw wrong(row, 'DateShiftDays is no whole number of days');
  return days;
}

const wrong = (row: CsvRow, what: string): RadonymError => new RadonymError('run/mapping', `line ${row.line}: ${what}`);
