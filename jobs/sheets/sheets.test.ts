import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';
import { writeZip } from './zip.ts';

const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1', '＋1', '－1', '＠x', ' =1', '　=1', '−1'];
const columns = [
  { header: '内容', kind: 'text' },
  { header: '环比', kind: 'integer' },
  { header: '占比', kind: 'percent' },
] as const;
const rows = [
  ...hostile.map((text) => [text, -5, -0.25] as const),
  ['310101199001011234', 86, null] as const,
  ['a<b & "c"\u0000\ud800', 1.5, 1] as const,
];

async function readBack(): Promise<ExcelJS.Workbook> {
  const sheets = [
    { name: '说明/口径', table: false, columns: [{ header: '', kind: 'text' as const }], rows: [['口径：=件数']] },
    { name: '明细', title: '2020年11月', columns, rows },
    { name: '明细', columns, rows: [] },
  ];
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(writeXlsx({ title: '月报', at: '2020-12-01T00:00:00.000Z', sheets }) as never);
  return workbook;
}

describe('a workbook, as another library reads it', () => {
  test('texts that begin like a formula are texts, quoted, and unchanged', async () => {
    const sheet = (await readBack()).worksheets[1]!;
    for (const [at, text] of hostile.entries()) {
      const cell = sheet.getCell(at + 3, 1);
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(cell.formula).toBeUndefined();
      expect(cell.value).toBe(text);
    }
  });

  test('negative numbers stay numbers and 18 digits stay 18 digits', async () => {
    const sheet = (await readBack()).worksheets[1]!;
    expect(sheet.getCell('B3').value).toBe(-5);
    expect(sheet.getCell('C3').value).toBe(-0.25);
    expect(sheet.getCell('C3').numFmt).toBe('0.00%');
    expect(sheet.getCell(3 + hostile.length, 1).value).toBe('310101199001011234');
    expect(sheet.getCell(3 + hostile.length, 3).value).toBeNull();
  });

  test('has a frozen header, a filter and a print area, and names that Excel accepts', async () => {
    const workbook = await readBack();
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['说明口径', '明细', '明细(2)']);
    const sheet = workbook.worksheets[1]!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    expect(sheet.autoFilter).toBe(`A2:C${rows.length + 2}`);
    expect(sheet.pageSetup.printArea).toBe(`A1:C${rows.length + 2}`);
    expect(sheet.getCell('A1').value).toBe('2020年11月');
  });

  test('drops what XML cannot hold and keeps the rest', async () => {
    const sheet = (await readBack()).worksheets[1]!;
    expect(sheet.getCell(4 + hostile.length, 1).value).toBe('a<b & "c"\uFFFD');
  });

  test('the same content makes the same bytes', () => {
    const workbook = { title: 'x', at: '2020-12-01T00:00:00Z', sheets: [{ name: 'a', columns, rows }] };
    expect(writeXlsx(workbook).equals(writeXlsx(workbook))).toBe(true);
  });
});

describe('a csv file', () => {
  const text = writeCsv({ columns, rows });
  const parsed = parse(text, { bom: true, relax_column_count: true }) as string[][];

  test('begins with a BOM; texts that begin like a formula or are too long for a number carry an apostrophe', () => {
    expect(text.startsWith('\uFEFF内容,环比,占比\r\n')).toBe(true);
    for (const [at, raw] of hostile.entries()) expect(parsed[at + 1]![0]).toBe(`'${raw}`);
    expect(parsed[hostile.length + 1]![0]).toBe("'310101199001011234");
  });

  test('negative numbers stay numbers', () => {
    expect(parsed[1]!.slice(1)).toEqual(['-5', '-0.25']);
  });
});

test('an archive depends on nothing but its files', () => {
  const zip = writeZip([{ name: '中文.txt', data: 'x'.repeat(100) }]);
  expect(zip.equals(writeZip([{ name: '中文.txt', data: Buffer.from('x'.repeat(100)) }]))).toBe(true);
});
