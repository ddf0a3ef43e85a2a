import { basename, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type ColumnMap, parseColumnMap } from '#ingest/files/column-map.ts';
import { FileShapeError, MissingColumns } from '#ingest/files/file-row.ts';
import type { DateOrder } from '#ingest/sources/date-order.ts';
import { createCleaningPool } from '#jobs/intake/cleaning-pool.ts';
import { importFile as runImport, type ImportReport } from '#jobs/import/import-file.ts';
import { requestRepair } from '#jobs/processors/repair-grouping.ts';
import { openSettings } from '#jobs/settings/open-settings.ts';
import { Failure } from './failure.ts';
import { openSystem, type SystemOptions } from './open-system.ts';
import { topicKnowledge, topicSettings } from './topic-knowledge.ts';
import { whileApplying } from './while-applying.ts';

export interface ImportOptions extends SystemOptions {
  source: string;
  map?: string | undefined;
  dateOrder?: DateOrder | undefined;
  consent?: 'given' | 'notice' | undefined;
  json?: boolean | undefined;
}

/** `minqing import`: one file through the same pipeline as a pull, then the repair of the grouping. */
export async function importFile(file: string, options: ImportOptions): Promise<void> {
  const path = resolve(file);
  const map = await checkArguments(path, options);
  const system = await openSystem(options, { attach: true });
  const { district: place, ledger: said, log } = system;
  const settings = await openSettings(said, { district: place, registry: topicSettings, log });
  const cleaning = createCleaningPool(
    { district: place, reporterSecret: system.secrets.reporter },
    threads(),
    topicKnowledge(system, settings),
  );
  try {
    const showRows = progressLine(`导入 ${basename(path)}`);
    const source = system.district.sources.find((each) => each.id === options.source);
    const report = await whileApplying(system, async () => {
      const { ledger, district } = system;
      const deps = { ledger, cleaning, timeZone: district.timeZone, now: () => new Date(), onProgress: showRows };
      const done = await runImport(deps, {
        file: path,
        sourceId: options.source,
        wardCode: source?.wardCode ?? '',
        map,
        dateOrder: options.dateOrder,
        consent: options.consent,
      });
      await requestRepair(ledger, {
        key: `${options.source}:${done.key}`,
        now: new Date().toISOString(),
        newest: null,
      });
      return done;
    });
    print(report, options);
  } catch (error) {
    throw error instanceof FileShapeError ? new Failure(`${basename(path)}：${error.message}${hintOf(error)}`) : error;
  } finally {
    await cleaning.close();
    await system.close();
  }
}

/** A table whose names are strangers can still be taken. */
const hintOf = (error: FileShapeError): string =>
  error instanceof MissingColumns ? '；列名认不出时可加 --map 字段=列名，如 --map externalId=序号' : '';

async function checkArguments(path: string, options: ImportOptions): Promise<ColumnMap | undefined> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.source)) throw new Failure('--source 只能用小写字母、数字和短横', 2);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Failure(`没有这个文件：${path}`);
  try {
    return options.map === undefined ? undefined : parseColumnMap(options.map);
  } catch (error) {
    throw new Failure(`--map：${(error as Error).message}`, 2);
  }
}

/** The event loop and the grouping need one core; the rest clean. */
function threads(): number {
  return Math.max(1, Math.min(8, availableParallelism() - 1));
}

/** Rewrites one line on a terminal; stays silent where stderr is a file. */
function progressLine(label: string): (rows: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (rows) => process.stderr.write(`\r${label}：${rows} 行`);
}

function print(report: ImportReport, options: ImportOptions): void {
  if (process.stderr.isTTY) process.stderr.write('\n');
  if (options.json) return console.log(JSON.stringify({ source: options.source, ...report }));
  console.log(
    `读取 ${report.rows} 行：收下 ${report.accepted}，拒收 ${report.rejected}，此前已导入 ${report.repeated}`,
  );
  const read = Object.entries(report.columns).map(([field, columns]) => `${field}=${columns.join('/')}`);
  if (read.length > 0) console.log(`各列读作：${read.join(' ')}（不对时用 --map 字段=列名 改）`);
  if (report.unused.length > 0) console.log(`没有用到的列：${report.unused.join('、')}`);
}
