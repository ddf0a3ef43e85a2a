import { coerceField, type MappedRow } from '../sources/map-item.ts';
import { parseTime, type TimePlace } from '../sources/parse-time.ts';
import { rawFields, type RawField } from '../sources/field-rule.ts';
import { readSteps } from '../sources/read-step.ts';
import { cellOf, saysNothing } from './cell-of.ts';
import { FileShapeError, MissingColumns } from './file-row.ts';
import { isKnownColumn, knownColumns, plainColumn, stepColumns, wordedColumns } from './known-columns.ts';

/** For each field the columns that may hold it, the first that is not empty counts; ward columns are joined. */
export type ColumnMap = Partial<Record<RawField, readonly string[]>>;

/** Told by which columns the rows of a table are read, and which columns there are. */
export type OnColumns = (map: ColumnMap, columns: readonly string[]) => void;

/**
 * The map for a file by its column names: every known name that the file has, in order of preference. What a person gave
 * goes before: for its fields it stands alone, and its columns stand for nothing else.
 */
export function mapByHeader(columns: readonly string[], given: ColumnMap = {}): ColumnMap {
  const found: ColumnMap = {};
  const asked = new Set(Object.values(given).flat());
  const free = columns.filter((column) => !asked.has(column));
  for (const [field, names] of Object.entries(knownColumns) as [RawField, string[]][]) {
    const known = names.flatMap((name) => free.filter((column) => plainColumn(column) === plainColumn(name)));
    const present = known.length > 0 ? known : wordedColumns(field, free);
    if (present.length > 0) found[field] = [...new Set(present)];
  }
  return { ...found, ...given };
}

/** Sets of keys that are remembered; a document has one or two, a hostile one a million. */
const MAX_KEY_SETS = 1_000;
const keyedMaps = new Map<string, ColumnMap>();

/** The map for a row that carries its own keys (JSON), by its keys. */
export function mapByKeys(item: Readonly<Record<string, unknown>>, given?: ColumnMap): ColumnMap {
  const keys = Object.keys(item);
  const signature = given ? `${JSON.stringify(given)}\n${keys.join('\n')}` : keys.join('\n');
  const known = keyedMaps.get(signature);
  if (known) return known;
  const map = mapByHeader(keys, given);
  if (keyedMaps.size < MAX_KEY_SETS) keyedMaps.set(signature, map);
  return map;
}

/**
 * Reads `--map externalId=id,reporter=user`.
 * @throws FileShapeError naming the part that is wrong and the fields that exist.
 */
export function parseColumnMap(text: string): ColumnMap {
  const map: Partial<Record<RawField, string[]>> = {};
  for (const part of text.split(',')) {
    const [field = '', column = ''] = part.split('=').map((side) => side.trim());
    if (!(rawFields as readonly string[]).includes(field) || column === '') {
      throw new FileShapeError(`"${part}" 应为 字段=列名；字段可为 ${rawFields.join(' ')}`);
    }
    (map[field as RawField] ??= []).push(column);
  }
  return map;
}

/** Fields without which a row can never be taken; of title and text one is enough. */
const required = ['externalId', 'publishedAt', 'text'] as const;
const requiredNames = {
  externalId: '编号（工单编号 / id）',
  publishedAt: '时间（受理时间 / time）',
  text: '标题或内容（主要内容 / text）',
};

/**
 * Refuses a table that lacks what every row needs; of a list of deletions that is the id.
 * @throws MissingColumns naming the missing columns and those that the file has.
 */
export function checkColumns(map: ColumnMap, columns: readonly string[]): void {
  const asked = Object.values(map)
    .flat()
    .filter((column) => !columns.includes(column));
  const isDeletions = map.deleted && !map.publishedAt && !map.title && !map.text;
  const absent = required.filter(
    (field) => !map[field] && !(field === 'text' && map.title) && !(isDeletions && field !== 'externalId'),
  );
  if (asked.length === 0 && absent.length === 0) return;
  const missing = [...asked, ...absent.map((field) => requiredNames[field])];
  throw new MissingColumns(
    `缺少列：${missing.join('、')}；文件只有：${columns.filter(Boolean).join('、') || '（无表头）'}`,
    columns.filter(isKnownColumn).length,
  );
}

