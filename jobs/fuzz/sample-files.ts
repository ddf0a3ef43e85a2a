import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { workbookOf, zipOf } from '#ingest/files/testing/workbook-of.ts';
import { writeXlsx } from '../sheets/write-xlsx.ts';
import { open311Xml, platformAnswers, rawRow } from './samples.ts';

const { title, text, reply } = rawRow;
const local = '2020-12-12 09:30:00';

const header =
  '工单编号,工单类型,问题分类,标题,主要内容,工单状态,被反映区,街乡镇,村社区,小区点位,回复内容,办结时间,受理时间,诉求人';
const line = `310113202012120001,投诉,交通->拥堵,${title},"${text}",已办结,示例区,示例镇,第一居委,苑,${reply},2020-12-13 10:00:00,2020/12/12 8:05,王某`;
const csv = `${header}\n${line}\n${line}\n`;

/** Files of every kind that can be imported. */
export function sampleFiles(): Readonly<Record<string, Uint8Array>> {
  const columns = header.split(',').map((name) => ({ header: name, kind: 'text' as const }));
  const sheet = { name: '工单', columns, rows: [line.split(',').slice(0, columns.length)] };
  const xlsx = writeXlsx({ title: '工单', at: '2020-12-31T00:00:00.000Z', sheets: [sheet] });
  return {
    'tickets.csv': Buffer.from(`\uFEFF${csv}`),
    'tickets-gb.csv': iconv.encode(csv, 'gb18030'),
    'tickets.xlsx': xlsx,
    'posts.jsonl': Buffer.from(`${JSON.stringify({ id: '1', time: local, title, text })}\n${JSON.stringify(rawRow)}\n`),
    'requests.json': Buffer.from(JSON.stringify(platformAnswers['open311'])),
    'requests.xml': Buffer.from(open311Xml),
    'mail.txt': Buffer.from(
      `微信群“宁静社区”的聊天记录如下:\n\n————— 2020-12-13 —————\n\n小店11:00-20:00  21:34\n\n消防栓被撞坏了，喷出大量的水\n\n物业小李  21:35\n\n马上来\n`,
    ),
    'copied.txt': Buffer.from(`王阿姨 2020-12-13 21:34\n电梯又坏了没人修\n\n物业: 2020-12-13 21:40\n在修了\n`),
    'chat.csv': Buffer.from(
      `localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,2,1,0,0,1607866440,2,电梯又坏了没人修,x,,王阿姨,w1\n`,
    ),
    ...oddFiles(),
    ...otherFiles(),
  };
}

