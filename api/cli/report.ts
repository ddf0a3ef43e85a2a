import { join, resolve } from 'node:path';
import { mkdir, readFile } from 'node:fs/promises';
import { alertingSetting } from '#jobs/alerts/settings/alerting-setting.ts';
import { calendarInForce, calendarSetting } from '#jobs/alerts/settings/calendar-setting.ts';
import { clocksSetting } from '#jobs/alerts/settings/clocks-setting.ts';
import { heatSetting } from '#jobs/hotspots/settings/heat-setting.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import { ReportRefusal } from '#jobs/reports/content/report-body.ts';
import { KINDS, type ReportKind } from '#jobs/reports/content/report-kinds.ts';
import { parsePeriod, type Period } from '#jobs/reports/period.ts';
import { createRenderPool } from '#jobs/reports/render/render-pool.ts';
import { type ReportFormat, reportFormats } from '#jobs/reports/render/render-report.ts';
import { TemplateError } from '#jobs/reports/render/fill-template.ts';
import { reportSetting } from '#jobs/reports/settings/report-setting.ts';
import { snapshotMaker, subjectsOf } from '#jobs/reports/snapshot/assemble-snapshot.ts';
import { collectRelease } from '#jobs/reports/snapshot/collect-release.ts';
import type { Snapshot, Subject } from '#jobs/reports/snapshot/snapshot.ts';
import { keepCountings, publishCountings } from '#jobs/reports/workflow/publish-countings.ts';
import { keepBatch, readBatch, writeReports } from '#jobs/reports/write-reports.ts';
import { openSettings, type Settings } from '#jobs/settings/open-settings.ts';
import { wardsOf } from '../pages/names.ts';
import { inTransaction } from '#warehouse/ledger/ledger.ts';
import { existsWithin } from '#warehouse/model/ward.ts';
import { Failure } from './failure.ts';
import { openSystem, type System, type SystemOptions } from './open-system.ts';
import { rankingRulesOf } from './report-desk.ts';

export interface ReportCommandOptions extends SystemOptions {
  kind: ReportKind;
  period: string;
  ward?: string | undefined;
  department?: string | undefined;
  event?: string | undefined;
  format: string;
  out: string;
  issuer?: string | undefined;
  template?: string | undefined;
  allWards?: boolean | undefined;
}

/** What a report goes by; those with secrets are not among them, so that the command needs no key. */
const registry = [alertingSetting, calendarSetting, clocksSetting, heatSetting, reportSetting, wardRankingSetting];
/** Progress is told this often, milliseconds. */
const SAY_EVERY_MS = 2_000;

/** `minqing report`: the files of one report, or of every ward's; the paths go to stdout, progress to stderr. */
export async function report(options: ReportCommandOptions): Promise<void> {
  const period = periodOf(options);
  const formats = formatsOf(options.format);
  const system = await openSystem(options, { attach: true, existing: true });
  const pool = createRenderPool();
  try {
    const subjects = chosen(system, options, period);
    const folder = resolve(options.out);
    await mkdir(folder, { recursive: true });
    const settings = await openSettings(system.ledger, { district: system.district, registry, log: system.log });
    const asked = { period, subjects, folder, many: options.allWards ?? false, event: options.event };
    const snapshots = await snapshotsOf(system, settings, asked);
    await publish(system, snapshots);
    const issuer = options.issuer ?? settings.current(reportSetting).issuer;
    const paths = await writeReports(pool, snapshots, {
      folder,
      formats,
      template: options.template === undefined ? undefined : await readFile(options.template),
      options: { kind: options.kind, issuer, ...(options.event ? { eventId: options.event } : {}) },
      onDone: progress(subjects.length > 1),
    });
    for (const path of paths) console.log(path);
  } catch (error) {
    if (error instanceof ReportRefusal || error instanceof TemplateError) throw new Failure(error.message);
    throw error;
  } finally {
    await pool.close();
    await system.close();
  }
}

