/** The cluster that DDL is written for, and the tables whose rows are split over its shards. */
export interface ClusterPlan {
  /** Its name in `remote_servers`. */
  cluster: string;
  sharded: ReadonlySet<string>;
}

const shardLine = /^-- shard by: (.+)$/m;
const created = /\bCREATE TABLE (?:IF NOT EXISTS )?(\w+)/;
const object =
  /\b((?:CREATE|DROP) (?:TABLE|MATERIALIZED VIEW|VIEW|DICTIONARY) (?:IF (?:NOT )?EXISTS )?|ALTER TABLE |TRUNCATE TABLE )(\w+)/;
const engine = /\bENGINE = (?!Replicated)(\w*MergeTree)(?:\(([^)]*)\))?/;

// What a Distributed table has of its own; indexes, projections, TTL and settings are the local table's.
const columnChange = /\b(?:ADD|DROP|MODIFY|RENAME) COLUMN\b/;

/** The tables that carry a `-- shard by: EXPRESSION` line in their migration. */
export function shardedTables(files: readonly string[]): Set<string> {
  return new Set(files.filter((sql) => shardLine.test(sql)).flatMap((sql) => created.exec(sql)?.[1] ?? []));
}

/**
 * One migration, written for a single node, as the statements that a cluster needs.
 * A table is replicated whole to every node, so that joins stay local. One with a `-- shard by: EXPRESSION`
 * line is split instead: `<name>_local` on each shard, and `<name>` in front of them, Distributed by that
 * expression (which must keep all versions of a row on one shard, or FINAL would miss some).
 */
export function renderForCluster(sql: string, plan: ClusterPlan): string[] {
  const name = object.exec(sql)?.[2];
  if (name === undefined) return [sql];
  if (!plan.sharded.has(name))
    return [onCluster(replicated(sql, { shard: 'all', replica: '{shard}-{replica}' }), name, plan)];
  const local = onCluster(replicated(sql, { shard: '{shard}', replica: '{replica}' }), `${name}_local`, plan);
  const key = shardLine.exec(sql)?.[1];
  if (key !== undefined) return [local, distributed(name, key, plan)];
  const front = columnChange.test(sql) || /\bDROP TABLE\b/.test(sql) ? [onCluster(sql, name, plan)] : [];
  return [local, ...front];
}

function onCluster(sql: string, name: string, { cluster }: ClusterPlan): string {
  return sql.replace(object, (_, verb: string) => `${verb}${name} ON CLUSTER '${cluster}'`);
}

function replicated(sql: string, at: { shard: string; replica: string }): string {
  const place = `'/clickhouse/tables/${at.shard}/{database}/{table}', '${at.replica}'`;
  return sql.replace(
    engine,
    (_, kind: string, args: string | undefined) => `ENGINE = Replicated${kind}(${args ? `${place}, ${args}` : place})`,
  );
}

function distributed(name: string, key: string, { cluster }: ClusterPlan): string {
  return `CREATE TABLE IF NOT EXISTS ${name} ON CLUSTER '${cluster}' AS ${name}_local ENGINE = Distributed('${cluster}', currentDatabase(), '${name}_local', ${key})`;
}
