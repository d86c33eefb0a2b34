/** Does a unit follow a number? Then it is a dose, size or energy and no identifier. It knows nothing else of numbers. */

const unit =
  /[ _]?(?:[cm]?Gy|cGray|Gray|MU|[mckµu]?m[23]?|cc|m[lL]|[kMG]e?V(?:p)?|FFF|m?As?|ms|sec|min|Hz|deg|°|%|HU|ccm|kg|g|fx|frx?|F(?![a-z])|X(?![a-z])|[Ee](?![a-z])|MeV|[MGk]?Bq|mCi|Ci|U)(?![A-Za-z])/y;

/** @param at directly behind the last digit */
export function isUnitAt(text: string, at: number): boolean {
  unit.lastIndex = at;
  return unit.test(text);
}
