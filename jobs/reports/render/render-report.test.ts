import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { XMLParser } from 'fast-xml-parser';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildReport } from '../content/build-report.ts';
import { FigureError, shareFigure } from '../content/figures.ts';
import { figuresOf } from '../content/finish-model.ts';
import type { ReportModel } from '../content/model.ts';
import { sampleSnapshot } from '../testing/sample-snapshot.ts';
import { unzip } from '../testing/unzip.ts';
import { renderReport, type ReportFormat, reportFormats } from './render-report.ts';

const snapshot = sampleSnapshot();
const model = buildReport(snapshot, { kind: 'monthly', issuer: '滨江区社会建设办公室' });
let files: Map<ReportFormat, Buffer>;
/** Reading fonts of 15 MB and drawing takes a second, and many on a busy machine. */
const PATIENCE_MS = 60_000;
beforeAll(async () => {
  files = await renderReport(model, reportFormats);
}, PATIENCE_MS);

const xml = new XMLParser({ ignoreAttributes: false, preserveOrder: false, attributeNamePrefix: '' });
const mm = (twips: unknown): number => (Number(twips) / 1440) * 25.4;

const points = (value: number): number => (value * 72) / 25.4;
const docx = (): Map<string, Buffer> => unzip(files.get('docx')!);
const documentText = (): string => docx().get('word/document.xml')!.toString();
/** A part with sentences, a table and a chart of its own, since drawing takes longest. */
const excerpt = (of: ReportModel): ReportModel => ({ ...of, blocks: of.blocks.slice(0, 8), attachments: [] });

