import type { AlertDetail, AlertRow, AssignmentView } from '#api/contract/alerts.ts';
import type { DepartmentNode, TopicNode, WardNode } from '#api/contract/names.ts';
import type { DocumentView } from '#api/contract/documents.ts';
import type { HotspotRow } from '#api/contract/hotspots.ts';
import type { Session } from '#api/contract/session.ts';
import type { SourceHealth } from '#api/contract/sources.ts';

/** The invented district that the page tests look at, on the Saturday of the hospital's right-turn lane. */
export const nowIso = '2020-12-12T07:30:00.000Z';
const nowMs = Date.parse(nowIso);
/** The instant `hours` before the fixture's now. */
export const hoursAgo = (hours: number): string => new Date(nowMs - hours * 3_600_000).toISOString();

/** A repeatable pseudo-random number 0–1 from an integer, so that each run shows the same pages. */
export const noise = (n: number): number => {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

const districtCode = '330199';
const streetNames =
  '北干街道 城厢街道 新塘街道 蜀山街道 宁围街道 盈丰街道 闻堰街道 河上镇 临浦镇 义桥镇 瓜沥镇 衙前镇'.split(' ');
const communityNames = '育才 山北 金城 银河 永兴 绿都 荣庄 明怡'.split(' ');

export const wards: WardNode[] = [
  { code: districtCode, name: '江湾区', level: 'district', parentCode: '', households: 402_000, residents: 1_126_000 },
  ...streetNames.flatMap((name, s): WardNode[] => {
    const street = `${districtCode}${String(s + 1).padStart(3, '0')}`;
    const residents = Math.round(40_000 + noise(s) * 110_000);
    return [
      {
        code: street,
        name,
        level: 'street',
        parentCode: districtCode,
        households: Math.round(residents / 2.8),
        residents,
      },
      ...communityNames.map((community, c): WardNode => {
        const people = Math.round((residents / 8) * (0.5 + noise(s * 9 + c)));
        return {
          code: `${street}${String(c + 1).padStart(3, '0')}`,
          name: `${community}${s > 6 ? '村' : '社区'}`,
          level: 'community',
          parentCode: street,
          households: Math.round(people / 2.8),
          residents: people,
        };
      }),
    ];
  }),
];
export const wardName = (code: string): string => wards.find((ward) => ward.code === code)?.name ?? '未定位';

export const topics: TopicNode[] = [
  ['01', '物业服务', 'Property management'],
  ['0101', '小区停车', 'Parking in estates'],
  ['0105', '电梯', 'Lifts'],
  ['02', '住房', 'Housing'],
  ['0205', '群租', 'Group letting'],
  ['03', '市容环境', 'City appearance'],
  ['0302', '暴露垃圾', 'Exposed waste'],
  ['07', '市政公用', 'Utilities'],
  ['0703', '路灯', 'Street lights'],
  ['0705', '排水', 'Drainage'],
  ['08', '交通出行', 'Traffic'],
  ['0801', '拥堵', 'Congestion'],
  ['0804', '公交', 'Buses'],
  ['09', '生态环境', 'Environment'],
  ['0901', '噪声', 'Noise'],
  ['11', '公共安全', 'Public safety'],
  ['1101', '消防通道', 'Fire lanes'],
  ['12', '突发事件', 'Emergencies'],
  ['1205', '消防栓', 'Fire hydrants'],
].map(([code = '', name = '', nameEn = '']) => ({ code, name, nameEn }));
export const topicName = (code: string): string => topics.find((topic) => topic.code === code)?.name ?? code;

export const departments: DepartmentNode[] = [
  { code: 'jiaojing', name: '公安交警大队' },
  { code: 'pingan', name: '北干街道平安办' },
  { code: 'fangguan', name: '房屋管理局' },
  { code: 'chengguan', name: '综合行政执法局' },
  { code: 'shuiwu', name: '水务集团' },
  { code: 'jiaotong', name: '交通运输局' },
];
const departmentName = (code: string) => departments.find((one) => one.code === code)?.name ?? code;

export const personas: (Session['personas'][number] & { user: NonNullable<Session['user']> })[] = [
  ['analyst', '周敏', 'district_analyst', '区社建办：看全区，督办理', [''], null, '', null],
  ['leader', '沈国强', 'street_leader', '北干街道领导小组组长：看本街道', ['330199001'], null, '', 'dispatcher'],
  ['handler', '陈伟', 'handler', '公安交警大队：签收、回复、办结', [''], ['交通'], 'jiaojing', 'handler'],
  ['committee', '吴秀芳', 'committee', '育才社区书记：手机上看本社区', ['330199001001'], null, '', null],
  ['admin', '王主任', 'district_admin', '区社建办：管设置和渠道', [''], null, '', 'arbiter'],
].map(([id, name, role, hint, scope, lines, departmentCode, actsAs]) => {
  const user = { name, role, actsAs, wards: scope, lines, departmentCode } as NonNullable<Session['user']>;
  return { id: id as string, name: user.name, role: user.role, hint: hint as string, user };
});

interface Story {
  title: string;
  place: string;
  topic: string;
  ward: string;
  parts: [number, number, number, number, number];
  documents: number;
  reporters: number;
  communities: number;
  expected: number;
  trend: HotspotRow['trend'];
  posts: string[];
}
const stories: Story[] = [
  {
    title: '萧山医院右转专用道拥堵',
    place: '萧山医院',
    topic: '0801',
    ward: '330199001',
    parts: [27.4, 30, 6, 8.2, 3.5],
    documents: 12,
    reporters: 11,
    communities: 4,
    expected: 1.3,
    trend: 'new',
    posts: [
      '横五路去萧山医院的右转专用道又堵死了，救护车都进不去',
      '育才路右转去医院的车排到两个路口以外，能不能把右转道延长',
      '周六带老人看病，萧山医院门口右转车道被直行车占满，堵了四十分钟',
      '右转专用道只有三四个车位长，后面的车全堵在横五路上',
      '建议萧山医院西门右转车道早高峰派人疏导，今天已经追尾两起',
      '医院右转道和公交站挤在一起，公交一停整条路就不动了',
    ],
  },
  {
    title: '宝山20路末班车时间过早',
    place: '宝山20路',
    topic: '0804',
    ward: '330199005',
    parts: [24.1, 18.5, 0, 6, 4],
    documents: 12,
    reporters: 12,
    communities: 3,
    expected: 2.1,
    trend: 'intensifying',
    posts: ['20路末班车太早，下晚班根本赶不上', '希望宝山20路末班延到晚上十点'],
  },
  {
    title: '消防栓被撞坏大量喷水',
    place: '金城路',
    topic: '1205',
    ward: '330199001',
    parts: [9, 21, 20, 5, 1],
    documents: 4,
    reporters: 4,
    communities: 1,
    expected: 0.1,
    trend: 'new',
    posts: ['消防栓被撞坏了，喷出大量的水', '金城路口水柱有两层楼高，路面已经积水'],
  },
  {
    title: '老小区雨后排水不畅',
    place: '山北新村',
    topic: '0705',
    ward: '330199002',
    parts: [18.6, 6, 5, 10, 2.1],
    documents: 9,
    reporters: 7,
    communities: 2,
    expected: 3.4,
    trend: 'persistent',
    posts: ['一下雨楼道口就积水，半年报了五次', '下水道堵了，味道很大'],
  },
  {
    title: '夜间广场舞噪声',
    place: '银河广场',
    topic: '0901',
    ward: '330199006',
    parts: [17, 5.5, 4, 3.2, 1.4],
    documents: 8,
    reporters: 6,
    communities: 2,
    expected: 4.2,
    trend: 'continuing',
    posts: ['广场舞音响到晚上十点半还在放', '孩子要中考了，晚上噪声太大'],
  },
  {
    title: '小区消防通道长期被占',
    place: '绿都花园',
    topic: '1101',
    ward: '330199003',
    parts: [10.2, 2.8, 12, 4, 0.8],
    documents: 5,
    reporters: 5,
    communities: 1,
    expected: 2.2,
    trend: 'continuing',
    posts: ['消防通道每晚都停满车', '楼下消防通道被共享单车堵住'],
  },
  {
    title: '电梯反复停运',
    place: '永兴苑',
    topic: '0105',
    ward: '330199004',
    parts: [12.5, 4.1, 5, 4.2, 0.6],
    documents: 6,
    reporters: 5,
    communities: 1,
    expected: 2.6,
    trend: 'sporadic',
    posts: ['3 幢电梯这个月第四次停运', '电梯坏了物业说等配件'],
  },
  {
    title: '路灯成片不亮',
    place: '通惠路',
    topic: '0703',
    ward: '330199005',
    parts: [9.4, 6.3, 3, 1.2, 0.9],
    documents: 5,
    reporters: 5,
    communities: 2,
    expected: 1.4,
    trend: 'new',
    posts: ['通惠路从加油站到学校一段路灯全不亮', '晚上接孩子那段路漆黑'],
  },
];

const sourceNames: Record<string, string> = {
  shequtong: '社区通',
  boxue: '博学圆桌汇',
  zhangshang: '掌上社区',
  weizhili: '微治理',
  hotline: '12345 热线',
};
const sourceIds = Object.keys(sourceNames);

function documentsOf(story: Story, s: number): DocumentView[] {
  return Array.from({ length: story.documents }, (_, i): DocumentView => {
    const isPrivate = s === 4 && i === 2;
    const sourceId = sourceIds[(s + i) % sourceIds.length] ?? 'shequtong';
    const wardCode = `${story.ward}00${1 + (i % story.communities)}`;
    const text = story.posts[i % story.posts.length] ?? '';
    const replied = s > 0 && i > story.documents / 2;
    return {
      sourceId,
      sourceName: sourceNames[sourceId] ?? sourceId,
      externalId: `${s}-${i}`,
      kind: sourceId === 'zhangshang' ? 'message' : sourceId === 'hotline' ? 'ticket' : 'post',
      visibility: isPrivate ? 'private' : 'public',
      publishedAt: hoursAgo(0.4 + i * (s === 0 ? 0.8 : 9 + noise(i + s) * 5)),
      wardCode,
      wardName: wardName(wardCode),
      estate: '',
      board: '议事厅',
      title: isPrivate ? '' : text.slice(0, 18),
      text: isPrivate ? '' : `${text}。${i % 2 ? '希望有关部门尽快现场看一看，给个说法。联系电话 [电话]。' : ''}`,
      reply: replied ? '已联系责任单位现场查看，三个工作日内答复。' : '',
      repliedAt: replied ? hoursAgo(2) : null,
      closedAt: null,
      status: replied ? 'replied' : 'open',
      likes: Math.round(noise(s * 31 + i) * 40),
      comments: Math.round(noise(s * 17 + i) * 12),
      topicCode: story.topic,
      topicName: topicName(story.topic),
      topicConfidence: 0.91,
      topicWords: s === 0 ? ['右转', '拥堵', '医院'] : [story.place],
      topicBy: s !== 0 ? 'words' : i === 1 ? 'model' : i === 2 ? 'person' : 'words',
      nature: 'complaint',
      severity: s === 2 ? 3 : 0,
      severityWords: s === 2 ? ['消防栓', '喷出'] : [],
      places: [story.place],
      language: i === 3 ? 'zh-Hant' : 'zh-Hans',
      closedLevel: '',
      copies: s === 0 && i % 3 === 1 ? 4 : 1,
      eventId: `ev${s}`,
    };
  });
}
export const documents: DocumentView[] = stories
  .flatMap(documentsOf)
  .concat(
    ['<script>alert(1)</script>有人在群里发奇怪的链接', '全区公积金提取排队太久', '办事大厅叫号机坏了'].map(
      (text, i): DocumentView => ({
        ...(documentsOf(stories[4] as Story, 9)[0] as DocumentView),
        externalId: `u-${i}`,
        wardCode: '',
        wardName: '未定位',
        title: text,
        text,
        topicCode: '9900',
        topicName: '非受理',
        eventId: null,
        publishedAt: hoursAgo(5 + i * 11),
      }),
    ),
  )
  .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));

