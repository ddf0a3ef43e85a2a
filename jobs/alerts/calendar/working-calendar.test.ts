import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import published from './cn-holidays.json' with { type: 'json' };
import {
  addWorkingDays,
  addWorkingHours,
  dueAfterWorkingDays,
  openedToBeDueBy,
  workingHoursBetween,
} from './deadlines.ts';
import { dayKind, dayOf, instantOn, shiftDay, shippedCalendar } from './working-calendar.ts';

const calendar = shippedCalendar();
const days = (from: string, count: number): unknown => {
  const result = addWorkingDays(calendar, from, count);
  return result.kind === 'day' ? result.day : result;
};

const pick = (from: Record<string, string>, year: number): string =>
  Object.keys(from)
    .filter((day) => day.startsWith(`${year}-`))
    .sort()
    .map((day) => day.slice(5))
    .join(' ');

/** The shipped file, built anew from the package that compiles the notices. */
function fromPackage(): typeof published {
  const years = Array.from({ length: 9 }, (_, index) => 2018 + index).map((year) => [
    String(year),
    { off: pick(chineseDays.holidays, year), work: pick(chineseDays.workdays, year) },
  ]);
  return { version: 'chinese-days-1.5.7', years: Object.fromEntries(years) as typeof published.years };
}

/** A covered day. The last month of 2026 is left out so that counting on stays covered. */
const coveredDay = integer({ min: 0, max: 3250 }).map((offset) => shiftDay('2018-01-01', offset));

describe('the shipped calendar', () => {
  it('is what the package says; UPDATE_CALENDAR=1 writes it anew', async () => {
    const expected = fromPackage();
    if (process.env['UPDATE_CALENDAR']) {
      await writeFile(new URL('cn-holidays.json', import.meta.url), `${JSON.stringify(expected, null, 2)}\n`);
    }
    expect(published).toEqual(expected);
  });

  const reference = new URL('../../../../shared/data/holidays/cn_2018_2026.json', import.meta.url);
  it.skipIf(!existsSync(reference))('agrees with an independent compilation on every day of 2018–2026', () => {
    const { days: named } = JSON.parse(readFileSync(reference, 'utf8')) as { days: Record<string, { off: boolean }> };
    for (let day = '2018-01-01'; day <= '2026-12-31'; day = shiftDay(day, 1)) {
      const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
      expect(`${day} ${dayKind(calendar, day)}`).toBe(`${day} ${(named[day]?.off ?? weekend) ? 'off' : 'working'}`);
    }
  });

  it.each([
    ['2025-09-28', 'working', 'a Sunday made up for the National Day week'],
    ['2025-10-08', 'off', 'the last day of the eight'],
    ['2025-10-11', 'working', 'a Saturday made up'],
    ['2020-01-31', 'off', 'the spring festival that the epidemic lengthened'],
    ['2026-10-10', 'working', 'a Saturday made up'],
    ['2026-10-17', 'off', 'an ordinary Saturday'],
    ['2027-10-01', 'uncovered', 'a year whose notice is not out'],
  ])('%s is %s: %s', (day, kind) => {
    expect(dayKind(calendar, day)).toBe(kind);
  });
});

describe('working days', () => {
  it.each([
    ['2025-09-26', 3, '2025-09-30', 'received on a Friday, the Sunday after works'],
    ['2025-09-26', 5, '2025-10-10', 'a Monday-to-Friday count would say 10-03'],
    ['2020-12-12', 3, '2020-12-16', 'received on a Saturday: warn on Wednesday'],
    ['2020-12-12', 5, '2020-12-18', 'and breach after Friday'],
    ['2020-12-12', 0, '2020-12-12', 'nothing added'],
  ])('%s + %i is %s: %s', (from, count, to) => {
    expect(days(from, count)).toBe(to);
  });

  it('says which year is not published instead of guessing', () => {
    expect(days('2026-12-28', 5)).toEqual({ kind: 'uncovered', year: 2027 });
    expect(days('2027-10-01', 1)).toEqual({ kind: 'uncovered', year: 2027 });
    expect(addWorkingHours(calendar, '2027-10-01T02:00:00.000Z', 1)).toEqual({ kind: 'uncovered', year: 2027 });
  });

  it('end at the close of business of the last day', () => {
    expect(dueAfterWorkingDays(calendar, '2020-12-12T02:00:00.000Z', 5)).toEqual({
      kind: 'at',
      at: '2020-12-18T09:30:00.000Z',
    });
  });

  it('land on a working day, strictly later, with exactly as many working days between', () => {
    assert(
      property(coveredDay, integer({ min: 1, max: 15 }), (from, count) => {
        const to = days(from, count) as string;
        expect(dayKind(calendar, to)).toBe('working');
        let seen = 0;
        for (let day = shiftDay(from, 1); day <= to; day = shiftDay(day, 1)) {
          if (dayKind(calendar, day) === 'working') seen += 1;
        }
        expect(seen).toBe(count);
      }),
    );
  });

  it('may be added in two steps', () => {
    const small = integer({ min: 0, max: 7 });
    assert(
      property(coveredDay, small, small, (from, first, second) => {
        expect(days(days(from, first) as string, second)).toBe(days(from, first + second));
      }),
    );
  });
});

const at = (day: string, hour: number): string => instantOn(day, hour * 60);

describe('working hours', () => {
  it.each([
    ['within a morning', at('2020-12-14', 10), 2, at('2020-12-14', 12)],
    ['before opening they wait for it', at('2020-12-14', 7), 2, at('2020-12-14', 11)],
    ['at the close they end that day', at('2020-12-14', 15.5), 2, at('2020-12-14', 17.5)],
    ['over night they go on next morning', at('2020-12-14', 17), 2, at('2020-12-15', 10.5)],
    ['over a weekend they go on on Monday', at('2020-12-11', 17), 1, at('2020-12-14', 9.5)],
    ['a Sunday that is made up works', at('2025-09-28', 9), 4, at('2025-09-28', 13)],
  ])('%s', (_name, from, hours, to) => {
    expect(addWorkingHours(calendar, from, hours)).toEqual({ kind: 'at', at: to });
  });

  it('added and then measured are the same', () => {
    const minutes = integer({ min: 0, max: 24 * 60 - 1 });
    assert(
      property(coveredDay, minutes, integer({ min: 1, max: 60 * 60 }), (day, minute, amount) => {
        const from = instantOn(day, minute);
        const to = addWorkingHours(calendar, from, amount / 60);
        if (to.kind !== 'at') throw new Error('covered');
        expect(dayKind(calendar, dayOf(to.at))).toBe('working');
        const measured = workingHoursBetween(calendar, from, to.at);
        expect(measured.kind === 'hours' && Math.abs(measured.hours - amount / 60)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('what had to be done by an instant', () => {
  const friday = at('2020-12-18', 17.5);
  it('was opened on a day whose working days have run out, to the minute of the close', () => {
    // 12-11 is the Friday whose five working days end on the 18th; Saturday and Sunday are due then as well.
    expect(openedToBeDueBy(calendar, friday, 5)).toBe(at('2020-12-14', 0));
    expect(openedToBeDueBy(calendar, new Date(Date.parse(friday) - 1).toISOString(), 5)).toBe(at('2020-12-11', 0));
  });

  it('is unknown where the calendar is not published', () => {
    expect(openedToBeDueBy(calendar, at('2027-02-01', 12), 5)).toBeUndefined();
  });
});
