import { describe, expect, it } from 'vitest';
import { districtSchema } from '#warehouse/model/district.ts';
import { instantOn } from './calendar/working-calendar.ts';
import { onDuty, type UnitRoster } from './roster.ts';
import { rosterSetting } from './settings/roster-setting.ts';

const people = [
  { id: 'zhang', name: '张科长' },
  { id: 'li', name: '李副科长' },
  { id: 'zhao', name: '赵值班' },
];
const water: UnitRoster = {
  unit: 'water',
  people,
  handOvers: [{ from: '2020-12-13T20:00', to: '2020-12-13T23:00', people: ['li'] }],
  turns: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', people: ['zhang'] },
    { days: [6, 7], from: '18:00', to: '09:00', people: ['zhao'] },
  ],
  leaders: [],
  leave: [{ person: 'zhang', from: '2020-12-15', to: '2020-12-16' }],
};
const names = (day: string, hour: number): string[] =>
  onDuty([water], 'water', instantOn(day, hour * 60)).map(({ personId }) => personId);

describe('who is on duty', () => {
  it.each([
    ['a working day: the one of the turn, then the deputies in order', '2020-12-14', 10, ['zhang', 'li', 'zhao']],
    ['outside every turn everybody in their order', '2020-12-14', 20, ['zhang', 'li', 'zhao']],
    ['Saturday night', '2020-12-12', 21, ['zhao', 'zhang', 'li']],
    ['after midnight the turn of the day before goes on', '2020-12-14', 3, ['zhao', 'zhang', 'li']],
    ['until it ends', '2020-12-14', 9, ['zhang', 'li', 'zhao']],
    ['a hand-over goes before the plan', '2020-12-13', 21, ['li', 'zhang', 'zhao']],
    ['and ends with its time', '2020-12-13', 23, ['zhao', 'zhang', 'li']],
    ['on leave means not called', '2020-12-15', 10, ['li', 'zhao']],
  ])('%s', (_name, day, hour, expected) => {
    expect(names(day, hour)).toEqual(expected);
  });

  it('is nobody for a unit without a roster', () => {
    expect(onDuty([water], 'police', '2020-12-14T02:00:00.000Z')).toEqual([]);
  });
});

describe('what is wrong with a roster', () => {
  const district = districtSchema.parse({
    code: '990113',
    name: '滨江区',
    streets: [{ code: '990113001', name: '北干街道', communities: [{ code: '990113001001', name: '博学社区' }] }],
    departments: [{ code: 'water', name: '水务局', line: '水务' }],
    routing: [{ topic: '', lead: 'water' }],
  });
  const problemsOf = (fields: Partial<UnitRoster>): string[] =>
    rosterSetting.check!(rosterSetting.schema.parse({ units: [{ ...water, ...fields }] }), district);

  it('is nothing where every span ends behind its beginning and names people of the unit', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('is told by the names of unit and person', () => {
    expect(
      problemsOf({
        handOvers: [{ from: '2020-12-13T20:00', to: '2020-12-13T20:00', people: ['li'] }],
        leave: [{ person: 'zhang', from: '2020-12-16', to: '2020-12-15' }],
        leaders: ['sun'],
      }),
    ).toEqual([
      '水务局：没有编号为 sun 的人员',
      '水务局：2020-12-13 20:00 的交接须晚于开始才结束',
      '水务局：张科长 2020-12-16 起的请假，最后一天早于第一天',
    ]);
  });
});