export const hotspots: HotspotRow[] = stories
  .map((story, s): HotspotRow => {
    const [volume, burst, severity, overdue, spread] = story.parts;
    const own = documents.filter((doc) => doc.eventId === `ev${s}`);
    return {
      eventId: `ev${s}`,
      title: story.title,
      place: story.place,
      topicCode: story.topic,
      topicName: topicName(story.topic),
      kind: s === 4 ? 'topic' : 'event',
      wardCode: story.ward,
      wardName: wardName(story.ward),
      ownWardName: wardName(story.ward),
      rank: 0,
      heat: Math.round((volume + burst + severity + overdue + spread) * 10) / 10,
      heatInterval: [Math.max(0, volume + severity - 6), Math.min(100, volume + burst + severity + 8)],
      formulaVersion: 'heat-2',
      parts: { volume, burst, severity, overdue, spread },
      counts: {
        documents: story.documents,
        reporters: story.reporters,
        communities: story.communities,
        sources: new Set(own.map((doc) => doc.sourceId)).size,
        open: own.filter((doc) => doc.status === 'open').length,
        overdue: s === 3 ? 4 : 1,
        privateDocuments: own.filter((doc) => doc.visibility === 'private').length,
        weighted: story.documents * 0.92,
        expected: story.expected,
        surprise: Math.min(6, story.parts[1] / 5),
      },
      trend: story.trend,
      firstAt: own.at(-1)?.publishedAt ?? nowIso,
      lastAt: own[0]?.publishedAt ?? nowIso,
      spark: Array.from({ length: 14 }, (_, d) =>
        s === 0
          ? d === 13
            ? 11
            : d === 12
              ? 1
              : Math.round(noise(d) * 1.4)
          : Math.round(noise(d + s * 20) * (2 + story.documents / 4)),
      ),
      alert: null,
    };
  })
  .sort((a, b) => b.heat - a.heat)
  .map((row, i) => ({ ...row, rank: i + 1 }));

