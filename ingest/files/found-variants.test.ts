import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRawItem } from '../raw-item.ts';
import { parseExactJson } from '../sources/exact-json.ts';
import { readFileRows } from './read-file-rows.ts';
import { workbookOf } from './testing/workbook-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-found-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MADE = new Date('2020-12-16T04:00:00.000Z');

type Item = Record<string, unknown>;

/** Each row as it ends: the item, or why not. */
async function endings(name: string, content: string | Uint8Array): Promise<(Item | string)[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  utimesSync(path, MADE, MADE);
  const ends: (Item | string)[] = [];
  for await (const { row, problem } of readFileRows(path)) {
    const outcome = problem ? undefined : checkRawItem(row, { now: MADE, history: true });
    if (outcome?.kind === 'accept') ends.push({ ...outcome.value });
    else ends.push(problem?.detail ?? (outcome?.kind === 'reject' ? outcome.detail : 'skip'));
  }
  return ends;
}

const taken = async (name: string, content: string | Uint8Array): Promise<string[]> =>
  (await endings(name, content)).map((end) =>
    typeof end === 'string' ? end : `${String(end['externalId'])} ${String(end['publishedAt']).slice(0, 16)}`,
  );

const ONE = '1 2020-12-01T02:00';
const both = [ONE, '2 2020-12-01T02:00'];
const header = '工单编号,标题,主要内容,受理时间';
const line = (id: string, time = '2020-12-01 10:00:00'): string => `${id},路灯坏了,路灯坏了很久没人修,${time}`;
const csv = `${header}\n${line('1')}\n${line('2')}\n`;

describe('tables', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['invisible characters in the header', `\u200b${csv}`, both],
    ['two byte-order marks', `\uFEFF\uFEFF${csv}`, both],
    ['full-width letters in the header', csv.replace('工单编号', 'ＩＤ'), both],
    ['numbers before the names', csv.replace(header, '1.工单编号,2、标题,(3)主要内容,4．受理时间'), both],
    ['quotes of another kind', "'工单编号','标题','主要内容','受理时间'\n'1','灯','坏了','2020-12-01 10:00'\n", [ONE]],
    ['names over two lines', csv.replace('工单编号', '"工单\n编号"').replace('受理时间', '"受理\n时间"'), both],
    ['names in two languages', csv.replace(header, `${header}\nid,title,content,created_at`), both],
    [
      'a second table in another order',
      `${csv}\n受理时间,工单编号,标题\n2020-12-01 10:00,3,井盖松动\n`,
      [...both, '3 2020-12-01T02:00'],
    ],
    ['a sum below the rows', `${csv}合计,2,,\n`, both],
    ['a count below the rows', `${csv}共 2 条,,,\n`, both],
    ['the mark by which DOS ends a text', `${csv}\u001a`, both],
    ['a comma too many at the end of each row', csv.replaceAll(/(?<=:00)$/gm, ','), both],
    ['a number for each row in front', csv.replace(header, `,${header}`).replaceAll(/^(?=\d)/gm, '7,'), both],
    [
      'a line that cannot be decoded between others',
      Buffer.concat([
        iconv.encode(`${header}\n${line('1')}\n`, 'gbk'),
        Buffer.from([0xff, 0x0a]),
        iconv.encode(`${line('2')}\n`, 'gbk'),
      ]),
      [ONE, '1 / 4: 标题 主要内容 受理时间', both[1]!],
    ],
    ['a zone in brackets', `${header}\n${line('1', '2020-12-01T10:00:00+08:00[Asia/Shanghai]')}\n`, [ONE]],
    [
      'a feed of a forum',
      '<?xml version="1.0"?><rss version="2.0"><channel><title>论坛</title><item><guid>1</guid><title>灯</title><description>坏了</description><pubDate>Tue, 01 Dec 2020 02:00:00 GMT</pubDate></item><item><guid isPermaLink="false">2</guid><title>井</title><description><![CDATA[<p>松动</p>]]></description><pubDate>Tue, 01 Dec 2020 10:00:00 +0800</pubDate></item></channel></rss>',
      both,
    ],
    [
      'an Atom feed',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>灯</title><summary>坏了</summary><published>2020-12-01T02:00:00Z</published></entry></feed>',
      [ONE],
    ],
    [
      'rows as attributes',
      '<data><row id="1" title="灯" created_at="2020-12-01 10:00"/><row id="2" title="灯" created_at="2020-12-01 10:00"/></data>',
      both,
    ],
    [
      'a list with names of its own',
      '<工单列表><工单><工单编号>1</工单编号><标题>灯</标题><受理时间>2020-12-01 10:00</受理时间></工单></工单列表>',
      [ONE],
    ],
  ])('reads one with %s', async (_what, content, expected) => {
    expect(await taken('t.csv', content)).toEqual(expected);
  });

  it.each(['\\N', 'NULL', '(null)', 'None', 'N/A', '--', '—', '无', '暂无'])(
    '%s in place of a reply and a closing time is neither',
    async (nothing) => {
      const content = `${header},回复内容,办结时间,派单时间\n${line('1')},${nothing},${nothing},${nothing}\n`;
      expect(await endings('n.csv', content)).toMatchObject([{ reply: '', closedAt: null, status: 'open', steps: [] }]);
    },
  );

  it('a row without a number says so, and a page that was saved whole is refused with what to do', async () => {
    expect(await taken('a.csv', `${header}\n${line('')}\n`)).toEqual(['externalId: 没有编号']);
    await expect(taken('a.xls', 'MIME-Version: 1.0\nContent-Type: multipart/related\n')).rejects.toThrow(
      /网页存档.*\.xlsx/,
    );
  });
});

