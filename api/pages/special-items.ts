import { commonWard } from '#jobs/alerts/emergencies.ts';
import { dayIn } from '#jobs/hotspots/baseline.ts';
import { currentWard } from '#warehouse/analytics/current-ward.ts';
import { listEventFigures } from '#warehouse/analytics/hotspots/list-event-figures.ts';
import { getEvent } from '#warehouse/analytics/pages/get-event.ts';
import { listEventBreakdown } from '#warehouse/analytics/pages/list-event-breakdown.ts';
import { listFoundEvents } from '#warehouse/analytics/search/list-found-events.ts';
import { listSpecialItems, type SpecialItemRow } from '#warehouse/ledger/special-items/special-items.ts';
import type { ApiContext } from '../context.ts';
import type { SpecialItem, SpecialItemList } from '../contract/special-items.ts';
import { ownWordsOf } from './own-words.ts';
import type { Viewpoint } from './viewpoint.ts';

/** GET /api/special-items: the 专题 of the asker's wards and lines, with the words of their own documents. */
export async function specialItems(context: ApiContext, view: Viewpoint, mayAct: boolean): Promise<SpecialItemList> {
  const rows = await listSpecialItems(context.ledger, view.scope, view.asked.event);
  const events = [...new Set(rows.map(({ eventId }) => eventId).filter(Boolean))];
  const [found, own] = await Promise.all([
    events.length === 0 ? [] : listFoundEvents(context.reader, events),
    ownWordsOf(context, view, events),
  ]);
  const titles = new Map(found.map(({ event_id, title }) => [event_id, own.get(event_id)?.title ?? title]));
  const today = dayIn(context.district.timeZone, context.now().toISOString());
  return { rows: rows.map((row) => toView(context, row, { titles, today })), mayAct };
}

function toView(
  { names, district }: ApiContext,
  row: SpecialItemRow,
  { titles, today }: { titles: ReadonlyMap<string, string>; today: string },
): SpecialItem {
  const topicName = names.topic(row.topicCode);
  return {
    id: row.itemId,
    eventId: row.eventId,
    title: titles.get(row.eventId) ?? topicName,
    topicName,
    wardName: row.wardCode === '' ? district.name : names.ward(row.wardCode),
    departmentName: district.departments.find(({ code }) => code === row.leadDepartment)?.name ?? row.leadDepartment,
    dueDay: row.dueDay,
    isLate: row.closedAt === null && row.dueDay < today,
    isUnreached: row.isUnreached,
    note: row.note,
    openedAt: row.openedAt,
    openedBy: row.openedBy,
    closed: row.closedAt === null ? null : { at: row.closedAt, by: row.closedBy ?? '', note: row.closingNote },
  };
}

/** What a 专题 is opened about. */
export interface SpecialMatter {
  eventId: string;
  topicCode: string;
  wardCode: string;
  /** Every post about it is private. */
  sensitive: boolean;
}

/** The matter of an event that the asker sees something of, within their wards; null of one that they do not see. */
export async function matterOfEvent(
  context: ApiContext,
  view: Viewpoint,
  eventId: string,
): Promise<SpecialMatter | null> {
  const life = { ...view.filter, ward: undefined, event: eventId, from: '1990-01-01T00:00:00.000Z' };
  const [breakdown, described] = await Promise.all([
    listEventBreakdown(context.reader, life),
    getEvent(context.reader, eventId),
  ]);
  if (breakdown.wards.length === 0 || !described) return null;
  const wardCode = commonWard(breakdown.wards.map(({ code }) => currentWard(code, view.filter.changes ?? [])));
  const [figures] = await listEventFigures(context.reader, [eventId], life.from);
  const sensitive = figures !== undefined && figures.private_documents === figures.documents;
  return { eventId, topicCode: described.topic_code, wardCode, sensitive };
}
