import { expect, it } from 'vitest';
import { filesIn, type Item } from './testing/files-in.ts';
import { both, header, json, line, ONE, said } from './testing/small-exports.ts';

const { endings, taken } = filesIn('stranger');

const LAMP = '路灯坏了很久没人修';
const table = (names: string, cells: string): string => `${names}\n${cells}\n`;

it.each<[string, string]>([
  ['Beijing', table('来电编号,来电时间,来电内容', `1,2020-12-01 10:00,${LAMP}`)],
  ['Hangzhou', table('信件编号,来信日期,来信正文', `1,2020-12-01 10:00,${LAMP}`)],
  ['Tianjin', table('业务编号,受理日期,受理时间,来电内容摘要', `1,2020-12-01,10:00:00,${LAMP}`)],
  ['Chongqing', table('信访件编号,登记日期,概况信息', `1,2020-12-01 10:00,${LAMP}`)],
  ['Taipei', table('案件編號,陳情日期,陳情內容', `1,2020-12-01 10:00,${LAMP}`)],
  ['a system that names columns by first letters', table('GDBH,SLSJ,ZYNR', `1,2020-12-01 10:00,${LAMP}`)],
  [
    'a system that puts names in brackets',
    table('「工单编号」,《受理时间》,【主要内容】', `1,2020-12-01 10:00,${LAMP}`),
  ],
])('reads the columns of %s', async (_what, content) => {
  expect(await taken('t.csv', content)).toEqual([ONE]);
});

const page = (n: number): string => `热线工单表,,,\n${header}\n${line(n)}\n第 ${n} 页，共 2 页,,,\n`;

it('passes over the title, the page and the signatures that stand on each page', async () => {
  expect(
    await taken('t.csv', `${page(1)}${page(2)}合计：2件,,,\n填表人：某,,审核人：某,\n备注：截至昨日,,,\n`),
  ).toEqual(both);
});

it('takes an error of a sheet for an empty cell', async () => {
  const [lost] = await endings(
    't.csv',
    table('工单编号,主要内容,受理时间,回复内容', `1,${LAMP},2020-12-01 10:00,#REF!`),
  );
  expect((lost as Item)['reply']).toBe('');
});

it.each([
  ['是否公开', '否', 'private'],
  ['是否公开', '0', 'private'],
  ['是否公开', 'FALSE', 'private'],
  ['是否公开', '是', 'public'],
  ['是否保密', '是', 'private'],
  ['是否保密', '否', 'public'],
])('reads %s: %s as %s', async (column, word, visibility) => {
  const [ticket] = await endings('t.csv', table(`${header},${column}`, `${line(1)},${word}`));
  expect((ticket as Item)['visibility']).toBe(visibility);
});

it('takes a status of being deleted for a deletion', async () => {
  const [gone, done] = await endings('t.csv', `${header},状态\n${line(1)},已删除\n${line(2)},已办结\n`);
  expect((gone as Item)['deleted']).toBe(true);
  expect((done as Item)['status']).toBe('resolved');
});

const cells = ['1', LAMP, '2020-12-01 10:00'];
const post = { title: '路灯', content: LAMP };
it.each<[string, string]>([
  ['comments in front', `/* 导出 */\n[\n // 第一条\n ${json({ id: '1', content: LAMP, time: cells[2] })}]`],
  ['columns as objects', json({ columns: ['id', 'content', 'time'].map((field) => ({ field })), rows: [cells] })],
  [
    'a search engine’s time',
    json({ hits: { hits: [{ _id: '1', _source: { ...post, '@timestamp': '2020-12-01T02:00:00Z' } }] } }),
  ],
  ['names joined by dashes', json({ data: [{ type: 'p', id: '1', attributes: { ...post, 'created-at': cells[2] } }] })],
])('reads JSON with %s', async (_what, content) => {
  expect(await taken('t.json', content)).toEqual([ONE]);
});

const message = (displayName: string, content: string): Item => ({
  msgSvrId: content,
  createTime: 1_606_788_000,
  talker: displayName,
  displayName,
  type: 1,
  content,
});

it('takes who speaks in a chat of JSON for no name of the group', async () => {
  const chat = { chatroom: '宁静社区', messages: [message('王阿姨', said), message('物业', '马上来')] };
  const [thread] = await endings('t.json', json(chat));
  expect((thread as Item)['board']).toBe('宁静社区');
});
