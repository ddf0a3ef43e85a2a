import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { buildReport } from '../reports/content/build-report.ts';
import type { ReportKind } from '../reports/content/report-kinds.ts';
import { arrange, type Item } from '../reports/render/arrange.ts';
import { cellText } from '../reports/render/cell-text.ts';
import { renderReport } from '../reports/render/render-report.ts';
import { sampleHotspot, sampleSnapshot } from '../reports/testing/sample-snapshot.ts';
import type { BenchRow } from './bench-row.ts';

const runProgram = promisify(execFile);
const KINDS: readonly ReportKind[] = ['monthly', 'weekly', 'daily', 'special', 'meeting'];
/** All sheets, UTF-8, raw values instead of what is shown; see LibreOffice, “Filter options for CSV”. */
const ALL_SHEETS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

/**
 * Reports of every kind through LibreOffice: the characters of docx → pdf against those of our own PDF, and the cells of
 * xlsx → csv against those of the workbook. Needs `soffice` and `pdftotext`; without them it says so and measures nothing.
 */
export async function run(): Promise<BenchRow[]> {
  const isThere = await Promise.all(['soffice', 'pdftotext'].map(isInstalled));
  if (isThere.includes(false)) {
    console.error('office skipped: no soffice or pdftotext (apt-get install libreoffice poppler-utils fonts-noto-cjk)');
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'minqing-office-'));
  try {
    const counts = { characters: 0, lost: 0, cells: 0, changed: 0 };
    for (const kind of KINDS) await compare(folder, kind, counts);
    const about = { bench: 'office', data: `${KINDS.length} kinds of report, sample district` };
    return [
      { ...about, metric: 'characters', value: counts.characters, unit: 'characters' },
      {
        ...about,
        metric: 'characters_lost',
        value: counts.lost,
        unit: 'characters',
        asked: '0',
        isMet: counts.lost === 0,
      },
      { ...about, metric: 'cells', value: counts.cells, unit: 'cells' },
      {
        ...about,
        metric: 'cells_changed',
        value: counts.changed,
        unit: 'cells',
        asked: '0',
        isMet: counts.changed === 0,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Counts = Record<'characters' | 'lost' | 'cells' | 'changed', number>;

async function compare(folder: string, kind: ReportKind, counts: Counts): Promise<void> {
  const hotspots = Array.from({ length: 10 }, (_, at) => sampleHotspot(at + 1));
  const model = buildReport(sampleSnapshot({ hotspots }), { kind, issuer: '区社会建设办公室' });
  const files = await renderReport(model, ['docx', 'pdf', 'xlsx']);
  const at = (name: string): string => join(folder, name);
  for (const [format, bytes] of files) await writeFile(at(`${kind}.${format}`), bytes);
  const own = await textOf(at(`${kind}.pdf`));
  const out = at(`lo-${kind}`);
  await convert(at(`${kind}.docx`), 'pdf', out);
  const theirs = await textOf(join(out, `${kind}.pdf`));
  const written = wordsOf(arrange(model));
  counts.characters += [...written].length;
  counts.lost += missing(written, own) + missing(written, theirs);
  await convert(at(`${kind}.xlsx`), ALL_SHEETS, out);
  await compareCells(await sheetsOf(files.get('xlsx')!), out, counts);
}

/** Text cells and numbers of a workbook by sheet, in order. */
async function sheetsOf(xlsx: Buffer): Promise<string[][]> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  await book.xlsx.load(xlsx as never);
  return book.worksheets.map((sheet) => {
    const cells: string[] = [];
    sheet.eachRow((row) => row.eachCell((cell) => void cells.push(normal(cell.text === '' ? '' : String(cell.value)))));
    return cells.filter((cell) => cell !== '');
  });
}

async function compareCells(sheets: readonly string[][], out: string, counts: Counts): Promise<void> {
  const names = (await readdir(out)).filter((name) => name.endsWith('.csv'));
  const theirs = await Promise.all(
    names.map(async (name) =>
      (parse(await readFile(join(out, name)), { relax_column_count: true }) as string[][]).flat(),
    ),
  );
  const left = theirs
    .flat()
    .map(normal)
    .filter((cell) => cell !== '');
  const bag = new Map<string, number>();
  for (const cell of left) bag.set(cell, (bag.get(cell) ?? 0) + 1);
  for (const cell of sheets.flat()) {
    counts.cells++;
    const count = bag.get(cell) ?? 0;
    if (count === 0) counts.changed++;
    else bag.set(cell, count - 1);
  }
  counts.changed += [...bag.values()].reduce((sum, count) => sum + count, 0);
}

/** A number in one form; a text without the marks around it. */
function normal(cell: string): string {
  // Shown shares keep their sign; the value is the same.
  const text = cell.trim().replace(/^(-?[\d.]+)%$/, (_, share: string) => String(Number(share) / 100));
  return text !== '' && Number.isFinite(Number(text)) ? String(Math.round(Number(text) * 1e9) / 1e9) : text;
}

async function convert(file: string, to: string, out: string): Promise<void> {
  await runProgram('soffice', ['--headless', '--convert-to', to, '--outdir', out, file]);
}

/** Everything that stands on the pages, but for the words in charts, which are pictures. */
function wordsOf(items: readonly Item[]): string {
  const words = items.flatMap((item) => {
    if (item.type !== 'table') return 'text' in item ? item.text : '';
    const { columns, rows } = item.table;
    const cells = rows.flatMap((row) => row.cells.map((cell, at) => cellText(cell, columns[at]!.kind)));
    return [...columns.map(({ header }) => header), ...cells];
  });
  return words.join('').replace(/\s/g, '');
}

/** Without page numbers and white space. */
async function textOf(pdf: string): Promise<string> {
  const { stdout } = await runProgram('pdftotext', ['-raw', pdf, '-']);
  return stdout.replace(/^\s*—\s*\d+\s*—\s*$/gm, '').replace(/\s/g, '');
}

/** How many characters of one text the other does not have. */
function missing(text: string, other: string): number {
  const bag = new Map<string, number>();
  for (const each of other) bag.set(each, (bag.get(each) ?? 0) + 1);
  let count = 0;
  for (const each of text) {
    const left = bag.get(each) ?? 0;
    if (left === 0) count++;
    else bag.set(each, left - 1);
  }
  return count;
}

function isInstalled(program: string): Promise<boolean> {
  return runProgram('which', [program]).then(
    () => true,
    () => false,
  );
}
