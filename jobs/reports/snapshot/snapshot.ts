import type { Trend } from '#warehouse/model/hotspot.ts';
import type { WardLevel } from '#warehouse/model/ward.ts';
import type { WardStanding } from '../../hotspots/wards/rank-wards.ts';
import type { WardRules } from '../../hotspots/wards/ward-rules.ts';
import type { Period } from '../period.ts';

/** Of what a report is: a ward of any level, or a department. */
export interface Subject {
  kind: 'ward' | 'department';
  /** The district is '' here, as in every query. */
  code: string;
  name: string;
  level: WardLevel | 'department';
  residents: number;
}

/** Counts of one unit in one window; a matter that obliges is valid (neither praise nor chat nor rejected). */
export interface Counts {
  documents: number;
  reporters: number;
  valid: number;
  replied: number;
  resolved: number;
  escalated: number;
  privateDocuments: number;
  excluded: number;
  replyHours: number | null;
}

/** What was to be closed within a window, by the duty's working days; null where that calendar is not published. */
export interface Due {
  valid: number;
  resolved: number;
}

/** Numbers of this period beside those it is compared with; null where nothing comparable is stored. */
export interface Compared {
  now: Counts;
  before: Counts | null;
  yearBefore: Counts | null;
  due: Due | null;
  dueBefore: Due | null;
}

/**
 * A category or topic; with code '' the rest together, which is not named, since a small cell of a sensitive matter could
 * be worked out from it. Then nobody is counted by person, and there may be nothing to compare with.
 */
export interface CategoryFacts {
  code: string;
  name: string;
  documents: number;
  /** 发声人数, which categories are ordered by; in snapshots of before it was counted, distinct persons. */
  reporters: number | null;
  before: number | null;
  /** 发声人数 of what `before` counts; snapshots of before it was counted have none. */
  reportersBefore?: number | null;
}

export interface Quote {
  at: string;
  wardName: string;
  text: string;
  reply: string;
  resolved: boolean;
}

export interface HotspotFacts {
  eventId: string;
  title: string;
  place: string;
  topicCode: string;
  topicName: string;
  wardName: string;
  /** Communities of the subject in which it was raised. */
  communities: number;
  heat: number;
  documents: number;
  reporters: number;
  /** Documents in the period before; null where that is not covered. */
  before: number | null;
  openDocuments: number;
  overdueDays: number;
  severity: number;
  trend: Trend;
  peakDay: string;
  peakReporters: number;
  /** Who handles it, and where its alert stands: '' when none was raised. */
  department: string;
  state: string;
  /** Titles of announcements on the same place shortly before its peak. */
  announcements: { day: string; title: string }[];
  quote: Quote | null;
}

/** A ward below the subject. */
export interface ChildFacts extends Compared {
  code: string;
  name: string;
  residents: number;
  hotspots: number;
  topHeat: number;
  /** 发声人数, which it is ranked by; snapshots of before it was counted have none, and rank by documents. */
  voices?: number;
  /** Where it stands among its peers; snapshots of before it was counted have none. */
  standing?: WardStanding;
}

/** How a department handled the alerts of the period; each share states what it is of. */
export interface DepartmentFacts {
  code: string;
  name: string;
  alerts: number;
  signed: { met: number; of: number };
  replied: { met: number; of: number };
  resolved: { met: number; of: number };
  returned: number;
  overdue: { number: string; title: string; dueDay: string }[];
  /** Documents of the period that the routing leads to it. */
  compared: Compared | null;
  topCategory: string;
}

export interface SourceFacts {
  id: string;
  name: string;
  documents: number;
  before: number | null;
  copies: number;
  unlocated: number;
}

/** All numbers of one report, from queries that ran once. Texts in it are masked. */
export interface Snapshot {
  schema: 1;
  /** The months, each with the id of what all its reports leave out (topic-counting.ts), that this one rests on. */
  countings?: string[];
  district: { code: string; name: string };
  subject: Subject;
  period: Period;
  /** The period that 环比 compares with (its first days, when this one is not over), and whether data cover it. */
  previous: Period;
  /** Calendar day up to which data have arrived, when the period was not over by then. */
  cutAt: string | null;
  /** Instant of the counting. */
  takenAt: string;
  dutyDays: number;
  enterHeat: number;
  /** What rates per 10 000 are of, and from how many voices on (before voices were counted: documents); the oldest have none. */
  perHead?: Pick<WardRules, 'per'> & { minVoices?: number; minDocuments?: number };
  totals: Compared;
  days: [day: string, documents: number][];
  categories: CategoryFacts[];
  /** Topics of four digits; the district's report only. */
  topics: CategoryFacts[];
  sources: SourceFacts[];
  hotspots: HotspotFacts[];
  /** The hotspot of a 专报 that is not among them. */
  special?: HotspotFacts;
  hotCount: number;
  children: ChildFacts[];
  departments: DepartmentFacts[];
  /** Alerts raised in the period: how many, and how many of them have ended. */
  alerts: {
    raised: number;
    ended: number;
    supervised: number;
    reopened: number;
    satisfied: { met: number; of: number };
  };
  /** Days off other than weekends within the period, and in the next one. */
  holidays: string[];
  nextHolidays: string[];
  /** What rose in the next period a year ago, relative to this one; empty without that year's data. */
  seasonal: { name: string; now: number; next: number }[];
  /** Imported weather of the period and the day before: mm of rain, highest °C. */
  weather?: { day: string; rainMm: number; temperature: number | null }[];
  /** For leaders only: private or sensitive matters. */
  sensitive: HotspotFacts[];
}
