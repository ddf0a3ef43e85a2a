import { keyedMap, mapColumns, type ColumnMap } from './column-map.ts';
import { problemRow, type FileRow } from './file-row.ts';
import { readLines } from './read-text.ts';

/** One object per line; by the known key names, or by the given map. */
export async function* readJsonl(path: string, zone: string, map: ColumnMap = keyedMap): AsyncGenerator<FileRow> {
  for await (const { line, text } of readLines(path)) {
    if (text === undefined) yield problemRow(line, 'line_too_long', 'over 1 000 000 characters');
    else if (text.trim() !== '') yield* parseLine(line, bareLine(text), { zone, map });
  }
}

/** Without the record mark of RFC 7464, and the comma of a list that was written line by line. */
function bareLine(text: string): string {
  const trimmed = text.trim();
  return (trimmed.startsWith('\u001e') ? trimmed.slice(1) : trimmed).replace(/,$/, '');
}

function* parseLine(line: number, text: string, { zone, map }: { zone: string; map: ColumnMap }): Generator<FileRow> {
  // The first and the last line of such a list.
  if (text === '[' || text === ']') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    yield problemRow(line, 'bad_json', 'not one JSON value on one line');
    return;
  }
  // Some tools write a page of items on each line.
  for (const item of Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [value]) {
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      yield { line, row: mapColumns(item as Record<string, unknown>, map, zone) };
    else yield problemRow(line, 'not_an_object', 'the line holds no object');
  }
}