/** The words of the platforms for where a matter stands; longer ones first, since 未办结 holds 办结. */
const statusWords: [RegExp, string][] = [
  [/^(open|accepted|replied|resolved|escalated|rejected)$/, '$1'],
  [/不予受理|作废|驳回|无效|rejected/i, 'rejected'],
  [/未办结|办理中|处理中|待办结|待回复|已派|已受理|已签收|转办|in.?progress/i, 'accepted'],
  [/上报|提级|疑难/, 'escalated'],
  [/办结|已解决|结案|归档|已完成|已关闭|closed|done/i, 'resolved'],
  [/回复|答复/, 'replied'],
];

function statusOf(row: MappedRow): string {
  const word = String(row.status ?? '').trim();
  const known = statusWords.find(([pattern]) => pattern.test(word));
  if (known) return known[1] === '$1' ? word : known[1];
  // An unknown word must not lose the ticket; what the other columns say is safe.
  return row.closedAt ? 'resolved' : row.reply ? 'replied' : 'open';
}

const privateWords = /^(?:private|保密|不公开|否|私密|非公开|未公开|不同意|不愿公开|仅部门可见|内部|0|false|n|no)$/i;
/** 是否保密 asks the other way round. */
const SECRECY = /保密/;
const trueWords = /^(?:是|保密|1|true|y|yes|√)$/i;
/** Platforms that keep a row and say so where others say what is done with it. */
const GONE = /^(?:deleted|removed|withdrawn|已?删除|已?撤[回销])$/i;

/** 12345 exports and Open311 requests are tickets; anything else that comes as a file is taken for posts. */
const TICKET_COLUMN = /工单|受理编号|诉求编号|service_request_id/;

const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?$/;

/** The time of a row: the first column that holds one, or a day in one column and the clock in another. */
function timeOf(values: readonly unknown[], place: TimePlace): unknown {
  const clock = values.find((value) => CLOCK.test(String(value).trim()));
  const day = clock === undefined ? undefined : values.find((value) => parseTime(value, place) !== undefined);
  if (typeof day === 'string' && typeof clock === 'string') {
    const joined = parseTime(`${day.trim().replace(/ 00:00(:00)?$/, '')} ${clock.trim()}`, place);
    if (joined !== undefined) return joined;
  }
  return values.find((value) => parseTime(value, place) !== undefined) ?? values[0];
}

function valueOf(field: RawField, values: readonly unknown[], place: TimePlace): unknown {
  if (field === 'wardHint') return values.map((value) => String(cellOf(field, value))).join('');
  if (field === 'publishedAt' && values.length > 1) return timeOf(values, place);
  return cellOf(field, values[0]);
}

const isPrivate = (columns: readonly string[] = [], word: string): boolean =>
  columns.some((column) => SECRECY.test(column)) ? trueWords.test(word) : privateWords.test(word);

/** One row of a table or of JSON in the product's field names; `place` is where its times were written. */
export function mapColumns(row: Readonly<Record<string, unknown>>, map: ColumnMap, place: TimePlace): MappedRow {
  const isTicket = map.externalId?.some((column) => TICKET_COLUMN.test(column) && Object.hasOwn(row, column));
  const mapped: MappedRow = { kind: isTicket ? 'ticket' : 'post' };
  for (const [field, columns] of Object.entries(map) as [RawField, string[]][]) {
    const values = columns
      .map((column) => (Object.hasOwn(row, column) ? row[column] : undefined))
      .filter((value) => !saysNothing(value));
    if (values.length > 0) mapped[field] = coerceField(field, valueOf(field, values, place), place);
  }
  const steps = stepColumns.filter((column) => Object.hasOwn(row, column) && !saysNothing(row[column]));
  if (steps.length > 0)
    mapped.steps = readSteps(
      steps.map((column) => ({ at: cellOf('publishedAt', row[column]), kind: column })),
      place,
    );
  if (GONE.test(String(mapped.status ?? '').trim())) mapped.deleted = true;
  if (map.status || mapped.reply) mapped.status = statusOf(mapped);
  if (mapped.visibility !== undefined)
    mapped.visibility = isPrivate(map.visibility, String(mapped.visibility).trim()) ? 'private' : 'public';
  return mapped;
}
