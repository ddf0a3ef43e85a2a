/** A value of a statement, and the place behind it. */
export interface Literal {
  value: unknown;
  end: number;
}

/** What may stand before the quotes of a text: N'…', E'…', _utf8mb4'…'. */
const BEFORE_QUOTES = /^(?:N|E|B|X|U&|_\w{1,16}\s?)?$/i;
/** No introducer is longer. */
const LONGEST_BEFORE = 18;
const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '', Z: '', b: '' };
/** Calls whose argument is the value. */
const CAST = /^\s*(?:CAST|CONVERT|TO_DATE|TO_TIMESTAMP|DATETIME|TIMESTAMP|DATE)\b[^']{0,40}'([^']{0,80})'/i;

/** As of a line; a longer text was never closed. */
const LONGEST = 1_000_000;

/** The value that begins at a place and ends before a comma or bracket; `undefined` where the text ends in it. */
export function readLiteral(text: string, from: number): Literal | undefined {
  let depth = 0;
  const last = Math.min(text.length, from + LONGEST);
  for (let at = from; at < last; at++) {
    const sign = text[at]!;
    if (sign === "'") {
      const isText = depth === 0 && at - from <= LONGEST_BEFORE && BEFORE_QUOTES.test(text.slice(from, at).trim());
      const end = endOfText(text, at + 1);
      if (end < 0) return undefined;
      if (isText) return { value: unescapeSql(text.slice(at + 1, end)), end: behindBlanks(text, end + 1) };
      at = end;
    } else if (sign === '(') depth += 1;
    else if (sign === ')' && depth > 0) depth -= 1;
    else if (sign === ')' || (sign === ',' && depth === 0))
      return { value: bareValue(text.slice(from, at).trim()), end: at };
  }
  return undefined;
}

/** Where a quoted text ends; -1 where it never does. */
function endOfText(text: string, from: number): number {
  const last = Math.min(text.length, from + LONGEST);
  for (let at = from; at < last; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === "'" && text[at + 1] === "'") at += 1;
    else if (text[at] === "'") return at;
  }
  return -1;
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return at;
}

/** NULL is nothing; CAST(N'2020-12-01' AS DateTime) and its like hold what they cast. */
const bareValue = (text: string): unknown =>
  /^(?:null|default)?$/i.test(text) ? null : (CAST.exec(text)?.[1] ?? text);

/** A text without the escapes of MySQL, and with doubled quotes as one. */
export const unescapeSql = (text: string): string =>
  text.replace(/''|\\([^])/g, (_whole, mark?: string) => (mark === undefined ? "'" : (ESCAPED[mark] ?? mark)));