describe('the Word file', () => {
  test('consists of well-formed parts, each of a declared type, and every relation leads to one', () => {
    const all = docx();
    const texts = [...all].filter(([name]) => /\.(?:xml|rels)$/.test(name));
    for (const [, data] of texts) expect(() => xml.parse(data)).not.toThrow();
    const relations = all.get('word/_rels/document.xml.rels')!.toString();
    for (const [, target] of relations.matchAll(/Target="([^"]+)"/g)) expect(all.has(`word/${target}`)).toBe(true);
    for (const [, id] of documentText().matchAll(/r:(?:embed|id)="([^"]+)"/g))
      expect(relations).toContain(`Id="${id}"`);
    for (const [, part] of all
      .get('[Content_Types].xml')!
      .toString()
      .matchAll(/PartName="\/([^"]+)"/g))
      expect(all.has(part!)).toBe(true);
  });

  test('has the page of GB/T 9704: A4, margins 37/35/28/26 mm, a grid of 22 lines of 28 characters', () => {
    const { 'w:sectPr': section } = (xml.parse(documentText())['w:document'] as never)['w:body'];
    const { 'w:pgSz': size, 'w:pgMar': margin, 'w:docGrid': grid } = section as Record<string, Record<string, string>>;
    expect([mm(size!['w:w']), mm(size!['w:h'])].map(Math.round)).toEqual([210, 297]);
    for (const [side, wanted] of Object.entries({ top: 37, bottom: 35, left: 28, right: 26 }))
      expect(mm(margin![`w:${side}`])).toBeCloseTo(wanted, 1);
    expect(grid).toMatchObject({ 'w:type': 'linesAndChars', 'w:linePitch': '580', 'w:charSpace': '-848' });
    const height = Number(size!['w:h']) - Number(margin!['w:top']) - Number(margin!['w:bottom']);
    const width = Number(size!['w:w']) - Number(margin!['w:left']) - Number(margin!['w:right']);
    expect(Math.floor(height / 580)).toBe(22);
    // A character of 16 pt, brought together by charSpace / 4096 pt.
    expect(Math.floor(width / 20 / (16 - 848 / 4096))).toBe(28);
  });

  test('names the fonts of the standard, in its sizes', () => {
    const styles = docx().get('word/styles.xml')!.toString();
    const style = (id: string): string => new RegExp(`w:styleId="${id}".*?</w:style>`).exec(styles)![0];
    expect(styles).toMatch(/<w:docDefaults>.*?w:eastAsia="仿宋_GB2312".*?<w:sz w:val="32"\/>/);
    expect(style('Title')).toMatch(/w:eastAsia="方正小标宋简体".*<w:sz w:val="44"\/>/);
    expect(style('Heading1')).toContain('w:eastAsia="黑体"');
    expect(style('Heading2')).toContain('w:eastAsia="楷体_GB2312"');
    expect(style('Footer')).toContain('<w:sz w:val="28"/>');
    expect(docx().get('word/fontTable.xml')!.toString()).not.toContain('embed');
  });

  test('numbers headings 一、 and （一）, and pages with dashes, odd right, even left', () => {
    const headings = [...documentText().matchAll(/w:val="Heading(\d)".*?<w:t[^>]*>([^<]+)</g)].map(
      ([, level, words]) => `${level}${words}`,
    );
    expect(headings.slice(0, 4)).toEqual([
      '1一、总体情况',
      '1二、热点问题',
      '2（一）第1条路的路灯不亮',
      '2（二）第2条路的路灯不亮',
    ]);
    expect(headings).toContain('1八、工作建议');
    const footer = (n: number): string => docx().get(`word/footer${n}.xml`)!.toString();
    expect(footer(1)).toMatch(/<w:jc w:val="right"\/>.*— .* PAGE .* —/);
    expect(footer(2)).toContain('<w:jc w:val="left"/>');
    expect(docx().get('word/settings.xml')!.toString()).toContain('<w:evenAndOddHeaders/>');
    expect(documentText()).toMatch(
      /footerReference w:type="default" r:id="footerOdd".*w:type="even" r:id="footerEven"/,
    );
  });

  test('numbers the lower headings 1. and （1）, beginning anew below each higher one, in the type of the text', async () => {
    const levels = [1, 2, 3, 4, 4, 3, 4, 2, 3] as const;
    const blocks = levels.map((level) => ({ kind: 'heading' as const, level, text: '题' }));
    const bytes = (await renderReport({ ...model, blocks, attachments: [] }, ['docx'])).get('docx')!;
    const parts = unzip(bytes);
    const told = [
      ...parts
        .get('word/document.xml')!
        .toString()
        .matchAll(/w:val="Heading(\d)".*?<w:t[^>]*>([^<]+)</g),
    ];
    expect(told.map(([, level, words]) => `${level} ${words}`)).toEqual([
      '1 一、题',
      '2 （一）题',
      '3 1.题',
      '4 （1）题',
      '4 （2）题',
      '3 2.题',
      '4 （1）题',
      '2 （二）题',
      '3 1.题',
    ]);
    const styles = parts.get('word/styles.xml')!.toString();
    for (const id of ['Heading3', 'Heading4'])
      expect(new RegExp(`w:styleId="${id}".*?</w:style>`).exec(styles)![0]).not.toMatch(/黑体|楷体/);
  });

  test('begins a page with an attachment, without a paragraph that could fill one by itself', () => {
    expect(documentText()).not.toContain('<w:br w:type="page"/>');
    expect(docx().get('word/styles.xml')!.toString()).toMatch(/"AttachmentMark".*?<w:pageBreakBefore\/>/);
  });

  test('binds the caption of a table to it, and that of a chart to nothing below', () => {
    const captions = [...documentText().matchAll(/<w:pStyle w:val="Caption"\/>(.*?)<\/w:pPr>.*?<w:t[^>]*>(.)/g)];
    expect(new Set(captions.map(([, kept, mark]) => `${mark}${kept}`))).toEqual(new Set(['表<w:keepNext/>', '图']));
  });

  test('prints every figure of the model as it is', () => {
    const words = documentText().replace(/<[^>]+>/g, '');
    for (const { text: figure } of figuresOf(model).values()) expect(words).toContain(figure);
  });
});

