import { z } from 'zod';
import type { District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { endpointsOfChannels, personOfEndpoint, type Endpoint } from '../deliver/endpoints.ts';
import { onDuty } from '../roster.ts';
import { openChannels, sealedChannel } from './channel-schema.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, '只能用小写字母、数字和短横');
const personIds = z.array(id).max(20).meta({ title: '依次呼叫', en: 'Called in this order' });
const day = z.iso.date();
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, '须如 2026-05-01T18:00');
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '须如 18:00');
const unitRoster = z.object({
  unit: z.string().max(64).meta({ title: '单位或区域代码', en: 'Unit or ward code' }),
  people: z
    .array(
      z.object({
        id: id.meta({ title: '编号', en: 'Id' }),
        name: z.string().min(1).max(30).meta({ title: '姓名', en: 'Name' }),
        channels: z.array(sealedChannel).max(5).default([]).meta({ title: '联系方式', en: 'Channels' }),
      }),
    )
    .max(50)
    .meta({ title: '值班人员（先主班，后副班）', en: 'People, deputies last' }),
  turns: z
    .array(z.object({ days: z.array(z.number().int().min(1).max(7)).min(1), from: hour, to: hour, people: personIds }))
    .max(50)
    .default([])
    .meta({ title: '每周班次', en: 'Weekly turns' }),
  handOvers: z
    .array(z.object({ from: localTime, to: localTime, people: personIds }))
    .max(200)
    .default([])
    .meta({ title: '交接', en: 'Hand-overs' }),
  leaders: z.array(id).max(10).default([]).meta({
    title: '分管领导（催办、督办、到期超期抄送，不参加值班呼叫）',
    en: 'Leaders (copied when urged or late, not called)',
  }),
  leave: z
    .array(z.object({ person: id, from: day, to: day }))
    .max(500)
    .default([])
    .meta({ title: '请假', en: 'Leave' }),
});
const schema = z.object({ units: z.array(unitRoster).max(1_000).meta({ title: '各单位', en: 'Units' }) });
export type Roster = z.output<typeof schema>;

/** 值班表: who of each department and ward is called when, and where. */
export const rosterSetting = defineSetting<Roster>({
  kind: 'roster',
  title: { zh: '值班表', en: 'On-duty roster' },
  help: {
    zh: '各单位和各级（居村、街镇、区）什么时候由谁值班、先叫谁后叫谁、怎样通知。没人签收或通知不到就叫下一位；推送时的名单固定在该条预警上。',
    en: 'Who of each unit and ward is on duty when, in which order they are called and how. Unsigned or undeliverable alerts go to the next person; the list is frozen into each alert when it is pushed.',
  },
  schema,
  initial: () => ({ units: [] }),
  check: (roster, district) => roster.units.flatMap((each) => problemsOf(each, district)),
  effect: async ({ now, district }, { before, after }) => {
    const at = now.toISOString();
    const names = namesOf(district);
    const called = (roster: Roster, code: string): string =>
      onDuty(roster.units, code, at)
        .map(({ name }) => name)
        .join(' → ') || '无人';
    const codes = [...new Set([...before.units, ...after.units].map((each) => each.unit))];
    const rows = codes
      .map((code) => ({ label: names.get(code) ?? code, before: called(before, code), after: called(after, code) }))
      .filter((row) => row.before !== row.after);
    return { summary: `此刻的呼叫次序：${rows.length} 个单位会改变。`, rows: rows.slice(0, 200) };
  },
});

/** Names of departments and wards by their codes. */
function namesOf(district: District): Map<string, string> {
  const wards = [district, ...district.streets, ...district.streets.flatMap((street) => street.communities)];
  return new Map([...wards, ...district.departments].map(({ code, name }) => [code, name]));
}

function problemsOf(each: Roster['units'][number], district: District): string[] {
  const known = namesOf(district);
  const name = known.get(each.unit) ?? each.unit;
  const nameOf = (person: string): string => each.people.find((one) => one.id === person)?.name ?? person;
  const ids = each.people.map((person) => person.id);
  const named = [...each.turns, ...each.handOvers]
    .flatMap(({ people }) => people)
    .concat(each.leave.map((one) => one.person))
    .concat(each.leaders);
  return [
    ...(known.has(each.unit) ? [] : [`${each.unit}：没有这个单位或区域`]),
    ...(new Set(ids).size === ids.length ? [] : [`${name}：人员编号重复`]),
    ...[...new Set(named)].filter((one) => !ids.includes(one)).map((one) => `${name}：没有编号为 ${one} 的人员`),
    ...each.handOvers
      .filter(({ from, to }) => to <= from)
      .map(({ from }) => `${name}：${from.replace('T', ' ')} 的交接须晚于开始才结束`),
    ...each.leave
      .filter(({ from, to }) => to < from)
      .map(({ person, from }) => `${name}：${nameOf(person)} ${from} 起的请假，最后一天早于第一天`),
  ];
}

/** The channels of one person as they are now, opened for sending. Their ids name unit and person. */
export function personEndpoints(roster: Roster, person: { unit: string; personId: string }): Endpoint[] {
  const found = roster.units
    .find((each) => each.unit === person.unit)
    ?.people.find((each) => each.id === person.personId);
  const owner = { id: `${person.unit}/${person.personId}`, code: person.unit, name: found?.name ?? '' };
  return endpointsOfChannels(openChannels(found?.channels ?? []), owner);
}

/** The endpoint of a person by its id; undefined where it is none of the roster's. */
export function findPersonEndpoint(roster: Roster, endpointId: string): Endpoint | undefined {
  const person = personOfEndpoint(endpointId);
  return person && personEndpoints(roster, person).find((each) => each.endpointId === endpointId);
}
