import { expect, test } from 'vitest';
import { StoreError } from '../store-error.ts';
import { recogniseFault, withFaults } from './store-faults.ts';

test.each([
  { text: "ENOSPC: no space left on device, write '/d/x'", says: '磁盘已满' },
  { text: 'FATAL:  could not write to file "pg_wal/xlogtemp.9": No space left on device', says: '磁盘已满' },
  { text: 'Code: 243. DB::Exception: Cannot reserve 1.00 MiB (NOT_ENOUGH_SPACE)', says: '磁盘已满' },
  { text: "ENOENT: no such file or directory, mkdir '/d'", says: '只读' },
  { text: "EROFS: read-only file system, mkdir '/d'", says: '只读' },
  { text: 'initdb: error: could not create directory "/d": Permission denied', says: '没有写入权限' },
  { text: "EEXIST: file already exists, mkdir '/d'", says: '不是目录' },
  { text: 'ECONNREFUSED connect ECONNREFUSED 127.0.0.1:5432', says: '连不上数据库' },
  { text: '28P01 password authentication failed for user "minqing"', says: '拒绝了账号或口令' },
  { text: 'Poco::Exception. Net Exception: Address already in use: 127.0.0.1:1', says: '端口已被占用' },
  { text: 'Code: 76. DB::Exception: Cannot lock file status. Another server instance', says: '另一个进程' },
])('$text is told as $says', ({ text, says }) => {
  expect(recogniseFault(text, '/d')?.message).toContain(says);
});

test('what is not recognised stays the fault that it was', async () => {
  const fault = new Error('a defect');
  await expect(withFaults('/d', () => Promise.reject(fault))).rejects.toBe(fault);
});

test('a full disk below the data folder is one sentence', async () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  await expect(withFaults('/d', () => Promise.reject(full))).rejects.toThrow(StoreError);
});
