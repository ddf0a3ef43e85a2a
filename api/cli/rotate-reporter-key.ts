import { rotateReporters as rotate } from '#jobs/intake/rotate-reporters.ts';
import { openSystem, type SystemOptions } from './open-system.ts';
import { addReporterKey, loadSecrets } from './secrets.ts';
import { whileApplying } from './while-applying.ts';

/**
 * `minqing rotate-reporter-key`: a new key, and every stored reporter carried over to it; where the time before was cut
 * short, that is finished and no key made. Keys from the environment are the vault's to make; then it only carries over.
 * The service must not run: it would go on with the key it knows.
 */
export async function rotateReporters(options: SystemOptions): Promise<void> {
  const system = await openSystem(options, { attach: false });
  const { analytics, ledger, district } = system;
  const carryOver = async (): Promise<{ keyId: string; documents: number }> => {
    const { reporter: secret } = await loadSecrets(system.dataDir, process.env);
    const deps = { analytics, ledger, secret, timeZone: district.timeZone, now: () => new Date() };
    const documents = await whileApplying(system, () => rotate(deps));
    return { keyId: (secret.later?.at(-1) ?? secret).keyId, documents };
  };
  try {
    // What waits in the log was hashed by the key before: it has to be stored to be found.
    await whileApplying(system, async () => {});
    let done = await carryOver();
    if (done.documents === 0 && process.env['MINQING_REPORTER_KEY'] === undefined) {
      await addReporterKey(system.dataDir);
      done = await carryOver();
    }
    console.log(`诉求人标识已换到密钥 ${done.keyId}，更新 ${done.documents} 件；请另存 secrets.json，并销毁此前的备份`);
  } finally {
    await system.close();
  }
}
