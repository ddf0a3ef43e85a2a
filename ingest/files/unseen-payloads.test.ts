import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { filesIn, type Item } from './testing/files-in.ts';
import { answered, both, csv, header, item, json, line, list, ONE, said, TWO } from './testing/small-exports.ts';
import { workbookOf, zipOf } from './testing/workbook-of.ts';

const { endings, taken } = filesIn('unseen');

const traditional = '工單編號,標題,主要內容,受理時間\n1,路燈壞了,路燈壞了很久沒有人來修理,2020-12-01 10:00:00\n';

describe('tables of texts', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['Big5', iconv.encode(traditional, 'big5'), [ONE]],
    ['GBK of one line', iconv.encode(`${header}\n${line(1)}\n`, 'gbk'), [ONE]],
    ['UTF-16 big-endian', iconv.encode(csv, 'utf-16be', { addBOM: true }), both],
    ['UTF-16 without a mark', iconv.encode(csv, 'utf-16le', { addBOM: false }), both],
    ['UTF-16 big-endian without a mark', iconv.encode(csv, 'utf-16be', { addBOM: false }), both],
    [
      'UTF-16 with tabs, as Excel saves Unicode text',
      iconv.encode(csv.replaceAll(',', '\t'), 'utf-16le', { addBOM: true }),
      both,
    ],
    ['old Macs’ line ends', csv.replaceAll('\n', '\r'), both],
    [
      'line ends of three kinds',
      `${header}\r\n${line(1)}\n${line(2)}\r${line(3)}\r\n`,
      [...both, '3 2020-12-01T02:00'],
    ],
    ['line ends doubled by a transfer', csv.replaceAll('\n', '\r\r\n'), both],
    ['semicolons', csv.replaceAll(',', ';'), both],
    ['full-width semicolons', csv.replaceAll(',', '；'), both],
    ['a first line that names the delimiter', `sep=;\r\n${csv.replaceAll(',', ';')}`, both],
    ['a first line that names it in quotes', `"sep=|"\n${csv.replaceAll(',', '|')}`, both],
    ['texts full of Chinese commas', `id,time,text\n1,2020-12-01 10:00,路灯，坏了，很久，没人修，真的，急\n`, [ONE]],
    ['texts full of commas between semicolons', `id;time;text\n1;2020-12-01 10:00;灯,坏,了,很,久,没,人,修\n`, [ONE]],
    ['a cell with a line end of its own', `${header}\r\n1,路灯,"坏了\n很久",2020-12-01 10:00\r\n`, [ONE]],
    ['remarks in the header', csv.replace('受理时间', '受理时间（必填）').replace('工单编号', '*工单编号'), both],
    ['day and clock in two columns', `编号,内容,日期,时间\n1,路灯坏了,2020-12-01,10:00:00\n`, [ONE]],
    ['numbers behind the days of a sheet', `${header}\n${line(1, '44166.4166666667')}\n`, [ONE]],
    [
      'days before months, told by one row',
      `${header}\n${line(1, '1/12/2020 10:00')}\n${line(2, '31/12/2019 10:00')}\n`,
      [ONE, '2 2019-12-31T02:00'],
    ],
    [
      'months before days, told by one row',
      `${header}\n${line(1, '12/1/2020 10:00')}\n${line(2, '11/30/2020 10:00')}\n`,
      [ONE, '2 2020-11-30T02:00'],
    ],
    [
      'yesterday, by the printed instant',
      `工单导出,,,\n导出时间：2020-12-02 09:00,,,\n${header}\n${line(1, '昨天 10:00')}\n`,
      [ONE],
    ],
    ['yesterday, by the file’s own instant', `${header}\n${line(1, '昨天 10:00')}\n`, ['1 2020-12-15T02:00']],
    ['a month and day', `${header}\n${line(1, '12-01 10:00')}\n`, [ONE]],
  ])('reads %s', async (_what, content, expected) => {
    expect(await taken('t.csv', content)).toEqual(expected);
  });

  it('days of which nothing tells whether they lead are rejected with what to write', async () => {
    expect(await taken('t.csv', `${header}\n${line(1, '12/01/2020')}\n${line(2)}\n`)).toEqual([
      'publishedAt: 日和月的先后无法判断，请写成 2020-12-31 这样的日期，或导入时加 --date-order dmy（日月年）、mdy 或 ymd',
      TWO,
    ]);
  });
});

