import { keyedMap, mapColumns, type ColumnMap } from './column-map.ts';
import { problemRow, type FileRow } from './file-row.ts';
import { readLines } from './read-text.ts';

/** One object per line; by the known key names, or by the given map. */
export async function* readJsonl(path: string, zone: string, map: ColumnMap = keyedMap): AsyncGenerator<FileRow> {
  for await (const { line, text } of readLines(path)) {
    if (text === undefined) yield problemRow(line, 'line_too_long', 'over 1 000 000 characters');
    else if (text.trim() !== '') yield parseLine(line, text, { zone, map });
  }
}

function parseLine(line: number, text: string, { zone, map }: { zone: string; map: ColumnMap }): FileRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problemRow(line, 'bad_json', 'not one JSON value on one line');
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) return problemRow(line, 'not_an_object', 'the line holds no object');
  return { line, row: mapColumns(value as Record<string, unknown>, map, zone) };
}
