import { z } from 'zod';
import { demoPlatforms, type DemoPlatform } from '#demo/item.ts';
import type { Simulators } from '#demo/simulators/start-simulators.ts';
import { buildGazetteer } from '#ingest/locate/gazetteer.ts';
import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { readManifest } from '#ingest/sources/load-manifest.ts';
import type { MappedRow } from '#ingest/sources/map-item.ts';
import { pullPage } from '#ingest/sources/pull-page.ts';
import { cleanDocument, type CleaningContext } from '#jobs/intake/clean-document.ts';
import { toDocumentRow } from '#jobs/intake/document-rows.ts';
import { type Analytics, runQuery } from '#warehouse/analytics/analytics.ts';
import { listRecounts } from '#warehouse/analytics/verify-counts.ts';
import { getAcceptedBalance } from '#warehouse/ledger/intake/get-accepted-balance.ts';
import type { Ledger } from '#warehouse/ledger/ledger.ts';
import { faultDistrict, reporterSecret } from './run-order.ts';

const gazetteer = buildGazetteer(faultDistrict);
const segmenter = createSegmenter({ extraWords: [...gazetteer.entries.keys()].map((word) => ({ word, tag: 'ns' })) });

/** What a row is on its platform, as its manifest says. */
const kinds: Record<DemoPlatform, string> = {
  shequtong: 'post',
  boxue: 'ticket',
  zhangshang: 'message',
  weizhili: 'concern',
  hotline: 'ticket',
};
/** Which version of a row came in last, and what its platform says besides, is told by the manifest alone. */
const left = new Set('version seq received_at content_hash kind comments topic_confidence'.split(' '));

type Row = Record<string, unknown>;

/** Every row in which the warehouse differs from what the platforms hold at `at` (ms), and every count that is off. */
export async function differencesOf(
  { analytics, ledger }: { analytics: Analytics; ledger: Ledger },
  simulators: Simulators,
  at: number,
): Promise<string[]> {
  const differences: string[] = [];
  for (const platform of demoPlatforms) {
    const rows = platform === 'zhangshang' ? await threadsOf(simulators, at) : truthOf(simulators, platform, at);
    const expected = new Map(
      rows.filter(({ deleted }) => deleted !== true).map((row) => expectedRow(platform, row, at)),
    );
    differences.push(...compare(platform, expected, await storedRows(analytics, platform)));
  }
  const recounts = await listRecounts(analytics);
  for (const { check, stored, recounted } of recounts)
    if (stored !== recounted) differences.push(`${check}: stored ${stored}, recounted ${recounted}`);
  const documents = recounts.find(({ check }) => check === 'documents')!.stored;
  const balance = await getAcceptedBalance(ledger);
  if (balance !== documents) differences.push(`intake log says ${balance} documents, stored ${documents}`);
  return differences;
}

const truthOf = (simulators: Simulators, platform: DemoPlatform, at: number): MappedRow[] =>
  simulators.truth(platform, at).map((row) => ({ ...row, kind: kinds[platform] }));

/** The demand threads of the finished chats, read in one go without faults. */
async function threadsOf(simulators: Simulators, at: number): Promise<MappedRow[]> {
  const manifest = await readManifest('zhangshang', '');
  const source = { id: 'zhangshang', baseUrl: simulators.baseUrls.zhangshang };
  const credential = simulators.credentials.zhangshang;
  const rows = new Map<unknown, MappedRow>();
  for (let cursor: string | null = null, more = true; more;) {
    const page = await pullPage({ manifest, source, credential, cursor, fetch, now: new Date(at) });
    for (const row of page.items) rows.set(row.externalId, row);
    ({ more, nextCursor: cursor } = page);
  }
  return [...rows.values()];
}

function expectedRow(sourceId: string, row: MappedRow, at: number): [string, Row] {
  const context: CleaningContext = {
    sourceId,
    sourceWard: '',
    now: new Date(at),
    history: true,
    gazetteer,
    segmenter,
    reporterSecret,
  };
  const outcome = cleanDocument(row, context);
  if (outcome.kind !== 'accept') throw new Error(`the truth itself is refused: ${JSON.stringify(outcome)}`);
  return [outcome.value.externalId, toDocumentRow(outcome.value, 0, '') as Row];
}

async function storedRows(analytics: Analytics, sourceId: string): Promise<Map<string, Row>> {
  const rows = await runQuery(analytics, {
    name: 'stored_rows',
    sql: 'SELECT * FROM documents FINAL WHERE source_id = {sourceId:String}',
    params: { sourceId },
    row: z.looseObject({ external_id: z.string() }),
  });
  return new Map(rows.map((row) => [row.external_id, row]));
}

function compare(platform: string, expected: ReadonlyMap<string, Row>, stored: ReadonlyMap<string, Row>): string[] {
  const missing = [...expected.keys()].filter((id) => !stored.has(id)).map((id) => `${platform} ${id}: missing`);
  const odd = [...stored.keys()]
    .filter((id) => !expected.has(id))
    .map((id) => `${platform} ${id}: should not be there`);
  const unequal = [...expected].flatMap(([id, row]) => {
    const other = stored.get(id);
    if (!other) return [];
    return Object.keys(row)
      .filter((field) => !left.has(field) && JSON.stringify(row[field]) !== JSON.stringify(other[field]))
      .map(
        (field) =>
          `${platform} ${id}: ${field} ${JSON.stringify(other[field])} instead of ${JSON.stringify(row[field])}`,
      );
  });
  return [...missing, ...odd, ...unequal];
}
