import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRawItem } from '../raw-item.ts';
import { parseColumnMap } from './column-map.ts';
import { FileShapeError, type FileRow } from './file-row.ts';
import { readFileRows, type FileOptions } from './read-file-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(name: string, content: string | Uint8Array, options: FileOptions = {}): Promise<FileRow[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const rows: FileRow[] = [];
  for await (const row of readFileRows(path, options)) rows.push(row);
  return rows;
}

const accepted = (rows: readonly FileRow[]) =>
  rows.map(({ row }) => {
    const outcome = checkRawItem(row, { now: new Date('2026-03-01T00:00:00Z'), history: true });
    if (outcome.kind !== 'accept') throw new Error(JSON.stringify(outcome));
    return outcome.value;
  });

const hotlineHeader =
  '工单编号,工单类型,问题分类,标题,主要内容,工单状态,被反映区,街乡镇,村社区,小区点位,回复内容,办结时间,受理时间,是否解决,是否满意,主办单位,协办单位,诉求人,联系电话,来源渠道,紧急程度';
const hotlineLine =
  '310113202012120001,投诉,公共安全->消防->消防栓,消防栓漏水,"门口消防栓漏水,\n已经""两天""了",已办结,示例区,示例镇,第一居委,和兴花园,已修复,2020-12-13 10:00:00,2020/12/12 8:05,是,满意,水务,物业,王某,,电话,一般';

