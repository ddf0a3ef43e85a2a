import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkRawItem } from '../raw-item.ts';
import { readFileRows } from './read-file-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-odd-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Id and time of every accepted row, the reason of every other. */
async function taken(name: string, content: string | Buffer): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const ends: string[] = [];
  for await (const { row, problem } of readFileRows(path)) {
    const end = problem ? undefined : checkRawItem(row, { now: new Date('2020-12-16T04:00:00.000Z'), history: true });
    if (end?.kind === 'accept') ends.push(`${end.value.externalId} ${end.value.publishedAt.slice(0, 16)}`);
    else ends.push(problem?.reason ?? (end?.kind === 'reject' ? end.reason : 'skip'));
  }
  return ends;
}

const item = (id: string) => ({ id, title: '路灯', content: '路灯坏了没人修', created_at: '2020-12-01 10:00:00' });
const one = JSON.stringify(item('1'));
const two = JSON.stringify(item('2'));
const both = ['1 2020-12-01T02:00', '2 2020-12-01T02:00'];

it.each([
  ['JSONP', 'a.json', `jQuery123.cb([${one},${two}]);`],
  ['JSONP behind a comment', 'b.json', `/**/ typeof cb === "function" && cb({"data":{"list":[${one},${two}]}});`],
  ['a guard against scripts', 'c.json', `)]}',\n[${one},${two}]`],
  ['JSON in a text', 'd.json', JSON.stringify(`[${one},${two}]`)],
  ['pages as lists in a list', 'e.json', `[[${one}],[${two}]]`],
  ['objects without a line end between them', 'f.json', `${one}${two}`],
  ['objects over many lines', 'g.json', `${JSON.stringify(item('1'), null, 1)}\n${JSON.stringify(item('2'), null, 1)}`],
  ['a comma too many', 'h.json', `[\n${one},\n${two},\n]`],
  ['OData', 'i.json', `{"value":[${one},${two}]}`],
  ['a search engine', 'j.json', `{"hits":{"hits":[{"_id":"1","_source":${one}},{"_id":"2","_source":${two}}]}}`],
  ['GraphQL', 'k.json', `{"data":{"posts":{"edges":[{"node":${one}},{"node":${two}}]}}}`],
  ['GeoJSON', 'l.json', `{"type":"FeatureCollection","features":[{"properties":${one}},{"properties":${two}}]}`],
  ['a page within a page', 'm.json', `{"code":0,"data":{"page":{"total":2,"records":[${one},${two}]}}}`],
  ['lines that end in commas', 'n.jsonl', `[\n${one},\n${two}\n]\n`],
  ['lines with record marks', 'o.jsonl', `\u001e${one}\n\u001e${two}\n`],
  ['lines that are lists', 'p.jsonl', `[${one}]\n[${two}]\n`],
])('reads %s', async (_what, name, content) => {
  expect(await taken(name, content)).toEqual(both);
});

it('takes a document of something else for none', async () => {
  expect(await taken('else.json', '{"a":{"b":[{"x":1},{"y":2}]}}')).toEqual(['no_items']);
  expect(await taken('cut.json', `${one}\n${two.slice(0, 20)}\n{"a`)).toContain('bad_json');
});

const header = ['工单编号', '标题', '主要内容', '受理时间'];
const html = (rows: string): string =>
  `<html><head><meta charset="utf-8"></head><body><TABLE border=1>${rows}</TABLE></body></html>`;

it('reads a web page that a system calls .xls, with its title row, entities and line breaks', async () => {
  const rows = [
    '<tr><td colspan=4>某区工单明细</td></tr>',
    `<tr>${header.map((name) => `<th>${name}</th>`).join('')}</tr>`,
    '<TR><TD>990113000000000001</TD><td>路灯</td><td>路灯坏了<br>没人&amp;修</td><td>2020-12-01&nbsp;10:00:00</td></TR>',
  ];
  expect(await taken('t.xls', html(rows.join('\n')))).toEqual(['990113000000000001 2020-12-01T02:00']);
});

const cell = (text: string, at = ''): string => `<Cell${at}><Data ss:Type="String">${text}</Data></Cell>`;

it('reads the XML of Excel 2003, where empty cells are left out', async () => {
  const sheet = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>
    <Row>${header.map((name) => cell(name)).join('')}</Row>
    <Row>${cell('7')}${cell('路灯坏了', ' ss:Index="3"')}${cell('2020-12-01T10:00:00.000')}</Row></Table></Worksheet></Workbook>`;
  expect(await taken('t.xml', sheet)).toEqual(['7 2020-12-01T02:00']);
});

it.each([
  ['traditional headers', '工單編號,標題,主要內容,受理時間\n1,路燈,路燈壞了,2020-12-01 10:00:00\n'],
  ['English headers', 'Ticket ID,Subject,Description,Created Date\n1,Light,Street light broken,2020-12-01 10:00:00\n'],
  ['bars between the cells', '工单编号|标题|主要内容|受理时间\n1|路灯|路灯坏了|2020-12-01 10:00:00\n'],
])('reads a table with %s', async (_what, content) => {
  expect(await taken('t.csv', content)).toEqual(['1 2020-12-01T02:00']);
});
