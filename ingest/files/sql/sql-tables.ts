import { problemRow } from '../file-row.ts';
import type { TableRow } from '../read-table.ts';
import { readLiteral, unescapeSql } from './read-literal.ts';

/** What dumps of databases hold rows by. */
const INSERT = /\bINSERT\s+(?:IGNORE\s+)?(?:INTO\s+)?(?=[`"[\w\p{L}])|\bCOPY\s+(?=[`"[\w\p{L}])/giu;
const CREATE = /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?/gi;
/** `db`.`table`, "schema"."table", [dbo].[table], table. */
const PART = String.raw`(?:\x60[^\x60]{1,128}\x60|"[^"]{1,128}"|\[[^\]]{1,128}\]|[\w\p{L}$]{1,128})`;
const NAME = new RegExp(String.raw`${PART}(?:\s*\.\s*${PART}){0,2}`, 'uy');
const COLUMN = /`([^`]{1,128})`|"([^"]{1,128})"|\[([^\]]{1,128})\]|([\w\p{L}$]{1,128})/u;
/** What begins a line of CREATE TABLE that is no column. */
const NO_COLUMN = /^\s*(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE)\b/i;
/** A row at a place of the text; without cells it is broken. */
interface SqlRow {
  at: number;
  cells: unknown[] | undefined;
}

interface SqlTable {
  columns: string[];
  rows: TableRow[];
}

/** How a dump begins: with a remark, a setting, or a statement. */
const BEGINNING =
  /^\s*(?:--|\/\*|(?:SET|USE|DROP|BEGIN|START|PRAGMA|LOCK|DELETE|TRUNCATE|CREATE|ALTER|INSERT|COPY|GO)\b)/i;
const FILLING =
  /\bINSERT\s+(?:IGNORE\s+)?INTO\s|\bINSERT\s+[[\w\p{L}.\]]{1,128}\s*\([^)]{1,4000}\)\s*VALUES|\bCOPY\s[^;\n]{1,2000}\sFROM\s+stdin/iu;

/** True for the beginning of a dump that fills tables. */
export const looksLikeSql = (head: string): boolean => BEGINNING.test(head) && FILLING.test(head);

/** The tables of a dump (MySQL, PostgreSQL with INSERT or COPY, SQLite, SQL Server), each under its columns. */
export function sqlTables(text: string): (() => AsyncGenerator<TableRow>)[] {
  const declared = declaredColumns(text);
  const tables = new Map<string, SqlTable>();
  const lines = new LineCounter(text);
  INSERT.lastIndex = 0;
  for (let found = INSERT.exec(text); found; found = INSERT.exec(text)) {
    const scan = new Scan(text, INSERT.lastIndex);
    const name = scan.name();
    const listed = scan.columns();
    const columns = listed ?? declared.get(name) ?? [];
    const key = `${name}\n${columns.join('\n')}`;
    const table = tables.get(key) ?? { columns, rows: [] };
    const rows = /^COPY/i.test(found[0]) ? scan.copied() : scan.values();
    if (rows.length > 0) tables.set(key, table);
    for (const row of rows) table.rows.push(tableRow(row, lines));
    // Words of a text never begin a statement: it goes on behind what was read.
    INSERT.lastIndex = Math.max(INSERT.lastIndex, scan.at);
  }
  return [...tables.values()].map(
    ({ columns, rows }) =>
      async function* sqlRows() {
        yield { line: rows[0]!.line, cells: columns };
        yield* rows;
      },
  );
}

function tableRow({ at, cells }: SqlRow, lines: LineCounter): TableRow {
  const line = lines.at(at);
  if (cells) return { line, cells };
  return { line, problem: problemRow(line, 'bad_sql', '这一条 INSERT 不完整，从这一行起到下一条读不出') };
}

/** The columns of each table that a dump creates, for rows that do not name theirs. */
function declaredColumns(text: string): Map<string, string[]> {
  const declared = new Map<string, string[]>();
  CREATE.lastIndex = 0;
  for (let found = CREATE.exec(text); found; found = CREATE.exec(text)) {
    const scan = new Scan(text, CREATE.lastIndex);
    const name = scan.name();
    const body = /^\s*\(([^;]*)/.exec(text.slice(scan.at, scan.at + LONGEST_TABLE))?.[1] ?? '';
    const columns = body
      .split(/,\s*\n|\n/)
      .filter((line) => line.trim() !== '' && !NO_COLUMN.test(line) && !/^\s*\)/.test(line))
      .flatMap((line) => columnOf(line) ?? []);
    if (name !== '' && columns.length > 0) declared.set(name, columns);
  }
  return declared;
}

/** Of CREATE TABLE; four hundred columns of forty characters. */
const LONGEST_TABLE = 16_384;

const columnOf = (written: string): string | undefined => COLUMN.exec(written)?.slice(1).find(Boolean);

/** Reads one statement of a dump from a place on. */
class Scan {
  at: number;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The table's own name, without its database. */
  name(): string {
    NAME.lastIndex = this.at;
    const written = NAME.exec(this.text)?.[0] ?? '';
    this.at += written.length;
    return columnOf(written.split('.').at(-1) ?? '')?.toLowerCase() ?? '';
  }

  columns(): string[] | undefined {
    const list = /^\s*\(([^()']{1,16000})\)/.exec(this.text.slice(this.at, this.at + LONGEST_TABLE));
    if (!list) return undefined;
    this.at += list[0].length;
    return list[1]!.split(',').flatMap((part) => columnOf(part) ?? []);
  }

  /** `VALUES (…), (…);` */
  values(): SqlRow[] {
    const rows: SqlRow[] = [];
    const opening = /^\s*(?:OVERRIDING \w+ VALUE\s*)?VALUES?\s*/i.exec(this.text.slice(this.at, this.at + 200));
    if (!opening) return rows;
    this.at += opening[0].length;
    while (this.text[this.at] === '(') {
      const at = this.at;
      const cells = this.tuple();
      rows.push({ at, cells });
      if (!cells) break;
      this.at += /^\s*,?\s*/.exec(this.text.slice(this.at, this.at + 200))![0].length;
    }
    return rows;
  }

  /** One row in its brackets; `undefined` where it is broken. */
  private tuple(): unknown[] | undefined {
    const cells: unknown[] = [];
    let at = this.at;
    do {
      const literal = readLiteral(this.text, at + 1);
      if (!literal) return undefined;
      cells.push(literal.value);
      at = literal.end;
    } while (this.text[at] === ',');
    if (this.text[at] !== ')') return undefined;
    this.at = at + 1;
    return cells;
  }

  /** The lines behind `COPY … FROM stdin;` up to `\.`, cells parted by tabs. */
  copied(): SqlRow[] {
    const opening = /^\s*FROM\s+stdin[^;\n]*;[^\S\n]*\r?\n/i.exec(this.text.slice(this.at, this.at + 1000));
    if (!opening) return [];
    this.at += opening[0].length;
    const rows: SqlRow[] = [];
    while (this.at < this.text.length) {
      const end = this.text.indexOf('\n', this.at);
      const line = this.text.slice(this.at, end < 0 ? undefined : end).replace(/\r$/, '');
      const at = this.at;
      this.at = end < 0 ? this.text.length : end + 1;
      if (line === '\\.') break;
      rows.push({ at, cells: line.split('\t').map((cell) => (cell === '\\N' ? null : unescapeSql(cell))) });
    }
    return rows;
  }
}

/** The lines of places that come in order. */
class LineCounter {
  private line = 1;
  private counted = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  at(place: number): number {
    for (
      let end = this.text.indexOf('\n', this.counted);
      end >= 0 && end < place;
      end = this.text.indexOf('\n', this.counted)
    ) {
      this.line += 1;
      this.counted = end + 1;
    }
    return this.line;
  }
}