describe('tables', () => {
  it.each([
    { name: 'UTF-8 with a byte-order mark', bytes: (text: string) => Buffer.from(`\uFEFF${text}`) },
    { name: 'plain UTF-8 with CRLF', bytes: (text: string) => Buffer.from(text.replaceAll(/\n(?!已)/g, '\r\n')) },
    { name: 'GB18030', bytes: (text: string) => iconv.encode(text, 'gb18030') },
    { name: 'UTF-16', bytes: (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true }) },
    {
      name: 'title rows above the header',
      bytes: (text: string) => Buffer.from(`工单导出表${','.repeat(20)}\n打印：2020-12-31${','.repeat(20)}\n${text}`),
    },
  ])('a 12345 export is recognised by its columns: $name', async ({ bytes }) => {
    const [ticket, ...others] = accepted(await rowsOf('12345.csv', bytes(`${hotlineHeader}\n${hotlineLine}\n`)));
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      externalId: '310113202012120001',
      kind: 'ticket',
      publishedAt: '2020-12-12T00:05:00.000Z',
      closedAt: '2020-12-13T02:00:00.000Z',
      status: 'resolved',
      title: '消防栓漏水',
      text: '门口消防栓漏水,\n已经"两天"了',
      wardHint: '示例区示例镇第一居委',
      estate: '和兴花园',
      natureHint: '投诉',
      topicHint: '公共安全->消防->消防栓',
      reporter: '王某',
      board: '电话',
    });
  });

  it('a table with half its columns is refused with the names of the missing ones', async () => {
    const half = hotlineHeader.split(',').slice(1, 4).join(',');
    await expect(rowsOf('half.csv', `${half}\n投诉,a->b,漏水\n`)).rejects.toThrow(FileShapeError);
    await expect(rowsOf('half.csv', `${half}\n投诉,a->b,漏水\n`)).rejects.toThrow(
      /缺少列：编号.*时间.*只有：工单类型、问题分类、标题/,
    );
    const map = parseColumnMap('externalId=nr,publishedAt=when,text=what');
    await expect(rowsOf('half.csv', 'nr,who\n1,a\n', { map })).rejects.toThrow(/缺少列：when、what；文件只有：nr、who/);
  });

  it('a row with half its cells is a reject with its line; the others come through', async () => {
    const rows = await rowsOf(
      'ragged.csv',
      'id,time,text\n1,2020-12-12 08:00,"a\nb"\n2,2020-12-12\n3,2020-12-12 09:00,c\n4,2020-12-12,x,y\n',
    );
    expect(rows.map(({ line, problem }) => [line, problem?.reason])).toEqual([
      [2, undefined],
      [4, 'columns_missing'],
      [5, undefined],
      [6, 'columns_extra'],
    ]);
    expect(rows[1]?.problem?.detail).toBe('2 / 3: text');
  });

  it('a quote that is never closed costs the rows after it, not the run', async () => {
    const rows = await rowsOf(
      'quote.csv',
      'id,time,text\n1,2020-12-12 08:00,a\n2,2020-12-12 08:00,"b\n3,2020-12-12 08:00,c\n',
    );
    expect(rows.map(({ line, problem }) => [line, problem?.reason])).toEqual([
      [2, undefined],
      [3, 'bad_csv'],
    ]);
  });

  it('an .xlsx keeps 18-digit ids as text, reads serial and real dates, and skips merged title rows', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('工单');
    sheet.addRow(['示例区12345工单汇总（2020年12月）']);
    sheet.mergeCells('A1:F1');
    sheet.addRow(['工单编号', '受理时间', '办结时间', '主要内容', '工单状态', '村社区']);
    sheet.addRow([
      '310113202012120001',
      44_177.5,
      new Date(Date.UTC(2020, 11, 13, 9, 30)),
      { richText: [{ text: '路灯' }, { text: '不亮' }] },
      '已办结',
      '第一居委',
    ]);
    sheet.addRow([]);
    sheet.addRow([310_113_202_012_120_000, '2020-12-12 08:00:01', null, '井盖松动', '处理中']);
    const rows = await rowsOf('tickets.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
    expect(accepted(rows.slice(0, 1))[0]).toMatchObject({
      externalId: '310113202012120001',
      publishedAt: '2020-12-12T04:00:00.000Z',
      closedAt: '2020-12-13T01:30:00.000Z',
      text: '路灯不亮',
      status: 'resolved',
    });
    // The second id was typed as a number: its last digits are gone, so it must not be taken for an identity.
    expect(checkRawItem(rows[1]?.row, { now: new Date('2026-03-01T00:00:00Z'), history: true })).toMatchObject({
      kind: 'reject',
      detail: expect.stringContaining('externalId'),
    });
  });

  it('a workbook cut short, or of the old kind, is refused with what to do', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRow(['id', 'time', 'text']);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    await expect(rowsOf('cut.xlsx', bytes.subarray(0, bytes.length - 40))).rejects.toThrow('工作簿已损坏或不完整');
    const broken = bytes.slice();
    broken.fill(0x55, 60, bytes.length - 900);
    await expect(rowsOf('broken.xlsx', broken)).rejects.toThrow(FileShapeError);
    await expect(rowsOf('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toThrow('请另存为');
  });

  it('a workbook of many rows comes whole, whatever the pieces in which it is unpacked', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('a');
    sheet.addRow(['id', 'time', 'text', 'title']);
    for (let at = 0; at < 1_200; at += 1)
      sheet.addRow([
        `n${at}`,
        new Date(Date.UTC(2020, 11, 12, 8, 0, at % 60)),
        `内容<&>${at}`,
        at % 7 === 0 ? null : `题${at % 9}`,
      ]);
    const items = accepted(await rowsOf('many.xlsx', new Uint8Array(await book.xlsx.writeBuffer())));
    expect(items).toHaveLength(1_200);
    expect(items[1_199]).toMatchObject({
      externalId: 'n1199',
      text: '内容<&>1199',
      title: '题2',
      publishedAt: '2020-12-12T00:00:59.000Z',
    });
    expect(new Set(items.map(({ externalId }) => externalId)).size).toBe(1_200);
  });

  it('an empty file says so', async () => {
    await expect(rowsOf('empty.csv', '')).rejects.toThrow('文件是空的');
  });
});

describe('JSON lines', () => {
  const line =
    '{"id": 188006, "user": "A1", "title": "标题", "time": "2019-02-28T11:25:05", "text": "正文", "up": 3, "ward_hint": "A3区"}';

  it.each([
    { name: 'by the known keys', options: {} },
    {
      name: 'by a map',
      options: {
        map: parseColumnMap(
          'externalId=id,reporter=user,publishedAt=time,title=title,text=text,likes=up,wardHint=ward_hint',
        ),
      },
    },
  ])('a local time is that of Shanghai, ids become text: $name', async ({ options }) => {
    const [item] = accepted(await rowsOf('messages.jsonl', `\uFEFF${line}\r\n`, options));
    expect(item).toMatchObject({
      externalId: '188006',
      kind: 'post',
      publishedAt: '2019-02-28T03:25:05.000Z',
      reporter: 'A1',
      likes: 3,
      wardHint: 'A3区',
    });
  });

  it('broken lines are rejects with their number, whatever comes first', async () => {
    const rows = await rowsOf(
      'broken.jsonl',
      `{"id": 1,\n${line}\n[1]\n\n"x"\n{"a":"${'x'.repeat(1_000_001)}"}\n${line}`,
    );
    expect(rows.map(({ line: at, problem }) => [at, problem?.reason])).toEqual([
      [1, 'bad_json'],
      [2, undefined],
      [3, 'not_an_object'],
      [5, 'not_an_object'],
      [6, 'line_too_long'],
      [7, undefined],
    ]);
  });

  it('a map with an unknown field names the fields that exist', () => {
    expect(() => parseColumnMap('when=time')).toThrow(/"when=time".*publishedAt/);
  });
});

