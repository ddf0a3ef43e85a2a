import { createHash } from 'node:crypto';
import type { MappedRow } from '../sources/map-item.ts';
import { chatColumns, spokenOf } from './chat-columns.ts';
import { chatRows, type NamedGroup } from './chat-rows.ts';
import { problemRow, type FileRow } from './file-row.ts';
import { isKnownColumn } from './known-columns.ts';
import { keyedRow, type KeyedOptions } from './read-jsonl.ts';
import type { TableOptions } from './read-table.ts';
import type { TextLine } from './read-text.ts';

/** 标题：…, 【标题】…, **title**: …, title = …, and psql's `title | …`; what stands behind it is the value. */
const LABELLED =
  /^\s*(?:[【[]\s*([^【】[\]:：]{1,30}?)\s*[】\]]\s*[:：]?|(?:[-*•]\s+)?\*{0,2}([^:：=|*【】[\]\s][^:：=|*【】[\]]{0,29}?)\*{0,2}\s{0,9}(?:[:：=]|\|(?=\s))\*{0,2})\s*/u;
/** 1、标题 and 2、标题 are one label. */
const NUMBER = /^\s*[(（]?\d{1,3}\s*[.、)）]/;
/** What may stand above a record as its heading: 【工单2】, 二、井盖, 第 3 件. */
const HEADING =
  /^(?:【[^】]{0,40}】|#{1,6}\s.{0,60}|[(（]?[一二三四五六七八九十\d]{1,4}[、.．)）].{0,40}|第\s?[一二三四五六七八九十\d]{1,4}\s?[条件个].{0,40})$/;
/** No label, with the blanks around it, is longer. */
const LONGEST_LABEL = 80;
/** Where another label of the same line may begin. */
const NEXT_ON_LINE = /\s+(?=[^\s:：]{1,12}[:：])/u;
/** ----, ====, `*** 2. row ***`, `-[ RECORD 2 ]---`. */
const RULE = /^\s*(?:[-=*_—─━#~+]{3,}.*|-\[ RECORD \d+ \].*)$/;
/** What a client of a database writes below its rows. */
const FOOT = /^\(?\d+ rows?(?: in set.{0,40})?\)?$/;
/** Lines among which the labels of a first record stand. */
const LOOKED_AT = 40;
/** Names that make a text a list of records; a letter may have a 时间： somewhere. */
const FEWEST_NAMES = 2;
/** What parts the names of a header. */
const CELL_ENDS = /[,\t;|，；]|\s{2,}/;
/** Of another label beside those that are known: it comes in at least every other record. */
const USUAL = 0.5;

interface Label {
  name: string;
  value: string;
}

function labelOf(text: string): Label | undefined {
  const found = LABELLED.exec(text.slice(0, LONGEST_LABEL));
  const name = (found?.[1] ?? found?.[2] ?? '').replace(NUMBER, '').trim();
  return found && name !== '' ? { name, value: text.slice(found[0].length) } : undefined;
}

/** True for the beginning of a text that is made of labelled lines, record after record, and is no table. */
export function looksLikeRecords(head: string): boolean {
  const lines = head.split(/\r\n|\n|\r/, LOOKED_AT).filter((line) => line.trim() !== '' && !RULE.test(line));
  const known = lines.map((line) => labelOf(line)?.name ?? '').filter(isKnownColumn);
  // In front of its first record a list has a title at most.
  const begins = lines.slice(0, 3).some((line) => isKnownColumn(labelOf(line)?.name ?? ''));
  const hasHeader = lines.some((line) => line.split(CELL_ENDS).filter(isKnownColumn).length > FEWEST_NAMES);
  return begins && !hasHeader && new Set(known).size >= FEWEST_NAMES;
}

/** A document by its labels. */
interface LabelledRecord {
  line: number;
  fields: Record<string, string>;
}

/** Which names at the beginning of a line are labels: the known ones, and those that come in most records. */
function labelsOf(lines: readonly { text: string }[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { text } of lines) {
    const name = labelOf(text)?.name;
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const known = [...counts].filter(([name]) => isKnownColumn(name));
  const records = Math.max(0, ...known.map(([, count]) => count));
  const often = [...counts].filter(([, count]) => count > 1 && count >= records * USUAL);
  return new Set([...known, ...often].map(([name]) => name));
}

class Reader {
  readonly records: LabelledRecord[] = [];
  private readonly labels: ReadonlySet<string>;
  private opening: string | undefined;
  /** Whether the next label opens a record, because a rule or a blank line stands above it. */
  private parted: 'rule' | 'blank' | undefined;
  private field = '';
  /** A line that is a heading if a record begins below it, and words of the one above if not. */
  private held: string | undefined;

  constructor(labels: ReadonlySet<string>) {
    this.labels = labels;
  }

  take(line: number, text: string): void {
    const label = labelOf(text);
    const isLabel = label !== undefined && this.labels.has(label.name);
    if (this.held !== undefined && label?.name !== this.opening) this.goOn(this.held);
    this.held = undefined;
    if (RULE.test(text) || FOOT.test(text)) this.parted = 'rule';
    else if (isLabel) this.begin(line, label);
    else if (text.trim() === '') this.parted ??= 'blank';
    else if (HEADING.test(text.trim())) this.held = text;
    else this.goOn(text);
  }

  private begin(line: number, { name, value }: Label): void {
    this.opening ??= name;
    const current = this.records.at(-1)?.fields;
    const isNew =
      current === undefined ||
      name === this.opening ||
      this.parted === 'rule' ||
      (this.parted === 'blank' && Object.hasOwn(current, name));
    if (isNew) this.records.push({ line, fields: {} });
    this.parted = undefined;
    const { fields } = this.records.at(-1)!;
    // A line of the text that begins like a label that the record has already: words of a resident.
    if (Object.hasOwn(fields, name)) return this.goOn(`${name}：${value}`);
    const [own = '', ...more] = value.split(NEXT_ON_LINE);
    fields[name] = own.trim();
    this.field = name;
    for (const next of more) this.takeNext(next);
  }

  /** What stands behind a label's value on its line: another label where it is a known one, else words of the value. */
  private takeNext(text: string): void {
    const label = labelOf(text);
    const { fields } = this.records.at(-1)!;
    if (label && isKnownColumn(label.name) && !Object.hasOwn(fields, label.name)) {
      fields[label.name] = label.value.trim();
      this.field = label.name;
    } else fields[this.field] = `${fields[this.field] ?? ''} ${text.trim()}`.trim();
  }

  private goOn(text: string): void {
    const fields = this.records.at(-1)?.fields;
    // Above the first record stands the title of the list, below a rule the foot of a page.
    if (!fields || this.parted === 'rule') return;
    const gap = this.parted === 'blank' ? '\n\n' : '\n';
    fields[this.field] = `${fields[this.field] ?? ''}${fields[this.field] ? gap : ''}${text.trim()}`;
    this.parted = undefined;
  }
}

/**
 * Rows of a text of labelled lines, documents or messages of a chat. Where no record has a number, the id is a hash of
 * what somebody said and when, so that the same list again gives the same documents.
 */
export async function* readRecords(
  lines: AsyncIterable<TextLine>,
  options: KeyedOptions & { group: NamedGroup },
): AsyncGenerator<FileRow> {
  const all: { line: number; text: string }[] = [];
  for await (const { line, text } of lines) {
    if (text === undefined) yield problemRow(line, 'line_too_long', '一行超过 1 000 000 字');
    else all.push({ line, text });
  }
  const reader = new Reader(labelsOf(all));
  // A blank line behind the last releases what is held.
  for (const { line, text } of [...all, { line: 0, text: '' }]) reader.take(line, text);
  const { records } = reader;
  const columns = options.map ? undefined : chatColumns(Object.keys(records[0]?.fields ?? {}));
  if (!columns) return yield* recordRows(records, options);
  const spoken = records.map(({ line, fields }) => spokenOf(line, columns, (name) => fields[name]));
  yield* chatRows(spoken, options.group, options.place);
}

/** Records under their names as rows. */
export function recordRows(
  records: readonly { line: number; fields: Record<string, unknown> }[],
  options: KeyedOptions | TableOptions,
): FileRow[] {
  const rows = records.map(({ line, fields }) => ({ line, row: keyedRow(fields, options) }));
  const isNumbered = rows.some(({ row }) => row.externalId !== undefined);
  return isNumbered ? rows : rows.map(({ line, row }) => ({ line, row: { externalId: hashOf(row), ...row } }));
}

function hashOf({ publishedAt, title, text, reporter }: MappedRow): string {
  const said = JSON.stringify([publishedAt, title, text, reporter]);
  return `rec-${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
}
