import type { MappedRow } from '../sources/map-item.ts';
import { parseExactJson } from '../sources/exact-json.ts';
import type { TimePlace } from '../sources/parse-time.ts';
import { mapByKeys, mapColumns, type ColumnMap } from './column-map.ts';
import { chatJsonLines, looksLikeChatJson } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import { problemRow, type FileRow } from './file-row.ts';
import { findOneItem } from './find-list.ts';
import { parseLenientJson } from './parse-json.ts';
import { readLines } from './read-text.ts';
import type { SpokenLine } from './read-transcript.ts';

export interface KeyedOptions {
  /** Where the times were written. */
  place: TimePlace;
  map?: ColumnMap | undefined;
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

function* parseLine(line: number, text: string, { place, map }: KeyedOptions): Generator<FileRow> {
  // The first and the last line of such a list.
  if (text === '[' || text === ']') return;
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch {
    yield problemRow(line, 'bad_json', '这一行不是一个完整的 JSON');
    return;
  }
  // Some tools write a page of items on each line.
  for (const item of Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [value]) {
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      yield { line, row: keyedRow(item as Record<string, unknown>, map, place) };
    else yield problemRow(line, 'not_an_object', '这一行不是 JSON 对象');
  }
}

/** An item under its own keys, by the map or by the known names; out of its envelope where it has no id itself. */
export function keyedRow(
  item: Readonly<Record<string, unknown>>,
  map: ColumnMap | undefined,
  place: TimePlace,
): MappedRow {
  if (map) return mapColumns(item, map, place);
  const own = mapByKeys(item);
  const inner = own.externalId ? undefined : (findOneItem(item) as typeof item | undefined);
  return inner ? mapColumns(inner, mapByKeys(inner), place) : mapColumns(item, own, place);
}
