import type { AlertRow, FollowUpReport, RoutingSuggestion } from '#api/contract/alerts.ts';
import type { DeadLetterView, EndpointView } from '#api/contract/channels.ts';
import type { SettingDetail } from '#api/contract/settings.ts';
import type { Roster } from '../lib/roster-week.ts';
import { nowIso } from './fixture-data.ts';
import { wardMapRead } from './fixture-map.ts';

/** What the office’s pages ask for: settings with editors of their own, channels, dead letters, imports. */
const rule = { topic: '', ward: '', nature: '', lead: 'jiaojing', assist: [] as string[], from: '', until: '' };
const roster: Roster = {
  units: [
    {
      unit: 'jiaojing',
      people: [
        {
          id: 'zhang',
          name: '张科长',
          channels: [{ kind: 'sms', to: '13800000000', url: 'sealed:1:x', secret: 'sealed:1:y' }],
        },
        { id: 'li', name: '李副科长', channels: [{ kind: 'wecom', url: 'sealed:1:z' }] },
        { id: 'zhao', name: '赵值班', channels: [] },
        { id: 'chen', name: '陈大队长', channels: [{ kind: 'email', to: 'chen@example.gov.cn' }] },
      ],
      turns: [
        { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30', people: ['zhang'] },
        { days: [6, 7], from: '18:00', to: '09:00', people: ['zhao', 'li'] },
      ],
      handOvers: [{ from: '2020-12-12T20:00', to: '2020-12-12T23:00', people: ['li'] }],
      leaders: ['chen'],
      leave: [{ person: 'zhang', from: '2020-12-10', to: '2020-12-11' }],
    },
  ],
};
const settings: Record<string, { zh: string; value: unknown }> = {
  routing: {
    zh: '派单规则',
    value: {
      rules: [
        { ...rule, topic: '08', assist: ['pingan'], from: '2020-12-01' },
        { ...rule, topic: '03', nature: 'consult', lead: 'pingan' },
        rule,
      ],
    },
  },
  channels: {
    zh: '单位联系方式',
    value: {
      units: [
        {
          unit: 'jiaojing',
          channels: [
            { kind: 'wecom', url: 'sealed:1:x' },
            { kind: 'dingtalk', url: 'sealed:1:y', secret: 'sealed:1:z' },
          ],
          lastResort: [{ kind: 'sms', to: '13800000000', url: 'sealed:1:x', secret: 'sealed:1:y' }],
        },
        { unit: 'pingan', channels: [{ kind: 'email', to: 'pingan@example.gov.cn' }], lastResort: [] },
      ],
    },
  },
  'ward-grid': { zh: '区域方格图', value: { cells: [] } },
  'ward-map': { zh: '区域地图', value: { crs: 'EPSG:4326', approval: '', shapes: [] } },
  roster: { zh: '值班表', value: roster },
  calendar: {
    zh: '工作日历',
    value: {
      opensAt: 540,
      closesAt: 1050,
      years: [{ year: 2027, off: ['01-01', '10-01', '10-02', '10-03', '10-04'], work: ['10-09'], half: ['02-05'] }],
    },
  },
};
settings['topic-model'] = { zh: '分类模型', value: { version: 2, minConfidence: 0.7 } };
const community = (code: string, name: string, estates: string[]) => ({
  code,
  name,
  aliases: [],
  households: 1200,
  residents: 3300,
  estates: estates.map((estate) => ({ name: estate, aliases: [], households: 400 })),
});
settings['wards'] = {
  zh: '区划',
  value: {
    streets: [
      {
        code: '330199001',
        name: '北干街道',
        aliases: [],
        communities: [
          community('330199001001', '育才社区', ['育才苑', '学府花园']),
          community('330199001002', '山北社区', ['山北新村']),
        ],
      },
      {
        code: '330199002',
        name: '闻堰街道',
        aliases: ['闻堰镇'],
        communities: [community('330199002001', '闻兴村', [])],
      },
    ],
  },
};
settings['departments'] = {
  zh: '责任单位',
  value: {
    departments: [
      { code: 'jiaojing', name: '公安交警大队', line: '交通', wardCode: '', dutyPhone: '0571-0000 0110' },
      { code: 'pingan', name: '北干街道平安办', line: '平安', wardCode: '330199001', dutyPhone: '' },
    ],
  },
};
settings['lexicon'] = { zh: '本地词库', value: { words: '梧桐里弄 ns\n博学圆桌汇' } };
const channel = { unit: 'jiaojing', name: '公安交警大队', fallback: false, disabledReason: null, failuresInARow: 0 };
const channels: EndpointView[] = [
  { ...channel, id: 'jiaojing.webhook.0', kind: 'webhook', lastOkAt: nowIso },
  { ...channel, id: 'jiaojing.wecom.0', kind: 'wecom', lastOkAt: nowIso, failuresInARow: 4 },
  { ...channel, id: 'jiaojing.email.0', kind: 'email', lastOkAt: null, fallback: true },
  { ...channel, id: 'wuye.feishu.0', name: '物业管理中心', kind: 'feishu', lastOkAt: nowIso, disabledReason: '410' },
];
const suggestions: RoutingSuggestion[] = [
  {
    topicCode: '0804',
    topicName: '公交',
    wardCode: '',
    wardName: '',
    from: '公安交警大队',
    to: '街道平安办',
    toCode: 'pingan',
    times: 5,
    of: 6,
  },
];
const lettersOf = (alerts: readonly AlertRow[]): DeadLetterView[] =>
  alerts.slice(0, 2).map(({ id, number }, n) => ({
    deliveryId: `msg_${n}`,
    alertId: id,
    number,
    target: 'wuye.feishu.0',
    reason: n === 0 ? 'open' : 'sla_100',
    code: n === 0 ? '410' : 'code_19021',
    attempts: 1,
    lastAt: nowIso,
  }));
const imported: FollowUpReport = {
  rows: 6,
  taken: 3,
  alerts: 2,
  repeated: 1,
  rejects: [
    { line: 5, ticketId: '202012120004', reason: 'not_resolved', word: '' },
    { line: 7, ticketId: '202012120009', reason: 'unknown_result', word: '还行' },
  ],
};

function detailOf(kind: string): SettingDetail {
  const { zh, value } = settings[kind] ?? { zh: kind, value: {} };
  const title = { zh, en: kind };
  const history = [{ version: 1, savedAt: nowIso, savedBy: '王主任', note: '' }];
  return { kind, title, help: title, version: 1, value, schema: {}, hasEffect: true, maySave: true, history };
}

/** The answer to a request of the office’s pages; undefined for any other. */
export function officeAnswer(path: string, method: string, alerts: readonly AlertRow[]): unknown {
  if (path === '/api/settings')
    return {
      settings: Object.entries(settings).map(([kind, { zh }]) => ({ kind, title: { zh, en: kind }, version: 1 })),
    };
  const kind = /^\/api\/settings\/([a-z-]+)/.exec(path)?.[1];
  if (kind && path.endsWith('/preview')) return { problems: [], effect: null };
  if (kind) return detailOf(kind);
  if (path === '/api/ward-map/read') return wardMapRead;
  if (path === '/api/channels/preview')
    return {
      heading: '【测试】【橙色预警】示例路 道路拥堵',
      lines: ['编号：0000-0000', '主办：示例单位', '查看：https://…'],
    };
  if (path === '/api/channels') return channels;
  if (method === 'POST' && path.endsWith('/test')) return { ok: false, code: 'errcode_310000', ms: 84 };
  if (path === '/api/dead-letters') return lettersOf(alerts);
  if (path === '/api/dead-letters/resend') return { resent: 2 };
  if (path === '/api/routing/suggestions') return suggestions;
  if (path === '/api/follow-ups/import') return imported;
  return undefined;
}
