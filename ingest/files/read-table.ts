import { type TimePlace } from '../sources/parse-time.ts';
import { checkColumns, mapByHeader, mapColumns, type ColumnMap, type OnColumns } from './column-map.ts';
import { exportedAt } from './exported-at.ts';
import { FileShapeError, MissingColumns, problemRow, type FileRow } from './file-row.ts';
import { joinHeader } from './join-header.ts';
import { isKnownColumn } from './known-columns.ts';

/** A row of cells as a CSV or a sheet gives it, or why it could not be read. */
export type TableRow = { line: number; cells: readonly unknown[] } | { line: number; problem: FileRow };

export interface TableOptions {
  /** Where its times were written; the rows above its header may tell the instant better. */
  place: TimePlace;
  map?: ColumnMap | undefined;
  onColumns?: OnColumns | undefined;
  /** A sheet leaves out empty cells at the end of a row; in a CSV a short row is a broken one. */
  ragged: 'allowed' | 'refused';
  /** What stood above the header. */
  above?: ReadonlySet<string>;
}

/** Exports put a title, the period and the printing date above the header, rarely more than five rows. */
export const HEADER_WITHIN = 10;

/** Control characters end at this one; DOS ends a text with Ctrl-Z, some programs with NUL. */
const LAST_CONTROL = 0x1f;

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell).trim();
  return text.charCodeAt(text.length - 1) > LAST_CONTROL ? text : text.replace(/\p{Cc}{1,8}$/u, '').trim();
}

/** The line below the header of a table in Markdown or of a database's client. */
const RULE = /^:?[-+=]+:?$/;
/** True for a row of nothing but such lines. */
export const isRule = (cells: readonly unknown[]): boolean =>
  cells.map(asText).every((cell) => cell === '' || RULE.test(cell));

/** Whoever filled it in and which page it is, with nothing that a ticket holds. */
const PAGE =
  /^(?:第\s*\d+\s*页|\d+\s*\/\s*\d+\s*页|page \d+|(?:填表|制表|审核|复核|负责|打印|导出)(?:人|时间|日期|单位)?\s*:|备注\s*:)/i;
/** 合计, 共 3 条: what a report writes below its rows. */
const FOOTER = /^(?:合计|总计|小计|总数|制表人|共\s*\d+\s*(?:条|件|个)|\(?\d+ rows?\b)/;
/** Beside it stands a number or a name. */
const FOOTER_CELLS = 2;
/** Of a second header, of a table that was pasted below the first: a row of a ticket never says so many names. */
const HEADER_NAMES = 3;

/** True for a row that is nothing but names of columns. */
function isHeader(cells: readonly unknown[]): boolean {
  const filled = cells.map(asText).filter((cell) => cell !== '');
  return filled.length >= HEADER_NAMES && filled.every(isKnownColumn);
}

/** How much a row looks like the header: the names that are wanted, or else that are known. */
function headerScore(cells: readonly unknown[], map: ColumnMap | undefined): number {
  const wanted = map ? new Set(Object.values(map).flat()) : undefined;
  return cells.map(asText).filter((cell) => (wanted ? wanted.has(cell) : isKnownColumn(cell))).length;
}

function findHeader(rows: readonly TableRow[], map: ColumnMap | undefined): number {
  const scores = rows.map((row) => ('cells' in row ? headerScore(row.cells, map) : 0));
  const best = Math.max(...scores, 0);
  // With no known name at all the first row stands for the header, so that the message can name what it holds.
  return best === 0 ? 0 : scores.indexOf(best);
}

class Table {
  readonly columns: string[];
  private readonly map: ColumnMap;
  private readonly options: TableOptions;

  constructor(header: readonly unknown[], options: TableOptions) {
    this.columns = header.map(asText);
    this.map = mapByHeader(this.columns, options.map);
    this.options = options;
    checkColumns(this.map, this.columns);
    options.onColumns?.(this.map, this.columns);
  }

  /** The table that a row belongs to: a new one where the row is another header. */
  followedBy(row: TableRow): Table {
    if (!('cells' in row) || this.options.map || !isHeader(row.cells)) return this;
    try {
      return new Table(row.cells, this.options);
    } catch (error) {
      // A table of something else: its rows are told as rejects.
      if (error instanceof MissingColumns) return this;
      throw error;
    }
  }

  read(row: TableRow): FileRow | undefined {
    if ('problem' in row) return row.problem;
    const { line, cells } = row;
    const { columns } = this;
    const said = cells.map(asText).filter((cell) => cell !== '');
    if (said.length === 0 || (said.length <= FOOTER_CELLS && FOOTER.test(said[0]!))) return undefined;
    if (isRule(cells) || (said.length < columns.length && PAGE.test(said[0]!.normalize('NFKC')))) return undefined;
    // The title stands again on each page.
    if (said.length === 1 && this.options.above?.has(said[0]!)) return undefined;
    if (this.options.ragged === 'refused' && cells.length < columns.length) {
      return problemRow(
        line,
        'columns_missing',
        `${cells.length} / ${columns.length}: ${columns.slice(cells.length).join(' ')}`,
      );
    }
    if (cells.slice(columns.length).some((cell) => asText(cell) !== '')) {
      return problemRow(line, 'columns_extra', `${cells.length} / ${columns.length}`);
    }
    // A repeated header: sheets that were pasted together.
    if (cells.every((cell, at) => asText(cell) === columns[at])) return undefined;
    // Of columns with one name the first that is filled counts, and so is set last.
    const filled = columns.map((column, at) => [column, cells[at]] as const).filter(([, cell]) => asText(cell) !== '');
    const named = Object.fromEntries(filled.reverse());
    return { line, row: mapColumns(named, this.map, this.options.place) };
  }
}

/**
 * Rows below a header that may stand under title rows; the columns are recognised by name or taken from the map.
 * @throws FileShapeError when a needed column is missing, naming it.
 */
export async function* readTable(rows: AsyncIterable<TableRow>, options: TableOptions): AsyncGenerator<FileRow> {
  const first: TableRow[] = [];
  let table: Table | undefined;
  for await (const row of rows) {
    if (!table) {
      first.push(row);
      if (first.length < HEADER_WITHIN) continue;
      table = yield* startTable(first, options);
    } else {
      table = table.followedBy(row);
      const read = table.read(row);
      if (read) yield read;
    }
  }
  if (!table) yield* startTable(first, options);
}

async function* startTable(first: readonly TableRow[], options: TableOptions): AsyncGenerator<FileRow, Table> {
  const at = findHeader(first, options.map);
  const header = first[at];
  if (!header) throw new MissingColumns('文件是空的', 0);
  if ('problem' in header) throw new FileShapeError(`表头无法读取：${header.problem.problem?.detail ?? ''}`);
  const rowsAbove = first.slice(0, at).map((row) => ('cells' in row ? row.cells.map(asText) : []));
  const told = exportedAt(rowsAbove.flat(), options.place.zone);
  const names = options.map ? header.cells : joinHeader(rowsAbove.at(-1) ?? [], header.cells.map(asText));
  const above = new Set(rowsAbove.flat().filter((cell) => cell !== ''));
  const place = told ? { ...options.place, at: told } : options.place;
  let table = new Table(names, { ...options, above, place });
  for (const row of first.slice(at + 1)) {
    table = table.followedBy(row);
    const read = table.read(row);
    if (read) yield read;
  }
  return table;
}
