import { describe, expect, it } from 'vitest';
import { routeMatter } from './routing.ts';
import { policy } from './testing/fixtures.ts';

const route = (topicCode: string, wardCode: string): string => {
  const { lead, assist } = routeMatter(policy, { topicCode, wardCode });
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

  it('nobody at all is a fault of the configuration, named', () => {
    const broken = { ...policy, routing: [{ topic: '', ward: '', lead: 'moon', assist: [] }] };
    expect(() => routeMatter(broken, { topicCode: '0801', wardCode: '' })).toThrow('unknown department moon');
  });
});