describe('WeChat transcripts', () => {
  const mail = [
    '微信群"和兴花园业主群"的聊天记录如下:',
    '',
    '—————  2026-02-26  —————',
    '',
    '',
    '小店11:00-20:00  17:34',
    '',
    '电梯又坏了，卡在三楼\n到店时间  12:30',
    '',
    '',
    '物业小王  17:36',
    '',
    '收到，师傅马上到',
    '',
    '',
    '李阿姨(6-502)  17:40',
    '',
    '[图片: 8b0a.jpg(请在附件中查看)]',
    '',
    '—————  2026-02-27  —————',
    '',
    '物业小王  08:10',
    '',
    '电梯已修好',
    '',
  ].join('\n');

  it('a forwarded chat keeps nicknames with times in them and links the answer', async () => {
    const rows = await rowsOf('mail.txt', mail);
    expect(rows.map(({ line }) => line)).toEqual([6]);
    expect(accepted(rows)[0]).toMatchObject({
      kind: 'message',
      reporter: '小店11:00-20:00',
      board: '和兴花园业主群',
      text: '电梯又坏了，卡在三楼\n到店时间  12:30',
      reply: '收到，师傅马上到\n电梯已修好',
      publishedAt: '2026-02-26T09:34:00.000Z',
      repliedAt: '2026-02-26T09:36:00.000Z',
      closedAt: '2026-02-27T00:10:00.000Z',
      status: 'resolved',
    });
  });

  it.each([
    {
      name: 'text export',
      file: 'a.txt',
      content: '2026-02-26 08:54:38 3栋-张先生\n北门烧烤店又吵到两点\n\n2026-02-26 08:57:38 李阿姨(6-502)\n大家早\n',
    },
    {
      name: 'copied selection',
      file: 'b.txt',
      content: '3栋-张先生 2026/2/26 8:54:38\n北门烧烤店又吵到两点\n李阿姨(6-502) 2026/2/26 8:57:38\n大家早\n',
    },
    {
      name: 'CSV, new header',
      file: 'c.csv',
      content:
        '\uFEFF消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1001,文本,3栋-张先生,2026-02-26 08:54:38,北门烧烤店又吵到两点,3栋-张先生,老张,\n1002,图片,李阿姨,2026-02-26 08:55:38,,李阿姨,,\n',
    },
    {
      name: 'CSV, old header',
      file: 'd.csv',
      content:
        'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n7,1,1,0,0,1772067278,,北门烧烤店又吵到两点,2026-02-26 08:54:38,3栋-张先生,老张,wxid_1\n',
    },
  ])('every form gives the same thread with the same id: $name', async ({ file, content }) => {
    const items = accepted(await rowsOf(file, content));
    expect(
      items.map(({ externalId, text, publishedAt, reporter }) => ({ externalId, text, publishedAt, reporter })),
    ).toEqual([
      {
        externalId: 'wx-ad9fa1114160865a3da23afa',
        text: '北门烧烤店又吵到两点',
        publishedAt: '2026-02-26T00:54:38.000Z',
        reporter: '3栋-张先生',
      },
    ]);
  });

  it('a message above the first date is a reject, not a guess', async () => {
    const rows = await rowsOf('undated.txt', '微信群"甲"的聊天记录如下:\n\n张三  08:54\n\n电梯坏了没人修\n');
    expect(rows.map(({ line, problem }) => [line, problem?.reason])).toEqual([[3, 'no_date']]);
  });
});

const xml = (inner: string): string => `<?xml version="1.0"?><service_requests>${inner}</service_requests>`;

