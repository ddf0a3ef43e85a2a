import { expect, test } from 'vitest';
import { classifyNature } from './classify-nature.ts';

test.each([
  ['咨询公积金提取需要什么手续', '', 'consult'],
  ['地铁6号线什么时候通车？', '', 'consult'],
  ['请问居住证在哪里办', '', 'consult'],
  ['投诉物业乱收费', '', 'complaint'],
  ['楼下麻将馆噪音扰民没人管', '', 'complaint'],
  ['小区电梯又坏了', '', 'complaint'],
  ['举报有人无证行医', '', 'report'],
  ['三号楼一楼涉嫌非法赌博，请查处', '', 'report'],
  ['建议在路口增设红绿灯', '', 'suggestion'],
  ['希望能延长公交末班时间', '', 'suggestion'],
  ['求助：老人走失了', '', 'help'],
  ['家里困难，走投无路，请帮帮我们', '', 'help'],
  ['感谢物业及时修好水管', '', 'praise'],
  ['为社区志愿者点赞', '', 'praise'],
  ['', '昨天的表演真好看，为社区点赞，辛苦各位了', 'praise'],
  ['', '3号楼电梯停运，请尽快维修', 'complaint'],
  ['五楼以上水压太低', '', 'complaint'],
  ['盼整治校门口的地摊', '', 'complaint'],
  ['关于3号楼停水的通知', '明日停水，请提前储水', 'other'],
  ['今天天气不错', '', 'other'],
  ['', '广场舞比赛周六下午开始，欢迎大家参加', 'other'],
  ['', '已转物业，谢谢大家', 'other'],
] as const)('%s%s → %s', (title, text, nature) => {
  expect(classifyNature({ title, text }).nature).toBe(nature);
});

test('a complaint that closes with thanks stays a complaint', () => {
  expect(classifyNature({ title: '路灯坏了', text: '路灯坏了半个月没人管，望尽快处理，谢谢！' }).nature).toBe(
    'complaint',
  );
});

test('thanks that go on to ask are no praise', () => {
  expect(classifyNature({ title: '感谢回复', text: '感谢回复，但是问题依然没有解决，严重影响出行' }).nature).toBe(
    'complaint',
  );
});

test('the words that decided are told', () => {
  expect(classifyNature({ title: '举报黑车', text: '' }).words).toEqual(['举报']);
});
