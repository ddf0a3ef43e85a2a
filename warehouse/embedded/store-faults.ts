import { StoreError } from '../store-error.ts';

// The same faults as Node words them (error codes) and as the two engines write them into their logs.
const faults = [
  {
    sign: /ENOSPC|No space left on device|NOT_ENOUGH_SPACE/i,
    zh: '磁盘已满，请腾出空间后再来一次，已收下的不会丢',
    en: 'the disk is full; free some space and start again, nothing accepted is lost',
  },
  {
    // A recursive mkdir on a read-only file system reports ENOENT.
    sign: /EACCES|EPERM|EROFS|ENOENT.*mkdir|Permission denied|Read-only file system/i,
    zh: '没有写入权限或文件系统只读，请改权限或换一个目录',
    en: 'it cannot be written to by this user',
  },
  {
    sign: /ENOTDIR|EEXIST.*mkdir/i,
    zh: '不是目录，请换一个',
    en: 'this is no folder',
  },
  {
    sign: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|timeout exceeded when trying to connect/i,
    zh: '连不上数据库，请检查 CLICKHOUSE_URL、POSTGRES_URL 和网络',
    en: 'a database cannot be reached: check CLICKHOUSE_URL, POSTGRES_URL and the network',
  },
  {
    sign: /\b28P01\b|\b28000\b|AUTHENTICATION_FAILED/,
    zh: '数据库拒绝了账号或口令，请检查 CLICKHOUSE_URL、POSTGRES_URL',
    en: 'a database refused the user or password: check CLICKHOUSE_URL and POSTGRES_URL',
  },
  { sign: /EADDRINUSE|Address already in use/i, zh: '端口已被占用', en: 'the port is taken' },
  {
    sign: /Cannot lock file|lock file "postmaster\.pid" already exists/i,
    zh: '另一个进程正在使用该数据目录',
    en: 'another process uses this data folder',
  },
  {
    sign: /ENOMEM|Cannot allocate memory|MEMORY_LIMIT_EXCEEDED/i,
    zh: '内存不足',
    en: 'not enough memory',
  },
];

/** The sentence for what stands in `text` (an error message or the end of a log), or undefined when nothing is recognised. */
export function recogniseFault(text: string, where = ''): StoreError | undefined {
  const fault = faults.find(({ sign }) => sign.test(text));
  if (!fault) return undefined;
  const [zh, en] = where === '' ? ['', ''] : [`${where}：`, `${where}: `];
  return new StoreError(`${zh}${fault.zh}。(${en}${fault.en}.)`);
}

/** Runs `work` on files below `where`; a full disk or a read-only folder comes out as a StoreError. */
export async function withFaults<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw recogniseFault(`${code} ${message}`, where) ?? error;
  }
}
