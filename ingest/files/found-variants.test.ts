import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../sources/exact-json.ts';
import { filesIn, type Item } from './testing/files-in.ts';
import { answered, both, csv, header, item, json, line, list, ONE, said } from './testing/small-exports.ts';
import { workbookOf } from './testing/workbook-of.ts';

const { endings, taken } = filesIn('found');

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
      [ONE, 'columns_missing 1 / 4: 标题 主要内容 受理时间', both[1]!],
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
    ...[
      '工单编码,来电日期时间,问题描述',
      '热线工单号,接线时间,诉求内容描述',
      '任务号,受理日期时间,来电诉求',
      '案卷编号,上报日期,案件详情',
      'Work Order No.,Call Time,Main Content',
      '工单编号,受理时间[yyyy-MM-dd],主要内容',
      '【工单编号】,【受理时间】,【主要内容】',
      'bianhao,shijian,neirong',
    ].map((head): [string, string, string[]] => [`the header ${head}`, `${head}\n1,2020-12-01 10:00,灯坏了\n`, [ONE]]),
    [
      'groups of columns above their names',
      `诉求信息,,办理\n工单编号,受理时间,主要内容\n1,2020-12-01 10:00,灯\n`,
      [ONE],
    ],
    ['lines of comment above', `# 导出自热线\n# 2020-12-02\n${csv}`, both],
    [
      'a rule below its header',
      `| 编号 | 内容 | 时间 |\n| --- | :-: | --- |\n| 1 | 灯坏 | 2020-12-01 10:00 |\n`,
      [ONE],
    ],
    ['blanks before its quotes', `"编号", "内容", "时间"\n"1", "灯坏, 很久", "2020-12-01 10:00"\n`, [ONE]],
    ['tabs that keep ids texts', `编号,时间,内容\n"\t1","\t2020-12-01 10:00",灯\n`, [ONE]],
    [
      'a column for each language',
      `id;category/id;title/en;title/zh-CN;body/zh-CN;published_at;supports\n1;3;;灯;灯坏;2020-12-01 10:00:00 +0800;12\n`,
      [ONE],
    ],
  ])('reads one with %s', async (_what, content, expected) => {
    expect(await taken('t.csv', content)).toEqual(expected);
  });

  it('words that no list knows tell the other columns too', async () => {
    const content =
      '热线工单号,接线时间,诉求内容描述,诉求人姓名,街镇名称,居委名称,处置结果,结案日期\n1,2020-12-01,灯坏,张三,淞南镇,一村居委,已修,2020-12-02\n';
    expect(await endings('w.csv', content)).toMatchObject([
      {
        text: '灯坏',
        reporter: '张三',
        wardHint: '淞南镇一村居委',
        reply: '已修',
        closedAt: '2020-12-01T16:00:00.000Z',
      },
    ]);
  });

  it('a telephone, a flag and a serial number are neither a ticket’s number nor a person', async () => {
    await expect(taken('f.csv', '号码,号,受理时间,内容\n1,1,2020-12-01 10:00,灯坏\n')).rejects.toThrow(/缺少列：编号/);
    const content = `${header},投诉,咨询\n${line('1')},是,否\n`;
    expect(await endings('f.csv', content)).toMatchObject([{ externalId: '1', reporter: '' }]);
  });

  it('a map that a person gives is added to what the names tell, and all of it is told', async () => {
    const told: unknown[] = [];
    const map = { externalId: ['序号'], text: ['标题'] };
    const content = '序号,标题,受理时间,回复内容,经办\n1,灯坏了,2020-12-01 10:00,已修,甲\n';
    const onColumns = (...args: unknown[]): void => void told.push(args);
    expect(await endings('m.csv', content, { map, onColumns })).toMatchObject([
      { externalId: '1', title: '', text: '灯坏了', publishedAt: '2020-12-01T02:00:00.000Z', reply: '已修' },
    ]);
    const columns = ['序号', '标题', '受理时间', '回复内容', '经办'];
    expect(told).toEqual([[{ ...map, publishedAt: ['受理时间'], reply: ['回复内容'] }, columns]]);
    const keyed = json({ nr: 1, content: '灯坏了', created_at: '2020-12-01 10:00' });
    expect(await taken('m.jsonl', `${keyed}\n`, { map: { externalId: ['nr'] } })).toEqual([ONE]);
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
    ['of JSON:API', json({ data: [{ id: '1', type: 'request', attributes: { ...item(undefined) } }] }), [ONE]],
    [
      'of a table in the cloud',
      json({ records: [{ record_id: 'r', fields: { ...item([{ text: '1', type: 'text' }]) } }] }),
      [ONE],
    ],
    ['of objects under their ids', json({ 1: item(undefined), 2: item(undefined) }), both],
    [
      'of a single request in a list of its own name',
      '<requests><service_request><service_request_id>1</service_request_id><description>灯</description><requested_datetime>2020-12-01T10:00:00+08:00</requested_datetime></service_request></requests>',
      [ONE],
    ],
    ['answers one after the other', list.map((one) => json({ code: 0, data: [one] })).join('\n'), both],
    [
      'of GraphQL, lists within lists',
      json({
        data: {
          process: { components: [{ proposals: { nodes: [list[0]] } }, { proposals: { edges: [{ node: list[1] }] } }] },
        },
      }),
      both,
    ],
    [
      'of what a browser recorded',
      json({
        log: {
          entries: [
            ...list.map((one) => ({ response: { content: { text: json({ data: { list: [one] } }) } } })),
            { response: { content: { text: 'a{}' } } },
          ],
        },
      }),
      both,
    ],
    [
      'that Python printed',
      `[{'id': 1, 'title': None, 'content': "灯'坏", 'created_at': '2020-12-01 10:00', 'tags': ('a', True)}]`,
      [ONE],
    ],
    [
      'that Python printed line by line',
      `{'id': 1, 'content': '灯', 'created_at': '2020-12-01 10:00'}\n{'id': 2, 'content': '井', 'created_at': '2020-12-01 10:00'}\n`,
      both,
    ],
    ...[
      { topicId: 1, topicContent: '灯', addTime: '2020-12-01 10:00' },
      { questionId: 1, question: '灯几时修', askTime: '2020-12-01 10:00' },
      { tid: '1', subject: '灯', message: '坏了', dateline: '1606788000' },
      { unique_key: '1', complaint_type: '灯', descriptor: '坏了', created_date: '2020-12-01T10:00:00.000' },
      { id: 1, content: '坏了', inputtime: 1_606_788_000 },
    ].map((one): [string, string, string[]] => [
      `with the keys ${Object.keys(one).join(' ')}`,
      json({ code: 0, data: { list: [one] } }),
      [ONE],
    ]),
  ])('%s', async (_what, content, expected) => {
    expect(await taken('t.json', content)).toEqual(expected);
  });

  it.each<[string, Item, Item]>([
    [
      'each language',
      { title: { en: '', 'zh-CN': '灯' }, category: { name: { zh: '交通' } } },
      { title: '灯', topicHint: '交通' },
    ],
    ['translations', { title: { translations: [{ locale: 'zh', text: '灯' }] } }, { title: '灯' }],
    ['one translation', { title: { translation: '灯' } }, { title: '灯' }],
    ['an answer as an object', { reply: { content: '已修', time: '2020-12-01' } }, { reply: '已修' }],
    ['other names of likes and comments', { praiseCount: '8', replyNum: 2 }, { likes: 8, comments: 2 }],
  ])('%s is read', async (_what, more, expected) => {
    expect(await endings('l.json', json([{ ...item(1), ...more }]))).toMatchObject([expected]);
  });

  it.each<[string, string, string[]]>([
    ['an answer without rows', json({ code: 0, data: { list: [] } }), []],
    ['a list of topics without any', json({ users: [], topic_list: { topics: [] } }), []],
    ['nothing between items', json([null, ...list]), ['not_an_object 列表里的这一项不是对象', ...both]],
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
    [
      'senders right above their words',
      's.txt',
      forwarded.replaceAll(/(21:0\d)\n\n/g, '$1\n').replace('—  2020-12-12  —', '— 2020年12月12日 星期六 —'),
    ],
    [
      'days with their weekday',
      't.txt',
      selected('张三 2020年12月12日 星期六 21:05', '李书记 2020年12月12日 星期六 21:06'),
    ],
    [
      'a table with columns in small letters',
      'u.csv',
      `id,msgsvrid,type_name,is_sender,talker,room_name,msg,src,createtime\n1,9,文本,0,张三,博学业主群,${said},,2020-12-12 21:05:01\n2,9,文本,0,李书记,博学业主群,${answered},,2020-12-12 21:06:01\n`,
    ],
    [
      'a table with names of its own',
      'v.csv',
      `发送时间,发言人,群名称,发言内容,消息类别\n2020-12-12 21:05:01,张三,博学业主群,${said},文字\n2020-12-12 21:06:01,李书记,博学业主群,${answered},文字\n`,
    ],
    [
      'a table of days and clocks',
      'w.csv',
      `日期,时间,昵称,消息内容\n2020-12-12,21:05:01,张三,${said}\n2020-12-12,21:06:01,李书记,${answered}\n`,
    ],
    [
      'messages of a robot',
      'x.json',
      json([
        { msgId: 1, fromNick: '张三', createTime: 1_607_778_301, msgType: 1, content: said },
        { msgId: 2, fromNick: '李书记', createTime: 1_607_778_361, msgType: 1, content: answered },
      ]),
    ],
  ])('reads the demand and its answer from %s', async (_what, name, content) => {
    const [thread, ...others] = await endings(name, content);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ kind: 'message', status: 'replied', text: said, reply: answered, reporter: '张三' });
    expect(String((thread as Item)['publishedAt'])).toMatch(/^2020-12-12T13:05/);
  });

  const room = '楼上漏水到我家厨房，物业一直不来修';
  it.each([
    [
      'a transcript',
      'z.txt',
      `${forwarded.split('李书记')[0]!}${forwarded.replace('博学业主群', '乙群').replace('张三', '王五').replace(said, room)}`,
    ],
    [
      'a table',
      'z.csv',
      `MsgSvrID,type_name,talker,room_name,msg,CreateTime\n1,文本,张三,博学业主群,${said},2020-12-12 21:05:01\n2,文本,王五,乙群,${room},2020-12-12 21:05:30\n3,文本,李书记,乙群,${answered},2020-12-12 21:06:01\n`,
    ],
  ])('two groups in %s are two, and an answer stays in its own', async (_what, name, content) => {
    expect(await endings(name, content)).toMatchObject([
      { board: '博学业主群', text: said, reply: '' },
      { board: '乙群', text: room, reply: answered },
    ]);
  });
});
