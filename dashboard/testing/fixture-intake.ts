import type { Coverage, RejectList, Relocation } from '#api/contract/sources.ts';
import type { DocumentLife } from '#api/contract/documents.ts';
import { hoursAgo, nowIso } from './fixture-data.ts';

/** Two kinds of rejected rows, one of which can be tried again. */
export const rejects: RejectList = {
  groups: [
    {
      sourceId: 'hotline',
      source: '12345 热线',
      reason: 'published_in_future',
      count: 12,
      replayable: 12,
      lastAt: nowIso,
    },
    { sourceId: 'shequtong', source: '社区通', reason: 'columns_missing', count: 3, replayable: 0, lastAt: nowIso },
  ],
  rows: [
    {
      id: 2,
      source: '12345 热线',
      at: nowIso,
      position: 'GD20201212001',
      reason: 'published_in_future',
      detail: '2020-12-13T09:00:00.000Z',
      excerpt: '路灯不亮，联系〔手机号〕',
      replayable: true,
    },
  ],
  nextBefore: null,
};

/** A look for wards that is over. */
export const relocation: Relocation = {
  askedAt: hoursAgo(3),
  total: 214,
  looked: 214,
  found: 187,
  finishedAt: hoursAgo(3),
};

/** Three committees, one of which has not reported. */
export const coverage: Coverage = {
  day: '2020-12-12',
  expected: 3,
  reported: 2,
  totals: { registered: 641, party: 88, active: 214 },
  rows: [
    { wardCode: '990113001001', ward: '淞南一村居委', registered: 402, party: 51, active: 130, reportedAt: nowIso },
    { wardCode: '990113001009', ward: '新梅社区', registered: null, party: null, active: null, reportedAt: null },
    { wardCode: '990113001011', ward: '锦泽居委', registered: 239, party: 37, active: 84, reportedAt: nowIso },
  ],
};

/** A ticket that was edited, escalated, closed by its street and followed up. */
export const lifeFixture: DocumentLife = {
  entries: [
    { at: hoursAgo(80), kind: 'published', isTold: true, level: '' },
    { at: hoursAgo(79), kind: 'received', isTold: true, level: 'city' },
    { at: hoursAgo(70), kind: 'dispatched', isTold: true, level: 'street' },
    { at: hoursAgo(66), kind: 'edited', isTold: false, level: '' },
    { at: hoursAgo(50), kind: 'counts', isTold: false, level: '', likes: [3, 28], comments: [0, 5] },
    { at: hoursAgo(30), kind: 'status', isTold: false, level: '', status: ['accepted', 'escalated'] },
    { at: hoursAgo(20), kind: 'moved', isTold: false, level: '', wardNames: ['', '北干街道'] },
    { at: hoursAgo(4), kind: 'closed', isTold: true, level: 'street' },
    { at: hoursAgo(1), kind: 'followUp', isTold: true, level: '' },
  ],
};