const item = (id: unknown): Item => ({
  id,
  title: '路灯',
  content: '路灯坏了没人修',
  created_at: '2020-12-01 10:00:00',
});
const json = JSON.stringify;
const list = [item(1), item(2)];
const names = ['id', 'title', 'content', 'created_at'];
const cells = list.map((one) => Object.values(one));

describe('JSON', () => {
  it.each<[string, string, string[]]>([
    ['behind a comment', `// 2020-12-16\n${json(list)}`, both],
    ['assigned to a name', `window.YTD.posts.part0 = ${json(list)};\n`, both],
    ['of a module', `export default ${json(list)};`, both],
    ['with a NUL behind it', `${json(list)}\0`, both],
    ['with numbers that are none', json(list).replaceAll('}', ',"score":NaN,"rank":-Infinity}'), both],
    ['that holds its data as a text', json({ code: 0, data: json(list) }), both],
    ['of a header beside lists', json({ columns: names, index: [0, 1], data: cells }), both],
    ['of a header and lists inside an answer', json({ code: 0, data: { fields: names, rows: cells } }), both],
    ['of lists, the first of them the header', json([names, ...cells]), both],
    [
      'of columns',
      json(Object.fromEntries(names.map((name, at) => [name, { 0: cells[0]![at], 1: cells[1]![at] }]))),
      both,
    ],
    [
      'with numbers of 19 digits',
      `[${json(item(0)).replace('"id":0', '"id":1334500123456789013')}]`,
      ['1334500123456789013 2020-12-01T02:00'],
    ],
  ])('%s', async (_what, content, expected) => {
    expect(await taken('t.json', content)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['an answer without rows', json({ code: 0, data: { list: [] } }), []],
    ['a list of topics without any', json({ users: [], topic_list: { topics: [] } }), []],
    ['nothing between items', json([null, ...list]), ['列表里的这一项不是对象', ...both]],
    ['one post of Discourse', json({ id: 1, cooked: '<p>灯坏了</p>', created_at: '2020-12-01T02:00:00Z' }), [ONE]],
  ])('takes %s for what it is', async (_what, content, expected) => {
    expect(await taken('e.json', content)).toEqual(expected);
  });

  it('XML with bare ampersands and entities of HTML is read all the same', async () => {
    const request = '<service_request_id>1</service_request_id><description>灯 & 井&nbsp;盖</description>';
    const content = `<service_requests><request>${request}<requested_datetime>2020-12-01T10:00:00+08:00</requested_datetime></request></service_requests>`;
    expect(await taken('e.xml', content)).toEqual([ONE]);
  });

  it.each([
    ['1.2w', 12_000],
    ['99+', 99],
    ['1,000+', 1000],
    [-1, 0],
    [3.6, 4],
    [[{ id: 1 }, { id: 2 }], 2],
  ])('a count is no reason to refuse what somebody said: %j', async (count, expected) => {
    expect(await endings('c.json', json([{ ...item(1), like_count: count }]))).toMatchObject([{ likes: expected }]);
  });

  it('a text in parts is one text', async () => {
    const content = [
      { type: 'text', text: '路灯' },
      { type: 'image', url: 'x' },
      { type: 'text', text: '坏了' },
    ];
    expect(await endings('p.json', json([{ ...item(1), content }]))).toMatchObject([{ text: '路灯坏了' }]);
  });

  it('long numbers inside texts, decimals and short numbers stay what they are', () => {
    const text =
      '{"a": "电话: 1334500123456789012, \\"见\\"", "b": 121.48273648273648, "c": [9007199254740993, -1], "d":-9223372036854775808}';
    expect(parseExactJson(text)).toEqual({
      a: '电话: 1334500123456789012, "见"',
      b: 121.48273648273648,
      c: ['9007199254740993', -1],
      d: '-9223372036854775808',
    });
    expect(() => parseExactJson('{"a": 1334500123456789012,')).toThrow(SyntaxError);
  });
});

const said = '消防栓被撞坏了，喷出大量的水';
const answered = '马上联系水务';
const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetRow = (...texts: string[]): string => `<row>${texts.map(cell).join('')}</row>`;
const chatNames = ['序号', '时间', '发送者身份', '昵称', '消息类型', '内容'];
const chatLines = [
  ['1', '2020-12-12 21:05:01', '群成员', '张三', '文本消息', said],
  ['2', '2020-12-12 21:06:01', '群成员', '李书记', '文本消息', answered],
];

const forwarded = `微信群"博学业主群"的聊天记录如下:\n\n—————  2020-12-12  —————\n\n张三  21:05\n\n${said}\n\n李书记  21:06\n\n${answered}\n`;
const selected = (one: string, two: string): string => `${one}\n${said}\n\n${two}\n${answered}\n`;

describe('chats', () => {
  it.each<[string, string, string | Uint8Array]>([
    [
      'a table whose columns are numbered and say who is who',
      'a.csv',
      [chatNames, ...chatLines].map(String).join('\n'),
    ],
    [
      'a table below its title',
      'b.csv',
      `博学业主群聊天记录,,,\n时间,发送人,类型,内容\n2020-12-12 21:05:01,张三,文本,${said}\n2020-12-12 21:06:01,李书记,文本,${answered}\n`,
    ],
    [
      'a workbook',
      'c.xlsx',
      workbookOf({
        sheets: [
          { rows: sheetRow('博学业主群') + [chatNames, ...chatLines].map((texts) => sheetRow(...texts)).join('') },
        ],
      }),
    ],
    [
      'a table in GBK',
      'd.csv',
      iconv.encode(
        `localId,Type,IsSender,CreateTime,StrContent,Remark,NickName,Sender\n1,1,0,1607778301,${said},,张三,w1\n2,1,0,1607778361,${answered},,李书记,w2\n`,
        'gbk',
      ),
    ],
    [
      'clocks of twelve hours',
      'e.txt',
      `Chat History in "Boxue"\n\n—————  2020-12-12  —————\n\n张三  9:05 PM\n\n${said}\n\n李书记  9:06 PM\n\n${answered}\n`,
    ],
    [
      'lines with marks of direction',
      'f.txt',
      `\u200e[2020/12/12 21:05:01] 张三: ${said}\n\u200e[2020/12/12 21:06:01] 李书记: ${answered}\n`,
    ],
    [
      'lines with a comma and PM',
      'g.txt',
      `[2020/12/12, 9:05:01\u202fPM] 张三: ${said}\n[2020/12/12, 9:06:01\u202fPM] 李书记: ${answered}\n`,
    ],
    [
      'a private chat',
      'h.txt',
      `以下为“张三”和“李书记”的聊天记录\n\n—————  2020-12-12  —————\n\n张三  21:05\n\n${said}\n\n李书记  21:06\n\n${answered}\n`,
    ],
    [
      'texts in parts',
      'i.json',
      json({
        name: '博学业主群',
        messages: [
          { id: 1, type: 'message', date: '2020-12-12T21:05:01', from: '张三', from_id: 'u1', text: said },
          {
            id: 2,
            type: 'message',
            date: '2020-12-12T21:06:01',
            from: '李书记',
            from_id: 'u2',
            text: [{ type: 'bold', text: '马上' }, '联系水务'],
          },
        ],
      }),
    ],
    ['web mail, which makes one blank of two', 'j.txt', forwarded.replaceAll('  ', ' ')],
    ['a mail that quotes it', 'k.txt', forwarded.replaceAll(/^/gm, '> ')],
    ['clocks with full-width colons', 'l.txt', forwarded.replaceAll('21:', '21：')],
    ['times with milliseconds', 'm.txt', selected('2020-12-12 21:05:01.123 张三', '2020-12-12 21:06:01.456 李书记')],
    ['days in Chinese', 'n.txt', selected('2020年12月12日 21:05 张三', '2020年12月12日 21:06 李书记')],
    ['halves of the day', 'o.txt', selected('2020-12-12 下午9:05 张三', '2020-12-12 下午9:06 李书记')],
    ['names before halves of the day', 'p.txt', selected('张三 2020-12-12 下午9:05', '李书记 2020-12-12 下午9:06')],
    [
      'a table whose first column of times is empty',
      'q.csv',
      `localId,Type,CreateTime,StrContent,StrTime,NickName\n1,1,,${said},2020-12-12 21:05:01,张三\n2,1,,${answered},2020-12-12 21:06:01,李书记\n`,
    ],
    [
      'a table with an answer that quotes',
      'r.csv',
      `消息ID,类型,发送人,时间,内容\n1,文本,张三,2020-12-12 21:05:01,${said}\n2,引用消息,李书记,2020-12-12 21:06:01,${answered}\n`,
    ],
  ])('reads the demand and its answer from %s', async (_what, name, content) => {
    const [thread, ...others] = await endings(name, content);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ kind: 'message', status: 'replied', text: said, reply: answered, reporter: '张三' });
    expect(String((thread as Item)['publishedAt'])).toMatch(/^2020-12-12T13:05/);
  });
});
