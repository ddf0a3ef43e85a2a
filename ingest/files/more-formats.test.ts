import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { filesIn, type Item } from './testing/files-in.ts';
import { answered, both, csv, header, item, json, line, ONE, said, TWO } from './testing/small-exports.ts';
import { workbookOf, zipOf } from './testing/workbook-of.ts';

const { endings, taken } = filesIn('formats');

const lamp = { externalId: '1', title: '路灯', text: '灯坏了', publishedAt: '2020-12-01T02:00:00.000Z' };
const cover = { externalId: '2', title: '井盖', text: '松动', publishedAt: '2020-12-02T02:00:00.000Z' };
const matters = [lamp, cover];
const rows = [
  ['编号', '标题', '内容', '时间'],
  ['1', '路灯', '灯坏了', '2020-12-01 10:00'],
  ['2', '井盖', '松动', '2020-12-02 10:00'],
];
const down = rows[0]!.map((_, at) => rows.map((cells) => cells[at]!));
const marked = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

const ods = (cells: readonly string[][]): Buffer =>
  zipOf({
    'content.xml': `<office:document-content><table:table table:name="a">${cells
      .map(
        (row) =>
          `<table:table-row>${row
            .map((cell) => `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`)
            .join('')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>`,
      )
      .join(
        '',
      )}<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table></office:document-content>`,
  });
const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const docx = (body: string): Buffer =>
  zipOf({ 'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>` });
const wordTable = (cells: readonly string[][]): string =>
  `<w:tbl>${cells.map((row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

const odsCell = (attributes: string, text: string): string =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;

describe('tables that stand otherwise', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['a document in each column', 'a.csv', down.map(String).join('\n')],
    ['a document in each column below a heading', 'b.csv', `字段,工单一,工单二\n${down.map(String).join('\n')}`],
    ['a document in each column of a web page', 'c.xls', `<table>${down.map(marked).join('')}</table>`],
    [
      'forms below each other',
      'd.csv',
      rows
        .slice(1)
        .map(([id, title, text, time]) => `编号,${id},时间,${time}\n标题,${title},经办,甲\n内容,${text},,\n,,,\n`)
        .join(''),
    ],
    [
      'a form on each page of a document',
      'e.docx',
      docx(
        rows
          .slice(1)
          .map(([id, title, text, time]) =>
            wordTable([
              ['编号', id!, '时间', time!],
              ['标题', title!],
              ['内容', text!],
            ]),
          )
          .join(paragraph('')),
      ),
    ],
    ['a spreadsheet of LibreOffice', 'f.ods', ods(rows)],
    ['a table in a document', 'g.docx', docx(paragraph('工单汇总') + wordTable(rows))],
    [
      'labelled lines in a document',
      'h.docx',
      docx(
        rows
          .slice(1)
          .map((cells) => cells.map((cell, at) => paragraph(`${rows[0]![at]}：${cell}`)).join(''))
          .join(paragraph('')),
      ),
    ],
    [
      'columns parted by blanks',
      'i.txt',
      `编号  标题    内容      时间\n1     路灯    灯坏了    2020-12-01 10:00\n2     井盖    松动      2020-12-02 10:00\n`,
    ],
    [
      'a database’s client',
      'j.txt',
      `+----+------+--------+------------------+\n| id | title | content | created_at |\n+----+------+--------+------------------+\n|  1 | 路灯 | 灯坏了 | 2020-12-01 10:00 |\n|  2 | 井盖 | 松动 | 2020-12-02 10:00 |\n+----+------+--------+------------------+\n2 rows in set (0.00 sec)\n`,
    ],
    [
      'another client',
      'k.txt',
      ` id | title | content | created_at\n----+-------+---------+------------\n 1 | 路灯 | 灯坏了 | 2020-12-01 10:00\n 2 | 井盖 | 松动 | 2020-12-02 10:00\n(2 rows)\n`,
    ],
    [
      'a header of two rows',
      'l.csv',
      `工单,,受理,,办结\n编号,标题,时间,内容,时间\n1,路灯,2020-12-01 10:00,灯坏了,2020-12-03\n2,井盖,2020-12-02 10:00,松动,\n`,
    ],
    [
      'a header of two rows, the later time in front',
      'm.csv',
      `工单,,办结,受理,\n编号,标题,时间,时间,内容\n1,路灯,2020-12-03,2020-12-01 10:00,灯坏了\n2,井盖,,2020-12-02 10:00,松动\n`,
    ],
  ])('reads %s', async (_what, name, content) => {
    expect(await endings(name, content)).toMatchObject(matters);
  });

  it('a row of a printed table without a title keeps its text where it is', async () => {
    const content = `编号  标题    内容      时间\n1     路灯    灯坏了    2020-12-01 10:00\n2             松动      2020-12-02 10:00\n3   挤在一起的标题 松动 2020-12-02 10:00\n`;
    expect(await endings('a.txt', content)).toMatchObject([
      lamp,
      { ...cover, title: '' },
      'columns_missing 看不出这一行各列从哪里断开，请另存为 .csv 或 .xlsx',
    ]);
  });

  it('of a name beside a name nothing is taken over', async () => {
    const content = `编号,1,时间,2020-12-01 10:00\n诉求人,,标题,路灯\n内容,灯坏了,,\n编号,2,时间,2020-12-02 10:00\n诉求人,李四,标题,井盖\n内容,松动,,\n`;
    expect(await endings('f.csv', content)).toMatchObject([
      { ...lamp, reporter: '' },
      { ...cover, reporter: '李四' },
    ]);
  });

  it('numbers and days of LibreOffice are what they mean', async () => {
    const head = ['编号', '内容', '时间'].map((name) => odsCell('office:value-type="string"', name)).join('');
    const one = (id: string): string =>
      `${id}${odsCell('office:value-type="string"', '灯<text:s/>坏<office:annotation><text:p>批注</text:p></office:annotation>')}${odsCell('office:value-type="date" office:date-value="2020-12-01T10:00:00"', '20/12/1')}`;
    const content = [
      odsCell('office:value-type="float" office:value="12"', '0012'),
      odsCell('office:value-type="float" office:value="310113202012120001"', '310113202012120000'),
    ].map((id) => `<table:table-row>${one(id)}</table:table-row>`);
    const table = `<table:table><table:table-row>${head}</table:table-row>${content.join('')}</table:table>`;
    const [first, second] = await endings('n.ods', zipOf({ 'content.xml': table }));
    expect(first).toMatchObject({ externalId: '0012', text: '灯 坏', publishedAt: '2020-12-01T02:00:00.000Z' });
    expect(second).toMatch(/编号.*末几位已经丢失/);
  });
});

const labelled = (sign: string): string =>
  rows
    .slice(1)
    .map((cells) => cells.map((cell, at) => `${rows[0]![at]}${sign}${cell}`).join('\n'))
    .join('\n\n');

describe('labelled lines', () => {
  it.each<[string, string]>([
    ['colons', labelled('：')],
    ['a rule between', `工单汇总\n\n${labelled(': ').replace('\n\n', '\n----------\n')}\n----------\n共 2 条`],
    ['labels in brackets', labelled('】').replaceAll(/^/gm, '【').replaceAll('【\n', '\n')],
    ['bold labels of a list', labelled('**：').replaceAll(/^(?=.)/gm, '- **')],
    [
      'several on a line',
      '编号：1  时间：2020-12-01 10:00\n标题：路灯\n内容：灯坏了\n\n编号：2 时间：2020-12-02 10:00\n标题：井盖\n内容：松动\n',
    ],
    [
      'what MySQL shows with \\G',
      '*************************** 1. row ***************************\n     id: 1\n  title: 路灯\ncontent: 灯坏了\n   time: 2020-12-01 10:00\n*************************** 2. row ***************************\n     id: 2\n  title: 井盖\ncontent: 松动\n   time: 2020-12-02 10:00\n2 rows in set (0.00 sec)\n',
    ],
    [
      'what psql shows with \\x',
      '-[ RECORD 1 ]----\nid      | 1\ntitle   | 路灯\ncontent | 灯坏了\ntime    | 2020-12-01 10:00\n-[ RECORD 2 ]----\nid      | 2\ntitle   | 井盖\ncontent | 松动\ntime    | 2020-12-02 10:00\n',
    ],
    ['numbers before them', labelled('：').replace(/^/, '1、').replace('\n\n', '\n\n2、')],
    ['a heading over each', `【工单1】\n${labelled('：').replace('\n\n', '\n二、井盖问题\n')}`],
    [
      'long English labels',
      labelled(': ')
        .replaceAll('编号', 'service_request_id')
        .replaceAll('时间', 'requested_datetime')
        .replaceAll('标题', 'service_name')
        .replaceAll('内容', 'description'),
    ],
  ])('are read with %s', async (_what, content) => {
    expect(await endings('r.txt', content)).toMatchObject(matters);
  });

  it('without numbers have one by what was said and when, the same each time', async () => {
    const content =
      '标题：路灯\n内容：灯坏了\n\n晚上很黑\n时间：2020-12-01 10:00\n\n标题：井盖\n内容：松动\n时间：不详\n';
    const [first, second] = await endings('s.txt', content);
    expect(first).toMatchObject({
      ...lamp,
      externalId: expect.stringMatching(/^rec-[0-9a-f]{24}$/),
      text: '灯坏了\n\n晚上很黑',
    });
    expect(second).toMatch(/^publishedAt: 读不出时间/);
    expect((await endings('t.txt', content))[0]).toEqual(first);
  });

  it('words of a resident that look like a label stay words', async () => {
    const content =
      '编号：1\n标题：路灯\n内容：灯坏了\n编号：看不清\n地点：门口\n时间：2020-12-01 10:00\n\n编号：2\n标题：井盖\n内容：松动\n时间：2020-12-02 10:00\n';
    const read = await endings('w.txt', content);
    // Another 编号： begins another record; what then lacks something is refused, never joined to another's time.
    expect(read.filter((end) => typeof end === 'string')).toHaveLength(2);
    expect(read.at(-1)).toMatchObject(cover);
  });

  it('a table with remarks above it is a table', async () => {
    expect(await taken('u.csv', `主题：十二月工单\n时间：2020-12\n${csv}`)).toEqual(both);
  });
});

const dump =
  "INSERT INTO `t` (`id`,`title`,`content`,`created_at`) VALUES (1,'路灯','灯坏了','2020-12-01 10:00'),(2,'井盖','松动','2020-12-02 10:00');\n";

describe('dumps of databases', () => {
  it.each<[string, string]>([
    ['rows with their columns', `-- MySQL dump\n${dump}`],
    [
      'columns of the table that it makes, and another table',
      `/*!40101 SET NAMES utf8 */;\nCREATE TABLE \`t\` (\n  \`id\` int NOT NULL,\n  \`title\` varchar(99) COMMENT '标题',\n  \`content\` text,\n  \`created_at\` datetime,\n  PRIMARY KEY (\`id\`)\n);\n${dump.replace(/ \([^)]*\)(?= VALUES)/, '')}CREATE TABLE \`u\` (\n \`uid\` int\n);\nINSERT INTO \`u\` VALUES (1);\n`,
    ],
    [
      'rows for COPY',
      'SET x = 0;\nCOPY public.t (id, title, content, created_at) FROM stdin;\n1\t路灯\t灯坏了\t2020-12-01 10:00:00+08\n2\t井盖\t松动\t2020-12-02 02:00:00+00\n\\.\n',
    ],
    [
      'rows of SQL Server',
      "SET IDENTITY_INSERT [dbo].[工单] ON\nGO\nINSERT [dbo].[工单] ([编号], [标题], [内容], [时间]) VALUES (N'1', N'路灯', N'灯坏了', CAST(N'2020-12-01T10:00:00.000' AS DateTime))\nGO\nINSERT [dbo].[工单] ([编号], [标题], [内容], [时间]) VALUES (N'2', N'井盖', N'松动', CAST(N'2020-12-02T10:00:00.000' AS DateTime))\nGO\n",
    ],
    [
      'rows of Oracle',
      "Insert into T (ID,TITLE,CONTENT,CREATE_TIME) values (1,'路灯','灯坏了',to_date('2020-12-01 10:00:00','YYYY-MM-DD HH24:MI:SS'));\nInsert into T (ID,TITLE,CONTENT,CREATE_TIME) values (2,'井盖','松动',to_date('2020-12-02 10:00:00','YYYY-MM-DD HH24:MI:SS'));\n",
    ],
  ])('%s', async (_what, content) => {
    expect(await endings('d.sql', content)).toMatchObject(matters);
  });

  it('texts keep their quotes, line ends and statements; a row that is cut off is told', async () => {
    const text = "他说\\'快\\', ''修''\\n; INSERT INTO t VALUES (9)";
    const content = `-- x\n${dump.replace('灯坏了', text)}INSERT INTO \`t\` (\`id\`,\`title\`,\`content\`,\`created_at\`) VALUES (3,'灯','坏`;
    expect(await endings('q.sql', content)).toMatchObject([
      { ...lamp, text: "他说'快', '修'\n; INSERT INTO t VALUES (9)" },
      cover,
      expect.stringMatching(/^bad_sql .*不完整/),
    ]);
  });
});

