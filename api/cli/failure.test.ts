import { expect, test } from 'vitest';
import { RowError } from '#warehouse/parse-rows.ts';
import { StatementError } from '#warehouse/ledger/ledger.ts';
import { Failure, toldFailure } from './failure.ts';

test.each([
  [new Failure('没有这个文件', 2), /^没有这个文件$/, 2],
  [new RowError('query list-things: row 0'), /^query list-things: row 0$/, 1],
  [
    new StatementError('insert-batch', new Error('could not extend file "base/16384/16417": No space left on device')),
    /^磁盘已满，请腾出空间[^\n]*$/,
    1,
  ],
  [
    Object.assign(new Error("EACCES: permission denied, mkdir '/reports'"), { code: 'EACCES', path: '/reports' }),
    /^\/reports：没有写入权限[^\n]*$/,
    1,
  ],
])('%s is one sentence', (error, sentence, exitCode) => {
  const told = toldFailure(error);
  expect(told.message).toMatch(sentence);
  expect(told.exitCode).toBe(exitCode);
});

test('a fault of ours is told whole, so that it can be mended', () => {
  const { message, exitCode } = toldFailure(new TypeError('x is not a function'));
  expect(message).toMatch(/^TypeError: x is not a function\n +at /);
  expect(exitCode).toBe(1);
});
