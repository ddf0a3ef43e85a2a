import type { EventBackground, Leads, SignalView } from '#api/contract/leads.ts';
import type { SpecialItemList } from '#api/contract/special-items.ts';
import { nowIso } from './fixture-data.ts';

const back = (hours: number): string => new Date(Date.parse(nowIso) - hours * 3_600_000).toISOString();

function signal(kind: SignalView['kind'], eventId: string | null, more: Partial<SignalView>): SignalView {
  return {
    id: `${kind}-${more.wardName ?? ''}`,
    kind,
    wardCode: '990113001001',
    wardName: '博学社区',
    wards: [],
    topicCode: '0801',
    topicName: '拥堵',
    sourceName: '',
    raisedAt: back(3),
    since: back(6),
    lastAt: back(1),
    observed: 6,
    expected: 0.2,
    p: 2e-7,
    recurrenceDays: null,
    eventId,
    ...more,
  };
}

/** Invented leads; `eventId` is one that the fixtures have. */
export function leadsFor(eventId: string): Leads {
  const wards = ['博学社区', '湖滨社区', '新梅社区'].map((name, i) => ({ code: `99011300100${i + 1}`, name }));
  return {
    at: nowIso,
    signals: [
      signal('burst', eventId, {}),
      signal('cluster', eventId, {
        wards,
        topicCode: '0702',
        topicName: '排水',
        observed: 9,
        expected: 1.3,
        recurrenceDays: 9000,
        since: back(80),
      }),
      signal('rise', eventId, {
        wardName: '滨江区',
        topicCode: '0901',
        topicName: '噪声',
        observed: 31,
        expected: 14,
        p: null,
        since: back(24),
      }),
      signal('silence', null, {
        wardName: '',
        topicCode: '',
        topicName: '',
        sourceName: '掌上社区',
        observed: 0,
        expected: 38,
        p: 1e-8,
        since: back(20),
      }),
    ],
    recurring: [
      {
        place: '淞南三村',
        topicCode: '0702',
        topicName: '排水',
        wardCode: '990113001001',
        wardName: '博学社区',
        reports: 11,
        reporters: 8,
        last30: 3,
        last90: 6,
        open: 2,
        occasions: 5,
        firstAt: back(4000),
        lastAt: back(30),
        eventId,
      },
      {
        place: '育才路',
        topicCode: '0801',
        topicName: '拥堵',
        wardCode: '990113001',
        wardName: '北干街道',
        reports: 24,
        reporters: 19,
        last30: 13,
        last90: 17,
        open: 9,
        occasions: 3,
        firstAt: back(3000),
        lastAt: back(2),
        eventId: null,
      },
    ],
    measures: backgroundFor(eventId).effects.map((one) => ({ ...one, eventId, eventTitle: '横五路右转拥堵' })),
    monthly: [
      {
        topicCode: '0104',
        topicName: '小区停车',
        reports: 412,
        communities: 88,
        departments: 3,
        months: 12,
        score: 91,
      },
      { topicCode: '0901', topicName: '噪声', reports: 377, communities: 70, departments: 2, months: 12, score: 74 },
    ],
    coming: { month: '2021-01', topics: [{ topicCode: '0707', topicName: '供暖', ratio: 3.4, past: [61, 48] }] },
  };
}

/** Invented background of an event: a recurring one with an announcement and two measures. */
export function backgroundFor(eventId: string): EventBackground {
  const effect = { before: 42, after: 13, elsewhereBefore: 180, elsewhereAfter: 171, days: 60 };
  return {
    signals: [signal('burst', eventId, {})],
    recurrence: { last30: 13, last90: 21, last180: 27, occasions: 4, isRecurring: true },
    announcements: [{ at: back(40), wardName: '博学社区', title: '关于育才路施工围挡的通告' }],
    effects: [
      {
        id: 2,
        doneAt: back(1440),
        title: '横五路改为单行',
        by: '王主任',
        effect: { ...effect, verdict: 'fell', ratio: 0.33, low: 0.19, high: 0.58 },
      },
      {
        id: 1,
        doneAt: back(72),
        title: '早高峰增派协管员',
        by: '王主任',
        effect: { ...effect, days: 3, before: 4, after: 5, verdict: 'tooEarly', ratio: null, low: null, high: null },
      },
    ],
  };
}

/** Invented 专题: one that is late, one of a topic, one that was closed. */
export function specialItemsFor(eventId: string): SpecialItemList {
  const common = {
    openedAt: '2020-12-01T02:00:00.000Z',
    openedBy: '区社建办管理员',
    note: '',
    closed: null,
    isLate: false,
    isUnreached: false,
  };
  return {
    mayAct: true,
    rows: [
      {
        ...common,
        id: 1,
        eventId,
        title: '雨后下水道反复堵塞',
        topicName: '排水',
        wardName: '北干街道',
        departmentName: '区建设管理委',
        dueDay: '2020-12-10',
        isLate: true,
        isUnreached: true,
        note: '汛期前完成管网清淤，按月报进度。',
      },
      {
        ...common,
        id: 2,
        eventId: '',
        title: '停车管理',
        topicName: '停车管理',
        wardName: '滨江区',
        departmentName: '公安分局交警支队',
        dueDay: '2021-01-31',
      },
      {
        ...common,
        id: 3,
        eventId,
        title: '夜间施工噪声',
        topicName: '施工扰民',
        wardName: '吴淞街道',
        departmentName: '区生态环境局',
        dueDay: '2020-11-30',
        closed: { at: '2020-11-28T08:00:00.000Z', by: '街道办事员', note: '夜间停工，已回访三户。' },
      },
    ],
  };
}