const text = (value: string, at: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (n: number, cells: string): string => `<row r="${n}">${cells}</row>`;
const titles = (n: number): string =>
  row(n, text('工单编号', `A${n}`) + text('受理时间', `B${n}`) + text('主要内容', `C${n}`));
const data = (n: number, id = text('1', `A${n}`), time = text('2020-12-01 10:00', `B${n}`)): string =>
  row(n, id + time + text('路灯坏了', `C${n}`));
const styles =
  '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="22"/></cellXfs></styleSheet>';
const number = (value: string, at: string, style = 0): string => `<c r="${at}" s="${style}"><v>${value}</v></c>`;
const sheet = (...rows: string[]): { rows: string } => ({ rows: rows.join('') });

/** The beginning of a compound file, and the name of a part in its directory. */
const ole = (name: string): Buffer =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1015), Buffer.from(name, 'utf16le')]);

describe('workbooks', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['texts within the cells', workbookOf({ sheets: [sheet(titles(1), data(2))] }), [ONE]],
    [
      'a title row and blank ones',
      workbookOf({ sheets: [sheet(row(1, text('工单汇总', 'A1')), row(2, ''), titles(4), data(7))] }),
      [ONE],
    ],
    [
      'the data on the second sheet',
      workbookOf({ sheets: [sheet(row(1, text('填表说明', 'A1'))), sheet(titles(1), data(2))] }),
      [ONE],
    ],
    [
      'a sheet for each month',
      workbookOf({ sheets: [sheet(titles(1), data(2)), sheet(titles(1), data(2, text('2', 'A2')))] }),
      both,
    ],
    [
      'a hidden sheet in front',
      workbookOf({
        sheets: [{ ...sheet(titles(1), data(2, text('9', 'A2'))), state: 'hidden' }, sheet(titles(1), data(2))],
      }),
      [ONE],
    ],
    [
      'days since 1904',
      workbookOf({
        is1904: true,
        styles,
        sheets: [sheet(titles(1), data(2, undefined, number('42704.4166666667', 'B2', 2)))],
      }),
      [ONE],
    ],
    [
      'a result of a formula',
      workbookOf({ sheets: [sheet(titles(1), data(2, '<c r="A2" t="str"><f>B1</f><v>1</v></c>'))] }),
      [ONE],
    ],
    [
      'zeros in front that only a format shows',
      workbookOf({ styles, sheets: [sheet(titles(1), data(2, number('12', 'A2', 1)))] }),
      ['000012 2020-12-01T02:00'],
    ],
    [
      'shared texts in several fonts',
      workbookOf({
        shared: '<si><r><t>路灯</t></r><r><rPr><b/></rPr><t>坏了</t></r></si>',
        sheets: [
          sheet(titles(1), row(2, text('1', 'A2') + text('2020-12-01 10:00', 'B2') + '<c r="C2" t="s"><v>0</v></c>')),
        ],
      }),
      [ONE],
    ],
    ['elements with a prefix', workbookOf({ prefix: 'x:', sheets: [sheet(titles(1), data(2))] }), [ONE]],
    [
      'cells without references',
      workbookOf({ sheets: [sheet(titles(1), data(2).replace(/ r="[A-C]\d"/g, ''))] }),
      [ONE],
    ],
    [
      'a day merged over its rows',
      workbookOf({
        sheets: [
          {
            ...sheet(titles(1), data(2), row(3, text('2', 'A3') + text('井盖松动', 'C3'))),
            behind: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
          },
        ],
      }),
      both,
    ],
    [
      'months before days in texts',
      workbookOf({
        shared: '<si><t>12/1/2020 10:00</t></si><si><t>11/30/2020 10:00</t></si>',
        sheets: [
          sheet(
            titles(1),
            data(2, undefined, '<c r="B2" t="s"><v>0</v></c>'),
            data(3, text('2', 'A3'), '<c r="B3" t="s"><v>1</v></c>'),
          ),
        ],
      }),
      [ONE, '2 2020-11-30T02:00'],
    ],
  ])('reads %s', async (_what, content, expected) => {
    expect(await taken('t.xlsx', content)).toEqual(expected);
  });

  it('reads the words of all fonts, and a ward merged over its tickets', async () => {
    const head = row(
      1,
      text('工单编号', 'A1') + text('村社区', 'B1') + text('受理时间', 'C1') + text('主要内容', 'D1'),
    );
    const first = row(2, text('1', 'A2') + text('第一居委', 'B2') + text('2020-12-01', 'C2') + text('灯', 'D2'));
    const second = row(3, text('2', 'A3') + text('2020-12-01', 'C3') + text('井盖', 'D3'));
    const third = row(4, text('3', 'A4') + text('2020-12-01', 'C4') + text('树', 'D4'));
    const merged = {
      ...sheet(head, first, second, third),
      behind: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
    };
    const items = await endings('m.xlsx', workbookOf({ sheets: [merged] }));
    expect(items.map((ticket) => (ticket as Item)['wardHint'])).toEqual(['第一居委', '第一居委', '']);
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      '18 digits as a number',
      workbookOf({ sheets: [sheet(titles(1), data(2, number('310113202012120001', 'A2')))] }),
      /编号.*末几位已经丢失.*设为文本/,
    ],
    [
      '16 digits that a sheet has rounded',
      workbookOf({ sheets: [sheet(titles(1), data(2, number('2020121200000120', 'A2')))] }),
      /编号.*末几位已经丢失.*设为文本/,
    ],
    [
      'a formula without its result',
      workbookOf({ sheets: [sheet(titles(1), data(2, '<c r="A2"><f>B1</f></c>'))] }),
      /公式没有保存计算结果/,
    ],
    [
      'a second table that lacks a column',
      workbookOf({
        sheets: [sheet(titles(1), data(2)), sheet(row(1, text('工单编号', 'A1') + text('主要内容', 'B1')))],
      }),
      /columns_missing 缺少列：时间/,
    ],
  ])('says what is wrong with %s', async (_what, content, words) => {
    expect((await taken('t.xlsx', content)).at(-1)).toMatch(words);
  });

  it.each<[string, string, Uint8Array, RegExp]>([
    ['an old workbook', 'a.xls', ole('Workbook'), /旧版 .xls.*另存为不加密的 .xlsx/],
    ['a workbook with a password', 'a.xlsx', ole('EncryptedPackage'), /打开密码.*去掉密码/],
    ['a document of Word', 'a.doc', ole('WordDocument'), /Word.*另存为 .xlsx/],
    ['a workbook older than that', 'b.xls', Buffer.from('0904060000001000', 'hex'), /旧版 .xls/],
    ['an archive without a table', 'a.zip', zipOf({ '说明.txt': '请看附件' }), /缺少列：编号/],
    ['an archive that holds nothing', 'b.zip', zipOf({ '__MACOSX/x': '' }), /压缩包是空的/],
    ['a binary workbook', 'a.xlsb', zipOf({ 'xl/workbook.bin': 'x' }), /xlsb.*另存为 .xlsx/],
    ['a document of LibreOffice without a table', 'a.ods', zipOf({ 'content.xml': 'x' }), /没有表格/],
    ['a document of Word without words', 'a.docx', zipOf({ 'word/document.xml': 'x' }), /Word/],
    ['a PDF', 'a.pdf', Buffer.from('%PDF-1.4\n'), /PDF.*导出 .xlsx/],
    ['an archive that is cut off', 'a.gz', Buffer.from('1f8b0800', 'hex'), /压缩包已损坏/],
    ['an archive of another kind', 'a.tar', Buffer.from(`${'x'.repeat(257)}ustar`), /解压/],
    ['a picture', 'a.csv', Buffer.from('89504e470d0a1a0a', 'hex'), /图片/],
  ])('refuses %s and says what to do', async (_what, name, content, words) => {
    await expect(taken(name, content)).rejects.toThrow(words);
  });
});

