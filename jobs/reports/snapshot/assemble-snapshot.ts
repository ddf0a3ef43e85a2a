import type { District } from '#warehouse/model/district.ts';
import { existsWithin, type Ward } from '#warehouse/model/ward.ts';
import type { WorkingCalendar } from '../../alerts/calendar/working-calendar.ts';
import type { HotspotRecord } from '../../hotspots/rank.ts';
import { rankWards } from '../../hotspots/wards/rank-wards.ts';
import { periodAt } from '../period.ts';
import { holidaysIn, seasonalFacts } from './calendar-facts.ts';
import { type Release, TOP } from './collect-release.ts';
import { grouped } from './count-units.ts';
import { compared, type Deps as CountDeps } from './compare-units.ts';
import { alertFacts, departmentFacts } from './department-facts.ts';
import type { TopicCount } from './hidden-cells.ts';
import { hotspotFacts, type HotspotIndex, indexHotspots } from './hotspot-facts.ts';
import { publishable } from './publishable.ts';
import { isSensitiveTopic } from './sensitive-topics.ts';
import type { CategoryFacts, ChildFacts, Snapshot, SourceFacts, Subject } from './snapshot.ts';

/** Makes the snapshot of any subject of a release, with the hotspot of a 专报; what all share is worked out once. */
export function snapshotMaker(
  release: Release,
  { district, calendar, wards }: { district: District; calendar: WorkingCalendar; wards: readonly Ward[] },
): (subject: Subject, eventId?: string) => Snapshot {
  const { byWard, byDepartment, period } = release;
  const shared: Shared = {
    release,
    district,
    wards,
    categories: { wards: grouped(byWard.categories), departments: grouped(byDepartment.categories) },
    categoriesBefore: byWard.categoriesBefore && {
      wards: grouped(byWard.categoriesBefore),
      departments: grouped(byDepartment.categoriesBefore ?? []),
    },
    index: indexHotspots(release, district),
  };
  // A part of a period stands for the whole of it.
  const next = periodAt(period.kind, periodAt(period.kind, period.from).to);
  return (subject, eventId = '') => ({
    schema: 1,
    countings: [release.counting, release.countingBefore].flatMap(({ id, periodKey }) =>
      id === '' ? [] : `${periodKey} ${id}`,
    ),
    district: { code: district.code, name: district.name },
    subject,
    period,
    previous: release.previous,
    cutAt: release.cutAt,
    takenAt: release.takenAt,
    dutyDays: district.clocks.resolveWorkingDays,
    enterHeat: release.ranking.enterHeat,
    perHead: { per: release.ranking.wards.per, minVoices: release.ranking.wards.minVoices },
    totals: compared(unitDeps(shared, subject), subject.code),
    days: unitDeps(shared, subject).days.get(subject.code)?.days ?? [],
    ...topicFacts(shared, subject),
    sources: sourceFacts(shared, subject),
    ...hotFacts(shared, subject, eventId),
    children: childFacts(shared, subject),
    departments: departmentFacts(release, { district, subject }),
    alerts: alertFacts(release, subject),
    holidays: holidaysIn(calendar, period),
    nextHolidays: holidaysIn(calendar, next),
    seasonal: seasonalFacts(release),
    weather: release.weather.map(({ day, rain_mm, temperature }) => ({ day, rainMm: rain_mm, temperature })),
  });
}

interface Shared {
  release: Release;
  district: District;
  wards: readonly Ward[];
  categories: Record<'wards' | 'departments', Map<string, TopicCount[]>>;
  categoriesBefore: Record<'wards' | 'departments', Map<string, TopicCount[]>> | null;
  index: HotspotIndex;
}

function unitDeps({ release }: Shared, subject: Subject): CountDeps {
  return subject.kind === 'ward' ? release.byWard : release.byDepartment;
}

function topicFacts(shared: Shared, subject: Subject): Pick<Snapshot, 'categories' | 'topics'> {
  const axis = subject.kind === 'ward' ? 'wards' : 'departments';
  const { topics, topicsBefore } = shared.release.byWard;
  const before = shared.categoriesBefore;
  const facts = (now: readonly TopicCount[], earlier: readonly TopicCount[] | null): CategoryFacts[] =>
    publishable(shared.release, { now, before: earlier });
  return {
    categories: facts(
      shared.categories[axis].get(subject.code) ?? [],
      before && (before[axis].get(subject.code) ?? []),
    ),
    topics: subject.level === 'district' ? facts(topics, topicsBefore) : [],
  };
}

