/** A text as a whole, so that nothing inside it is touched; in the quotes of JSON, and in others. */
const TEXT = /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"/;
const OTHER_TEXT = /'([^'\\\n]*(?:\\[^][^'\\\n]*)*)'|`([^`\\$]*(?:\\[^][^`\\$]*)*)`/;
const COMMENT = /\/\/[^\n]*|\/\*[^]{0,5000}?\*\//;
const NAME = /([A-Za-z_$\p{Script=Han}][\w$\p{Script=Han}]{0,60})(?=\s{0,20}:)/u;
const SPELLINGS = new RegExp([TEXT, OTHER_TEXT, COMMENT, NAME].map(({ source }) => source).join('|'), 'gu');
const LAST_COMMAS = new RegExp(`${TEXT.source}|,(?=\\s{0,200}[\\]}])`, 'g');

/**
 * What people and scripts write that JSON has no word for, as JSON: other quotes, comments, bare names before a colon, a
 * comma before a closing bracket. Only for what is no JSON as it stands.
 */
export function relaxJson(source: string): string {
  const spelled = source.replace(SPELLINGS, (whole: string, single?: string, back?: string, name?: string) => {
    if (whole.startsWith('"')) return whole;
    const text = single ?? back;
    if (text !== undefined) return requoted(text);
    return name === undefined ? '' : `"${name}"`;
  });
  return spelled.replace(LAST_COMMAS, (whole) => (whole === ',' ? '' : whole));
}

/** Between double quotes: a bare one is escaped, what needs no escape loses it, line ends are written as such. */
function requoted(text: string): string {
  const said = text.replace(/\\([^])|["\p{Cc}]/gu, (whole, mark?: string) => {
    if (mark === undefined) return JSON.stringify(whole).slice(1, -1);
    return 'nrtbfu"\\/'.includes(mark) ? whole : mark;
  });
  return `"${said}"`;
}
