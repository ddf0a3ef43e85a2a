import { expect, test } from 'vitest';
import { classifyTopic } from './classify-topic.ts';

function topicOf(title: string, text = '', hint?: string): string {
  return classifyTopic({ title, tokens: [], text, ...(hint === undefined ? {} : { hint }) }).topicCode;
}

test.each([
  ['小区里外来车辆乱停车，业主回家没有车位', '0101'],
  ['路边停车太乱，占了人行道，主干道两侧都停满', '0802'],
  ['医院门口右转专用道设置后更堵了，早高峰车辆排长队', '0801'],
  ['横五路育才路路口堵车严重，右转车道进不去', '0801'],
  ['消防栓被撞坏了，喷出大量的水', '1205'],
  ['大树倒了挡住小区出口', '1206'],
  ['下水道又堵了，污水外溢到一楼门口', '0705'],
  ['有人在绿化带里种菜，浇粪臭得很', '0306'],
  ['隔壁晚上九点半还在弹古筝', '1801'],
  ['楼上邻居晚上九点半还在弹古筝', '1801'],
  ['横五路今天堵了一个小时', '0801'],
  ['濠景路能不能改成单行', '0803'],
  ['占道洗车店影响行人通行', '0401'],
  ['宝山20路公交时刻表不合理，等车太久', '0804'],
  ['能不能把濠景路改成单向循环', '0803'],
  ['拖欠农民工工资三个月不发', '1401'],
  ['小区遛狗不牵绳，狗粪没人捡', '0103'],
  ['物业费涨价没有公示依据', '0104'],
  ['楼上漏水把我家天花板泡了', '0203'],
  ['电瓶车推进楼道充电太危险', '1102'],
  ['幼儿园学区划片问题咨询', '1701'],
  ['窨井盖松动，车一过就响', '0702'],
  ['健身卡办了之后店关门跑路，要求退款', '1301'],
])('%s → %s', (title, code) => {
  expect(topicOf(title)).toBe(code);
});

test('the context decides between parking in an estate and parking in the street', () => {
  expect(topicOf('', '停车问题：小区业主的车位被占')).toBe('0101');
  expect(topicOf('', '停车问题：马路两侧路边都是')).toBe('0802');
});

test('the title outweighs the body', () => {
  expect(topicOf('路灯不亮', '路灯不亮。顺便说一句，公交也等得久。')).toBe('0703');
});

test('a denied word is no evidence', () => {
  expect(topicOf('', '这不是噪音，是路灯坏了')).toBe('0703');
});

test('nothing that fits is 9900 with low confidence and no words', () => {
  expect(classifyTopic({ title: '哈哈', tokens: [], text: '今天天气真好' })).toMatchObject({
    topicCode: '9900',
    confidence: 0.1,
    words: [],
  });
});

test('thanks as such are praise, thanks at the end of a complaint are manners', () => {
  expect(topicOf('感谢物业师傅', '半夜及时修好了电梯，点赞')).toBe('9800');
  expect(topicOf('电梯故障', '电梯坏了三天没人修，请处理，谢谢！')).toBe('0105');
});

test('the words that decided are named, strongest first, and the same input gives the same verdict', () => {
  const input = { title: '夜间施工扰民', tokens: [], text: '工地打桩到凌晨，居民无法休息' };
  const verdict = classifyTopic(input);
  expect(verdict.topicCode).toBe('0601');
  expect(verdict.words[0]).toBe('夜间施工');
  expect(verdict.words).toContain('打桩');
  expect(classifyTopic(input)).toEqual({ ...verdict, wordsFor: expect.any(Function) as unknown });
});

test('a two-character hit that straddles two words does not decide', () => {
  const title = '本市最大火车站';
  expect(classifyTopic({ title, tokens: ['本市', '最大', '火车站'], text: '' }).topicCode).toBe('0806');
  expect(classifyTopic({ title: '', tokens: ['着火'], text: '着火' }).topicCode).toBe('1204');
});

test.each([
  ['市政公用->路面->坑洼', '0701'],
  ['交通出行/拥堵', '0801'],
  ['突发事件 > 消防栓', '1205'],
  ['物业管理', '0100'],
])('the platform category %s maps to %s', (hint, code) => {
  expect(topicOf('请处理', '', hint)).toBe(code);
});

test('a category hint limits the choice to its topics', () => {
  expect(topicOf('路灯不亮，物业不管', '', '市政公用')).toBe('0703');
});

test('a hint outside the taxonomy is ignored', () => {
  expect(topicOf('路灯不亮', '', '警民直通车')).not.toBe('0807');
  expect(topicOf('路灯不亮', '', '议事厅')).toBe('0703');
  expect(topicOf('路灯不亮', '', '其他->甲乙丙')).toBe('0703');
});
