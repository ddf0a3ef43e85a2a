import { parseAllDocuments } from 'yaml';

/** Lists within lists would multiply; an export has none. */
const MAX_ALIASES = 100;

/** The first item of a list stands within so many characters. */
const LOOKED_AT = 8_192;
/** A list whose items have several lines, at the top or under a name. */
const ITEM =
  /^[^\S\n]*-[^\S\n]+(?:["']?[^\s:"']{1,40}["']?:[^\S\n]|[^\S\n]*\n)[^\n]*\n(?:[^\S\n]*\n)?[^\S\n]+["']?[^\s:"'-][^\n:"']{0,40}["']?:(?=\s)/mu;
/** What stands above it: comments, marks, names that hold it. */
const ABOVE = /^\s*(?:$|#|---|%YAML|[^\s:#-][^:]{0,40}:(?:\s|$))/u;

/** True for the beginning of a list of records in YAML. */
export function looksLikeYaml(head: string): boolean {
  const found = ITEM.exec(head.slice(0, LOOKED_AT));
  return (
    found !== null &&
    head
      .slice(0, found.index)
      .split('\n')
      .every((line) => ABOVE.test(line))
  );
}

/** The value of a YAML file, every leaf a text, as ids and times have to be; several documents are a list. `undefined` for a broken one. */
export function parseYaml(text: string): unknown {
  const documents = parseAllDocuments(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    const values = documents.map((document): unknown => document.toJS({ maxAliasCount: MAX_ALIASES }));
    return values.length === 1 ? values[0] : values;
  } catch {
    // Thrown where aliases multiply.
    return undefined;
  }
}