describe('the PDF', () => {
  interface Piece {
    str: string;
    transform: number[];
    fontName: string;
    width: number;
  }
  const pages: Piece[][] = [];
  const sizes: number[][] = [];
  beforeAll(async () => {
    const document = await getDocument({ data: new Uint8Array(files.get('pdf')!), verbosity: 0 }).promise;
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n);
      const { items } = await page.getTextContent();
      pages.push((items as Piece[]).filter(({ str }) => str.trim() !== ''));
      sizes.push(page.view.map(Math.round));
    }
  });
  const A4 = { width: 595.28, height: 841.89 };

  test('keeps its text within margins of 37/35/28/26 mm on A4', () => {
    for (const size of sizes) expect(size).toEqual([0, 0, 595, 842]);
    for (const page of pages)
      for (const { str, transform, width } of page) {
        if (/^— \d+ —$/.test(str)) continue;
        expect(transform[4]!).toBeGreaterThanOrEqual(points(28) - 0.1);
        expect(transform[4]! + width).toBeLessThanOrEqual(A4.width - points(26) + 1);
        expect(transform[5]!).toBeGreaterThanOrEqual(points(35));
        expect(transform[5]!).toBeLessThanOrEqual(A4.height - points(37));
      }
  });

  test('sets 22 lines of 28 characters on a page of text', async () => {
    const long: ReportModel = {
      ...model,
      blocks: [{ kind: 'paragraph', id: 'p', inlines: ['民'.repeat(28 * 44 - 2)] }],
      attachments: [],
    };
    const pdf = (await renderReport(long, ['pdf'])).get('pdf')!;
    const page = await (await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise).getPage(2);
    const items = ((await page.getTextContent()).items as Piece[]).filter(({ str }) => /^民+$/.test(str));
    expect(items).toHaveLength(22);
    expect(items.map(({ str }) => str.length)).toEqual(Array.from({ length: 22 }, () => 28));
    const tops = items.map(({ transform }) => transform[5]!);
    expect(tops[0]! - tops[21]!).toBeCloseTo((points(225) / 22) * 21, 1);
  });

  test('leaves no heading at the foot of a page, nor two', async () => {
    const chart = model.blocks.find(({ kind }) => kind === 'chart')!;
    for (let above = 10; above <= 21; above++) {
      const text = '民'.repeat(28 * above - 2);
      const blocks: ReportModel['blocks'] = [
        { kind: 'pageBreak' },
        { kind: 'paragraph', id: 'p', inlines: [text] },
        { kind: 'heading', level: 1, text: '上题' },
        { kind: 'heading', level: 2, text: '下题' },
        above % 2 === 0 ? chart : { kind: 'paragraph', id: 'q', inlines: ['正文'] },
      ];
      const pdf = (await renderReport({ ...model, blocks, attachments: [] }, ['pdf'])).get('pdf')!;
      const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
      const told = await Promise.all(
        Array.from({ length: document.numPages }, async (_, at) => {
          const { items } = await (await document.getPage(at + 1)).getTextContent();
          return (items as Piece[]).map(({ str }) => str).join('');
        }),
      );
      const headed = told.find((page) => page.includes('上题'))!;
      expect(headed, `below ${above} lines`).toMatch(/上题.*下题.*(正文|图)/);
    }
  });

  test('breaks the last paragraph so that the signature has text above it and little stays empty before', async () => {
    for (let above = 10; above <= 20; above++) {
      const blocks: ReportModel['blocks'] = [
        { kind: 'pageBreak' },
        { kind: 'paragraph', id: 'p', inlines: ['民'.repeat(28 * above - 2)] },
        { kind: 'heading', level: 1, text: '末题' },
        { kind: 'paragraph', id: 'q', inlines: ['情'.repeat(28 * 5 - 2)] },
      ];
      const pdf = (await renderReport({ ...model, blocks, attachments: [] }, ['pdf'])).get('pdf')!;
      const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
      const last = await (await document.getPage(document.numPages)).getTextContent();
      const lines = (last.items as Piece[]).map(({ str }) => str).filter((line) => line.startsWith('情'));
      expect(lines.length, `below ${above} lines`).toBeGreaterThanOrEqual(2);
      // Lines of the page before: those above, the heading, and what does not stand with the signature. The two lines at
      // least and the three of the signature move together: one short of room for them, four lines stay empty.
      const used = document.numPages === 3 ? above + (lines.length === 5 ? 0 : 1 + 5 - lines.length) : 22;
      expect(used, `below ${above} lines`).toBeGreaterThanOrEqual(18);
    }
  });

  test.each([15, 16, 17])('keeps the last two rows of a table below %i lines with its note', async (above) => {
    const rows = Array.from({ length: 8 }, (_, at) => ({ key: String(at), cells: [`行${at + 1}`] }));
    const columns = [{ header: '头', kind: 'text' as const, share: 1 }];
    const blocks: ReportModel['blocks'] = [
      { kind: 'pageBreak' },
      { kind: 'paragraph', id: 'p', inlines: ['民'.repeat(28 * above - 2)] },
      { kind: 'table', id: 't', caption: '表', columns, rows, note: '尾注' },
    ];
    const pdf = (await renderReport({ ...model, blocks, attachments: [] }, ['pdf'])).get('pdf')!;
    const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
    const { items } = await (await document.getPage(3)).getTextContent();
    expect((items as Piece[]).map(({ str }) => str).join('')).toMatch(/头.*行7.*行8.*注：尾注/);
  });

  test('numbers its pages with dashes, odd right, even left', () => {
    for (const [index, page] of pages.entries()) {
      const number = page.find(({ str }) => str === `— ${index + 1} —`)!;
      expect(number.transform[0]).toBe(14);
      expect(number.transform[4]! > A4.width / 2).toBe(index % 2 === 0);
    }
  });

  test('prints every figure of the model as it is', () => {
    const words = pages
      .flatMap((page) => page.map(({ str }) => str))
      .join('')
      .replaceAll(' ', '');
    for (const { text } of figuresOf(model).values()) expect(words).toContain(text.replaceAll(' ', ''));
  });
});

