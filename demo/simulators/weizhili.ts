import type { ItemVersion } from './item-history.ts';
import type { PlatformData } from './platform-data.ts';
import type { PlatformHandler } from './platform-server.ts';
import { wallTime } from './platform-time.ts';

const ZT = { open: '01', accepted: '02', replied: '03', resolved: '04', escalated: '05', rejected: '06' } as const;
const MAX_PAGE = 100;

const slashed = (ms: number | null): string | null => (ms === null ? null : wallTime(ms).replaceAll('-', '/'));

function concern(version: ItemVersion): unknown {
  const { item } = version;
  return {
    bh: item.id,
    lx: item.board.includes('项目') ? '项目' : '关注',
    lm: item.board,
    bt: item.title,
    nr: version.text,
    gk: item.visibility === 'public' ? '是' : '否',
    sqbm: item.wardCode,
    sqmc: item.wardName,
    xqmc: item.estate,
    lry: item.author,
    lrsj: slashed(Date.parse(item.at)),
    gxsj: slashed(version.stamp),
    gzs: String(version.likes),
    bl: {
      zt: ZT[version.status],
      hfnr: version.reply,
      hfsj: slashed(version.repliedAt),
      bjsj: slashed(version.closedAt),
    },
    sc: version.deleted ? '1' : '0',
  };
}

/** 微治理: key in a header, cursor over (change time, id), field names by pinyin initials. */
export function weizhili(data: PlatformData, key: string): PlatformHandler {
  return (request, context) => {
    if (request.headers['x-api-key'] !== key) return { status: 403, body: { zt: 403, xx: '密钥无效' } };
    if (request.path !== '/wzl/v1/sx/lb') return { status: 404, body: { zt: 404, xx: '无此接口' } };
    const token = request.query.get('yb');
    if (token && context.random() < (context.faults().cursorReset ?? 0))
      return { status: 410, body: { zt: 410, xx: '游标已失效' } };
    const [stamp = 0, id = ''] = token
      ? (JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as [number, string])
      : [];
    const size = Math.min(Number(request.query.get('tj') ?? 20), MAX_PAGE);
    const all = data.changedSince(Math.max(Number(request.query.get('gxsj_q') ?? 0) * 1000, stamp));
    const rest = token ? all.filter((version) => version.stamp > stamp || version.item.id > id) : all;
    const slice = rest.slice(0, size);
    const last = slice.at(-1);
    const next = last ? Buffer.from(JSON.stringify([last.stamp, last.item.id])).toString('base64url') : null;
    return {
      status: 200,
      body: { zt: 200, sj: { lb: context.page(slice).map(concern), xyb: next, hyd: rest.length > size } },
    };
  };
}
