import { jsonTable } from './json-table.ts';
import { isKnownColumn } from './known-columns.ts';
import { parseLenientJson } from './parse-json.ts';

type Item = Record<string, unknown>;

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where standards keep the fields of an item: GraphQL, search engines, GeoJSON, JSON:API and ArcGIS. */
const INNER = ['node', '_source', 'properties', 'attributes', 'fields'];
/** Twice as deep as any envelope that was seen: data.page.records, response.docs, soap:Envelope.Body.Response.Result.rows. */
const MAX_DEPTH = 12;
/** Lists within lists that are looked into. */
const MAX_LISTS = 2;
/** An item is known by this many of its names: id and time, say. */
const KNOWN_NAMES = 2;

/** The fields of an item, out of the wrapping of its standard; the wrapping's id counts where the item has none. */
export function fieldsOf(item: unknown): unknown {
  if (!isObject(item)) return item;
  const inner = INNER.map((name) => item[name]).find(isObject);
  if (!inner) return item;
  const id = item['id'] ?? item['_id'];
  return id === undefined ? inner : { id, ...inner };
}

type IsItem = (value: unknown) => boolean;

export const looksLikeItem = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).filter(isKnownColumn).length >= KNOWN_NAMES;

/**
 * The items of a document of no known shape: the first list, from outside inwards, of objects whose fields are known by
 * name; lists of lists are made one, and an object of objects by their ids is a list too.
 */
export function findList(
  document: unknown,
  isItem: IsItem = looksLikeItem,
  insideLists = MAX_LISTS,
): unknown[] | undefined {
  const lists: unknown[][] = [];
  let level: unknown[] = [document];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    for (const value of level) {
      const items = itemsOf(value, isItem);
      if (items) return items;
      if (Array.isArray(value)) lists.push(value);
    }
    level = level.flatMap((value) => (isObject(value) ? Object.values(value).map(opened) : []));
  }
  // No list holds items themselves: GraphQL's components each hold a list of them.
  if (insideLists === 0) return undefined;
  for (const list of lists) {
    const found = list.flatMap((value) => findList(value, isItem, insideLists - 1) ?? []);
    if (found.length > 0) return found;
  }
  return undefined;
}

/** Some platforms put their data into the answer as a text of JSON. */
const opened = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*(?:\[\s*[{[]|\{\s*")/.test(value) ? parseLenientJson(value) : value;

/** Known by the columns that a person named. */
export const holdsOneOf =
  (names: ReadonlySet<string>): IsItem =>
  (value) =>
    isObject(value) && Object.keys(value).some((key) => names.has(key));

/** The one item of a document that holds no list of them: an answer for an id, wrapped or not. */
export function findOneItem(document: unknown): unknown {
  let level: unknown[] = [document];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const found = level.map(fieldsOf).find(looksLikeItem);
    if (found !== undefined) return found;
    level = level.flatMap((value) => (isObject(value) ? Object.values(value) : []));
  }
  return undefined;
}

/** Objects under their ids; a name that holds no digit is no id. */
const byIds = (value: Item): unknown[] =>
  Object.entries(value).map(([key, item]) => (isObject(item) && /\d/.test(key) ? { id: key, ...item } : item));

/** The items that a value itself is a list of, or holds under their ids. */
export function itemsOf(value: unknown, isItem: IsItem = looksLikeItem): unknown[] | undefined {
  const table = jsonTable(value);
  if (table?.some(isItem)) return table;
  const list: unknown[] = Array.isArray(value) ? value.flat(2) : isObject(value) ? byIds(value) : [];
  const isList = Array.isArray(value) || (list.length > 0 && list.every(isObject));
  const items = list.map(fieldsOf);
  return isList && items.some(isItem) ? items : undefined;
}