const inline = (row: number, cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((cell, at) => `<c r="${'ABCD'[at]}${row}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
const marked = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const short = [
  ['工单编号', '受理时间', '主要内容', '村社区'],
  ['1', '12/31/2020 10:00', text, '第一居委'],
  ['2', '昨天 12:30', title, '第一居委'],
];

const labelledRows = short
  .slice(1)
  .map((cells) => cells.map((cell, at) => `${short[0]![at]}：${cell}`).join('\n'))
  .join('\n\n');
const values = short.slice(1).map((cells) => `(${cells.map((cell) => `'${cell}'`).join(',')})`);

/** What stands neither in rows nor in JSON: forms, labelled lines, dumps, documents, archives. */
function otherFiles(): Readonly<Record<string, Uint8Array>> {
  const down = short[0]!.map((_, at) => short.map((cells) => cells[at]).join(','));
  const table = Buffer.from(short.map((cells) => cells.join(',')).join('\n'));
  const markup = (row: string, cell: string, open: string, close: string): string =>
    short
      .map((cells) => `<${row}>${cells.map((said) => `<${cell}>${open}${said}${close}</${cell}>`).join('')}</${row}>`)
      .join('');
  return {
    'down.csv': Buffer.from(down.join('\n')),
    'form.csv': Buffer.from(
      short
        .slice(1)
        .map(([id, time, words]) => `工单编号,${id},受理时间,${time}\n主要内容,${words}\n`)
        .join(''),
    ),
    'labelled.txt': Buffer.from(labelledRows),
    'aligned.txt': Buffer.from(short.map((cells) => cells.join('   ')).join('\n')),
    'short-days.csv': Buffer.from('编号,时间,内容\n1,12/01/20,灯坏了\n2,11/30/20,灯坏了\n'),
    'dump.sql': Buffer.from(`-- dump\nINSERT INTO t (${short[0]!.join(',')}) VALUES ${values.join(',')};\n`),
    'copy.sql': Buffer.from(`SET x = 0;\nCOPY t (id, time, content) FROM stdin;\n1\t${local}\t${title}\n\\.\n`),
    'list.yaml': Buffer.from(
      `- id: 1\n  time: ${local}\n  content: |\n    ${text}\n- id: 2\n  time: ${local}\n  content: '${title}'\n`,
    ),
    'script.json': Buffer.from(`[ // x\n {id: 1, time: '${local}', content: "${title}",}, /* y */ ]`),
    'columns.json': Buffer.from(JSON.stringify({ id: [1, 2], time: [local, local], content: [title, text] })),
    'table.ods': zipOf({
      'content.xml': `<table:table>${markup('table:table-row', 'table:table-cell', '<text:p>', '</text:p>')}</table:table>`,
    }),
    'table.docx': zipOf({
      'word/document.xml': `<w:tbl>${markup('w:tr', 'w:tc', '<w:p><w:t>', '</w:t></w:p>')}</w:tbl>`,
    }),
    'several.zip': zipOf({ 'a.csv': table.toString(), 'b.txt': labelledRows }),
    'packed.csv.gz': gzipSync(table),
    'clocks.txt': Buffer.from('2020-12-13\n21:34 王阿姨：电梯又坏了没人修\n21:40 物业：在修了\n'),
    'near.txt': Buffer.from('王阿姨 12/13 21:34 电梯又坏了没人修\n物业 12/13 21:40 在修了\n'),
  };
}

/** What systems export beside the usual: unpacked workbooks, web pages, JSON of databases and of chats, odd encodings. */
function oddFiles(): Readonly<Record<string, Uint8Array>> {
  const message = { senderName: '王阿姨', isChatRoom: true, type: 1, time: local, content: '电梯又坏了没人修' };
  const stored = { _id: { $oid: 'a1' }, title, content: text, created_at: { $date: '2020-12-01T02:00:00Z' } };
  const rows = short.map((cells, at) => inline(at + 1, cells)).join('');
  const behind = '<mergeCells><mergeCell ref="D2:D3"/></mergeCells>';
  const table = short.map((cells) => cells.join(';')).join('\r\n');
  return {
    'stored.xlsx': workbookOf({ sheets: [{ rows: '' }, { rows, behind }], shared: '<si><t>1/2/2020</t></si>' }),
    'prefixed.xlsx': workbookOf({ sheets: [{ rows }], prefix: 'x:', is1904: true }),
    'page.xls': iconv.encode(`<html><table>${short.map(marked).join('')}<tr><td rowspan=2>3</table>`, 'gbk'),
    'named.csv': Buffer.from(`sep=;\r\n${table}\r`),
    'wide.csv': iconv.encode(table, 'utf-16le', { addBOM: false }),
    'big5.csv': iconv.encode('工單編號,標題,主要內容,受理時間\n1,路燈,路燈壞了很久沒有人修,3天前\n', 'big5'),
    'stored.json': Buffer.from(JSON.stringify({ code: 0, data: { rows: [stored, stored] } })),
    'chat.json': Buffer.from(JSON.stringify({ session: { displayName: '宁静社区' }, messages: [message, message] })),
    'chat.jsonl': Buffer.from(`${JSON.stringify(message)}\n${JSON.stringify(message)}\n`),
    'lines.txt': Buffer.from(`2020-12-13 21:34 王阿姨: 电梯又坏了没人修\n2020-12-13 21:40 物业：在修了\n`),
    'days.txt': Buffer.from(`王阿姨  昨天 21:34\n电梯又坏了没人修\n物业  昨天 21:40\n在修了\n`),
  };
}
