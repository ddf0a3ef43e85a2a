import { createHash } from 'node:crypto';
import type { DeskMessage } from './desk-message.ts';
import type { Push } from './read-push.ts';
import type { SignatureFault } from './verify-signature.ts';

const style = `
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1c2430; background: #f6f7f9; }
h1 { font-size: 1.4rem; margin: 0; }
p { margin: .25rem 0 1.25rem; color: #55606e; }
table { width: 100%; border-collapse: collapse; background: #fff; box-shadow: 0 1px 3px #0002; }
th, td { text-align: left; vertical-align: top; padding: .6rem .8rem; border-bottom: 1px solid #e3e6ea; }
th { font-weight: 600; white-space: nowrap; background: #eef1f4; }
a { color: #0b57a4; }
td small { display: block; color: #55606e; }
.valid { color: #0a6b3d; font-weight: 600; white-space: nowrap; }
.invalid { color: #a61b1b; font-weight: 600; }
.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
@media (max-width: 44rem) {
  thead { position: absolute; clip-path: inset(50%); }
  tr, td { display: block; }
  tr { padding: .6rem 0; border-bottom: 1px solid #e3e6ea; }
  td { border: 0; padding: .15rem .8rem; }
}
`;

/** Nothing may be loaded from anywhere; the one style sheet is allowed by its hash. */
export const deskPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const roles = { lead: '主办', assist: '协办' } as const;
const faults: Record<SignatureFault, string> = {
  timestamp_too_old: '时间戳过旧',
  timestamp_too_new: '时间戳超前',
  no_matching_signature: '签名不符',
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c);
const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
const time = (iso: string | undefined): string => {
  const ms = Date.parse(iso ?? '');
  return Number.isNaN(ms) ? '—' : clock.format(ms);
};

/** The lines below the heading: number, level, ward, counts. */
function details({ number, levelName, subject }: Push['data']): string {
  const counts = subject === undefined ? [] : [subject.wardName, `${subject.documents} 件 / ${subject.reporters} 人`];
  return [number, levelName, ...counts].filter((part) => part !== '').join(' · ');
}

function about({ push, fault }: DeskMessage): string {
  if (push === undefined) return fault === undefined ? '内容无法识别' : '来源不明，内容不显示';
  const { heading, link } = push.data;
  const title = link === undefined ? escape(heading) : `<a href="${escape(link)}">${escape(heading)}</a>`;
  return `${title}<small>${escape(details(push.data))}</small>`;
}

function row(message: DeskMessage): string {
  const { receivedAt, departmentName, attempts, fault, push } = message;
  const signature =
    fault === undefined
      ? '<span class="valid">签名有效</span>'
      : `<span class="invalid">签名无效</span><small>${faults[fault]}</small>`;
  return `<tr>
<td class="time">${time(receivedAt)}<small>业务时间 ${time(push?.timestamp)}</small></td>
<td>${escape(departmentName)}<small>${push === undefined ? '—' : roles[push.data.role]}</small></td>
<td>${about(message)}</td>
<td>${signature}${attempts > 1 ? `<small>重复投递 ${attempts - 1} 次，只收一次</small>` : ''}</td>
<td>${push?.story === undefined ? '—' : escape(`${push.story.id} ${push.story.title}`)}</td>
</tr>`;
}

/** The desk as one plain page, newest push first; it reloads itself every five seconds. */
export function renderDesk(messages: readonly DeskMessage[]): string {
  const body =
    messages.length === 0
      ? '<tr><td colspan="5">还没有收到提醒。热点达到阈值后，提醒会推送到这里。</td></tr>'
      : messages.toReversed().map(row).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>部门接收台（演示）</title>
<style>${style}</style>
</head>
<body>
<h1>部门接收台（演示）</h1>
<p>各责任单位收到的提醒，共 ${messages.length} 条。每条都核对签名；同一条重复投递只收一次。</p>
<table>
<thead><tr><th scope="col">收到时间</th><th scope="col">单位</th><th scope="col">提醒</th><th scope="col">签名</th><th scope="col">演示故事</th></tr></thead>
<tbody>
${body}
</tbody>
</table>
</body>
</html>
`;
}
