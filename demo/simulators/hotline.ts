import { versionAt, type ItemVersion } from './item-history.ts';
import type { PlatformData } from './platform-data.ts';
import type { PlatformHandler } from './platform-server.ts';
import { wallTime } from './platform-time.ts';

const GDZT = {
  open: '待派单',
  accepted: '已派单',
  replied: '已回复',
  resolved: '已办结',
  escalated: '已上报',
  rejected: '不予受理',
} as const;
const MAX_PAGE = 100;

const zoned = (ms: number | null): string | null => (ms === null ? null : `${wallTime(ms).replace(' ', 'T')}+08:00`);

function kindOf(text: string): string {
  if (/感谢|表扬|点赞/.test(text)) return '表扬';
  if (/建议|希望/.test(text)) return '建议';
  return /请问|咨询|如何/.test(text) ? '咨询' : '求助';
}

function ticket(version: ItemVersion): unknown {
  const { item } = version;
  const unit = `${item.wardName}居委会`;
  const steps = [{ cz: '受理', sj: zoned(Date.parse(item.at)), dw: '市12345热线' }];
  if (version.repliedAt !== null) steps.push({ cz: '回复', sj: zoned(version.repliedAt), dw: unit });
  if (version.closedAt !== null) steps.push({ cz: '办结', sj: zoned(version.closedAt), dw: unit });
  return {
    gdbh: item.id,
    bbh: version.revision,
    gdlx: kindOf(item.title + item.text),
    lydj: item.board,
    bt: item.title,
    zynr: version.text,
    gdzt: version.deleted ? '已撤单' : GDZT[version.status],
    sfgk: item.visibility === 'public' ? '公开' : '保密',
    sqr: { bh: item.author },
    dz: { csqbm: item.wardCode, csq: item.wardName, xqdw: item.estate },
    slsj: zoned(Date.parse(item.at)),
    gxsj: zoned(version.stamp),
    hfnr: version.reply,
    bjsj: zoned(version.closedAt),
    lzjl: steps,
  };
}

/** 12345: a feed of changes by cursor; each row is the ticket as it stands now. Other than the rest it has no updated-since. */
export function hotline(data: PlatformData, key: string): PlatformHandler {
  const feed = data.histories.flat().sort((a, b) => a.from - b.from || (a.item.id < b.item.id ? -1 : 1));
  const historyOf = new Map(data.histories.map((history) => [history[0]?.item.id, history]));
  return (request, context) => {
    if (request.headers.authorization !== key) return { status: 401, body: { retcode: '401', retmsg: '鉴权失败' } };
    if (request.path !== '/open/tickets/changes')
      return { status: 404, body: { retcode: '404', retmsg: '资源不存在' } };
    const cursor = request.query.get('cursor');
    if (cursor && context.random() < (context.faults().cursorReset ?? 0))
      return { status: 410, body: { retcode: '410', retmsg: '游标过期' } };
    const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) || 0 : 0;
    const size = Math.min(Number(request.query.get('pageSize') ?? 20), MAX_PAGE);
    const now = data.now();
    const visible = feed.findIndex((version) => version.from > now);
    const end = Math.min(start + size, visible === -1 ? feed.length : visible);
    const changed = [...new Set(feed.slice(start, end).map((version) => version.item.id))];
    const rows = changed.flatMap((id) => versionAt(historyOf.get(id) ?? [], now) ?? []);
    const nextCursor = Buffer.from(String(Math.max(end, start))).toString('base64url');
    const hasMore = end < (visible === -1 ? feed.length : visible);
    return { status: 200, body: { retcode: '0', data: { rows: context.page(rows).map(ticket), nextCursor, hasMore } } };
  };
}