const yaml = (id: string, more = ''): string =>
  `- id: ${id}\n  title: 路灯\n  content: |\n    灯坏了\n  created_at: 2020-12-01 10:00\n${more}`;

describe('YAML', () => {
  it.each<[string, string, string[]]>([
    ['a list', yaml('1') + yaml('2'), both],
    [
      'ids of digits',
      yaml('0012') + yaml('310113202012120001'),
      ['0012 2020-12-01T02:00', '310113202012120001 2020-12-01T02:00'],
    ],
    [
      'an answer that holds a list',
      `# x\n---\ncode: 0\ndata:\n  list:\n${(yaml('1') + yaml('2')).replaceAll(/^/gm, '  ')}`,
      both,
    ],
    ['a broken one', `${yaml('1')}  reply: "没有\n`, ['bad_yaml YAML 不完整或有错']],
  ])('%s', async (_what, content, expected) => {
    expect(await taken('y.yaml', content)).toEqual(expected);
  });
});

describe('archives', () => {
  it('several files in an archive are read one after the other, what is none of ours is passed over', async () => {
    const files = {
      '一月/a.csv': csv,
      '说明.txt': '请看附件',
      '二月/b.jsonl': `${json(item(3))}\n`,
      '__MACOSX/._a.csv': 'x',
    };
    expect(await taken('a.zip', zipOf(files))).toEqual([...both, '3 2020-12-01T02:00']);
  });

  it('of a part that cannot be read its number is told, and names that lead elsewhere lead nowhere', async () => {
    const parts = zipOf({ 'a.csv': csv, '附件/b.pdf': '%PDF-1.4', '\\..\\c.csv': `${header}\n${line(4)}\n` });
    expect((await taken('b.zip', parts)).toSorted()).toEqual(
      [
        ...both,
        '4 2020-12-01T02:00',
        'part_unreadable PDF 里的表格无法可靠读出，请在原系统导出 .xlsx 或 .csv',
      ].toSorted(),
    );
  });

  it('a packed table, a packed archive', async () => {
    expect(await taken('a.csv.gz', gzipSync(iconv.encode(csv, 'gbk')))).toEqual(both);
    expect(await taken('b.zip.gz', gzipSync(zipOf({ 'a.csv': csv })))).toEqual(both);
    await expect(taken('c.gz', gzipSync(csv).subarray(0, 40))).rejects.toThrow(/压缩包已损坏/);
  });
});

