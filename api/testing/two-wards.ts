import type { AlertDesk } from '#jobs/alerts/alert-desk.ts';
import { shippedCalendar } from '#jobs/alerts/calendar/working-calendar.ts';
import { policyOf } from '#jobs/alerts/lifecycle/policy.ts';
import { SEQ_PER_BATCH, toDocumentRow, toMembershipRow } from '#jobs/intake/document-rows.ts';
import { wardMapSetting } from '#jobs/district/map/ward-map-setting.ts';
import { rankHotspots } from '#jobs/processors/rank-hotspots.ts';
import { saveSetting } from '#jobs/settings/save-setting.ts';
import { aDocument } from '#jobs/testing/a-document.ts';
import { insertRows } from '#warehouse/analytics/analytics.ts';
import { listAlerts } from '#warehouse/ledger/alerts/list-alerts.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { type District, districtSchema } from '#warehouse/model/district.ts';
import type { Document } from '#warehouse/model/document.ts';
import { systemScope } from '#warehouse/model/scope.ts';
import type { FreshStores } from '#warehouse/testing/fresh-stores.ts';

/** One street with two committees, each with its own posts, source, event and alert, and one event that both share. */
export const district: District = districtSchema.parse({
  code: '990113',
  name: '滨江区',
  streets: [
    {
      code: '990113001',
      name: '北干街道',
      communities: [
        { code: '990113001001', name: '博学社区', residents: 3000 },
        { code: '990113001002', name: '邻舍社区', residents: 3000 },
      ],
    },
  ],
  departments: [
    { code: 'jiaojing', name: '交警支队', line: '公安交管' },
    { code: 'shejian', name: '社建办', line: '基层治理' },
  ],
  routing: [
    { topic: '08', lead: 'jiaojing' },
    { topic: '', lead: 'shejian' },
  ],
  sources: [
    { id: 'hotline', name: '12345', manifest: 'hotline' },
    { id: 'chat-linshe', name: '邻舍业主群', manifest: 'zhangshang', wardCode: '990113001002' },
  ],
  // Everything becomes an alert.
  alerting: { enterHeat: 1, exitHeat: 0, minReporters: 1, groupWaitMinutes: 0 },
});

/** The asker's own ward, and the neighbour that they may see nothing of. */
export const own = { ward: '990113001001', event: 'event-own', word: '自家门前' };
export const neighbour = {
  ward: '990113001002',
  wardName: '邻舍社区',
  event: 'event-linshe',
  word: '邻舍秘闻',
  place: '邻舍路',
  source: 'chat-linshe',
  sourceName: '邻舍业主群',
  document: 'linshe-1',
};
const sharedEvent = 'event-shared';

/** What may never stand in an answer to somebody of the other ward. */
export const marks: readonly string[] = ['邻舍', 'linshe', neighbour.ward];

export const now = new Date('2020-12-12T04:00:00.000Z');
/** Behind every batch of the (empty) intake log, so that each ranking looks at all rows again. */
let seq = 2 * SEQ_PER_BATCH;

/** A desk of the district that sends nothing. */
export function deskOf(stores: FreshStores): AlertDesk {
  const policy = policyOf(district, shippedCalendar());
  return { ledger: stores.ledger, policy, enqueue: async () => {}, mask: (text) => text };
}

/** Stores posts of a ward as one event, with the event's description. */
export async function storeEvent(
  stores: FreshStores,
  eventId: string,
  posts: readonly Partial<Document>[],
  words: { title: string; place: string; topic_code?: string },
): Promise<void> {
  const documents = posts.map((post) => aDocument({ publishedAt: '2020-12-12T02:00:00.000Z', ...post }));
  const insert = (table: string, rows: object[]) => insertRows(stores.analytics, { name: 'two_wards', table, rows });
  await insert(
    'documents',
    documents.map((post) => toDocumentRow(post, (seq += 1), now.toISOString())),
  );
  await insert(
    'memberships',
    documents.map((post) => toMembershipRow(post, { eventId, score: 1, because: [], seq: (seq += 1) }, seq)),
  );
  const times = { first_at: '2020-12-12T02:00:00.000Z', last_at: '2020-12-12T02:00:00.000Z' };
  await insert('events', [
    {
      event_id: eventId,
      revision: 1,
      is_deleted: 0,
      kind: 'event',
      summary: words.title,
      keywords: [...posts.map((post) => post.title ?? ''), words.place],
      topic_code: '0801',
      document_count: posts.length,
      ...words,
      ...times,
    },
  ]);
}

/** Ranks what is stored, which raises the alerts. */
export function rankNow(stores: FreshStores, at = now): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  return rankHotspots({ analytics: stores.analytics, desk: deskOf(stores), district, now: () => at, log });
}

/** Fills the stores; gives the id of the neighbour's alert. */
export async function fillTwoWards(stores: FreshStores): Promise<{ alert: string }> {
  await storeEvent(
    stores,
    own.event,
    [1, 2, 3].map((n) => ownPost(`own-${n}`)),
    { title: own.word, place: '育才路' },
  );
  await storeEvent(
    stores,
    neighbour.event,
    [1, 2, 3].map((n) => theirPost(`linshe-${n}`)),
    { title: neighbour.word, place: neighbour.place },
  );
  // A matter of both wards, which the neighbours' words describe.
  await storeEvent(stores, sharedEvent, [theirPost('linshe-8'), theirPost('linshe-9'), ownPost('own-9', '路口也堵')], {
    title: neighbour.word,
    place: neighbour.place,
  });
  for (const { id, name } of district.sources) await upsertSource(stores.ledger, { sourceId: id, name });
  await rankNow(stores);
  const alerts = await listAlerts(stores.ledger, systemScope, { event: neighbour.event }, { limit: 1 });
  return { alert: alerts[0]!.alertId };
}

/** Borders of both wards, as the office supplied them. */
export async function supplyMap({ ledger }: FreshStores): Promise<void> {
  const shapes = [own.ward, neighbour.ward].map((ward) => ({ ward, polygons: [['12000000 3000000 100 0 0 100']] }));
  const body = { crs: 'EPSG:4326', approval: '', shapes };
  const by = { id: '1', name: '管理员' };
  await saveSetting({ ledger, district }, wardMapSetting, { body, expectedVersion: 0, by, note: '', now });
}

/** A post of the asker's own ward. */
export function ownPost(externalId: string, words = `${own.word}${externalId}`): Partial<Document> {
  return {
    sourceId: 'hotline',
    externalId,
    wardCode: own.ward,
    title: words,
    text: words,
    reporterKey: `key-${externalId}`,
    tokens: [externalId],
    places: ['育才路'],
  };
}

/** A post of the neighbouring ward. */
export function theirPost(externalId: string): Partial<Document> {
  return {
    sourceId: neighbour.source,
    externalId,
    wardCode: neighbour.ward,
    title: `${neighbour.word}${externalId}`,
    text: neighbour.word,
    reporterKey: `key-${externalId}`,
    tokens: [externalId, '邻舍', '秘闻'],
    places: [neighbour.place],
  };
}
