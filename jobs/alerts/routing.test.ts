import { describe, expect, it } from 'vitest';
import { routesAt } from './settings/routing-setting.ts';
import { routeMatter } from './routing.ts';
import { policy } from './testing/fixtures.ts';

const route = (topicCode: string, wardCode: string, nature = 'complaint'): string => {
  const { lead, assist } = routeMatter(policy, { topicCode, wardCode, nature });
  return [lead, ...assist].map((department) => department.code).join(' ');
};

describe('a matter goes to', () => {
  it.each([
    ['0801', '999001001001', 'police street', 'the first rule that holds topic and ward'],
    ['0801', '999001002001', 'centre', 'the last rule, in a ward that the first does not cover'],
    ['1205', '999001002001', 'water street', 'a rule for all wards'],
    ['0801', '', 'centre', 'the last rule when it is not located'],
    ['9900', '999001', 'centre', 'the last rule when nothing fits'],
  ])('%s in %s: %s, %s', (topic, ward, expected) => {
    expect(route(topic, ward)).toBe(expected);
  });

  it('another unit where the rule is for its 性质; what is unknown goes by the rules for any', () => {
    const consult = { topic: '08', ward: '', nature: 'consult' as const, lead: 'centre', assist: [] };
    const rules = { ...policy, routing: [consult, ...policy.routing] };
    const leads = (nature: string) =>
      routeMatter(rules, { topicCode: '0801', wardCode: '999001001001', nature }).lead.code;
    expect(['consult', 'complaint', ''].map(leads)).toEqual(['centre', 'police', 'police']);
  });

  it('nobody at all is a fault of the configuration, named', () => {
    const broken = { ...policy, routing: [{ topic: '', ward: '', nature: '' as const, lead: 'moon', assist: [] }] };
    expect(() => routeMatter(broken, { topicCode: '0801', wardCode: '', nature: '' })).toThrow(
      'unknown department moon',
    );
  });
});

describe('a rule with days of effect', () => {
  const rule = { topic: '08', ward: '', nature: '' as const, lead: 'water', assist: [] };
  const rules = [
    { ...rule, from: '2020-12-12', until: '2020-12-31' },
    { ...rule, topic: '', lead: 'centre', from: '', until: '' },
  ];
  it.each([
    ['the day before', '2020-12-11T15:59:59.000Z', ['centre']],
    ['from midnight in Shanghai on', '2020-12-11T16:00:00.000Z', ['water', 'centre']],
    ['on its last day', '2020-12-31T15:59:59.000Z', ['water', 'centre']],
    ['the day after', '2020-12-31T16:00:00.000Z', ['centre']],
  ])('%s', (_name, at, leads) => {
    expect(routesAt({ rules }, at).map(({ lead }) => lead)).toEqual(leads);
  });
});
