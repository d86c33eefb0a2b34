/** Of which edition of DICOM the generated tables are. */
export const edition = '2026d';
