import { describe, expect, test } from 'vitest';
import { comingTopics, monthlyTopics, shiftMonth, type TopicMonths, type TopicYear } from './monthly-topics.ts';
import { recurrenceOf } from './recurrence-of.ts';

describe('a matter', () => {
  const tickets = ['2025-01-10', '2025-02-20', '2025-03-25', '2025-05-02', '2025-06-15'].map((day) => ({
    day,
    reports: 1,
  }));

  test('story E2: five tickets in six months are a 反复问题, not five closed cases', () => {
    expect(recurrenceOf(tickets, '2025-06-20')).toEqual({
      last30: 1,
      last90: 3,
      last180: 5,
      occasions: 5,
      isRecurring: true,
    });
  });
  test('that is told of every day has come up once', () => {
    const days = Array.from({ length: 28 }, (_, i) => ({
      day: `2025-02-${String(i + 1).padStart(2, '0')}`,
      reports: 2,
    }));
    expect(recurrenceOf(days, '2025-03-01')).toMatchObject({ last30: 56, occasions: 1, isRecurring: false });
  });
  test('of more than half a year ago is not counted', () => {
    expect(recurrenceOf(tickets, '2025-12-01')).toMatchObject({ last180: 1, occasions: 1 });
  });
});

const year = (topicCode: string, at: (month: number) => number): TopicMonths => ({
  topicCode,
  months: Array.from({ length: 24 }, (_, i) => [shiftMonth('2023-01-01', i), at((i % 12) + 1)] as const),
});

describe('what comes back next month', () => {
  const heating = year('0703', (month) => (month >= 11 || month <= 2 ? 60 : 2));
  const even = year('0101', () => 20);

  test('is what the same month of past years had more of than their other months', () => {
    const coming = comingTopics([heating, even], '2024-10-01');
    expect(coming.map(({ topicCode, past }) => [topicCode, past])).toEqual([['0703', [60]]]);
    expect(comingTopics([heating, even], '2024-05-01')).toEqual([]);
  });
  test('is not guessed without a year of history, nor from a handful', () => {
    const young = { ...heating, months: heating.months.slice(18) };
    expect(comingTopics([young], '2024-10-01')).toEqual([]);
    expect(comingTopics([year('0703', (month) => (month === 11 ? 3 : 0))], '2024-10-01')).toEqual([]);
  });
});

test('the matter of the month is frequent, widespread, between departments and recurring, not only one of them', () => {
  const drains: TopicYear = { topicCode: '0702', voices: 144, communities: 40, months: Array(12).fill(12) };
  const rally: TopicYear = { topicCode: '1101', voices: 300, communities: 2, months: [300] };
  const topics = monthlyTopics([drains, rally], { departmentsOf: () => 2, limit: 5 });
  expect(topics.map(({ topicCode }) => topicCode)).toEqual(['0702', '1101']);
  expect(topics[0]).toMatchObject({ reports: 144, communities: 40, departments: 2, months: 12 });
  expect(topics[1]!.months).toBe(1);
});
