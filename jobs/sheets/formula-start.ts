/**
 * Beginnings that a spreadsheet takes for a formula or a command (OWASP, CSV injection): = + - @, tab and CR, also in
 * their full-width forms, which some input methods and Excel read as the plain ones, and after blanks, which it skips.
 */
const FORMULA_START = /^[ \u00A0\u3000\uFEFF\u200B]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\u2212]/;

/** Whether a text would be taken for a formula where it is not marked as text. */
export function startsLikeFormula(text: string): boolean {
  return FORMULA_START.test(text);
}
