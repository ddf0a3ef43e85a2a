import type { ItemVersion } from './item-history.ts';
import type { PlatformData } from './platform-data.ts';
import type { PlatformHandler } from './platform-server.ts';

const PHASE = {
  open: '待受理',
  accepted: '处理中',
  replied: '已答复',
  resolved: '已办结',
  escalated: '提交圆桌会',
  rejected: '不予受理',
} as const;
const MAX_PAGE = 100;
/** A token ends after this many requests, so that its renewal is part of every longer pull. */
const REQUESTS_PER_TOKEN = 40;

function matter(version: ItemVersion): unknown {
  const { item } = version;
  return {
    matterNo: item.id,
    boardName: item.board,
    subject: item.title,
    detail: version.text,
    privacy: item.visibility === 'public' ? 'PUBLIC' : 'PRIVATE',
    member: { openId: item.author },
    community: { code: item.wardCode, name: item.wardName, plot: item.estate },
    phase: PHASE[version.status],
    answers: version.reply ? [{ by: '社区工作人员', content: version.reply, at: version.repliedAt }] : [],
    flow: [
      { action: '受理', at: Math.floor(Date.parse(item.at) / 1000) * 1000, by: item.wardName },
      ...(version.status === 'escalated' ? [{ action: '提交圆桌会', at: version.from, by: '街道' }] : []),
      ...(version.closedAt === null ? [] : [{ action: '办结', at: version.closedAt, by: item.wardName }]),
    ],
    thumbsUp: version.likes,
    publishTime: Math.floor(Date.parse(item.at) / 1000) * 1000,
    modifyTime: version.stamp,
    finishTime: version.closedAt,
    removed: version.deleted,
  };
}

/** 博学圆桌汇: OAuth client credentials, offset and limit, times as epoch milliseconds. */
export function boxue(data: PlatformData, credential: string): PlatformHandler {
  const left = new Map<string, number>();
  let issued = 0;
  return (request, context) => {
    if (request.path === '/oauth/token' && request.method === 'POST') {
      const form = new URLSearchParams(request.body);
      const known = `${form.get('client_id')}:${form.get('client_secret')}` === credential;
      if (!known || form.get('grant_type') !== 'client_credentials')
        return { status: 401, body: { error: 'invalid_client' } };
      issued += 1;
      left.set(`bx-${issued}`, REQUESTS_PER_TOKEN);
      return { status: 200, body: { access_token: `bx-${issued}`, token_type: 'bearer', expires_in: 7200 } };
    }
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const uses = left.get(token) ?? 0;
    if (uses <= 0) return { status: 401, body: { success: false, errorMsg: 'token expired' } };
    left.set(token, uses - 1);
    if (request.path !== '/openapi/matters') return { status: 404, body: { success: false, errorMsg: 'not found' } };
    const offset = Math.max(Number(request.query.get('offset') ?? 0), 0);
    const limit = Math.min(Number(request.query.get('limit') ?? 20), MAX_PAGE);
    const all = data.changedSince(Date.parse(request.query.get('modifiedAfter') ?? '') || 0);
    const records = context.page(all.slice(offset, offset + limit)).map(matter);
    return { status: 200, body: { success: true, total: all.length, offset, limit, records } };
  };
}
