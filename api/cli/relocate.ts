import { buildGazetteer } from '#ingest/locate/gazetteer.ts';
import { relocateDocuments } from '#jobs/intake/relocate-documents.ts';
import { openSystem, type SystemOptions } from './open-system.ts';
import { whileApplying } from './while-applying.ts';

/** `minqing relocate`: after wards, estates or aliases were added, finds the wards of documents that had none. */
export async function relocate(options: SystemOptions & { json?: boolean | undefined }): Promise<void> {
  const system = await openSystem(options, { attach: true, existing: true });
  try {
    const { analytics, ledger, district } = system;
    const wards = new Map(district.sources.map(({ id, wardCode }) => [id, wardCode]));
    const report = await whileApplying(system, () =>
      relocateDocuments(
        {
          analytics,
          ledger,
          gazetteer: buildGazetteer(district),
          now: () => new Date(),
          wardOfSource: (id) => wards.get(id) ?? '',
        },
        new Date().toISOString(),
      ),
    );
    if (options.json) console.log(JSON.stringify(report));
    else console.log(`查看 ${report.looked} 件未定位的诉求，找到区域 ${report.found} 件`);
  } finally {
    await system.close();
  }
}