const hours = (n: number) => hoursAgo(-n);
function assignment(id: string, code: string, role: 'lead' | 'assist', patch: Partial<AssignmentView>): AssignmentView {
  return {
    id,
    departmentCode: code,
    departmentName: departmentName(code),
    role,
    state: 'pushed',
    signDueAt: hours(1.4),
    replyDueAt: hours(20),
    resolveDueAt: hours(120),
    signedAt: null,
    repliedAt: null,
    resolvedAt: null,
    signedBy: '',
    called: '',
    nextReminderAt: hours(0.7),
    uncoveredYear: null,
    milestones: [],
    dispute: '',
    undo: null,
    overdue: null,
    actions: ['acknowledge', 'return', 'transfer'],
    ...patch,
  };
}
const acked = {
  state: 'acked',
  signedAt: hoursAgo(0.3),
  signedBy: '陈伟',
  actions: ['reply', 'return', 'transfer', 'extend'],
} as const;
const replied = {
  state: 'replied',
  signedAt: hoursAgo(30),
  repliedAt: hoursAgo(8),
  actions: ['resolve', 'extend'],
} as const;
const resolved = { ...replied, state: 'resolved', resolvedAt: hoursAgo(6), actions: ['follow_up'] } as const;

function alertOf(s: number, n: number, level: AlertRow['level'], assignments: AssignmentView[]): AlertRow {
  const row = hotspots.find((hotspot) => hotspot.eventId === `ev${s}`) as HotspotRow;
  const { eventId, title, place, topicCode, topicName: topic, wardCode, wardName: ward, heat, counts } = row;
  return {
    id: `al${n}`,
    number: `2020-${String(n).padStart(4, '0')}`,
    eventId,
    title,
    place,
    topicCode,
    topicName: topic,
    wardCode,
    wardName: ward,
    level,
    state: assignments[0]?.state ?? 'raised',
    heat,
    documents: counts.documents,
    reporters: counts.reporters,
    raisedAt: hoursAgo(n === 42 ? 0.6 : 4 + (42 - n) * 12),
    officeDue: null,
    silencedUntil: null,
    version: 3,
    assignments,
  };
}
const late = { signDueAt: hoursAgo(1.2), overdue: 'sign' } as const;

