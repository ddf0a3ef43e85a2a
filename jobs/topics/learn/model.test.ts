import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createClassifier } from './classifier.ts';
import { classifyFile, type ClassifiedRow } from './classify-file.ts';
import { learnFromFile } from './learn-from-file.ts';
import { loadModel, saveModel } from './model-file.ts';
import { labelledTickets } from '../testing/labelled-tickets.ts';
import { trainModel } from './train-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-learn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);

const now = '2026-03-01T00:00:00.000Z';
const tickets = labelledTickets(240);
const model = trainModel(tickets, { description: 'invented tickets', now });

test('a model learns departments from tickets of which one in ten has a label by chance', () => {
  const { scores, data } = model.card;
  expect(scores.accuracy).toBeGreaterThan(0.85);
  expect(scores.topTwo).toBeGreaterThanOrEqual(scores.accuracy);
  expect(data).toMatchObject({ description: 'invented tickets', rows: 240, groups: 240 });
  expect(Object.values(data.rowsPerLabel).reduce((sum, rows) => sum + rows)).toBe(240);
});

test('new words of a known matter find their department, and both choices are offered', () => {
  const predict = createClassifier(model);
  const prediction = predict({ title: '学区怎么划分', text: '我家孩子上小学，幼儿园刚毕业' });
  expect(prediction.label).toBe('教育');
  expect(prediction.confidence).toBeGreaterThan(0.5);
  expect(prediction.second).not.toBe('教育');
  expect(prediction.secondConfidence).toBeLessThanOrEqual(prediction.confidence);
});

test('the empty text gets a label with little confidence', () => {
  const predict = createClassifier(model);
  const typical = predict({ title: '路口堵车', text: '红绿灯太短，右转车道被占' });
  expect(predict({ title: '', text: '' }).confidence).toBeLessThan(typical.confidence);
});

test('the same rows give the same model', () => {
  const again = trainModel(tickets, { description: 'invented tickets', now });
  expect(again.card).toEqual(model.card);
  expect(again.steps).toEqual(model.steps);
});

test('a stored model says the same as the one in memory, and its card stands beside it', () => {
  saveModel(model, path('tickets.model'));
  const [kept, loaded] = [createClassifier(model), createClassifier(loadModel(path('tickets.model')))];
  for (const ticket of tickets.slice(0, 40)) expect(loaded(ticket)).toEqual(kept(ticket));
  expect(JSON.parse(readFileSync(path('tickets.model.card.json'), 'utf8'))).toEqual(model.card);
});

test('a cut-off file and a foreign file are no models', () => {
  saveModel(model, path('cut.model'));
  truncateSync(path('cut.model'), statSync(path('cut.model')).size - 10);
  expect(() => loadModel(path('cut.model'))).toThrow('模型文件不完整');
  writeFileSync(path('foreign.model'), 'hello');
  expect(() => loadModel(path('foreign.model'))).toThrow('不是模型文件');
});

test('a model reads the words that come with a text, one of an earlier format its characters alone', () => {
  const pair = { title: '路口堵车', text: '红绿灯太短' };
  const others = { ...pair, words: ['自来水', '停水', '水管'] };
  const predict = createClassifier(model);
  expect(predict({ ...pair, words: ['路口', '堵车', '红绿灯', '太短'] })).toEqual(predict(pair));
  expect(predict(others)).not.toEqual(predict(pair));
  const earlier = createClassifier({ ...model, card: { ...model.card, format: 1 } });
  expect(earlier(others)).toEqual(earlier(pair));
});

test('a model reads what the word lists of the topics say, one of an earlier format its words alone', () => {
  // The lists know 饮用 as a matter of water; the tickets hold neither of its characters.
  const pair = { title: '', text: '饮用水', words: ['饮用水'] };
  const [reads, before] = [3, 2].map((format) => createClassifier({ ...model, card: { ...model.card, format } })(pair));
  expect(reads!.label).toBe('水务');
  expect(reads!.confidence).toBeGreaterThan(before!.confidence);
});

test('a single label is nothing to learn', () => {
  const same = tickets.map((ticket) => ({ ...ticket, label: '水务' }));
  expect(() => trainModel(same, { description: '', now })).toThrow(RangeError);
});

const csv = (rows: typeof tickets): string =>
  [
    '工单编号,标题,主要内容,类别',
    ...rows.map((row, index) => `G${index},${row.title},"${row.text}",${row.label}`),
  ].join('\r\n');

test('learn and classify work on CSV with a BOM and Chinese column names', () => {
  writeFileSync(path('tickets.csv'), `\uFEFF${csv(tickets)}`);
  const learned = learnFromFile({ file: path('tickets.csv'), out: path('csv.model'), now });
  expect(learned.kind).toBe('accept');
  const lines: ClassifiedRow[] = [];
  const classified = classifyFile({
    file: path('tickets.csv'),
    model: loadModel(path('csv.model')),
    write: (line) => lines.push(JSON.parse(line) as ClassifiedRow),
  });
  expect(classified).toEqual({ kind: 'accept', value: 240 });
  expect(lines[0]).toMatchObject({ id: 'G0', row: 1, label: '水务' });
  expect(Object.keys(lines[0]!)).toEqual(['id', 'row', 'label', 'confidence', 'second', 'secondConfidence']);
});

test('JSON lines keep the row number of the source, and null is an empty text', () => {
  writeFileSync(path('in.jsonl'), `${JSON.stringify({ row: 17, title: null, text: '路口堵车红绿灯太短' })}\n`);
  const lines: ClassifiedRow[] = [];
  classifyFile({ file: path('in.jsonl'), model, write: (text) => lines.push(JSON.parse(text) as ClassifiedRow) });
  expect(lines).toMatchObject([{ row: 17, label: '交警' }]);
});

test.each([
  ['an unknown column', { labelColumn: '没有' }, 'column_missing'],
  ['a label column with one label', { labelColumn: '同' }, 'too_few_labels'],
])('learning from %s is refused with a reason', (_, columns, reason) => {
  const rows = tickets.map((ticket) => JSON.stringify({ ...ticket, 同: '一' }));
  writeFileSync(path('refused.jsonl'), rows.join('\n'));
  const outcome = learnFromFile({ file: path('refused.jsonl'), out: path('no.model'), now, ...columns });
  expect(outcome).toMatchObject({ kind: 'reject', reason });
});

test('a few rows are too few', () => {
  writeFileSync(path('few.csv'), csv(tickets.slice(0, 8)));
  expect(learnFromFile({ file: path('few.csv'), out: path('no.model'), now })).toMatchObject({
    reason: 'too_few_rows',
  });
});

test('a line that is no JSON is named', () => {
  writeFileSync(path('broken.jsonl'), '{"text":"好"}\n{"text":');
  expect(() => learnFromFile({ file: path('broken.jsonl'), out: path('no.model'), now })).toThrow('第 2 行');
});
