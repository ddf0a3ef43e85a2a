import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A row as strings by column. */
export type TableRow = Readonly<Record<string, string>>;

/** UTF-8 with or without BOM; GB 18030 (Excel in China saves CSV so) when it is no valid UTF-8. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function stringOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parseLine(line: string, number: number): TableRow {
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(value).map(([key, cell]) => [key, stringOf(cell)]));
  } catch {
    throw new SyntaxError(`第 ${number} 行不是 JSON 对象`);
  }
}

function parseJsonLines(text: string): TableRow[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => parseLine(line, number));
}

/**
 * Reads a CSV (first line: column names) or a JSONL file. Which one it is shows in its first character, so a wrong
 * file name does no harm.
 * @throws Error when the file cannot be read; SyntaxError or CsvError, naming the line, when it cannot be parsed.
 */
export function readTable(file: string): TableRow[] {
  const text = decode(readFileSync(file));
  if (text.trimStart().startsWith('{')) return parseJsonLines(text);
  return parse(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    trim: false,
  }) as TableRow[];
}
