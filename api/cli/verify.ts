import { verifyAlertLog } from '#jobs/alerts/verify-alert-log.ts';
import { verifyAuditLog } from '#jobs/audit/verify-audit-log.ts';
import type { LogVerdict } from '#jobs/audit/verify-chain.ts';
import { listHotspotDifferences } from '#warehouse/analytics/recount-hotspots.ts';
import { listRecounts, type Recount } from '#warehouse/analytics/verify-counts.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { getIntakeProgress } from '#warehouse/ledger/intake/next-batch.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';
import { whileApplying } from './while-applying.ts';

/** `minqing verify`: recounts every stored figure and checks the alert log and the audit log; exit code 1 on any difference. */
export async function verify(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const system = await openSystem(options, { attach: true, existing: true });
  try {
    const checks = await verifySystem(system);
    for (const check of checks) {
      const equal = check.stored === check.recounted;
      if (options.json) console.log(JSON.stringify({ ...check, equal }));
      else console.log(`${equal ? '一致' : '不一致'}  ${check.check}：存储 ${check.stored}，重算 ${check.recounted}`);
      if (!equal) process.exitCode = 1;
    }
    if (!options.json) console.log(process.exitCode ? '发现不一致，请联系系统管理员' : '核对完毕，没有不一致');
  } finally {
    await system.close();
  }
}

/** How many checks do not hold. */
export function countDifferences(checks: readonly Recount[]): number {
  return checks.filter(({ stored, recounted }) => stored !== recounted).length;
}

/** How often a count that was disturbed by new rows is taken again; a recount takes well under a second. */
const ATTEMPTS = 20;

/**
 * The counts of a moment in which nothing was being written: between the rows of a batch they cannot agree. What an
 * interrupted process left waiting is applied first.
 */
export async function verifySystem(system: System): Promise<Recount[]> {
  for (let attempt = 1; ; attempt++) {
    if ((await getIntakeProgress(system.ledger)).pending > 0) await whileApplying(system, async () => {});
    const before = await getIntakeProgress(system.ledger);
    const checks = await countAll(system);
    const after = await getIntakeProgress(system.ledger);
    const isQuiet = before.pending === 0 && before.last_batch_no === after.last_batch_no;
    if (isQuiet || attempt === ATTEMPTS || countDifferences(checks) === 0) return checks;
  }
}

async function countAll(system: System): Promise<Recount[]> {
  const [recounts, balance, hotspots, alertLog, auditLog] = await Promise.all([
    listRecounts(system.analytics),
    getAcceptedBalance(system.ledger),
    listHotspotDifferences(system.analytics, system.district.code),
    verifyAlertLog(system.ledger),
    verifyAuditLog(system.ledger),
  ]);
  const documents = recounts.find((row) => row.check === 'documents')!.stored;
  return [
    ...recounts,
    { check: 'documents by the intake log', stored: balance, recounted: documents },
    { check: 'hotspots with a wrong count', stored: hotspots.length, recounted: 0 },
    { check: 'breaks of the alert log', stored: breaks(alertLog), recounted: 0 },
    { check: 'breaks of the audit log', stored: breaks(auditLog), recounted: 0 },
  ];
}

function breaks(log: LogVerdict): number {
  return log.kind === 'intact' ? 0 : 1;
}
