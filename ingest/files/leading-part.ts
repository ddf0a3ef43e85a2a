/** A date that is all of a cell or value, perhaps with a clock; the year last, slashes as PHP escapes them. */
const YEAR_LAST =
  /(?:^|[",;\t>|])\s*(\d{1,2})(?:\\?\/|-)(\d{1,2})(?:\\?\/|-)\d{4}(?=[ T]\d{1,2}:\d{2}|\s*(?:[",;\t<|\r\n]|$))/gm;

/** True where a text has a date of which it must be found out whether the day or the month leads. */
export const holdsYearLast = (text: string): boolean => text.search(YEAR_LAST) >= 0;

/**
 * Whether day or month leads in the dates of a file, by those that have only one reading (31/12/2020, 12/31/2020);
 * `undefined` when there is none, or the file has both.
 */
export async function leadingPart(pieces: AsyncIterable<string>): Promise<'day' | 'month' | undefined> {
  let [dayLeads, monthLeads] = [false, false];
  for await (const piece of pieces) {
    for (const [, first, second] of piece.matchAll(YEAR_LAST)) {
      dayLeads ||= Number(first) > 12;
      monthLeads ||= Number(second) > 12;
    }
  }
  return dayLeads === monthLeads ? undefined : dayLeads ? 'day' : 'month';
}
