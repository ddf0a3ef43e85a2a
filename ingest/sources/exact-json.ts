/** A whole number of so many digits that JavaScript may lose the last; texts are matched as a whole, so that none inside them is. */
const TEXT_OR_LONG_NUMBER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?<=[:[,\s])-?\d{16,}(?=[\s,\]}])/g;
const HOLDS_LONG_NUMBER = /[:[,]\s*-?\d{16,}[\s,\]}]/;

/**
 * As `JSON.parse`, but whole numbers beyond 2^53 come as texts: Java's platforms number their rows with 18 or 19 digits,
 * and an id that has lost its last one is another row's.
 * @throws SyntaxError for what is no JSON.
 */
export function parseExactJson(text: string): unknown {
  if (!HOLDS_LONG_NUMBER.test(text)) return JSON.parse(text);
  const quoted = text.replace(TEXT_OR_LONG_NUMBER, (found) =>
    found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
  );
  return JSON.parse(quoted);
}
