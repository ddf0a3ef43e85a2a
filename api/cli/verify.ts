import { verifyAlertLog } from '#jobs/alerts/verify-alert-log.ts';
import { listHotspotDifferences } from '#warehouse/analytics/recount-hotspots.ts';
import { listRecounts, type Recount } from '#warehouse/analytics/verify-counts.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';

/** `minqing verify`: recounts every stored figure and checks the alert log; exit code 1 on any difference. */
export async function verify(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const system = await openSystem(options, { attach: true });
  try {
    const checks = await checksOf(system);
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

async function checksOf(system: System): Promise<Recount[]> {
  const [recounts, balance, hotspots, log] = await Promise.all([
    listRecounts(system.analytics),
    getAcceptedBalance(system.ledger),
    listHotspotDifferences(system.analytics, system.district.code),
    verifyAlertLog(system.ledger),
  ]);
  const documents = recounts.find((row) => row.check === 'documents')!.stored;
  const broken = log.kind === 'intact' ? 0 : 1;
  return [
    ...recounts,
    { check: 'documents by the intake log', stored: balance, recounted: documents },
    { check: 'hotspots with a wrong count', stored: hotspots.length, recounted: 0 },
    { check: 'breaks of the alert log', stored: broken, recounted: 0 },
  ];
}
