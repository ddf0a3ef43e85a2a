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
import { unzip } from '../reports/testing/unzip.ts';
import { sampleHotspot, sampleSnapshot } from '../reports/testing/sample-snapshot.ts';
import type { BenchRow } from './bench-row.ts';

const runProgram = promisify(execFile);
const KINDS: readonly ReportKind[] = ['monthly', 'weekly', 'daily', 'special', 'meeting'];
/** All sheets, UTF-8, raw values instead of what is shown; see LibreOffice, “Filter options for CSV”. */
const ALL_SHEETS = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

/**
 * Reports of every kind through LibreOffice: the characters of docx → pdf against those of our own PDF, and the cells of
 * xlsx → csv against those of the workbook. MINQING_BENCH_FILES names a folder of reports that `minqing report` wrote as
 * docx,pdf,xlsx; then those are compared, by the words of the Word file. Needs `soffice` and `pdftotext`; without them it
 * says so and measures nothing.
 */
export async function run(): Promise<BenchRow[]> {
  const isThere = await Promise.all(['soffice', 'pdftotext'].map(isInstalled));
  if (isThere.includes(false)) {
    console.error('office skipped: no soffice or pdftotext (apt-get install libreoffice poppler-utils fonts-noto-cjk)');
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'minqing-office-'));
  try {
    const given = process.env['MINQING_BENCH_FILES'];
    const counts = { characters: 0, lost: 0, cells: 0, changed: 0 };
    const reports = given ? await writtenReports(given) : await sampleReports(folder);
    for (const each of reports) await compare(each, folder, counts);
    return rowsOf(counts, `${reports.length} reports, ${given ? 'as written' : 'sample district'}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Counts = Record<'characters' | 'lost' | 'cells' | 'changed', number>;

function rowsOf(counts: Counts, data: string): BenchRow[] {
  const about = { bench: 'office', data };
  return [
    { ...about, metric: 'characters', value: counts.characters, unit: 'characters' },
    { ...about, metric: 'characters_lost', unit: 'characters', ...none(counts.lost) },
    { ...about, metric: 'cells', value: counts.cells, unit: 'cells' },
    { ...about, metric: 'cells_changed', unit: 'cells', ...none(counts.changed) },
  ];
}

/** A count that has to be nought. */
const none = (value: number) => ({ value, asked: '0', isMet: value === 0 });

/** One report in three formats. */
interface Report {
  folder: string;
  /** Without extension. */
  name: string;
  /** What has to stand on its pages, without white space. */
  words: string;
}

async function sampleReports(folder: string): Promise<Report[]> {
  const hotspots = Array.from({ length: 10 }, (_, at) => sampleHotspot(at + 1));
  const reports: Report[] = [];
  for (const kind of KINDS) {
    const model = buildReport(sampleSnapshot({ hotspots }), { kind, issuer: '区社会建设办公室' });
    for (const [format, bytes] of await renderReport(model, ['docx', 'pdf', 'xlsx']))
      await writeFile(join(folder, `${kind}.${format}`), bytes);
    reports.push({ folder, name: kind, words: wordsOf(arrange(model)) });
  }
  return reports;
}

/** The reports of a folder; what they say is the text of their Word files. */
async function writtenReports(folder: string): Promise<Report[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.docx')).map((name) => name.slice(0, -5));
  // Nothing compared must not read as nothing lost.
  if (names.length === 0) throw new Error(`no .docx in ${folder}`);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const parts = unzip(await readFile(join(folder, `${name}.docx`)));
      const said = parts
        .get('word/document.xml')!
        .toString()
        .matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g);
      const words = [...said].map(([, text]) => text!).join('');
      return { folder, name, words: unescaped(words).replace(/\s/g, '') };
    }),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);
}

async function compare({ folder, name, words }: Report, scratch: string, counts: Counts): Promise<void> {
  const file = (format: string): string => join(folder, `${name}.${format}`);
  const out = join(scratch, `lo-${name}`);
  await convert(file('docx'), 'pdf', out);
  const lost = [await textOf(file('pdf')), await textOf(join(out, `${name}.pdf`))].map((text) => missing(words, text));
  if (Math.max(...lost) > 0) console.error(`${name}: ${lost[0]} lost in our PDF, ${lost[1]} by LibreOffice`);
  counts.characters += [...words].length;
  counts.lost += lost[0]! + lost[1]!;
  await convert(file('xlsx'), ALL_SHEETS, out);
  await compareCells(await sheetsOf(await readFile(file('xlsx'))), out, counts);
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
