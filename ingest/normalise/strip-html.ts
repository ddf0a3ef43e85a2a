/** Elements whose tags end a line; all other tags leave nothing behind. */
const blocks = new Set(
  'address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const inline = new Set(
  'a abbr b big body center cite code del em figure font head html i iframe img input ins kbd label link main mark meta nav o:p q s samp script small source span strike strong style sub sup tbody tfoot thead title tt u var video wbr'.split(
    ' ',
  ),
);
/** Elements whose content is not text. */
const hidden = ['script', 'style'];

const entities: Record<string, string> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  middot: '·',
  bull: '·',
  times: '×',
  deg: '°',
  yen: '¥',
  copy: '',
  reg: '',
  trade: '',
  shy: '',
  zwj: '',
  zwnj: '',
};

// Content that passed two systems carries &amp;lt;p&amp;gt;; a third round has not been seen.
const ENTITY_ROUNDS = 2;

/** The text of an HTML fragment: entities decoded, tags, comments, scripts and styles gone. Linear time. */
export function stripHtml(source: string): string {
  let text = source;
  for (let round = 0; round < ENTITY_ROUNDS && text.includes('&'); round++) text = decodeEntities(text);
  return text.includes('<') ? stripTags(text) : text;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));?/gi, (all, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '';
  });
}

function stripTags(text: string): string {
  const lower = text.toLowerCase();
  // Looked up once: asked at each opening, a text of openings would cost the square of its length.
  const lastClose = new Map(hidden.map((name) => [name, lower.lastIndexOf(`</${name}`)]));
  const lastCommentEnd = text.lastIndexOf('-->');
  let hiding = '';
  let out = '';
  let from = 0;
  const piece = (to: number) => (hiding === '' ? text.slice(from, to) : '');
  for (const match of text.matchAll(/<!--|-->|<[a-z/!?][^<>]*(?:>|$)/gi)) {
    const tag = match[0];
    const name = tagName(tag);
    if (name === undefined) continue;
    out += piece(match.index);
    from = match.index + tag.length;
    if (hiding === '') {
      if (blocks.has(name)) out += '\n';
      // An opening without its end would swallow the rest of the text.
      if (name === '!--' && lastCommentEnd > match.index) hiding = '-->';
      else if ((lastClose.get(name) ?? -1) > match.index && tag[1] !== '/') hiding = `/${name}`;
    } else if (name === hiding || (tag[1] === '/' && `/${name}` === hiding)) hiding = '';
  }
  return out + piece(text.length);
}

/** The element that a tag names; undefined when it is prose such as `a <b 时`. */
function tagName(tag: string): string | undefined {
  if (tag === '<!--' || tag === '-->') return tag === '-->' ? tag : '!--';
  if (/^<[!?]/.test(tag)) return '!';
  const parts = /^<\/?([a-z][a-z0-9:]{0,15})([^]*)$/i.exec(tag);
  if (!parts) return undefined;
  const name = parts[1]!.toLowerCase();
  const rest = parts[2]!;
  const hasTagShape = /^\s*\/?>?$/.test(rest) || rest.includes('=');
  const isKnown = blocks.has(name) || inline.has(name);
  return hasTagShape && (isKnown || rest.includes('=')) && /^[\s/>=]|^$/.test(rest) ? name : undefined;
}
