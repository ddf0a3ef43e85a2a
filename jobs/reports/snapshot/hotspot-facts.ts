import type { District } from '#warehouse/model/district.ts';
import type { Ward } from '#warehouse/model/ward.ts';
import { routeMatter } from '../../alerts/routing.ts';
import { dayOf, shiftDay } from '../../alerts/calendar/working-calendar.ts';
import type { HotspotRecord } from '../../hotspots/rank.ts';
import { topicName } from '../../topics/taxonomy.ts';
import { SEVERAL_STREETS } from '../content/wording.ts';
import type { Release } from './collect-release.ts';
import { grouped } from './count-units.ts';
import type { HotspotFacts, Quote, Subject } from './snapshot.ts';

/** Where an alert stands, in a report's words. */
const STATE_WORDS: Record<string, string> = {
  raised: '待推送',
  pushed: '待签收',
  acked: '办理中',
  return_pending: '退回待定',
  replied: '已回复',
  resolved: '已办结',
  verified: '已回访',
  closed: '已归档',
  auto_cleared: '已消退',
  reopened: '重新办理',
};
/** An announcement this many days before the peak, or on it, may be why people wrote. */
const EXPLAINS_DAYS = 7;
const MOST_ANNOUNCED = 2;

/** The hotspots of a release, by whom they concern and by where they lie. */
export interface HotspotIndex {
  /** Hottest first; a department's are the district's that the routing leads to it. */
  of(subject: Subject): HotspotRecord[];
  /** The smallest ranked ward that holds all documents of the row; '' is the district. */
  wardOf(row: HotspotRecord): string;
}

const codeOf = (row: HotspotRecord): string => (row.level === 'district' ? '' : row.ward_code);

/** Sorts a release's hotspots by whom they concern. */
export function indexHotspots(release: Release, district: District): HotspotIndex {
  const byWard = grouped(release.hotspots.map((row) => ({ ...row, unit: codeOf(row) })));
  const byEvent = grouped(release.hotspots.map((row) => ({ ...row, unit: row.event_id })));
  const wardOf = (row: HotspotRecord): string => {
    const whole = (byEvent.get(row.event_id) ?? []).filter((each) => each.documents >= row.documents);
    const inner = whole.map(codeOf).filter((code) => code.startsWith(codeOf(row)));
    return inner.toSorted((a, b) => b.length - a.length)[0] ?? codeOf(row);
  };
  const rules = rulesOf(district);
  const byDepartment = grouped(
    (byWard.get('') ?? []).flatMap((row) => {
      const topicCode = release.titles.get(row.event_id)?.topic_code;
      return topicCode
        ? { ...row, unit: routeMatter(rules, { topicCode, wardCode: wardOf(row), nature: '' }).lead.code }
        : [];
    }),
  );
  return { of: ({ kind, code }) => (kind === 'ward' ? byWard : byDepartment).get(code) ?? [], wardOf };
}

function rulesOf(district: District) {
  return { routing: district.routing, departments: new Map(district.departments.map((each) => [each.code, each])) };
}

interface FactsContext {
  district: District;
  subject: Subject;
  wards: readonly Ward[];
  index: HotspotIndex;
}

/** What a report tells of one hotspot; null when its event was merged away since. */
export function hotspotFacts(
  release: Release,
  row: HotspotRecord,
  { district, subject, wards, index }: FactsContext,
): HotspotFacts | null {
  const title = release.titles.get(row.event_id);
  if (!title) return null;
  const within = subject.kind === 'ward' ? subject.code : '';
  const wardCode = index.wardOf(row);
  const alert = release.assignments.findLast((each) => each.event_id === row.event_id && each.role === 'lead');
  const routed = routeMatter(rulesOf(district), { topicCode: title.topic_code, wardCode, nature: '' }).lead;
  const unit = alert ? district.departments.find(({ code }) => code === alert.department_code) : routed;
  const before = release.eventsBefore?.find((each) => each.event_id === row.event_id && each.unit === within);
  const quote = release.quotes.find((each) => each.event_id === row.event_id && each.ward_code.startsWith(within));
  const nameOf = (code: string): string => wards.find((ward) => ward.code === code)?.name ?? district.name;
  return {
    eventId: row.event_id,
    title: title.title,
    place: title.place,
    topicCode: title.topic_code,
    topicName: topicName(title.topic_code),
    wardName: wardCode === '' || wardCode === district.code ? SEVERAL_STREETS : nameOf(wardCode),
    communities: row.communities,
    heat: Math.round(row.heat * 10) / 10,
    documents: row.documents,
    reporters: row.reporters,
    before: release.eventsBefore && (before?.documents ?? 0),
    openDocuments: row.open_documents,
    overdueDays: row.overdue_days,
    severity: row.severity,
    trend: row.trend,
    peakDay: row.peak_day,
    peakReporters: row.peak_reporters,
    department: unit?.shortName ?? unit?.name ?? alert?.department_name ?? routed.name,
    state: alert ? (STATE_WORDS[alert.state] ?? alert.state) : '',
    announcements: announcementsBefore(release, { place: title.place, peakDay: row.peak_day, within }),
    quote: quote ? toQuote(quote, quote.ward_code === '' ? '' : nameOf(quote.ward_code)) : null,
  };
}

function announcementsBefore(
  release: Release,
  of: { place: string; peakDay: string; within: string },
): HotspotFacts['announcements'] {
  if (of.peakDay === '') return [];
  const places = new Set(of.place.split('、').filter(Boolean));
  const since = shiftDay(of.peakDay, -EXPLAINS_DAYS);
  return release.announcements
    .map((each) => ({ ...each, day: dayOf(each.published_at) }))
    .filter(
      ({ day, places: named, ward_code }) =>
        day >= since &&
        day <= of.peakDay &&
        ward_code.startsWith(of.within) &&
        named.some((place) => places.has(place)),
    )
    .slice(-MOST_ANNOUNCED)
    .map(({ day, title }) => ({ day, title }));
}

/** Characters of a quotation; a report shows what is meant, not the whole post. */
const QUOTE_LENGTH = 120;

function toQuote(of: { published_at: string; text: string; reply: string; status: string }, wardName: string): Quote {
  return {
    at: of.published_at,
    wardName,
    text: shorten(of.text),
    reply: shorten(of.reply),
    resolved: of.status === 'resolved',
  };
}

/** At most so many characters, cut at the end of a clause where there is one in the second half. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length <= QUOTE_LENGTH) return line;
  const cut = characters.slice(0, QUOTE_LENGTH).join('');
  const clause = Math.max(...['。', '！', '？', '；', '，'].map((mark) => cut.lastIndexOf(mark)));
  return `${clause > cut.length / 2 ? cut.slice(0, clause) : cut}……`;
}
