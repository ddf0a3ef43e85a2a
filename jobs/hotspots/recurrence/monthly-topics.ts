/** A topic over the months: [first day of the month, voices], oldest first. */
export interface TopicMonths {
  topicCode: string;
  months: readonly (readonly [month: string, voices: number])[];
}

/** A topic over the last twelve months: each voice weighs one in `voices`, in `communities` and over all `months` together. */
export interface TopicYear {
  topicCode: string;
  voices: number;
  communities: number;
  months: readonly number[];
}

/** A candidate for 每月一题 with the four things that make one, for the last twelve months. */
export interface MonthlyTopic {
  topicCode: string;
  /** Voices of the year. */
  reports: number;
  communities: number;
  /** Departments that the routing gives it to. */
  departments: number;
  /** Months out of twelve in which it came up. */
  months: number;
  /** Geometric mean of the four, each as a share of the largest: 0–100. */
  score: number;
}

/** A topic that comes back: what last years' same month brought against their mean month. */
export interface ComingTopic {
  topicCode: string;
  /** The coming month over the mean month, drawn toward 1. */
  ratio: number;
  /** Reports in that month of each past year, the latest first. */
  past: number[];
}

/** A month with fewer voices of a topic counts in part: at a hard bound one account could add a month to each of twelve. */
const FULL_MONTH = 3;
/** Reports that "no season" weighs against a topic's own months. */
const SEASON_PRIOR = 10;
/** Half as much again as usual is worth preparing for. */
const COMING_RATIO = 1.5;

/** What should be somebody's matter of the month: frequent, in many wards, across departments, again and again. */
export function monthlyTopics(
  topics: readonly TopicYear[],
  options: { departmentsOf: (topicCode: string) => number; limit: number },
): MonthlyTopic[] {
  const rows = topics.map(({ topicCode, voices, communities, months }) => ({
    topicCode,
    reports: voices,
    communities,
    departments: options.departmentsOf(topicCode),
    months: months.reduce((total, share) => total + Math.min(1, share / FULL_MONTH), 0),
  }));
  const fields = ['reports', 'communities', 'departments', 'months'] as const;
  const most = fields.map((field) => Math.max(1, ...rows.map((row) => row[field])));
  return rows
    .map((row) => {
      const product = fields.reduce((value, field, i) => value * (row[field] / most[i]!), 1);
      return { ...row, score: 100 * product ** (1 / fields.length) };
    })
    .sort((a, b) => b.score - a.score || (a.topicCode < b.topicCode ? -1 : 1))
    .map((row) => ({ ...row, months: Math.round(row.months), score: Math.round(row.score) }))
    .filter(({ score }) => score > 0)
    .slice(0, options.limit);
}

/** What the month after `month` will likely bring more of, by past years; nothing without a year of history. */
export function comingTopics(topics: readonly TopicMonths[], month: string): ComingTopic[] {
  const coming = shiftMonth(month, 1);
  const first = topics.reduce(
    (earliest, { months }) => (months[0] && months[0][0] < earliest ? months[0][0] : earliest),
    month,
  );
  const years = [1, 2, 3].filter((back) => shiftMonth(coming, -12 * back) >= first);
  return topics
    .map(({ topicCode, months }) => {
      const at = new Map(months);
      const past = years.map((back) => at.get(shiftMonth(coming, -12 * back)) ?? 0);
      // The twelve months that follow a past one hold every season once.
      const means = years.map((back) => meanOfYear(at, shiftMonth(coming, -12 * back)));
      const total = past.reduce((sum, reports) => sum + reports, 0);
      const usual = means.reduce((sum, mean) => sum + mean, 0);
      return { topicCode, past, ratio: (total + SEASON_PRIOR) / (usual + SEASON_PRIOR) };
    })
    .filter(({ ratio }) => ratio >= COMING_RATIO)
    .sort((a, b) => b.ratio - a.ratio || (a.topicCode < b.topicCode ? -1 : 1));
}

function meanOfYear(at: ReadonlyMap<string, number>, first: string): number {
  let total = 0;
  for (let i = 0; i < 12; i++) total += at.get(shiftMonth(first, i)) ?? 0;
  return total / 12;
}

/** The first day of the month so many months later, YYYY-MM-01. */
export function shiftMonth(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}