describe('the workbook and the csv', () => {
  test('begin with what the numbers mean, hold numbers as numbers, and every figure with its parts', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(files.get('xlsx')! as never);
    expect(workbook.worksheets[0]!.name).toBe('说明');
    const sheet = workbook.getWorksheet('正文数字')!;
    const rows = new Map<string, unknown[]>();
    sheet.eachRow((row) =>
      rows.set(String(row.getCell(1).value), [row.getCell(4).value, row.getCell(5).value, row.getCell(6).value]),
    );
    for (const { key, value, numerator, denominator } of figuresOf(model).values())
      expect(rows.get(key)).toEqual([value, numerator ?? null, denominator ?? null]);
  });

  test('texts that begin like a formula arrive as texts, negative numbers as numbers', async () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1', '＋1', '－1', '＠x'];
    const columns = [
      { header: '事项', kind: 'text' as const, share: 0.5 },
      { header: '增减', kind: 'integer' as const, share: 0.5 },
    ];
    const rows = hostile.map((text, at) => ({ key: String(at), cells: [text, -at - 1] }));
    const blocks = [{ kind: 'table' as const, id: 't', caption: '表', columns, rows }];
    const made = await renderReport({ ...model, blocks, attachments: [] }, ['xlsx', 'csv']);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(made.get('xlsx')! as never);
    const cells: unknown[][] = [];
    workbook.getWorksheet('表')!.eachRow((row) => cells.push([row.getCell(1), row.getCell(2)]));
    const read = cells.slice(-hostile.length) as [ExcelJS.Cell, ExcelJS.Cell][];
    expect(read.map(([text]) => text.type)).toEqual(hostile.map(() => ExcelJS.ValueType.String));
    expect(read.map(([text]) => String(text.value).trim())).toEqual(hostile.map((text) => text.trim()));
    expect(read.map(([, number]) => number.value)).toEqual(hostile.map((_, at) => -at - 1));
    const lines = (parse(made.get('csv')!, { bom: true }) as string[][]).slice(-hostile.length);
    expect(lines.map((line) => line[2])).toEqual(hostile.map((text) => `'${text}`));
    expect(lines.map((line) => line[4])).toEqual(hostile.map((_, at) => String(-at - 1)));
  });

  test('csv names the counting in every line', () => {
    const lines = files.get('csv')!.toString().trim().split('\r\n').slice(1);
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) expect(line.startsWith(model.snapshotId)).toBe(true);
  });
});

test('the same numbers make the same bytes in every format', async () => {
  const once = await renderReport(excerpt(model), reportFormats);
  const again = await renderReport(
    excerpt(buildReport(sampleSnapshot(), { kind: 'monthly', issuer: model.issuer })),
    reportFormats,
  );
  for (const format of reportFormats) expect(again.get(format)!.equals(once.get(format)!)).toBe(true);
});

test('a report with a ratio that does not recompute is not written', async () => {
  const wrong = { ...shareFigure('x', 'closeRate', { numerator: 207, denominator: 3942 }), text: '4.1%（207/3942）' };
  const blocks = [{ kind: 'paragraph' as const, id: 'p', inlines: [wrong] }];
  await expect(renderReport({ ...model, blocks, attachments: [] }, ['docx'])).rejects.toThrow(FigureError);
});