/** Fresh alerts for one server, as actions change them. */
export function makeAlerts(): AlertRow[] {
  return [
    alertOf(0, 42, 'orange', [
      assignment('as1', 'jiaojing', 'lead', {}),
      assignment('as2', 'pingan', 'assist', { ...acked, actions: [...acked.actions] }),
    ]),
    alertOf(2, 41, 'red', [assignment('as3', 'shuiwu', 'lead', { ...acked, actions: [...acked.actions] })]),
    alertOf(1, 40, 'orange', [
      assignment('as4', 'jiaotong', 'lead', late),
      assignment('as9', 'jiaojing', 'assist', { ...acked, actions: [...acked.actions] }),
    ]),
    alertOf(3, 38, 'yellow', [
      assignment('as5', 'fangguan', 'lead', {
        ...replied,
        actions: [...replied.actions],
        resolveDueAt: hoursAgo(20),
        overdue: 'resolve',
      }),
    ]),
    alertOf(5, 36, 'yellow', [assignment('as6', 'jiaojing', 'lead', { ...acked, actions: [...acked.actions] })]),
    alertOf(7, 33, 'blue', [assignment('as7', 'chengguan', 'lead', { ...replied, actions: [...replied.actions] })]),
    alertOf(6, 29, 'yellow', [assignment('as8', 'fangguan', 'lead', { ...resolved, actions: [...resolved.actions] })]),
  ];
}

