import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadModel } from '#jobs/topics/learn/model-file.ts';
import { readTable } from '#jobs/topics/learn/read-table.ts';
import { Failure } from './failure.ts';
import { readingFile } from './reading-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'minqing-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['a table that is not there', null, readTable, '没有这个文件'],
  ['a line that is no JSON', '{"text": "路灯不亮"}\n{"text": ', readTable, '第 2 行不是 JSON 对象'],
  ['a CSV whose quote never ends', 'text,label\n"路灯不亮,市政', readTable, '要 csv 或 jsonl'],
  ['a model that is not there', null, loadModel, '没有这个文件'],
  ['something else for a model', 'text,label', loadModel, '不是模型文件'],
  ['a model that is cut off', 'MQM\u0001\u00ff\u0000\u0000\u0000{}', loadModel, '模型文件不完整'],
])('%s is told in one sentence', (name, content, read: (path: string) => unknown, said) => {
  const path = join(folder, name);
  if (content !== null) writeFileSync(path, content);
  const reading = (): unknown => readingFile(path, () => read(path));
  expect(reading).toThrow(Failure);
  expect(reading).toThrow(said);
});
