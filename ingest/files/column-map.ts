import { coerceField, isBlank, type MappedRow } from '../sources/map-item.ts';
import { rawFields, type RawField } from '../sources/field-rule.ts';
import { readSteps } from '../sources/read-step.ts';
import { simplify } from '../normalise/simplify.ts';
import { FileShapeError } from './file-row.ts';

/** For each field the columns that may hold it, the first that is not empty counts; ward columns are joined. */
export type ColumnMap = Partial<Record<RawField, readonly string[]>>;

/**
 * Column names by which exports are known: the 21 columns of 12345, the forums' own, our own field names.
 * Order is preference: the narrower name first, except for wards, which are written from district to estate.
 */
const knownColumns: ColumnMap = {
  externalId: [
    'externalId',
    'external_id',
    'id',
    '工单编号',
    '工单号',
    '受理编号',
    '诉求编号',
    '事件编号',
    '帖子编号',
    '编号',
    'service_request_id',
    'ticket id',
    'ticket number',
    'case id',
    'case number',
    'request id',
    'sr number',
  ],
  kind: ['kind'],
  visibility: ['visibility', '是否公开', '公开类型'],
  publishedAt: [
    'publishedAt',
    'published_at',
    'time',
    'created_at',
    '受理时间',
    '来电时间',
    '登记时间',
    '诉求时间',
    '创建时间',
    '建单时间',
    '发布时间',
    '提交时间',
    '反映时间',
    '时间',
    'requested_datetime',
    'created date',
    'creation date',
    'date created',
    'opened',
    'open date',
    'received date',
    'date',
  ],
  updatedAt: ['updatedAt', 'updated_at', '更新时间', '最后更新时间', '修改时间', 'updated_datetime'],
  version: ['version'],
  deleted: ['deleted', '是否删除'],
  title: ['title', '标题', '诉求标题', '工单标题', '主题', 'service_name', 'subject', 'summary'],
  text: [
    'text',
    'content',
    '主要内容',
    '诉求内容',
    '工单内容',
    '反映内容',
    '内容',
    '正文',
    '描述',
    'description',
    'details',
    'message',
  ],
  reply: ['reply', '回复内容', '答复内容', '办理结果', '处理结果', '回复', 'status_notes'],
  repliedAt: ['repliedAt', 'replied_at', 'reply_time', '回复时间', '答复时间'],
  closedAt: [
    'closedAt',
    'closed_at',
    '办结时间',
    '结案时间',
    '完成时间',
    'closed_datetime',
    'closed date',
    'date closed',
    'resolved date',
  ],
  status: ['status', '工单状态', '办理状态', '状态'],
  reporter: ['reporter', 'user', 'author', '诉求人', '来电人', '反映人', '发帖人', '作者', '用户', '姓名'],
  wardHint: [
    'wardHint',
    'ward_hint',
    'ward',
    '被反映区',
    '街乡镇',
    '被反映街乡镇',
    '街镇',
    '村社区',
    '被反映村社区',
    '居村委',
    '居委',
    '社区',
  ],
  estate: ['estate', '小区点位', '被反映小区', '小区'],
  board: ['board', '版块', '栏目', '来源渠道', '诉求来源', '工单来源'],
  likes: ['likes', 'up', '点赞数', '点赞', '支持数'],
  comments: ['comments', '评论数', '评论'],
  natureHint: ['nature', '工单类型', '诉求类型', '诉求性质'],
  topicHint: ['topic', 'category', '问题分类', '诉求分类', '事项分类', '问题类别'],
  closedLevel: ['closedLevel', 'closed_level', '办结层级', '办结级别', '办结单位', '主办单位', '主办'],
};

/** Columns that tell when a step was taken; the word of the step is in the name. */
const stepColumns = ['派单时间', '转派时间', '签收时间', '接单时间', '退回时间', '上报时间', '重办时间', '回访时间'];

/** Traditional and English headers are known by the same names, whatever joins their words. */
const plain = (name: string): string =>
  simplify(name)
    .replace(/[\s*＊：:（）()_]/gu, '')
    .toLowerCase();

const fieldByColumn = new Map(
  Object.entries(knownColumns).flatMap(([field, names]) =>
    names.map((name) => [plain(name), field as RawField] as const),
  ),
);

/** True for a column name that the known exports use. */
export const isKnownColumn = (name: string): boolean => fieldByColumn.has(plain(name));

/** The map for a file by its column names; every known name that the file has, in order of preference. */
export function mapByHeader(columns: readonly string[]): ColumnMap {
  const found: ColumnMap = {};
  for (const [field, names] of Object.entries(knownColumns) as [RawField, string[]][]) {
    const present = names.flatMap((name) => columns.filter((column) => plain(column) === plain(name)));
    if (present.length > 0) found[field] = present;
  }
  return found;
}

/** Known names for rows that carry their own keys (JSON lines). */
export const keyedMap: ColumnMap = knownColumns;

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
 * @throws FileShapeError naming the missing columns and those that the file has.
 */
export function checkColumns(map: ColumnMap, columns: readonly string[]): void {
  const asked = Object.values(map)
    .flat()
    .filter((column) => !columns.includes(column));
  const absent = required.filter((field) => !map[field] && !(field === 'text' && map.title));
  if (asked.length === 0 && absent.length === 0) return;
  const missing = [...asked, ...absent.map((field) => requiredNames[field])];
  throw new FileShapeError(
    `缺少列：${missing.join('、')}；文件只有：${columns.filter(Boolean).join('、') || '（无表头）'}`,
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

/** A cell without what spreadsheets put around a text so that it stays one: ="0012", '0012. */
function cellText(cell: string): string {
  const text = cell.trim();
  return /^="([^"]*)"$/.exec(text)?.[1] ?? /^'(\d+)$/.exec(text)?.[1] ?? text;
}

const cellOf = (value: unknown): unknown => (typeof value === 'string' ? cellText(value) : value);

/** One row of a table or of JSON lines in the product's field names; `zone` is that of times without an offset. */
export function mapColumns(row: Readonly<Record<string, unknown>>, map: ColumnMap, zone: string): MappedRow {
  const isTicket = map.externalId?.some((column) => TICKET_COLUMN.test(column) && Object.hasOwn(row, column));
  const mapped: MappedRow = { kind: isTicket ? 'ticket' : 'post' };
  for (const [field, columns] of Object.entries(map) as [RawField, string[]][]) {
    const values = columns
      .map((column) => (Object.hasOwn(row, column) ? row[column] : undefined))
      .filter((value) => !isBlank(value));
    if (values.length === 0) continue;
    const value = field === 'wardHint' ? values.map(String).join('') : values[0];
    mapped[field] = coerceField(field, cellOf(value), zone);
  }
  const steps = stepColumns.filter((column) => Object.hasOwn(row, column) && !isBlank(row[column]));
  if (steps.length > 0)
    mapped.steps = readSteps(
      steps.map((column) => ({ at: cellOf(row[column]), kind: column })),
      zone,
    );
  if (map.status || mapped.reply) mapped.status = statusOf(mapped);
  if (mapped.visibility !== undefined)
    mapped.visibility = privateWords.test(String(mapped.visibility)) ? 'private' : 'public';
  return mapped;
}