describe('JSON of people and scripts', () => {
  const [one, two] = [json(item(1)), json(item(2))];
  it.each<[string, string, string[]]>([
    ['comments', `[ // 导出\n ${one}, /* 第二条 */ ${two},\n]`, both],
    ['names without quotes', "[{id: 1, title: '路灯\"A\"', content: `灯`, created_at: '2020-12-01 10:00',}]", [ONE]],
    ['addresses that look like comments', `[${one.replace('路灯坏了没人修', '见 http://a/b//c')},]`, [ONE]],
    [
      'columns of lists',
      json({ id: [1, 2], title: ['灯', '井'], content: ['坏', '松'], time: ['2020-12-01 10:00', '2020-12-01 10:00'] }),
      both,
    ],
    ['a list far inside', `${'{"a":'.repeat(9)}{"list":[${one},${two}]}${'}'.repeat(9)}`, both],
    ['a cut end', `[${one},{"id":2,"title":"灯`, ['bad_json JSON 不完整或有错']],
  ])('with %s', async (_what, content, expected) => {
    expect(await taken('j.json', content)).toEqual(expected);
  });

  it('lines with remarks and a comma too many', async () => {
    expect(await taken('k.jsonl', `# x\n${one.replace('}', ',}')}\n// y\n${two} // z\n`)).toEqual(both);
  });

  it('a list that only a map makes known is found by it, in XML too', async () => {
    const map = { externalId: ['bh'], text: ['nr'], publishedAt: ['sj'] };
    const content =
      '<export><rec><bh>1</bh><nr>坏</nr><sj>2020-12-01 10:00</sj></rec><rec><bh>2</bh><nr>坏</nr><sj>2020-12-01 10:00</sj></rec></export>';
    expect(await taken('x.xml', content, { map })).toEqual(both);
    expect(await taken('y.xml', content)).toEqual([expect.stringMatching(/^no_items .*--map/)]);
    const serialised =
      '<NewDataSet><Table><编号>1</编号><内容>坏</内容><时间>2020-12-01 10:00</时间></Table></NewDataSet>';
    expect(await taken('z.xml', serialised)).toEqual([ONE]);
  });
});

