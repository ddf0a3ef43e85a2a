import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readMigrations } from '../migrations.ts';
import { renderForCluster, shardedTables } from './render-for-cluster.ts';

const documents = `-- shard by: cityHash64(source_id, external_id)
CREATE TABLE IF NOT EXISTS documents (
  source_id String,
  version UInt64,
  is_deleted UInt8
) ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY source_id`;
const hotspots = 'CREATE TABLE IF NOT EXISTS hotspots (heat Float64) ENGINE = MergeTree ORDER BY heat';
const plan = { cluster: 'district', sharded: shardedTables([documents, hotspots]) };

describe('renderForCluster', () => {
  test('a table is copied whole to every node', () => {
    expect(renderForCluster(hotspots, plan)).toEqual([
      "CREATE TABLE IF NOT EXISTS hotspots ON CLUSTER 'district' (heat Float64) ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}') ORDER BY heat",
    ]);
  });

  test('a table with a shard line becomes a local table and a Distributed one before it', () => {
    const [local, front] = renderForCluster(documents, plan);
    expect(local).toContain("CREATE TABLE IF NOT EXISTS documents_local ON CLUSTER 'district' (");
    expect(local).toContain(
      "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', version, is_deleted) ORDER BY source_id",
    );
    expect(front).toBe(
      "CREATE TABLE IF NOT EXISTS documents ON CLUSTER 'district' AS documents_local ENGINE = Distributed('district', currentDatabase(), 'documents_local', cityHash64(source_id, external_id))",
    );
  });

  test('a new column of a sharded table reaches both, an index only the local one', () => {
    expect(renderForCluster('ALTER TABLE documents ADD COLUMN IF NOT EXISTS board String', plan)).toEqual([
      "ALTER TABLE documents_local ON CLUSTER 'district' ADD COLUMN IF NOT EXISTS board String",
      "ALTER TABLE documents ON CLUSTER 'district' ADD COLUMN IF NOT EXISTS board String",
    ]);
    expect(renderForCluster('ALTER TABLE documents ADD INDEX IF NOT EXISTS i text TYPE minmax', plan)).toEqual([
      "ALTER TABLE documents_local ON CLUSTER 'district' ADD INDEX IF NOT EXISTS i text TYPE minmax",
    ]);
  });

  test('a view keeps its text and is created on every node', () => {
    expect(renderForCluster('CREATE MATERIALIZED VIEW IF NOT EXISTS a_mv TO a AS SELECT 1', plan)).toEqual([
      "CREATE MATERIALIZED VIEW IF NOT EXISTS a_mv ON CLUSTER 'district' TO a AS SELECT 1",
    ]);
  });
});

test('every shipped table is created on all nodes and replicated', async () => {
  const files = await readMigrations(fileURLToPath(new URL('../../sql/analytics', import.meta.url)));
  const shipped = { cluster: 'district', sharded: shardedTables(files.map(({ sql }) => sql)) };
  const tables = files.filter(({ sql }) => /\bCREATE TABLE\b/.test(sql));
  expect(tables.length).toBeGreaterThan(3);
  const cluster =
    /CREATE TABLE IF NOT EXISTS \w+ ON CLUSTER 'district'[^]*ENGINE = Replicated\w*MergeTree\('\/clickhouse\/tables\//;
  const plain = tables.filter(({ sql }) => !cluster.test(renderForCluster(sql, shipped)[0]!));
  expect(plain.map(({ name }) => name)).toEqual([]);
});
