/** Orders of year, month and day in a date of digits alone. */
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What a file leaves open of its dates, once all of them were seen; absent where they do not tell. */
export interface DecidedDates {
  /** Which of the two leads in 12/01/2020. */
  leads?: 'day' | 'month' | undefined;
  /** The order of 12/01/20. */
  order?: DateOrder | undefined;
}

type Parts = readonly [first: string, second: string, third: string];

/** A platform's clock may run ahead; a day that is further off was not written yet. */
const AHEAD_MS = 86_400_000;
/** Values of a part that are told apart; a year has no more days, and a hostile file no end of them. */
const MOST_VALUES = 400;

const PLACES: Record<DateOrder, { year: 0 | 2; month: 0 | 1; day: 0 | 1 | 2 }> = {
  ymd: { year: 0, month: 1, day: 2 },
  dmy: { year: 2, month: 1, day: 0 },
  mdy: { year: 2, month: 0, day: 1 },
};

/** The date that three parts with a year of two digits are in an order, as 2020-12-01; years are those of this century. */
export function inOrder(parts: Parts, order: DateOrder): string {
  const { year, month, day } = PLACES[order];
  return `20${parts[year]}-${parts[month].padStart(2, '0')}-${parts[day].padStart(2, '0')}`;
}

/** The orders in which three such parts are a day of the calendar that is not after `at`. */
export function readingsOf(parts: Parts, at: Date | undefined): DateOrder[] {
  return dateOrders.filter((order) => {
    if (parts[PLACES[order].year].length !== 2) return false;
    const written = inOrder(parts, order);
    const day = new Date(`${written}T00:00:00.000Z`);
    // 31 February is rolled over to March, or no date at all.
    const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
    return exists && (at === undefined || day.getTime() <= at.getTime() + AHEAD_MS);
  });
}

/**
 * Collects the dates of a file whose order is open, and tells what all of them together leave: a value above 12 is no
 * month, one above 31 a year; and what changes from row to row is sooner a day than a year.
 */
export class DateVotes {
  /** True once a date was met that has more than one reading by itself. */
  asked = false;
  private readonly long = { day: false, month: false };
  private possible: readonly DateOrder[] = dateOrders;
  private readonly values = [new Set<string>(), new Set<string>(), new Set<string>()] as const;

  /** 12/01/2020. */
  addLong(first: number, second: number): void {
    this.long.day ||= first > 12;
    this.long.month ||= second > 12;
    this.asked ||= first <= 12 && second <= 12 && first !== second;
  }

  /** 12/01/20; `readings` as `readingsOf` gives them. */
  addShort(parts: Parts, readings: readonly DateOrder[]): void {
    // What is no date in any order is a mistake of its own row.
    if (readings.length === 0) return;
    this.asked ||= readings.length > 1;
    this.possible = this.possible.filter((order) => readings.includes(order));
    for (const [at, part] of parts.entries())
      if (this.values[at]!.size < MOST_VALUES) this.values[at]!.add(part.padStart(2, '0'));
  }

  decided(): DecidedDates {
    const { day, month } = this.long;
    const varied = (order: DateOrder, part: 'year' | 'day'): number => this.values[PLACES[order][part]].size;
    const likely = this.possible.filter((order) => varied(order, 'year') <= varied(order, 'day'));
    return {
      leads: day === month ? undefined : day ? 'day' : 'month',
      order: likely.length === 1 ? likely[0] : undefined,
    };
  }
}
