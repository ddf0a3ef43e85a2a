import { expect, test } from 'vitest';
import { topicsOfLabel } from './topics-of-label.ts';

const duties = {
  departments: [{ code: 'shuiwu', name: '区水务局', line: '水务' }],
  routing: [
    { topic: '0705', lead: 'shuiwu', assist: [], ward: '', natures: [] },
    { topic: '0704', lead: 'shuiwu', assist: [], ward: '', natures: [] },
    { topic: '', lead: 'shuiwu', assist: [], ward: '', natures: [] },
  ],
} as unknown as Parameters<typeof topicsOfLabel>[1];

test.each([
  ['0705', ['0705']],
  ['07', ['07']],
  ['区水务局', ['0705', '0704']],
  ['shuiwu', ['0705', '0704']],
  ['交通出行', ['08']],
  ['市政公用', ['07']],
  ['甲乙丙', []],
])('%s stands for %j', (label, topics) => {
  expect(topicsOfLabel(label, duties)).toEqual(topics);
});