const html = (rows: string, charset = 'utf-8'): string =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><style>td{mso-number-format:"\\@"}</style></head><body><table border="1">${rows}</table></body></html>`;
const cells = (...values: string[]): string => `<tr>${values.map((value) => `<td>${value}</td>`).join('')}</tr>`;
const names = cells('工单编号', '受理时间', '主要内容');

describe('web pages that systems call .xls', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['in GBK', iconv.encode(html(names + cells('1', '2020-12-01 10:00', '路灯坏了'), 'gb2312'), 'gbk'), [ONE]],
    ['with a byte-order mark', `\uFEFF${html(names + cells('1', '2020-12-01 10:00', '灯'))}`, [ONE]],
    [
      'with a title over all columns',
      html(`<tr><th colspan='3'>工单明细</th></tr>${names}${cells('1', '2020-12-01 10:00', '灯')}`),
      [ONE],
    ],
    [
      'with a day over two rows',
      html(`${names}<tr><td>1</td><td rowspan=2>2020-12-01 10:00</td><td>灯</td></tr>${cells('2', '井盖')}`),
      both,
    ],
    [
      'without closing tags',
      html('<tr><td>工单编号<td>受理时间<td>主要内容<tr><td>1<td>2020-12-01 10:00<td>灯'),
      [ONE],
    ],
    [
      'with fonts inside the cells',
      html(names + cells('<font size=2>1</font>', '<span>2020-12-01&nbsp;10:00</span>', '<p>灯</p>')),
      [ONE],
    ],
    ['as a bare table', `<table>${names}${cells('1', '2020-12-01 10:00', '灯')}</table>`, [ONE]],
    [
      'as an XHTML document',
      `<?xml version="1.0" encoding="UTF-8"?>\n${html(names + cells('1', '2020-12-01 10:00', '灯'))}`,
      [ONE],
    ],
  ])('reads one %s', async (_what, content, expected) => {
    expect(await taken('导出.xls', content)).toEqual(expected);
  });
});

describe('JSON', () => {
  it.each<[string, string, string[]]>([
    ['a list', json(list), both],
    ['a list behind a mark', `\uFEFF${json(list)}`, both],
    ...['list', 'rows', 'records', 'items', 'content', 'dataList'].map((name): [string, string, string[]] => [
      `data.${name}`,
      json({ code: 200, msg: 'ok', data: { total: 2, [name]: list } }),
      both,
    ]),
    ['one item', json(item(1)), [ONE]],
    ['one item over many lines', JSON.stringify(item(1), null, 2), [ONE]],
    ['one item in an envelope', json({ code: 0, message: 'ok', data: item(1) }), [ONE]],
    ['lines that end in commas', `${json(item(1))},\n${json(item(2))},\n`, both],
    [
      'an export of MongoDB',
      json([{ ...item(1), id: undefined, _id: { $numberLong: '1' }, created_at: { $date: '2020-12-01T02:00:00Z' } }]),
      [ONE],
    ],
    ['an id of MongoDB', json([{ ...item(1), id: { $oid: '5fc5a1' } }]), ['5fc5a1 2020-12-01T02:00']],
    ['keys of Java', json([{ id: 1, title: '灯', content: '坏了', createTime: 1_606_788_000_000 }]), [ONE]],
    ['a time in parts', json([{ ...item(1), created_at: [2020, 12, 1, 10, 0, 0] }]), [ONE]],
    [
      'keys in capitals',
      json([{ ID: '1', TITLE: '灯', CONTENT: '坏了', CREATE_TIME: '2020-12-01 10:00:00.0' }]),
      [ONE],
    ],
    [
      'texts that a forum renders',
      json([{ id: 1, title: { rendered: '灯' }, content: { rendered: '<p>坏了</p>' }, date: '2020-12-01T10:00:00' }]),
      [ONE],
    ],
    [
      'months before days, escaped as PHP does',
      '[{"id":"1","text":"灯","time":"12\\/1\\/2020 10:00"},{"id":"2","text":"灯","time":"11\\/30\\/2020 10:00"}]',
      [ONE, '2 2020-11-30T02:00'],
    ],
    ['yesterday', json([{ ...item(1), created_at: '昨天 10:00' }]), ['1 2020-12-15T02:00']],
  ])('reads %s', async (_what, content, expected) => {
    expect(await taken('t.json', content)).toEqual(expected);
  });

  it('takes a person by name where a platform gives an object', async () => {
    const [one] = await endings(
      't.json',
      json([{ ...item(1), author: { id: 7, nickname: '老王' }, ward: { name: '第一居委' } }]),
    );
    expect(one).toMatchObject({ reporter: '老王', wardHint: '第一居委' });
  });
});

const request = (inner: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><service_requests type="array">${inner}</service_requests>`;
const fields =
  '<service_request_id>1</service_request_id><status>open</status><description><![CDATA[灯 & 井]]></description><requested_datetime>2020-12-01T10:00:00+08:00</requested_datetime>';

