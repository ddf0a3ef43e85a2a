// XML 1.0 has no way to write these, not even as a reference: they are dropped, or the whole file would be unreadable.
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Text as it stands inside an XML element or a double-quoted attribute. */
export function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE, '')
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(/[&<>"\r]/g, (character) => ENTITIES[character]!);
}

/** The first line of every part of an office document. */
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
