/** More words than this are a text, not a search; each is one more list of documents to intersect. */
export const MOST_MATTERS = 6;

/** `search_documents` rows that hold a word of every group (`all`) or of one at least (`any`); one group per searched matter. */
export function foundCondition(groups: readonly (readonly string[])[], mode: 'all' | 'any'): string {
  const each = groups.slice(0, MOST_MATTERS).map((_, at) => `hasAnyTokens(words, {group${at}:Array(String)})`);
  return `(${each.join(mode === 'all' ? ' AND ' : ' OR ')})`;
}

/** Values for foundCondition. */
export function groupParams(groups: readonly (readonly string[])[]): Record<string, unknown> {
  return Object.fromEntries(groups.slice(0, MOST_MATTERS).map((group, at) => [`group${at}`, group]));
}