describe('Open311', () => {
  it.each<[string, string, string, string[]]>([
    ['one request alone', 'a.xml', request(`<request>${fields}</request>`), [ONE]],
    ['entities and CDATA', 'b.xml', request(`<request>${fields}<address>A &amp; B</address></request>`), [ONE]],
    [
      'empty elements and nil',
      'c.xml',
      request(`<request>${fields}<lat/><agency_responsible nil="true"></agency_responsible></request>`),
      [ONE],
    ],
    ['a request without a list', 'd.xml', `<request>${fields}</request>`, [ONE]],
    [
      'times without a colon in the zone',
      'e.json',
      json([
        { service_request_id: 1, status: 'open', service_name: '灯', requested_datetime: '2020-12-01T10:00:00+0800' },
      ]),
      [ONE],
    ],
    [
      'requests under their own name',
      'f.json',
      json({
        service_requests: {
          request: [
            { service_request_id: '1', status: 'OPEN', description: '灯', requested_datetime: '2020-12-01T02:00:00Z' },
          ],
        },
      }),
      [ONE],
    ],
    [
      'errors instead of requests',
      'g.xml',
      '<?xml version="1.0"?><errors><error><code>403</code><description>Invalid api_key</description></error></errors>',
      ['no_items 没有找到诉求列表；最外层是 ?xml errors；列名认不出时可加 --map 字段=列名'],
    ],
  ])('%s', async (_what, name, content, expected) => {
    expect(await taken(name, content)).toEqual(expected);
  });
});