const days = (...times: string[]): string => `${header}\n${times.map((time, at) => line(at + 1, time)).join('\n')}\n`;

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

describe('dates of digits alone', () => {
  const undecided = expect.stringMatching(/先后无法判断.*--date-order/);
  it.each<[string, string[], unknown[]]>([
    ['a second part above 12', ['12/01/20', '11/30/20'], ['1 2020-11-30', '2 2020-11-29']],
    ['a first part above 12 that changes', ['12/01/20', '13/01/20 10:00'], ['1 2020-01-11', '2 2020-01-13']],
    ['a first part that stays', ['20/12/01', '20/12/02'], ['1 2020-11-30', '2 2020-12-01']],
    ['a third part that can be no year yet', ['20/12/01', '20/11/30'], ['1 2020-11-30', '2 2020-11-29']],
    ['nothing', ['12/01/20', '12/02/20', '2020-12-01'], [undecided, undecided, '3 2020-11-30']],
    ['a lone day that is a day in two orders', ['15/12/20'], [undecided]],
    ['two orders in one file', ['12/31/19', '31/12/19', '12/01/20'], ['1 2019-12-30', '2 2019-12-30', undecided]],
    ['a year that is written as one', ['20年12月1日'], ['1 2020-11-30']],
  ])('are told by %s', async (_what, times, expected) => {
    const read = await taken('d.csv', days(...times));
    expect(read.map((end) => end.replace(/T\d\d:\d\d$/, ''))).toEqual(expected);
  });

  it('by the person where nothing else tells; what is no such day is refused still', async () => {
    const content = days('12/01/20', '25/11/20', '12/01/2020');
    expect(await taken('p.csv', content, { dateOrder: 'dmy' })).toEqual([
      '1 2020-01-11T16:00',
      '2 2020-11-24T16:00',
      '3 2020-01-11T16:00',
    ]);
    expect((await taken('p.csv', content, { dateOrder: 'mdy' }))[1]).toMatch(/先后无法判断/);
  });

  it('in texts of a workbook that it does not share', async () => {
    const sheet = [header.split(','), line(1, '12/1/2020 10:00').split(','), line(2, '11/30/2020').split(',')];
    const content = workbookOf({
      sheets: [{ rows: sheet.map((cells) => `<row>${cells.map(inline).join('')}</row>`).join('') }],
    });
    expect(await taken('w.xlsx', content)).toEqual([ONE, '2 2020-11-29T16:00']);
  });

  it('rooms and versions in other columns do not count', async () => {
    const content = `${header},小区\n${line(1, '12/01/20')},15/2/01\n${line(2, '12/02/20')},3/25/02\n`;
    expect(await taken('r.csv', content)).toEqual([undecided, undecided]);
  });
});

