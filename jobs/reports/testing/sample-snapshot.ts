import { parsePeriod, periodBefore } from '../period.ts';
import type { Counts, HotspotFacts, Snapshot } from '../snapshot/snapshot.ts';

const counts: Counts = {
  documents: 0,
  reporters: 0,
  valid: 0,
  replied: 0,
  resolved: 0,
  escalated: 0,
  privateDocuments: 0,
  excluded: 0,
  replyHours: null,
};

/** A hotspot of a sample. */
export function sampleHotspot(rank: number, more: Partial<HotspotFacts> = {}): HotspotFacts {
  return {
    eventId: `e${rank}`,
    title: `第${rank}条路的路灯不亮`,
    place: '育才路',
    topicCode: '0703',
    topicName: '路灯',
    wardName: '北干街道',
    communities: 2,
    heat: 70 - rank,
    documents: 20 - rank,
    reporters: 15 - rank,
    before: 10,
    openDocuments: 3,
    overdueDays: 2,
    severity: 0,
    trend: 'intensifying',
    peakDay: '2020-11-18',
    peakReporters: 4,
    department: '区建管委',
    state: '办理中',
    announcements: [],
    quote: {
      at: '2020-11-18T02:00:00.000Z',
      wardName: '博学社区',
      text: '=路灯坏了三天，老人晚上不敢出门。',
      reply: '已安排抢修。',
      resolved: true,
    },
    ...more,
  };
}

/** The funnel of the public record: 86 valid, 86 replied, 75 of 86 due closed, 11 escalated. */
export function sampleSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  const period = parsePeriod('2020-11')!;
  const now = {
    ...counts,
    documents: 120,
    reporters: 98,
    valid: 86,
    replied: 86,
    resolved: 75,
    escalated: 11,
    replyHours: 9.5,
  };
  const before = {
    ...counts,
    documents: 100,
    reporters: 80,
    valid: 70,
    replied: 66,
    resolved: 60,
    escalated: 4,
    replyHours: 12,
  };
  return {
    schema: 1,
    district: { code: '990113', name: '滨江区' },
    subject: { kind: 'ward', code: '', name: '滨江区', level: 'district', residents: 50_000 },
    period,
    previous: periodBefore(period),
    cutAt: null,
    takenAt: '2020-12-03T01:00:00.000Z',
    dutyDays: 5,
    enterHeat: 60,
    totals: { now, before, yearBefore: null, due: { valid: 86, resolved: 75 }, dueBefore: { valid: 0, resolved: 0 } },
    days: Array.from({ length: 30 }, (_, at) => [`2020-11-${String(at + 1).padStart(2, '0')}`, 4]),
    categories: [
      { code: '07', name: '市政公用', documents: 70, reporters: 60, before: 50 },
      { code: '01', name: '物业服务', documents: 45, reporters: 40, before: 48 },
      { code: '', name: '', documents: 5, reporters: null, before: null },
    ],
    topics: [],
    sources: [{ id: 'sqt', name: '社区通', documents: 120, before: 100, copies: 3, unlocated: 1 }],
    hotspots: Array.from({ length: 10 }, (_, at) => sampleHotspot(at + 1)),
    hotCount: 9,
    children: [
      {
        code: '990113001',
        name: '淞南镇',
        residents: 30_000,
        hotspots: 4,
        topHeat: 69,
        now,
        before,
        yearBefore: null,
        due: { valid: 0, resolved: 0 },
        dueBefore: null,
      },
    ],
    departments: [
      {
        code: 'zhujian',
        name: '区建管委',
        alerts: 4,
        signed: { met: 3, of: 4 },
        replied: { met: 0, of: 0 },
        resolved: { met: 1, of: 2 },
        returned: 0,
        overdue: [{ number: '2020-0042', title: '育才路路灯不亮', dueDay: '2020-11-25' }],
        compared: null,
        topCategory: '市政公用',
      },
    ],
    alerts: { raised: 4, ended: 2, supervised: 0, reopened: 0, satisfied: { met: 1, of: 2 } },
    holidays: [],
    nextHolidays: ['2021-01-01', '2021-01-02', '2021-01-03'],
    seasonal: [],
    sensitive: [sampleHotspot(11, { eventId: 's1', title: '邻里纠纷', quote: null })],
    ...more,
  };
}
