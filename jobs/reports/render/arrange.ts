import { plainText } from '../content/blocks.ts';
import type { Block, ReportModel, Table } from '../content/model.ts';
import { drawChart, type DrawnChart } from './draw-chart.ts';
import { titleLines } from './title-lines.ts';
import { numberedBlocks } from './numbered-blocks.ts';

/** What stands on the pages, in order, numbered: the same for Word and PDF. */
export type Item =
  | { type: 'number'; text: string }
  /** Its lines are broken by \n. */
  | { type: 'title'; text: string }
  | { type: 'coverage'; text: string }
  | { type: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  /** `isKept`: its end is on one page with what follows it. */
  | { type: 'text'; text: string; isQuote: boolean; isKept?: boolean; isFlush?: boolean }
  | { type: 'caption'; text: string; of: 'table' | 'chart' }
  | { type: 'table'; table: Table }
  | { type: 'chart'; chart: DrawnChart; alt: string }
  | { type: 'note'; text: string }
  /** Begins a page. */
  | { type: 'attachmentMark'; text: string }
  | { type: 'attachmentTitle'; text: string }
  /** `isKept`: the issuer, with the date below it. */
  | { type: 'signature'; text: string; isKept?: boolean }
  | { type: 'pageBreak' };

/** Numbers headings 一、（一）1.（1）, tables and charts, lists the attachments, and sets signature and date. */
export function arrange(model: ReportModel): Item[] {
  const count = { table: 0, chart: 0 };
  const items: Item[] = [];
  if (model.number !== '') items.push({ type: 'number', text: model.number });
  items.push({ type: 'title', text: titleLines(model.title).join('\n') });
  if (model.coverage !== '') items.push({ type: 'coverage', text: `（${model.coverage}）` });
  const body = listItems(model.blocks, count);
  // GB/T 9704-2012: the page of the signature carries some of the text.
  const last = body.at(-1);
  if (last?.type === 'text') body.splice(-1, 1, { ...last, isKept: true });
  items.push(...body, ...attachmentList(model), ...signature(model));
  for (const [index, { title, blocks }] of model.attachments.entries()) {
    items.push(
      { type: 'attachmentMark', text: attachmentMark(model, index) },
      { type: 'attachmentTitle', text: title },
      ...listItems(blocks, count),
    );
  }
  return items;
}

interface Counters {
  table: number;
  chart: number;
}

function listItems(blocks: readonly Block[], count: Counters): Item[] {
  const items = numberedBlocks(blocks).flatMap((block) => itemsOf(block, count));
  const last = items.at(-1);
  return last?.type === 'note' && last.text === '' ? items.slice(0, -1) : items;
}

function itemsOf(block: Block, count: Counters): Item[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'heading', level: block.level, text: block.text }];
    case 'paragraph':
      return [
        {
          type: 'text',
          text: plainText(block.inlines),
          isQuote: block.isQuote ?? false,
          isFlush: block.isFlush ?? false,
        },
      ];
    case 'table': {
      count.table++;
      // Without a note, the room of one: what follows is not to touch the table.
      const note: Item = { type: 'note', text: block.note === undefined ? '' : `注：${block.note}` };
      const caption: Item = { type: 'caption', text: `表${count.table}　${block.caption}`, of: 'table' };
      return [caption, { type: 'table', table: block }, note];
    }
    case 'chart': {
      count.chart++;
      const caption = `图${count.chart}　${block.caption}`;
      return [
        { type: 'chart', chart: drawChart(block), alt: block.caption },
        { type: 'caption', text: caption, of: 'chart' },
      ];
    }
    case 'pageBreak':
      return [{ type: 'pageBreak' }];
  }
}

function attachmentMark(model: ReportModel, index: number): string {
  return model.attachments.length === 1 ? '附件' : `附件${index + 1}`;
}

/** 附件：1.…, two characters in, below the text. */
function attachmentList({ attachments }: ReportModel): Item[] {
  if (attachments.length === 0) return [];
  const [first, ...rest] = attachments.map(({ title }, index) =>
    attachments.length === 1 ? title : `${index + 1}.${title}`,
  );
  return [
    blank(),
    { ...blank(), text: `附件：${first}` },
    ...rest.map((title): Item => ({ ...blank(), text: `　　　${title}` })),
  ];
}

function blank(): Extract<Item, { type: 'text' }> {
  return { type: 'text', text: '', isQuote: false, isKept: true };
}

/** Issuer and date, right; a draft says that it is one. */
function signature({ issuer, date }: ReportModel): Item[] {
  return [
    blank(),
    { type: 'signature', text: issuer, isKept: true },
    { type: 'signature', text: date === '' ? '（送审稿）' : date },
  ];
}
