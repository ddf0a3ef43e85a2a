/** A source and what it brought in the hours before. */
export interface SilenceInput {
  /** The last document, and the instant of the look; milliseconds since 1970. */
  lastAt: number;
  now: number;
  zoneOffsetMs: number;
  /** [day number, hour of the day, documents] of the weeks before; hours without any need not be given. */
  hours: readonly (readonly [day: number, hour: number, documents: number])[];
  /** The class of a day by weekday and holiday (`day-class.ts`). */
  dayClassOf: (day: number) => number;
}

/** Days that a source's usual volume is taken of: four of each weekday. */
export const SILENCE_DAYS = 28;
/** A source that reported on fewer of these days has no usual volume: an import, or a chat that is mostly quiet. */
const MIN_ACTIVE_DAYS = 10;
/** One false silence in a hundred thousand looks; a source is looked at a few hundred times a day, mostly at the same gap. */
const UNLIKELY = 1e-5;
/** Shorter gaps are a pull that is late. */
const MIN_GAP_MS = 6 * 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Whether a source has fallen silent (数据中断), so that its quiet is not taken for peace: the probability that a negative binomial
 * count is 0 over the gap, with the mean that the same hours of the same kind of day brought in the weeks before, so that
 * nights and holidays are no silence. Undefined when the gap is nothing unusual.
 */
export function silenceOf(input: SilenceInput): { expected: number; dispersion: number; p: number } | undefined {
  const { lastAt, now, zoneOffsetMs, dayClassOf } = input;
  if (now - lastAt < MIN_GAP_MS) return undefined;
  const lastDay = Math.floor((lastAt + zoneOffsetMs) / DAY_MS);
  // Whole days before the one of the last document, which is cut short.
  const before = input.hours.filter(([day]) => day < lastDay && lastDay - day <= SILENCE_DAYS);
  const days = totalsByDay(before);
  if (days.size < MIN_ACTIVE_DAYS) return undefined;
  const first = Math.min(...days.keys());
  const classDays = new Map<number, number>();
  for (let day = first; day < lastDay; day++) classDays.set(dayClassOf(day), (classDays.get(dayClassOf(day)) ?? 0) + 1);
  const usual = new Map<string, number>();
  for (const [day, hour, documents] of before) {
    const key = `${dayClassOf(day)} ${hour}`;
    usual.set(key, (usual.get(key) ?? 0) + documents / classDays.get(dayClassOf(day))!);
  }
  let expected = 0;
  // The hour of the last document is cut short too.
  for (let at = lastAt + HOUR_MS; at < now; at += HOUR_MS) {
    const local = at + zoneOffsetMs;
    const hour = Math.floor((local % DAY_MS) / HOUR_MS);
    expected += usual.get(`${dayClassOf(Math.floor(local / DAY_MS))} ${hour}`) ?? 0;
  }
  const dispersion = dispersionOf(days, { first, lastDay, dayClassOf });
  const p = dispersion > 1 + 1e-9 ? dispersion ** (-expected / (dispersion - 1)) : Math.exp(-expected);
  return p < UNLIKELY ? { expected, dispersion, p } : undefined;
}

function totalsByDay(hours: SilenceInput['hours']): Map<number, number> {
  const days = new Map<number, number>();
  for (const [day, , documents] of hours) days.set(day, (days.get(day) ?? 0) + documents);
  return days;
}

/** Variance/mean of the daily totals around the mean of their kind of day, at least 1; days without any count 0. */
function dispersionOf(
  totals: ReadonlyMap<number, number>,
  { first, lastDay, dayClassOf }: { first: number; lastDay: number; dayClassOf: (day: number) => number },
): number {
  const kinds = new Map<number, number[]>();
  for (let day = first; day < lastDay; day++)
    kinds.set(dayClassOf(day), [...(kinds.get(dayClassOf(day)) ?? []), totals.get(day) ?? 0]);
  let squares = 0;
  let means = 0;
  for (const kind of kinds.values()) {
    const mean = kind.reduce((sum, total) => sum + total, 0) / kind.length;
    // One day of its kind tells nothing of its variance.
    if (kind.length > 1) squares += kind.reduce((sum, total) => sum + (total - mean) ** 2, 0) / (kind.length - 1);
    if (kind.length > 1) means += mean;
  }
  return means > 0 ? Math.max(1, squares / means) : 1;
}
