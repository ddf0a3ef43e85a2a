import { expect, it } from 'vitest';
import { dutyOfDay, freeId, type UnitRoster } from './roster-week.ts';

const unit: UnitRoster = {
  unit: 'water',
  people: ['zhang', 'li', 'zhao', 'chief'].map((id) => ({ id, name: id, channels: [] })),
  handOvers: [{ from: '2020-12-13T20:00', to: '2020-12-13T23:00', people: ['li'] }],
  turns: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', people: ['zhang'] },
    { days: [6, 7], from: '18:00', to: '09:00', people: ['zhao'] },
  ],
  leaders: ['chief'],
  leave: [{ person: 'zhang', from: '2020-12-15', to: '2020-12-16' }],
};
const told = (day: string) => dutyOfDay(unit, day).map(({ from, to, people }) => `${from}–${to} ${people.join(' ')}`);

it('a Sunday shows its own night, the hand-over in it, and whom the plan calls by day', () => {
  expect(told('2020-12-13')).toEqual([
    '00:00–09:00 zhao zhang li',
    '09:00–18:00 zhang li zhao',
    '18:00–20:00 zhao zhang li',
    '20:00–23:00 li zhang zhao',
    '23:00–24:00 zhao zhang li',
  ]);
});

it('who is on leave is not called, and a leader never is', () => {
  expect(told('2020-12-15')).toEqual(['00:00–24:00 li zhao']);
});

it('a new person gets an id that nobody has', () => {
  expect(freeId([{ id: 'p2' }])).toBe('p3');
});
