import { expect, it } from 'vitest';
import { groupLog } from './group-log.ts';

const entry = (at: string, action: string, note = '') => ({ at, actor: '', action, from: '', to: '', note });

it('takes equal neighbours of one minute together and keeps the order', () => {
  const lines = groupLog([
    entry('2020-12-12T05:40:00.000Z', 'raise'),
    entry('2020-12-12T06:52:01.000Z', 'clock'),
    entry('2020-12-12T06:52:02.000Z', 'clock'),
    entry('2020-12-12T07:32:00.000Z', 'clock'),
    entry('2020-12-12T07:32:00.000Z', 'clock', '另有说明'),
  ]);
  expect(lines.map((line) => [line.action, line.times])).toEqual([
    ['raise', 1],
    ['clock', 2],
    ['clock', 1],
    ['clock', 1],
  ]);
});
