import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readFileRows } from './read-file-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-chat-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  [
    'the app in traditional Chinese',
    '以下為微信群聊「博學業主群」的聊天記錄\n\n—————  2020-12-12  —————\n\n張三  21:05\n\n消防栓被撞壞了，噴出大量的水\n\n李書記  21:06\n\n馬上聯繫水務\n',
    '博學業主群',
  ],
  [
    'the app in English',
    'Chat History in "Boxue Owners"\n\n—————  2020-12-12  —————\n\nZhang San  21:05\n\n消防栓被撞坏了，喷出大量的水\n\nSecretary Li  21:06\n\n马上联系水务\n',
    'Boxue Owners',
  ],
  [
    'QQ',
    '消息记录（此消息记录为文本格式，不支持重新导入）\n\n================\n消息分组:业主\n================\n消息对象:博学业主群\n================\n\n2020-12-12 21:05:01 张三(123456)\n消防栓被撞坏了，喷出大量的水\n\n2020-12-12 21:06:10 李书记<li@example.com>\n马上联系水务\n',
    '博学业主群',
  ],
  [
    'a tool that writes one line a message',
    '[2020-12-12 21:05:01] 张三: 消防栓被撞坏了，喷出大量的水\n[2020-12-12 21:06:01] 李书记：马上联系水务\n[2020-12-12 21:07:01] 王五: [图片]\n',
    'chat',
  ],
])('reads the demand and its answer from %s', async (_what, content, group) => {
  const path = join(folder, 'chat.txt');
  writeFileSync(path, content);
  const rows = [];
  for await (const row of readFileRows(path)) rows.push(row);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.row).toMatchObject({ kind: 'message', status: 'replied', board: group });
  expect(String(rows[0]!.row!.publishedAt)).toMatch(/^2020-12-12T13:05/);
});

it.each([
  ['in English alone ends as a reject that says so', 'The lift in building 3 is broken again', ['no_chinese']],
  ['of small talk in Chinese gives nothing, and nothing is wrong', '早上好', []],
  ['of numbers alone gives nothing', '1', []],
])('a chat %s', async (_what, said, problems) => {
  const path = join(folder, 'foreign.txt');
  writeFileSync(path, `[2020-12-12 21:05:01] Tom: ${said}\n[2020-12-12 21:06:01] Ann: ${said}\n`);
  const rows = [];
  for await (const row of readFileRows(path)) rows.push(row);
  expect(rows.map(({ problem }) => problem?.reason)).toEqual(problems);
});