function sourceFacts(shared: Shared, subject: Subject): SourceFacts[] {
  const { sources, sourcesBefore } = unitDeps(shared, subject);
  const names = new Map(shared.district.sources.map(({ id, name }) => [id, name]));
  const before = sourcesBefore && new Map(sourcesBefore.get(subject.code)?.map((row) => [row.source, row.documents]));
  return (sources.get(subject.code) ?? []).map(({ source, documents, copies, unlocated }) => ({
    id: source,
    name: names.get(source) ?? source,
    documents,
    before: before && (before.get(source) ?? 0),
    copies,
    unlocated,
  }));
}

/** The open list with the hotspot that a 专报 asks for below it, and apart from it what only leaders read. */
function hotFacts(
  shared: Shared,
  subject: Subject,
  eventId: string,
): Pick<Snapshot, 'hotspots' | 'special' | 'hotCount' | 'sensitive'> {
  const { release, index } = shared;
  const all = hotOf(shared, subject);
  const facts = (rows: readonly HotspotRecord[]) =>
    rows.slice(0, TOP).flatMap((row) => hotspotFacts(release, row, { ...shared, subject }) ?? []);
  const [special] = facts(all.slice(TOP).filter(({ event_id }) => event_id === eventId));
  return {
    hotspots: facts(all),
    ...(special ? { special } : {}),
    hotCount: all.filter(({ heat }) => heat >= release.ranking.enterHeat).length,
    sensitive: facts(index.of(subject).filter((row) => isHotspot(row) && isSensitive(release, row))),
  };
}

/** The hotspots that everybody reads of; the number of others would tell of them. */
function hotOf({ release, index }: Shared, subject: Subject): HotspotRecord[] {
  return index.of(subject).filter((row) => isHotspot(row) && !isSensitive(release, row));
}

/** One person's matter is no hotspot, unless it is a danger; praise and enquiries have no heat. */
const isHotspot = (row: HotspotRecord): boolean => row.heat > 0 && (row.reporters >= 2 || row.severity >= 2);

/** Private matters, and those of sensitive categories. */
function isSensitive({ titles }: Release, row: HotspotRecord): boolean {
  return row.private_documents === row.documents || isSensitiveTopic(titles.get(row.event_id)?.topic_code ?? '');
}

function childFacts(shared: Shared, subject: Subject): ChildFacts[] {
  if (subject.kind === 'department') return [];
  const { ranking, byWard, voices } = shared.release;
  const parent = subject.code === '' ? shared.district.code : subject.code;
  const { firstDay, lastDay } = shared.release.period;
  // A ward of that time, or one under whose code something stands.
  const isOfThen = (ward: Ward): boolean => existsWithin(ward, firstDay, lastDay) || byWard.totals.has(ward.code);
  const children = shared.wards.filter((ward) => ward.parentCode === parent && isOfThen(ward));
  const standings = rankWards(
    children.map((ward) => ({ ...ward, voices: voices.get(ward.code) ?? 0 })),
    ranking.wards,
  );
  return children.map(({ code, name, residents }, at) => {
    const hot = hotOf(shared, { kind: 'ward', code, name, level: 'community', residents });
    return {
      code,
      name,
      residents,
      ...compared(byWard, code),
      voices: voices.get(code) ?? 0,
      standing: standings[at]!,
      hotspots: hot.filter(({ heat }) => heat >= ranking.enterHeat).length,
      topHeat: hot[0]?.heat ?? 0,
    };
  });
}

/** Every subject of a district: itself, its streets and communities, its departments. */
export function subjectsOf(district: District, wards: readonly Ward[]): Subject[] {
  const ofWards = wards.map(({ code, name, level, residents }): Subject => ({
    kind: 'ward',
    code: level === 'district' ? '' : code,
    name,
    level,
    residents,
  }));
  const ofDepartments = district.departments.map(({ code, name }): Subject => ({
    kind: 'department',
    code,
    name,
    level: 'department',
    residents: 0,
  }));
  return [...ofWards, ...ofDepartments];
}
