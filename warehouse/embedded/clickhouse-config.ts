import { join } from 'node:path';

/**
 * Parts that a power cut left half written are set aside at the start, and what they held is written again from the plan
 * (jobs/intake/applier.ts); with more than these in one table the server would rather not start. A plan of ten years
 * makes 120 in each table that is split by months.
 */
const TORN_PARTS = 2_000;

/** `config.xml` of the embedded node. `fsync`: each file of a part is forced to disk before an insert is acknowledged. */
export function clickHouseConfig(home: string, fsync: boolean): string {
  const on = fsync ? 1 : 0;
  const path = (name: string): string => escapeXml(join(home, name));
  return `<clickhouse>
  <logger>
    <log>${path('engine.log')}</log>
    <size>10M</size>
    <count>1</count>
  </logger>
  <timezone>UTC</timezone>
  <users_config>${path('users.xml')}</users_config>
  <tmp_path>${path('tmp')}/</tmp_path>
  <user_files_path>${path('user_files')}/</user_files_path>
  <backups><allowed_path>${path('backups')}/</allowed_path></backups>
  <max_server_memory_usage_to_ram_ratio>0.5</max_server_memory_usage_to_ram_ratio>
  <mark_cache_size>134217728</mark_cache_size>
  <keep_alive_timeout>10</keep_alive_timeout>
  <merge_tree>
    <fsync_after_insert>${on}</fsync_after_insert>
    <fsync_part_directory>${on}</fsync_part_directory>
    <max_suspicious_broken_parts>${TORN_PARTS}</max_suspicious_broken_parts>
  </merge_tree>
</clickhouse>
`;
}

/**
 * `users.xml`: three accounts, reachable from this machine only.
 * `default` needs no password, because the statement that keeps the node alive runs as it, and may do nothing else.
 * `app` is the product: its own tables and backups, no reading of files, addresses or other servers (table functions).
 * `dash` reads for the pages, within limits.
 */
export function clickHouseUsers(appSha256: string, readerSha256: string): string {
  return `<clickhouse>
  <profiles>
    <default/>
    <reader>
      <readonly>2</readonly>
      <max_execution_time>10</max_execution_time>
      <max_memory_usage>2000000000</max_memory_usage>
      <max_result_rows>1000000</max_result_rows>
      <constraints>
        <max_execution_time><max>10</max></max_execution_time>
        <max_memory_usage><max>2000000000</max></max_memory_usage>
      </constraints>
    </reader>
  </profiles>
  <quotas><default/></quotas>
  <users>
${account('default', `<password></password><profile>default</profile>${grants('SYSTEM LISTEN ON *.*', 'SELECT ON system.numbers')}`)}
${account('app', `<password_sha256_hex>${appSha256}</password_sha256_hex><profile>default</profile>${grants(...appGrants)}`)}
${account('dash', `<password_sha256_hex>${readerSha256}</password_sha256_hex><profile>reader</profile>${grants('SELECT, SHOW, dictGet ON *.*')}`)}
  </users>
</clickhouse>
`;
}

const appGrants = [
  'SHOW, SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, CHECK, BACKUP, KILL QUERY, SYSTEM, dictGet ON *.*',
  'TABLE ENGINE ON *',
  'SET DEFINER ON *',
];

function account(name: string, body: string): string {
  return `    <${name}><networks><ip>127.0.0.1</ip></networks><quota>default</quota>${body}</${name}>`;
}

function grants(...lines: string[]): string {
  return `<grants>${lines.map((line) => `<query>GRANT ${line}</query>`).join('')}</grants>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
