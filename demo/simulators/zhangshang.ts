import { createHmac } from 'node:crypto';
import type { DemoItem } from '../item.ts';
import { wholeSecond } from './item-history.ts';
import type { PlatformData } from './platform-data.ts';
import type { PlatformHandler, PlatformReply, PlatformRequest } from './platform-server.ts';

const MAX_PAGE = 200;

interface Entry {
  from: number;
  item: DemoItem;
  recall: boolean;
  seq: number;
}

interface Group {
  gid: string;
  first: DemoItem;
  entries: Entry[];
}

/** Every message and recall of each group, numbered in order of time. */
function groupsOf(data: PlatformData): Group[] {
  const groups = new Map<string, Group>();
  for (const history of data.histories) {
    const item = history[0]!.item;
    const key = `${item.wardCode} ${item.board}`;
    const group = groups.get(key) ?? { gid: `g${1000 + groups.size}`, first: item, entries: [] };
    groups.set(key, group);
    group.entries.push({ from: wholeSecond(item.at), item, recall: false, seq: 0 });
    const recall = history.find((version) => version.deleted);
    if (recall) group.entries.push({ from: recall.from, item, recall: true, seq: 0 });
  }
  for (const { entries } of groups.values()) {
    entries.sort((a, b) => a.from - b.from || Number(a.recall) - Number(b.recall) || (a.item.id < b.item.id ? -1 : 1));
    entries.forEach((entry, at) => Object.assign(entry, { seq: at + 1 }));
  }
  return [...groups.values()];
}

function messageType(entry: Entry): number {
  if (entry.recall) return 10_002;
  if (entry.item.text.startsWith('[图片')) return 3;
  return /^\[[^[\]]+\]$/.test(entry.item.text) ? 47 : 1;
}

function message(entry: Entry): unknown {
  const { item, recall } = entry;
  return {
    msgid: recall ? `${item.id}-recall` : item.id,
    seq: entry.seq,
    type: messageType(entry),
    from: { wxid: item.author, nick: item.author, role: item.staff ? 1 : 0 },
    content: recall ? `"${item.author}"撤回了一条消息` : item.text,
    ...(recall ? { recalled_msgid: item.id } : {}),
    ts: entry.from / 1000,
  };
}

function signatureHolds(request: PlatformRequest, app: string, secret: string, nonces: Set<string>): boolean {
  const sign = request.query.get('sign');
  const nonce = request.query.get('nonce') ?? '';
  const pairs = [...request.query].filter(([name]) => name !== 'sign').sort(([a], [b]) => (a < b ? -1 : 1));
  const text = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const fresh = nonce !== '' && !nonces.has(nonce);
  nonces.add(nonce);
  return (
    fresh && request.query.get('appid') === app && sign === createHmac('sha256', secret).update(text).digest('hex')
  );
}

const failure = (errcode: number, errmsg: string): PlatformReply => ({ status: 200, body: { errcode, errmsg } });

/** 掌上社区: signed query, group list, messages of one group after a sequence number. Errors come inside a 200. */
export function zhangshang(data: PlatformData, credential: string): PlatformHandler {
  const [app = '', secret = ''] = credential.split(':');
  const groups = groupsOf(data);
  const nonces = new Set<string>();
  const visible = (group: Group): Entry[] => group.entries.filter((entry) => entry.from <= data.now());
  return (request, context) => {
    if (!signatureHolds(request, app, secret, nonces)) return failure(40_001, '签名错误');
    if (request.path === '/chat/groups') {
      const list = groups.map((group) => ({
        gid: group.gid,
        name: group.first.board,
        ward: { code: group.first.wardCode || group.first.wardName, name: group.first.wardName },
        estate: group.first.estate,
        last_seq: visible(group).at(-1)?.seq ?? 0,
      }));
      return { status: 200, body: { errcode: 0, data: { groups: list } } };
    }
    if (request.path !== '/chat/messages') return { status: 404, body: { errcode: 404, errmsg: 'not found' } };
    const group = groups.find((candidate) => candidate.gid === request.query.get('gid'));
    if (!group) return failure(40_004, '群不存在');
    const since = Number(request.query.get('since_id') ?? 0);
    const limit = Math.min(Number(request.query.get('limit') ?? 50), MAX_PAGE);
    const messages = context
      .page(
        visible(group)
          .filter((entry) => entry.seq > since)
          .slice(0, limit),
      )
      .map(message);
    return { status: 200, body: { errcode: 0, data: { gid: group.gid, since_id: since, messages } } };
  };
}