/** The record of an alert as far as its state implies one. */
export function logOf(alert: AlertRow): AlertDetail['log'] {
  const log: AlertDetail['log'] = [
    { at: alert.raisedAt, actor: '', action: 'raise', from: '', to: 'raised', note: '热度达到 60' },
    { at: alert.raisedAt, actor: '', action: 'push', from: 'raised', to: 'pushed', note: '' },
  ];
  for (const one of alert.assignments) {
    const actor = `${one.departmentName} 值班员`;
    if (one.signedAt)
      log.push({ at: one.signedAt, actor, action: 'acknowledge', from: 'pushed', to: 'acked', note: '' });
    if (one.repliedAt)
      log.push({
        at: one.repliedAt,
        actor,
        action: 'reply',
        from: 'acked',
        to: 'replied',
        note: '已现场查看，正在协调施工单位。',
      });
    if (one.resolvedAt)
      log.push({ at: one.resolvedAt, actor, action: 'resolve', from: 'replied', to: 'resolved', note: '已修复' });
  }
  return log.sort((a, b) => a.at.localeCompare(b.at));
}

export const sources: SourceHealth[] = [
  ['shequtong', 'ok', 0.01, 0.4, '', 8421, { duplicate: 37, chit_chat: 0 }, { text_too_long: 2 }],
  ['boxue', 'ok', 0.02, 1.2, '', 1204, { duplicate: 4 }, {}],
  ['zhangshang', 'ok', 0.01, 0.1, '', 9120, { chit_chat: 6312, duplicate: 12 }, {}],
  ['weizhili', 'late', 9.5, 30, '', 310, {}, { ward_unknown: 3 }],
  [
    'hotline',
    'failing',
    26,
    26.3,
    '对方返回 401：令牌已过期，请到平台更换',
    2380,
    { duplicate: 9 },
    { published_in_future: 1, column_missing: 5 },
  ],
].map(([id, state, pull, doc, lastError, accepted, skipped, rejected]) => ({
  sourceId: id as string,
  name: sourceNames[id as string] ?? '',
  state: state as SourceHealth['state'],
  lastPullAt: hoursAgo(pull as number),
  lastDocumentAt: hoursAgo(doc as number),
  lastError: lastError as string,
  accepted: accepted as number,
  skipped: skipped as Record<string, number>,
  rejected: rejected as Record<string, number>,
}));
