import type { MappedRow } from '../sources/map-item.ts';
import { parseExactJson } from '../sources/exact-json.ts';
import type { TimePlace } from '../sources/parse-time.ts';
import { mapByKeys, mapColumns, type ColumnMap, type OnColumns } from './column-map.ts';
import { chatJsonLines, looksLikeChatJson } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import { problemRow, type FileRow } from './file-row.ts';
import { fieldsOf, findList, findOneItem, itemsOf, looksLikeItem } from './find-list.ts';
import { jsonTable } from './json-table.ts';
import { parseLenientJson } from './parse-json.ts';
import { readLines } from './read-text.ts';
import type { SpokenLine } from './read-transcript.ts';

export interface KeyedOptions {
  /** Where the times were written. */
  place: TimePlace;
  map?: ColumnMap | undefined;
  onColumns?: OnColumns | undefined;
}

/** One object per line; by the known key names, or by the given map. Messages of a chat become its threads. */
export async function* readJsonl(path: string, options: KeyedOptions & { group: NamedGroup }): AsyncGenerator<FileRow> {
  const spoken: SpokenLine[] = [];
  for await (const { line, text } of readLines(path)) {
    const message = text !== undefined && looksLikeChatJson(text) ? chatMessage(line, bareLine(text)) : undefined;
    if (message) spoken.push(message);
    else if (text === undefined) yield problemRow(line, 'line_too_long', '一行超过 1 000 000 字');
    else if (text.trim() !== '') yield* parseLine(line, bareLine(text), options);
  }
  yield* chatRows(spoken, options.group, options.place);
}

/** A line of a chat's export; `undefined` where it is none, or broken. */
function chatMessage(line: number, text: string): SpokenLine | undefined {
  const found = chatJsonLines([parseLenientJson(text)]);
  return found?.spoken[0] && { ...found.spoken[0], line };
}

/** Without the record mark of RFC 7464, and the comma of a list that was written line by line. */
function bareLine(text: string): string {
  const trimmed = text.trim();
  return (trimmed.startsWith('\u001e') ? trimmed.slice(1) : trimmed).replace(/,$/, '');
}

/** What a line holds: an item, a page of them, or a whole answer with its list. */
function itemsIn(value: unknown, given: ColumnMap | undefined): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  // A column for each name.
  const table = isObjectOfLists(value) ? jsonTable(value) : undefined;
  if (table) return table;
  // Nearly every line; known by its keys, and quickly.
  if (typeof value === 'object' && value !== null && mapByKeys(value as Record<string, unknown>, given).externalId)
    return [value];
  const under = looksLikeItem(fieldsOf(value)) ? undefined : itemsOf(value);
  if (under?.every(looksLikeItem)) return under;
  return (findOneItem(value) === undefined ? findList(value) : undefined) ?? [value];
}

const isObjectOfLists = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray);

/** A line as JSON, or as Python and scripts write an object. */
function valueOf(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return text.startsWith('{') ? parseLenientJson(text) : undefined;
  }
}

/** People write remarks into such files. */
const COMMENT = /^(?:\/\/|#)/;

function* parseLine(line: number, text: string, options: KeyedOptions): Generator<FileRow> {
  // The first and the last line of such a list.
  if (text === '[' || text === ']' || COMMENT.test(text)) return;
  const value = valueOf(text);
  if (value === undefined) {
    yield problemRow(line, 'bad_json', '这一行不是一个完整的 JSON');
    return;
  }
  // Some tools write a page of items on each line.
  for (const item of itemsIn(value, options.map)) {
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      yield { line, row: keyedRow(item as Record<string, unknown>, options) };
    else yield problemRow(line, 'not_an_object', '这一行不是 JSON 对象');
  }
}

/** An item under its own keys, by the map and the known names; out of its envelope where it has no id itself. */
export function keyedRow(
  item: Readonly<Record<string, unknown>>,
  { place, map: given, onColumns }: KeyedOptions,
): MappedRow {
  const own = mapByKeys(item, given);
  const inner = own.externalId ? undefined : (findOneItem(item) as typeof item | undefined);
  const [read, map] = inner ? [inner, mapByKeys(inner, given)] : [item, own];
  onColumns?.(map, Object.keys(read));
  return mapColumns(read, map, place);
}
