/** How is text from files shown without steering a terminal? */

/** Control and format characters, and line ends of Unicode, become question marks. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
