import type { Cell, ColumnKind } from '../../sheets/table.ts';

/**
 * A number in a sentence, bound to what it counts: metric id, and by the report's snapshot id to the counting. A ratio
 * carries what it is of, so that it can be recomputed.
 */
export interface Figure {
  /** Unique in a report, and the same in every report of its kind: an edited sentence names its figures by it. */
  key: string;
  metric: string;
  text: string;
  value: number | null;
  numerator?: number;
  denominator?: number;
}

export type Inline = string | Figure;

export interface Paragraph {
  kind: 'paragraph';
  id: string;
  inlines: readonly Inline[];
  /** Words of a resident or an office, set in 楷体. */
  isQuote?: boolean;
  /** 主送机关: begins at the margin. */
  isFlush?: boolean;
}

/** 一、 (一) 1. (1): numbered by their order when rendered. */
export interface Heading {
  kind: 'heading';
  level: 1 | 2 | 3 | 4;
  text: string;
}

export interface TableColumn {
  header: string;
  kind: ColumnKind;
  /** Share of the page's width. */
  share: number;
}

export interface TableRow {
  /** What the row is about, the same in every counting: an event, a ward. */
  key: string;
  cells: readonly Cell[];
}

export interface Table {
  kind: 'table';
  id: string;
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
  note?: string;
}

/** A chart as numbers; renderers draw it, in patterns that a grey print keeps apart. */
export interface Chart {
  kind: 'chart';
  id: string;
  caption: string;
  chart:
    | { type: 'days'; days: readonly [day: string, value: number][] }
    | { type: 'bars'; rows: readonly { name: string; value: number; before: number | null }[] };
}

export interface PageBreak {
  kind: 'pageBreak';
}

export type Block = Paragraph | Heading | Table | Chart | PageBreak;

/** A part that follows the report: 附件. */
export interface Attachment {
  title: string;
  blocks: readonly Block[];
}

/** All that a report says, as renderers see it: they add layout, never numbers. */
export interface ReportModel {
  schema: 1;
  kind: string;
  /** Of the file and the list: 滨江区2020年11月月报. */
  name: string;
  title: string;
  issuer: string;
  /** 发文字号, e.g. 民情月报〔2020〕11号; '' while it is a draft. */
  number: string;
  /** 成文日期, e.g. 2020年12月5日; '' while it is a draft. */
  date: string;
  /** What stands below the title in brackets: what data it covers. */
  coverage: string;
  blocks: readonly Block[];
  attachments: readonly Attachment[];
  snapshotId: string;
  /** Instant of the counting; stated as the files' creation. */
  takenAt: string;
}
