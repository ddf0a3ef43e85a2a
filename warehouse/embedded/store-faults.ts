import { StoreError } from '../store-error.ts';

// The same faults as Node words them (error codes) and as the two engines write them into their logs.
const faults = [
  {
    sign: /ENOSPC|No space left on device|NOT_ENOUGH_SPACE/i,
    zh: '磁盘已满',
    en: 'the disk is full; free some space and start again',
  },
  {
    // A recursive mkdir on a read-only file system reports ENOENT.
    sign: /EACCES|EPERM|EROFS|ENOENT.*mkdir|Permission denied|Read-only file system/i,
    zh: '没有写入权限或文件系统只读',
    en: 'the folder cannot be written to by this user',
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
export function recogniseFault(text: string, where: string): StoreError | undefined {
  const fault = faults.find(({ sign }) => sign.test(text));
  return fault && new StoreError(`${where}：${fault.zh}。(${where}: ${fault.en}.)`);
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
