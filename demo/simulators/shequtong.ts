import { seededShare } from './seeded-random.ts';
import type { ItemVersion } from './item-history.ts';
import type { PlatformData } from './platform-data.ts';
import type { PlatformHandler } from './platform-server.ts';
import { fromWallTime, wallTime } from './platform-time.ts';

const STATE = { open: 0, accepted: 1, replied: 2, resolved: 3, escalated: 4, rejected: 9 } as const;
const MAX_PAGE = 100;

function topic(version: ItemVersion): unknown {
  const { item } = version;
  const reply = {
    content: version.reply,
    dept: '居委会',
    time: version.repliedAt === null ? null : wallTime(version.repliedAt),
  };
  return {
    id: item.id,
    section: { id: Math.floor(seededShare(item.board) * 90) + 10, name: item.board },
    title: item.title,
    content: version.text,
    author: { uid: item.author, verified: 1 },
    juwei: { code: item.wardCode, name: item.wardName },
    xiaoqu: item.estate,
    open_level: item.visibility === 'public' ? 1 : 2,
    state: STATE[version.status],
    closed_by: version.closedAt === null ? '' : `${item.wardName}居委会`,
    like_num: version.likes,
    comment_num: 0,
    reply: version.reply ? reply : null,
    created_at: wallTime(Date.parse(item.at)),
    updated_at: wallTime(version.stamp),
    closed_at: version.closedAt === null ? '' : wallTime(version.closedAt),
    is_del: version.deleted ? 1 : 0,
  };
}

/** 社区通: bearer token, page numbers, `updated_since` as local time. */
export function shequtong(data: PlatformData, token: string): PlatformHandler {
  return (request, context) => {
    if (request.headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { code: 40101, msg: '未登录或登录已过期' } };
    if (request.path !== '/api/v2/topic/list') return { status: 404, body: { code: 404, msg: '接口不存在' } };
    const page = Math.max(Number(request.query.get('page') ?? 1), 1);
    const size = Math.min(Number(request.query.get('page_size') ?? 20), MAX_PAGE);
    const all = data.changedSince(fromWallTime(request.query.get('updated_since')));
    const list = context.page(all.slice((page - 1) * size, page * size)).map(topic);
    return { status: 200, body: { code: 0, msg: 'ok', data: { page, page_size: size, total: all.length, list } } };
  };
}
