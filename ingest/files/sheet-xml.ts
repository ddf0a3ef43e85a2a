/**
 * Reads the XML of spreadsheets by scanning for its few elements, piece by piece: no tree is built, every character
 * is looked at a bounded number of times, and damaged XML ends the scan instead of hanging it.
 */
export interface XmlElement {
  attributes: string;
  inner: string;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text as written in XML → text; Excel's own `_x000D_` escapes included. */
export function unescapeXml(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name) return NAMED[name.toLowerCase()] ?? whole;
        const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
        return code <= 0x10_ffff ? String.fromCodePoint(code) : '\uFFFD';
      },
    )
    .replace(/_x([0-9A-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The value of an attribute, '' when absent. */
export function attributeOf(attributes: string, name: string): string {
  const at = ` ${attributes}`.indexOf(` ${name}="`);
  if (at < 0) return '';
  const start = at + name.length + 2;
  return unescapeXml(attributes.slice(start, attributes.indexOf('"', start)));
}

/** Where `<name` begins as an element of its own (`<row`, not `<rowBreaks`); -1 when there is none from `from` on. */
function findOpening(text: string, name: string, from: number): number {
  for (let at = text.indexOf(`<${name}`, from); at >= 0; at = text.indexOf(`<${name}`, at + 1)) {
    const next = text[at + name.length + 1];
    if (
      next === undefined ||
      next === '>' ||
      next === '/' ||
      next === ' ' ||
      next === '\n' ||
      next === '\r' ||
      next === '\t'
    )
      return at;
  }
  return -1;
}

interface Found {
  element: XmlElement;
  end: number;
}

/** The first whole element from `from` on; `undefined` when the text ends before it does. */
function nextElement(text: string, name: string, from: number): Found | undefined {
  const start = findOpening(text, name, from);
  const open = start < 0 ? -1 : text.indexOf('>', start);
  if (open < 0) return undefined;
  const attributes = text.slice(start + name.length + 1, open).trim();
  if (attributes.endsWith('/')) return { element: { attributes: attributes.slice(0, -1), inner: '' }, end: open + 1 };
  const close = text.indexOf(`</${name}>`, open);
  if (close < 0) return undefined;
  return { element: { attributes, inner: text.slice(open + 1, close) }, end: close + name.length + 3 };
}

/** All elements of a name in a text, none inside another of the same name. */
export function elementsOf(text: string, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let next = nextElement(text, name, 0); next; next = nextElement(text, name, next.end)) found.push(next.element);
  return found;
}

/** A text without the elements of a name. */
export function withoutElements(text: string, name: string): string {
  let kept = '';
  let from = 0;
  for (let next = nextElement(text, name, 0); next; next = nextElement(text, name, from)) {
    kept += text.slice(from, findOpening(text, name, from));
    from = next.end;
  }
  return kept + text.slice(from);
}

// A row of Excel has at most 16 384 cells of 32 767 characters, a real one some kilobytes.
const LONGEST_ELEMENT = 8 * 1024 * 1024;

/** The elements of a name in a text that comes in pieces. An element longer than 8 MB ends the reading. */
export async function* streamElements(pieces: AsyncIterable<string>, name: string): AsyncGenerator<XmlElement> {
  let rest = '';
  // A long element is searched again only when the text has doubled, so that the work stays linear.
  let searchFrom = 0;
  for await (const piece of pieces) {
    rest += piece;
    if (rest.length < searchFrom) continue;
    let end = 0;
    for (let next = nextElement(rest, name, 0); next; next = nextElement(rest, name, end)) {
      yield next.element;
      ({ end } = next);
    }
    const start = findOpening(rest, name, end);
    // Without an opening only the last characters can be the beginning of one.
    rest = rest.slice(start >= 0 ? start : Math.max(end, rest.length - name.length - 2));
    if (rest.length > LONGEST_ELEMENT) return;
    searchFrom = start >= 0 ? rest.length * 2 : 0;
  }
  yield* elementsOf(rest, name);
}
