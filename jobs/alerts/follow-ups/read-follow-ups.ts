import type { AlertRow } from '#warehouse/ledger/alerts/rows.ts';
import { FileShapeError } from '#ingest/files/file-row.ts';

export type FollowUpResult = Exclude<AlertRow['followUpResult'], ''>;
export type FollowUpSolved = AlertRow['followUpSolved'];

/** One 回访 of the hotline. */
export interface FollowUpRow {
  /** 1-based row of the sheet. */
  line: number;
  ticketId: string;
  result: FollowUpResult;
  /** '' where the file says nothing about the matter itself. */
  solved: FollowUpSolved;
  /** With 不满意: the unit is at fault, which reopens the alert (重办). */
  unitAtFault: boolean;
}

/** Why a row was not taken; `word` is the value that was not understood, of a closed column, so it names nobody. */
export interface FollowUpReject {
  line: number;
  ticketId: string;
  reason: 'no_ticket' | 'unknown_result' | 'unknown_solved' | 'twice' | 'no_alert' | 'several_alerts' | Late;
  word: string;
}
/** Reasons that lie in the alert. */
type Late = 'not_resolved' | 'closed' | 'differs';

const columns = {
  ticketId: ['工单编号', '工单号', '受理编号', '诉求编号', '事件编号', '编号', 'externalid', 'ticketid', 'id'],
  result: ['是否满意', '满意度', '满意情况', '回访满意度', '满意度评价', '回访结果', 'result'],
  solved: ['是否解决', '解决情况', '问题是否解决', '回访解决情况', 'solved'],
  unitAtFault: ['是否重办', '是否承办单位责任', '责任单位原因', 'unitatfault'],
} as const;

const results = new Map<string, FollowUpResult>([
  ...['满意', '非常满意', '很满意', '是', 'satisfied'].map((word) => [word, 'satisfied'] as const),
  ...['基本满意', '较满意', '比较满意', '一般', 'basically'].map((word) => [word, 'basically'] as const),
  ...['不满意', '非常不满意', '很不满意', '否', 'dissatisfied'].map((word) => [word, 'dissatisfied'] as const),
  ...['联系不上', '无法联系', '未接通', '无人接听', '未接', '未评价', '拒访', '空号', 'unreachable'].map(
    (word) => [word, 'unreachable'] as const,
  ),
]);
const solutions = new Map<string, FollowUpSolved>([
  ['', ''],
  ...['是', '已解决', '解决', '解决了', 'solved'].map((word) => [word, 'solved'] as const),
  ...['部分解决', '部分', '基本解决', 'partly'].map((word) => [word, 'partly'] as const),
  ...['否', '未解决', '没有解决', '没解决', 'unsolved'].map((word) => [word, 'unsolved'] as const),
]);
const yes = new Set(['是', '重办', '1', 'true']);

/** Title rows above the header of an export, rarely more than five. */
const HEADER_WITHIN = 10;
/** A word that is shown back is cut here; what is longer is no answer of a list. */
const LONGEST_WORD = 12;

const plain = (cell: unknown): string => String(cell ?? '').replaceAll(/[\s*＊：:（）()]/gu, '');

/**
 * The 回访 of a sheet by the names of its columns; a row that says nothing at all is left out.
 * @throws FileShapeError when the columns of ticket and result are missing, naming them.
 */
export function readFollowUps(cells: readonly (readonly unknown[])[]): {
  rows: FollowUpRow[];
  rejects: FollowUpReject[];
} {
  const at = cells.slice(0, HEADER_WITHIN).findIndex((row) => place(row, 'ticketId') >= 0 && place(row, 'result') >= 0);
  const header = cells[at];
  if (!header) throw new FileShapeError('表头须有“工单编号”和“是否满意”（或“满意度”“回访结果”）两列');
  const rows: FollowUpRow[] = [];
  const rejects: FollowUpReject[] = [];
  const seen = new Set<string>();
  for (const [index, row] of cells.slice(at + 1).entries()) {
    const read = readRow(header, row, at + index + 2);
    if (!read) continue;
    const isTwice = !('reason' in read) && seen.has(read.ticketId);
    if ('reason' in read) rejects.push(read);
    else if (isTwice) rejects.push({ line: read.line, ticketId: read.ticketId, reason: 'twice', word: '' });
    else rows.push(read);
    seen.add(read.ticketId);
  }
  return { rows, rejects };
}

function readRow(
  header: readonly unknown[],
  row: readonly unknown[],
  line: number,
): FollowUpRow | FollowUpReject | undefined {
  const word = (field: keyof typeof columns): string => plain(row[place(header, field)]);
  const [ticketId, said] = [word('ticketId').slice(0, 100), word('result')];
  if (ticketId === '' && said === '') return undefined;
  const reject = (reason: FollowUpReject['reason'], about = ''): FollowUpReject => ({
    line,
    ticketId,
    reason,
    word: about.slice(0, LONGEST_WORD),
  });
  if (ticketId === '') return reject('no_ticket');
  const result = results.get(said);
  if (!result) return reject('unknown_result', said);
  const solved = solutions.get(word('solved'));
  if (solved === undefined) return reject('unknown_solved', word('solved'));
  return { line, ticketId, result, solved, unitAtFault: result === 'dissatisfied' && yes.has(word('unitAtFault')) };
}

/** Where the column of a field stands, by the first of its names that the header has; -1 without one. */
function place(header: readonly unknown[], field: keyof typeof columns): number {
  const names = header.map((cell) => plain(cell).toLowerCase());
  const name = columns[field].find((each) => names.includes(each));
  return name === undefined ? -1 : names.indexOf(name);
}
