const WORDS: Record<string, string> = { None: 'null', True: 'true', False: 'false', nan: 'null', inf: 'null' };
/** A text in either quotes, with what stands before it; a bracket of a tuple; a word; a comma before a closing bracket. */
const PARTS = /[ubUB]?('(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")|([()])|\b([A-Za-z_]\w*)\b|,(?=\s*[\])}])/g;
const ESCAPES = /\\(x[0-9a-f]{2}|[^])/gi;

/** A text of Python as JSON writes it. */
function quoted(text: string): string {
  const said = text.slice(1, -1).replace(ESCAPES, (whole, mark: string) => {
    if (mark.length > 1) return `\\u00${mark.slice(1)}`;
    if (mark === "'") return mark;
    return 'nrtbfu"\\/'.includes(mark) ? whole : mark;
  });
  // What is escaped stays so; a bare quote and control characters are written anew.
  return `"${said.replace(/\\[^]|["\p{Cc}]/gu, (mark) => (mark.length > 1 ? mark : JSON.stringify(mark).slice(1, -1)))}"`;
}

/**
 * A Python literal (`print` of a list or a dictionary) as JSON: other quotes, None, True, tuples; `undefined` where it
 * holds anything else, as the call of a constructor.
 */
export function pythonAsJson(source: string): string | undefined {
  let isLiteral = true;
  const json = source.replace(PARTS, (_, text?: string, bracket?: string, word?: string) => {
    if (text !== undefined) return quoted(text);
    if (bracket !== undefined) return bracket === '(' ? '[' : ']';
    if (word === undefined) return '';
    isLiteral &&= Object.hasOwn(WORDS, word) || ['true', 'false', 'null'].includes(word);
    return WORDS[word] ?? word;
  });
  return isLiteral ? json : undefined;
}