const seconds = 1_607_778_301;
const messages = [
  { createTime: seconds, localType: 1, content: said, senderDisplayName: '张三' },
  { createTime: seconds + 60, localType: 1, content: answered, senderDisplayName: '李书记' },
  { createTime: seconds + 90, localType: 3, content: '<img/>', senderDisplayName: '王五' },
];
const log = messages.map(({ createTime, content, senderDisplayName }) => ({
  time: new Date(createTime * 1000).toISOString(),
  talker: 'x@chatroom',
  talkerName: '博学业主群',
  isChatRoom: true,
  sender: 'wxid_1',
  senderName: senderDisplayName,
  type: content === '<img/>' ? 3 : 1,
  content,
}));

describe('chats', () => {
  it.each<[string, string, string]>([
    ['JSON with a session', 'a.json', json({ session: { displayName: '博学业主群' }, messages })],
    ['JSON of a list', 'b.json', json(log)],
    ['JSON lines', 'c.jsonl', log.map(json).join('\n')],
    [
      'a table with names of senders',
      'd.csv',
      `时间,发送人,内容\n2020-12-12 21:05:01,张三,${said}\n2020-12-12 21:06:01,李书记,${answered}\n`,
    ],
    [
      'a table of a database',
      'e.csv',
      `id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n1,7,文本,0,张三,g,${said},,2020-12-12 21:05:01\n2,8,文本,0,李书记,g,${answered},,2020-12-12 21:06:01\n`,
    ],
    [
      'names with the time in brackets',
      'f.txt',
      `张三(2020-12-12 21:05:01):${said}\n李书记(2020-12-12 21:06:01):${answered}\n`,
    ],
    [
      'a dash between time and name',
      'g.txt',
      `2020/12/12 21:05 - 张三: ${said}\n2020/12/12 21:06 - 李书记: ${answered}\n`,
    ],
    [
      'time, name and text on one line',
      'h.txt',
      `2020-12-12 21:05:01 张三: ${said}\n2020-12-12 21:06:01 李书记：${answered}\n`,
    ],
    ['a selection with days without years', 'i.txt', `张三 12-12 21:05\n${said}\n李书记 12-12 21:06\n${answered}\n`],
    [
      'a selection of bold names',
      'j.txt',
      `**张三** 2020-12-12 21:05:01\n${said}\n\n**李书记** 2020-12-12 21:06:01\n${answered}\n`,
    ],
    ['old Macs’ line ends', 'k.txt', `2020-12-12 21:05:01 张三\r${said}\r\r2020-12-12 21:06:01 李书记\r${answered}\r`],
    [
      'UTF-16',
      'l.txt',
      iconv.encode(`2020-12-12 21:05:01 张三\n${said}\n\n2020-12-12 21:06:01 李书记\n${answered}\n`, 'utf-16le', {
        addBOM: true,
      }) as unknown as string,
    ],
  ])('reads the demand and its answer from %s', async (_what, name, content) => {
    const [thread, ...others] = await endings(name, content);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ kind: 'message', status: 'replied', text: said, reply: answered, reporter: '张三' });
    expect(String((thread as Item)['publishedAt'])).toMatch(/^2020-12-12T13:05/);
  });

  it('a chat of yesterday counts from when it was copied', async () => {
    const [thread] = await endings('y.txt', `张三  昨天 21:05\n\n${said}\n\n李书记  昨天 21:06\n\n${answered}\n`);
    expect(thread).toMatchObject({ publishedAt: '2020-12-15T13:05:00.000Z', reply: answered });
  });

  it('heads with colons in their names keep their texts below them', async () => {
    const content = `2020-12-12 21:05:01 小店11:00-20:00\n${said}\n\n2020-12-12 21:06:01 李书记\n${answered}\n`;
    expect(await endings('n.txt', content)).toMatchObject([{ reporter: '小店11:00-20:00', text: said }]);
  });
});
