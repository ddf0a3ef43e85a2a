import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { listSourceHealth } from '#warehouse/ledger/intake/list-source-health.ts';
import { openSystem, type SystemOptions } from './open-system.ts';

interface Finding {
  check: string;
  ok: boolean;
  detail: string;
}

/** A demo needs a tenth of it; a district's year about this much. */
const MIN_FREE_GB = 2;
/** The two stores and two dictionaries. */
const MIN_FREE_MEMORY_GB = 1;

/** `minqing doctor`: what an operator would look at first; exit code 1 when something is wrong. */
export async function doctor(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const findings: Finding[] = [{ check: 'Node', ok: true, detail: `${process.version}，${availableParallelism()} 核` }];
  const memory = freemem() / 1e9;
  findings.push({ check: '空闲内存', ok: memory >= MIN_FREE_MEMORY_GB, detail: `${memory.toFixed(1)} GB` });
  const system = await openSystem(options, { attach: true });
  try {
    const disk = await statfs(system.dataDir);
    const free = (disk.bavail * disk.bsize) / 1e9;
    findings.push({ check: '磁盘', ok: free >= MIN_FREE_GB, detail: `${system.dataDir} 可用 ${free.toFixed(1)} GB` });
    findings.push({ check: '存储', ok: true, detail: 'ClickHouse 与 PostgreSQL 均可用，结构为最新' });
    const { pending } = await getIntakeProgress(system.ledger);
    findings.push({ check: '待处理批次', ok: pending < 100, detail: String(pending) });
    for (const source of await listSourceHealth(system.ledger))
      findings.push({
        check: `来源 ${source.name}`,
        ok: source.failing_since === null,
        detail: source.last_error || '正常',
      });
  } finally {
    await system.close();
  }
  for (const finding of findings) {
    if (options.json) console.log(JSON.stringify(finding));
    else console.log(`${finding.ok ? '正常' : '注意'}  ${finding.check}：${finding.detail}`);
    if (!finding.ok) process.exitCode = 1;
  }
}