describe('chats on one line each', () => {
  it.each<[string, string]>([
    ['name, day and clock, text', `张三 12/12 21:05 ${said}\n李书记 12/12 21:06 ${answered}\n`],
    ['a clock below a day', `2020-12-12\n21:05 张三：${said}\n21:06 李书记：${answered}\n2020-12-13\n`],
    [
      'clocks in brackets below a day',
      `—— 2020年12月12日 星期六 ——\n[21:05] 张三: ${said}\n[21:06:10] 李书记: ${answered}\n`,
    ],
    ['a clock behind the name', `博学业主群\n2020-12-12\n张三（21:05）：${said}\n李书记（21:06）：${answered}\n`],
    ['the whole day behind the name', `张三 2020-12-12 21:05 ${said}\n李书记 2020-12-12 21:06：${answered}\n`],
    ['a day without a year in front', `12月12日 21:05 张三：${said}\n12月12日 21:06 李书记：${answered}\n`],
  ])('%s', async (_what, content) => {
    const [thread, ...others] = await endings('c.txt', content);
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ kind: 'message', status: 'replied', text: said, reply: answered, reporter: '张三' });
    expect(String((thread as Item)['publishedAt'])).toMatch(/^2020-12-12T13:05/);
  });

  it.each([
    [
      'YAML',
      'a.yaml',
      (time: string, name: string, text: string) => `- 时间: ${time}\n  发送人: ${name}\n  内容: ${text}\n`,
    ],
    [
      'labelled lines',
      'b.txt',
      (time: string, name: string, text: string) => `时间: ${time}\n发送人: ${name}\n内容: ${text}\n\n`,
    ],
    ['a table in Markdown', 'c.md', (time: string, name: string, text: string) => `| ${time} | ${name} | ${text} |\n`],
  ])('messages in %s', async (_what, file, one) => {
    const head = file.endsWith('.md') ? '| 时间 | 发送人 | 内容 |\n|---|:-:|---|\n' : '';
    const content = head + one('2020-12-12 21:05:01', '张三', said) + one('2020-12-12 21:06:01', '李书记', answered);
    expect(await endings(file, content)).toMatchObject([{ kind: 'message', text: said, reply: answered }]);
  });

  it('a name may hold hours of opening', async () => {
    const content = `2020-12-12\n21:05 小店11:00-20:00：${said}\n21:06 李书记：${answered}\n`;
    expect(await endings('h.txt', content)).toMatchObject([{ reporter: '小店11:00-20:00', text: said }]);
  });

  it('clocks without any day are told, not guessed', async () => {
    expect(await taken('n.txt', `张三（21:05）：${said}\n李书记（21:06）：${answered}\n`)).toEqual(
      Array(2).fill('no_date 这条消息在第一个日期之前，不知道是哪一天'),
    );
  });

  it('numbered lines are no chat, and not taken for a table without a header either', async () => {
    const content = '1 2020-12-01 10:00 灯坏了很久没人修\n2 2020-12-01 10:05 井盖松动没人管\n';
    await expect(taken('r.txt', content)).rejects.toThrow(/缺少列/);
  });

  it('a table with days and clocks in its cells is no chat', async () => {
    expect(
      await taken('t.csv', `编号,时间,内容\n1,2020-12-01 10:00:00,灯坏了\n2,2020-12-01 10:00:00,灯 10:30 又坏了\n`),
    ).toEqual([ONE, TWO]);
  });
});
