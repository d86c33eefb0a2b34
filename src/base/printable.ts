/** A text as a terminal may see it: without control characters, bidirectional marks and line separators, whoever wrote it. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