function periodOf({ period: text, kind }: ReportCommandOptions): Period {
  const period = parsePeriod(text);
  const { name, periods } = KINDS[kind];
  if (period && periods.includes(period.kind)) return period;
  const forms = { month: '月如 2020-11', week: '周如 2020-W46', day: '日如 2020-11-09' };
  throw new Failure(`--period 与${name}不符，须为${periods.map((each) => forms[each]).join('、')}，不是 ${text}`, 2);
}

function formatsOf(text: string): ReportFormat[] {
  const formats = [...new Set(text.split(',').map((format) => format.trim()))];
  const wrong = formats.find((format) => !reportFormats.includes(format as ReportFormat));
  if (wrong !== undefined) throw new Failure(`--format 只能是 ${reportFormats.join('、')}，不是 ${wrong}`, 2);
  return formats as ReportFormat[];
}

function chosen(system: System, { ward, department, allWards }: ReportCommandOptions, period: Period): Subject[] {
  const { district } = system;
  const all = subjectsOf(district, wardsOf(district));
  if (allWards) {
    const ofThen = wardsOf(district).filter((one) => existsWithin(one, period.firstDay, period.lastDay));
    return subjectsOf(district, ofThen).filter(({ kind }) => kind === 'ward');
  }
  const wanted = department ?? (ward === undefined || ward === district.code ? '' : ward);
  const kind = department === undefined ? 'ward' : 'department';
  const found = all.find((subject) => subject.kind === kind && subject.code === wanted);
  if (!found) throw new Failure(`区县配置中没有${kind === 'ward' ? '区域' : '单位'} ${wanted}`, 2);
  return [found];
}

interface Asked {
  period: Period;
  subjects: readonly Subject[];
  folder: string;
  many: boolean;
  event: string | undefined;
}

/** A batch that was broken off goes on with the numbers that it began with. */
async function snapshotsOf(
  system: System,
  settings: Settings,
  { period, subjects, folder, many, event }: Asked,
): Promise<Snapshot[]> {
  const file = join(folder, `.batch-${period.key}.json.gz`);
  const kept = many ? await readBatch(file) : null;
  if (kept) {
    console.error('接着上次没有写完的一批，沿用当时的统计');
    return kept;
  }
  console.error(`正在统计${period.label}…`);
  const { district, ledger, reader } = system;
  const calendar = calendarInForce(settings);
  const release = await collectRelease(
    {
      analytics: reader,
      ledger,
      district,
      calendar,
      now: () => new Date(),
      basicallyWeight: () => settings.current(clocksSetting).basicallyWeight,
      ranking: () => rankingRulesOf(settings),
    },
    period,
  );
  await keepCountings(ledger, release);
  const make = snapshotMaker(release, { district, calendar, wards: wardsOf(district) });
  const snapshots = subjects.map((subject) => make(subject, event));
  if (many) await keepBatch(file, snapshots);
  return snapshots;
}

/** What files leave out counts from the first one on: whoever has it can take other reports of the month from it. */
async function publish({ ledger }: System, snapshots: readonly Snapshot[]): Promise<void> {
  const countings = [...new Set(snapshots.flatMap((each) => each.countings ?? []))];
  const at = new Date().toISOString();
  if (await inTransaction(ledger, (tx) => publishCountings(tx, countings, at))) return;
  throw new Failure(
    '同一个月已有报告按另一次统计签发或导出，这次统计不能再用，没有写出文件。请另选一个 --out 文件夹重新统计，各份报告才能互相印证',
  );
}

function progress(isMany: boolean): (at: { done: number; total: number; skipped: number }) => void {
  let said = 0;
  return ({ done, total, skipped }) => {
    if (!isMany || (done < total && Date.now() - said < SAY_EVERY_MS)) return;
    said = Date.now();
    console.error(`已写 ${done}/${total} 份${skipped > 0 ? `，其中 ${skipped} 份此前已写好` : ''}`);
  };
}
