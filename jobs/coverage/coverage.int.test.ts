import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadManifest, shippedManifestText } from '#ingest/sources/load-manifest.ts';
import { fixedManifest } from '#ingest/sources/manifest-file.ts';
import { listCoverage } from '#warehouse/ledger/coverage/list-coverage.ts';
import { listRejects } from '#warehouse/ledger/intake/list-rejects.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import type { CleaningPool } from '../intake/cleaning-pool.ts';
import { type PullDeps, pullSource } from '../processors/pull-source.ts';

const { ledger } = await freshStores();

/** 罗店镇: 41 committees. */
const communities = Array.from({ length: 41 }, (_, n) => ({
  code: `310113101${String(n + 1).padStart(3, '0')}`,
  name: `罗店第${n + 1}居委`,
}));
const district = districtSchema.parse({
  code: '310113',
  name: '示例区',
  streets: [{ code: '310113101', name: '罗店镇', communities }],
  departments: [{ code: 'centre', name: '受理中心', line: 'centre' }],
  routing: [{ topic: '', lead: 'centre' }],
});

const now = (): Date => new Date('2018-03-06T00:30:00.000Z');
/** One committee is late, one has nobody, one says nothing readable, one is of another town. */
const reports = [
  ...communities
    .slice(0, 38)
    .map(({ name }, n) => ({ juweiName: name, tjrq: '2018-03-05', zcrs: 300 + n, dys: 43, hys: 100 })),
  { juweiName: '罗店第39社区居委会', tjrq: '2018/3/5', zcrs: '0', dys: null, hys: '' },
  { juweiName: '罗店第40居委', tjrq: '2018-03-05', zcrs: '—' },
  { juweiName: '别处居委', tjrq: '2018-03-05', zcrs: 9 },
];

const server = createServer((request, response) => {
  const page = Number(new URL(request.url!, 'http://host').searchParams.get('page'));
  const rows = page === 1 ? reports.slice(0, 20) : reports.slice(20);
  response.end(JSON.stringify({ code: 0, data: { rows, hasNext: page === 1 } }));
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => void server.close());

it('story C1: 41 committees report their coverage; a late one has no row, a zero is a zero, and a second pull changes nothing', async () => {
  const manifest = fixedManifest(loadManifest(await shippedManifestText('luodian-coverage'), 'luodian-coverage.yaml'));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = {
    id: 'luodian',
    name: '罗店',
    manifest: 'luodian-coverage',
    baseUrl,
    wardCode: '310113101',
    everySeconds: 60,
  };
  await upsertSource(ledger, { sourceId: 'luodian', name: '罗店' });
  const log = { info() {}, warn() {}, error() {} };
  const cleaning = {} as CleaningPool;
  const deps: PullDeps = { ledger, cleaning, district, timeZone: 'Asia/Shanghai', now, log, tokens: new Map() };
  await pullSource(deps, { source, manifest, credential: 'x', fetch });
  const rows = await listCoverage(ledger, '2018-03-05', ['310113']);
  expect(rows).toHaveLength(39);
  expect(rows.at(-1)).toMatchObject({ ward_code: '310113101039', registered: 0, party: null, active: null });
  expect(rows.reduce((sum, { registered }) => sum + registered, 0)).toBe(38 * 300 + (37 * 38) / 2);
  expect(
    (await listRejects(ledger, { source: '', reason: '', before: 0, limit: 9 })).map(({ reason }) => reason),
  ).toEqual(['ward_unknown']);

  const deps2 = { ...deps, now: () => new Date('2018-03-06T01:30:00.000Z') };
  await pullSource(deps2, { source, manifest, credential: 'x', fetch });
  expect(await listCoverage(ledger, '2018-03-05', ['310113'])).toEqual(rows);
  expect(await listRejects(ledger, { source: '', reason: '', before: 0, limit: 9 })).toHaveLength(1);
  expect(await listCoverage(ledger, '2018-03-05', ['310113102'])).toEqual([]);
});
