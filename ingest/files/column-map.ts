import { coerceField, isBlank, type MappedRow } from '../sources/map-item.ts';
import { parseTime, type TimePlace } from '../sources/parse-time.ts';
import { rawFields, type RawField } from '../sources/field-rule.ts';
import { readSteps } from '../sources/read-step.ts';
import { FileShapeError, MissingColumns } from './file-row.ts';
import { plainText } from './plain-text.ts';
import { isKnownColumn, knownColumns, plainColumn, stepColumns } from './known-columns.ts';

/** For each field the columns that may hold it, the first that is not empty counts; ward columns are joined. */
export type ColumnMap = Partial<Record<RawField, readonly string[]>>;

/** The map for a file by its column names; every known name that the file has, in order of preference. */
export function mapByHeader(columns: readonly string[]): ColumnMap {
  const found: ColumnMap = {};
  for (const [field, names] of Object.entries(knownColumns) as [RawField, string[]][]) {
    const present = names.flatMap((name) => columns.filter((column) => plainColumn(column) === plainColumn(name)));
    if (present.length > 0) found[field] = [...new Set(present)];
  }
  return found;
}

/** Sets of keys that are remembered; a document has one or two, a hostile one a million. */
const MAX_KEY_SETS = 1_000;
const keyedMaps = new Map<string, ColumnMap>();

/** The map for a row that carries its own keys (JSON), by its keys. */
export function mapByKeys(item: Readonly<Record<string, unknown>>): ColumnMap {
  const keys = Object.keys(item);
  const signature = keys.join('\n');
  const known = keyedMaps.get(signature);
  if (known) return known;
  const map = mapByHeader(keys);
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
 * Refuses a table that lacks what every row needs.
 * @throws MissingColumns naming the missing columns and those that the file has.
 */
export function checkColumns(map: ColumnMap, columns: readonly string[]): void {
  const asked = Object.values(map)
    .flat()
    .filter((column) => !columns.includes(column));
  const absent = required.filter((field) => !map[field] && !(field === 'text' && map.title));
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

const privateWords = /^(private|保密|不公开|否|私密)$/;

/** 12345 exports and Open311 requests are tickets; anything else that comes as a file is taken for posts. */
const TICKET_COLUMN = /工单|受理编号|诉求编号|service_request_id/;

/** A cell without what is put around a text so that it stays one: ="0012", '0012, and the quotes of some writers. */
function cellText(cell: string): string {
  const text = cell.trim();
  return /^="([^"]*)"$/.exec(text)?.[1] ?? /^'(\d+)$/.exec(text)?.[1] ?? /^'([^']*)'$/.exec(text)?.[1] ?? text;
}

/** What databases and offices write where there is nothing: a reply of 无 is none, a closing time of -- is no mistake. */
const NOTHING = /^(?:\\N|\(?null\)?|none|nil|nan|undefined|#?n\/a|[-—–/]{1,4}|无|暂无|空|\(blank\))$/i;

const saysNothing = (value: unknown): boolean =>
  isBlank(value) || (typeof value === 'string' && NOTHING.test(value.trim()));

/** Where a value is an object of its own (a user, a ward, a rendered text), what it is called by. */
const NAMES = ['rendered', 'text', 'value', 'name', 'title', 'label', 'nickname', 'nickName', 'username', 'id'];
const TEXTS: ReadonlySet<string> = new Set<RawField>([
  'title',
  'text',
  'reply',
  'reporter',
  'wardHint',
  'estate',
  'board',
  'natureHint',
  'topicHint',
]);

function nameOf(value: unknown): unknown {
  if (Array.isArray(value)) return plainText(value);
  if (typeof value !== 'object' || value === null) return value;
  const name = NAMES.find((key) => Object.hasOwn(value, key));
  return name === undefined ? value : (value as Record<string, unknown>)[name];
}

function cellOf(field: RawField, value: unknown): unknown {
  const named = TEXTS.has(field) ? nameOf(value) : value;
  return typeof named === 'string' ? cellText(named) : named;
}

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
  if (map.status || mapped.reply) mapped.status = statusOf(mapped);
  if (mapped.visibility !== undefined)
    mapped.visibility = privateWords.test(String(mapped.visibility)) ? 'private' : 'public';
  return mapped;
}