describe('documents', () => {
  const request = {
    service_request_id: 638_344,
    status: 'closed',
    service_name: 'Graffiti',
    description: null,
    address: '8TH AVE',
    requested_datetime: '2010-04-14T06:37:38-08:00',
    updated_datetime: '2010-04-15T06:37:38-08:00',
    lat: 37.7,
    long: -122.4,
  };
  const xmlRequest = Object.entries(request)
    .map(([key, value]) => `<${key}>${value ?? ''}</${key}>`)
    .join('');

  it.each([
    { name: 'a JSON list', file: 'r.json', content: JSON.stringify([request]) },
    {
      name: 'a JSON object with one request',
      file: 'r2.json',
      content: JSON.stringify({ service_requests: [request] }, null, 2),
    },
    { name: 'XML with one request', file: 'r.xml', content: xml(`<request>${xmlRequest}</request>`) },
  ])('Open311 requests come alike from $name', async ({ file, content }) => {
    expect(accepted(await rowsOf(file, content))[0]).toMatchObject({
      externalId: '638344',
      title: 'Graffiti',
      text: '8TH AVE',
      status: 'resolved',
      publishedAt: '2010-04-14T14:37:38.000Z',
      closedAt: '2010-04-15T14:37:38.000Z',
    });
  });

  it.each([
    {
      name: 'XML of something else',
      file: 's.xml',
      content: '<shelves><book><title>1</title></book></shelves>',
      reason: 'no_items',
    },
    { name: 'XML cut short', file: 'cut.xml', content: xml(`<request>${xmlRequest}`).slice(0, 80), reason: 'bad_xml' },
    { name: 'JSON cut short', file: 'cut.json', content: '[{"service_request_id": 1', reason: 'bad_json' },
  ])('$name is one reject', async ({ file, content, reason }) => {
    expect((await rowsOf(file, content)).map(({ problem }) => problem?.reason)).toEqual([reason]);
  });

  it('entities that multiply stay small', async () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY c${at} "${'x'.repeat(9_999)}">`).join('');
    const bomb = `<!DOCTYPE a [${entities}]>${xml(`<request><description>${'&c8;'.repeat(5_000)}</description></request>`)}`;
    const text = JSON.stringify(await rowsOf('bomb.xml', bomb.replace('<?xml version="1.0"?>', '')));
    expect(text.length).toBeLessThan(200_000);
  });

  it('a Discourse topic gives its posts', async () => {
    const post = {
      id: 83,
      username: 'sam',
      created_at: '2013-02-04T20:26:26.278Z',
      updated_at: '2013-04-30T18:33:37.273Z',
      cooked: '<p>hi</p>',
      topic_slug: 'a',
      actions_summary: [{ id: 2, count: 4 }],
      reply_count: 1,
    };
    const rows = await rowsOf(
      'topic.json',
      JSON.stringify({ post_stream: { posts: [post, { ...post, id: 84, deleted_at: '2014-01-01T00:00:00Z' }] } }),
    );
    expect(accepted(rows)).toMatchObject([
      { externalId: 'p83', reporter: 'sam', likes: 4, deleted: false },
      { externalId: 'p84', deleted: true },
    ]);
  });
});

describe('what comes along with requests and posts', () => {
  it.each([
    [
      'services.xml',
      '<services><service><service_code>001</service_code><service_name>路灯</service_name></service></services>',
    ],
    ['services.json', '[{"service_code":"001","service_name":"路灯","metadata":false,"type":"realtime"}]'],
    ['definition.xml', '<service_definition><service_code>DMV66</service_code></service_definition>'],
    ['categories.json', '{"featured_users":[],"category_list":{"categories":[{"id":1,"name":"test"}]}}'],
  ])('%s is read without a row or a complaint', async (name, content) => {
    expect(await rowsOf(name, content)).toEqual([]);
  });
});

describe('quirks of Open311 servers', () => {
  const base = {
    requested_datetime: '2020-12-12T09:30:00+08:00',
    updated_datetime: '2020-12-13T09:30:00+08:00',
    service_name: '路灯',
    description: '不亮',
  };

  it('ids are numbers, texts with dashes or hashes, or only a token; coordinates are texts or numbers', async () => {
    const rows = await rowsOf(
      'requests.json',
      JSON.stringify([
        { ...base, service_request_id: 638344, status: 'open', lat: 37.7, long: -122.4 },
        { ...base, service_request_id: '12-00314094', status: 'open', lat: '37.7', long: '-122.4' },
        { ...base, service_request_id: 'a'.repeat(40), status: 'open' },
        { ...base, token: '4fa6f484d3e2c2087c00a2cd', service_request_id: null, status: 'open' },
      ]),
    );
    expect(accepted(rows).map(({ externalId }) => externalId)).toEqual([
      '638344',
      '12-00314094',
      'a'.repeat(40),
      '4fa6f484d3e2c2087c00a2cd',
    ]);
  });

  it('closed is when the server says it was, else when a closed one was last updated; an open one is not', async () => {
    const rows = await rowsOf(
      'requests.json',
      JSON.stringify([
        { ...base, service_request_id: '1', status: 'closed', closed_datetime: '2020-12-12T20:00:00+08:00' },
        { ...base, service_request_id: '2', status: 'closed' },
        { ...base, service_request_id: '3', status: 'open' },
      ]),
    );
    expect(accepted(rows).map(({ closedAt, status }) => [closedAt, status])).toEqual([
      ['2020-12-12T12:00:00.000Z', 'resolved'],
      ['2020-12-13T01:30:00.000Z', 'resolved'],
      [null, 'open'],
    ]);
  });
});

describe('quirks of chat exports', () => {
  it('nicknames hold times, ranges and brackets; the last pair is the sender’s', async () => {
    const text =
      '微信群"和兴花园业主群"的聊天记录如下:\n\n—————  2026-02-26  —————\n\n\n小店11:00-20:00  17:34\n\n楼道灯坏了三天没人修\n\n\n李阿姨(6-502)  17:40\n\n我家也是，楼道灯坏了几天了\n见 12:30\n';
    const [thread, ...others] = accepted(await rowsOf('mail.txt', text));
    expect(others).toEqual([]);
    expect(thread).toMatchObject({
      publishedAt: '2026-02-26T09:34:00.000Z',
      board: '和兴花园业主群',
      reporter: '小店11:00-20:00',
    });
    expect(thread!.text).toContain('见 12:30');
  });

  it.each([
    [
      'new',
      '\uFEFF消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1001,文本,3栋-张先生,2026-02-26 08:54:38,北门烧烤店又吵到两点,,老张,\n1002,图片,老李,2026-02-26 08:55:00,x.jpg,,,\n',
    ],
    [
      'old',
      'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,2,1,0,0,1772067278,2,北门烧烤店又吵到两点,2026-02-26 08:54:38,3栋-张先生,老张,w1\n2,2,3,0,0,1772067280,2,<img/>,2026-02-26 08:54:40,,老李,w2\n',
    ],
  ])('a CSV with the %s header gives the same thread', async (_, csv) => {
    const [thread] = accepted(await rowsOf('chat.csv', csv));
    expect(thread).toMatchObject({
      publishedAt: '2026-02-26T00:54:38.000Z',
      text: '北门烧烤店又吵到两点',
      reporter: '3栋-张先生',
    });
  });
});

const noise = '北门烧烤店又吵到两点';
it.each([
  ['a.txt', `微信群"和兴花园业主群"的聊天记录如下:\n\n—————  2026-02-26  —————\n\n老张  08:54\n\n${noise}\n`, true],
  ['b.txt', `2026-02-26 08:54:38 3栋-张先生\n${noise}\n`, true],
  ['c.csv', `\uFEFF消息ID,类型,发送人,时间,内容\n1,文本,老张,2026-02-26 08:54:38,${noise}\n`, true],
  [
    'd.jsonl',
    `{"isChatRoom":true,"senderName":"老张","time":"2026-02-26 08:54:38","type":1,"content":"${noise}"}\n`,
    true,
  ],
  ['e.csv', `工单编号,标题,主要内容,受理时间\n1,噪音,${noise},2026-02-26 08:54\n`, false],
  ['f.jsonl', `{"id":1,"content":"${noise}","time":"2026-02-26 08:54"}\n`, false],
])('a chat is told from other files, since it carries the consent of its people: %s', async (name, content, isChat) => {
  const kinds = (await rowsOf(name, content)).map(({ row }) => row?.kind === 'message');
  expect(kinds).toEqual([isChat]);
});
