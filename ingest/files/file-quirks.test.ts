import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRawItem, type RawItem } from '../raw-item.ts';
import { readFileRows } from './read-file-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-quirks-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Ending = Partial<RawItem> | string;

/** Each row as it ends: the item, or why not. */
async function endingsOf(name: string, content: string): Promise<Ending[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const endings: Ending[] = [];
  for await (const { row, problem } of readFileRows(path)) {
    const outcome = checkRawItem(row, { now: new Date('2026-03-01T00:00:00Z'), history: true });
    if (row === undefined) endings.push(problem!.reason);
    else if (outcome.kind === 'reject') endings.push(`${outcome.reason} ${outcome.detail}`);
    else if (outcome.kind === 'accept') endings.push(outcome.value);
  }
  return endings;
}

describe('a chat forwarded by mail, as mail programs pass it on', () => {
  const mail = [
    '微信群"和兴花园业主群"的聊天记录如下:',
    '',
    '—————  2026-02-26  —————',
    '',
    '3栋-张先生  08:54',
    '',
    '北门那个烧烤店昨晚又吵到两点',
    '',
    '李阿姨(6-502)  08:57',
    '',
    '就是这家，油烟直接往楼上冒',
    '',
  ].join('\n');

  it.each([
    ['as it comes', mail],
    ['without its blank lines', mail.replaceAll('\n\n', '\n')],
    ['with spaces that do not break', mail.replaceAll(/ {2}(?=\d\d:)/g, '\u00A0\u00A0')],
    ['with the time pushed to the side', mail.replaceAll(/ {2}(?=\d\d:)/g, '\t    ')],
    ['with the half of the day', mail.replaceAll(/ {2}(?=\d\d:)/g, '  上午')],
    ['with the date in Chinese units and the weekday', mail.replace('2026-02-26', '2026年2月26日 星期四')],
    ['with a date in slashes', mail.replace('2026-02-26', '2026/2/26')],
  ])('%s', async (_, content) => {
    const [thread, ...others] = await endingsOf('mail.txt', content);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ publishedAt: '2026-02-26T00:54:00.000Z', reporter: '3栋-张先生' });
  });

  it('a thread is told by the line it begins on, also behind a message whose time cannot be read', async () => {
    const path = join(folder, 'lines.txt');
    await writeFile(
      path,
      '2026-02-30 08:54:38 老王\n北门路灯坏了\n\n2026-02-26 08:57:38 老李\n南门路灯坏了三天没人修\n',
    );
    const lines: [number, string][] = [];
    for await (const { line, problem } of readFileRows(path)) lines.push([line, problem?.reason ?? '']);
    expect(lines).toEqual([
      [1, 'no_date'],
      [4, ''],
    ]);
  });

  it('is no empty one when its senders cannot be told', async () => {
    expect(await endingsOf('mail.txt', mail.replaceAll(/ {2}\d\d:\d\d/g, ''))).toEqual(['no_sender']);
  });
});

describe('Open311 answers that were saved', () => {
  const request = {
    service_request_id: '12-00314094',
    status: 'closed',
    service_name: '路灯',
    description: '路灯不亮',
    requested_datetime: '2020-04-14T06:37:38-08:00',
    updated_datetime: '2020-04-15T06:37:38-08:00',
  };
  const taken = { externalId: '12-00314094', kind: 'ticket', publishedAt: '2020-04-14T14:37:38.000Z', title: '路灯' };
  const xml = Object.entries(request).map(([key, value]) => `<g:${key}>${value}</g:${key}>`);

  it.each([
    ['one request a line', 'a.jsonl', `${JSON.stringify(request)}\n`],
    ['a table', 'a.csv', `${Object.keys(request).join(',')}\n${Object.values(request).join(',')}\n`],
    [
      'a namespace, and blanks before the declaration',
      'a.xml',
      `\n <?xml version="1.0"?><g:service_requests xmlns:g="u"><g:request>${xml.join('')}</g:request></g:service_requests>`,
    ],
    ['inside the envelope of a platform', 'a.json', JSON.stringify({ code: 0, data: { list: [request] } })],
  ])('%s', async (_, file, content) => {
    expect(await endingsOf(file, content)).toMatchObject([taken]);
  });

  it('CLOSED is closed, with the time of its last change', async () => {
    expect(await endingsOf('upper.json', JSON.stringify([{ ...request, status: 'CLOSED' }]))).toMatchObject([
      { status: 'resolved', closedAt: '2020-04-15T14:37:38.000Z' },
    ]);
  });

  it('an answer without a request is empty, an object in place of a text is refused', async () => {
    expect(await endingsOf('none.xml', '<service_requests/>')).toEqual([]);
    expect(await endingsOf('object.json', JSON.stringify([{ ...request, description: { zh: '路灯' } }]))).toEqual([
      'invalid_field text: invalid_type',
    ]);
  });
});

describe('what spreadsheets do to a table', () => {
  const header = '工单编号,受理时间,标题,主要内容,标题,点赞数';
  const rowsOf = (...lines: string[]): Promise<Ending[]> => endingsOf('t.csv', `${header}\n${lines.join('\n')}\n`);

  it('an id that was rounded is refused, since thousands share it', async () => {
    expect(await rowsOf('3.10113E+17,2026-02-26,路灯,不亮,,')).toEqual([
      'invalid_field externalId: 编号被表格软件四舍五入，末几位已经丢失，请在导出时把这一列设为文本',
    ]);
  });

  it.each([
    ['="0012"', '0012'],
    ["'310113101001000123", '310113101001000123'],
    ['\t310113101001000123\t', '310113101001000123'],
  ])('an id kept as text by a trick is the id: %j', async (written, externalId) => {
    expect(await rowsOf(`${written},2026-02-26,路灯,不亮,,`)).toMatchObject([{ externalId }]);
  });

  it('of two columns with one name the first that is filled counts', async () => {
    expect(await rowsOf('1,2026-02-26,路灯,不亮,第二,', '2,2026-02-26,,不亮,第二,')).toMatchObject([
      { title: '路灯' },
      { title: '第二' },
    ]);
  });

  it.each([
    ['"1,234"', 1234],
    ['3.0', 3],
    ['1.2万', 12_000],
    ['-', 0],
  ])('a count is read as it is shown: %s', async (written, likes) => {
    expect(await rowsOf(`1,2026-02-26,路灯,不亮,,${written}`)).toMatchObject([{ likes }]);
  });
});
