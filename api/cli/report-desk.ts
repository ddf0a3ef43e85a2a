import { maskText } from '#ingest/mask/mask-text.ts';
import { alertingSetting } from '#jobs/alerts/settings/alerting-setting.ts';
import { calendarInForce } from '#jobs/alerts/settings/calendar-setting.ts';
import { districtInForce } from '#jobs/alerts/settings/channels-setting.ts';
import { clocksSetting } from '#jobs/alerts/settings/clocks-setting.ts';
import { currentHeat } from '#jobs/hotspots/settings/heat-setting.ts';
import { wardRankingSetting } from '#jobs/hotspots/wards/ward-ranking-setting.ts';
import type { JobQueue } from '#jobs/queue/queue.ts';
import { distributionSetting } from '#jobs/reports/settings/distribution-setting.ts';
import { reportSetting } from '#jobs/reports/settings/report-setting.ts';
import type { RankingRules } from '#jobs/reports/snapshot/collect-release.ts';
import type { PlanDeps } from '#jobs/reports/workflow/plan-reports.ts';
import type { ReportDesk } from '#jobs/reports/workflow/report-desk.ts';
import type { Settings } from '#jobs/settings/open-settings.ts';
import { wardsOf } from '../pages/names.ts';
import type { System } from './open-system.ts';

/** The office of reports; it only reads the warehouse. */
export function reportDeskOf(
  system: System,
  { settings, queue, now }: { settings: Settings; queue: JobQueue; now: () => Date },
): ReportDesk {
  const { district, ledger, reader } = system;
  const inForce = districtInForce(district, settings);
  return {
    analytics: reader,
    ledger,
    get district() {
      return inForce();
    },
    wards: wardsOf(district),
    get calendar() {
      return calendarInForce(settings);
    },
    now,
    basicallyWeight: () => settings.current(clocksSetting).basicallyWeight,
    ranking: () => rankingRulesOf(settings),
    issuer: () => settings.current(reportSetting).issuer,
    twoPeople: () => settings.current(reportSetting).twoPeople,
    distribution: () => settings.current(distributionSetting),
    enqueueDelivery: (tx, deliveryId) => queue.addIn(tx, 'deliver', { deliveryId }),
    mask: (text) => maskText(text).text,
  };
}

/** The rules that pages rank by. */
export function rankingRulesOf(settings: Settings): RankingRules {
  return {
    heat: currentHeat(settings),
    enterHeat: settings.current(alertingSetting).enterHeat,
    wards: settings.current(wardRankingSetting),
  };
}

/** What its drafts are planned with. */
export function reportPlanOf(
  system: System,
  parts: { settings: Settings; queue: JobQueue; now: () => Date },
): PlanDeps {
  const { settings, queue } = parts;
  return {
    desk: reportDeskOf(system, parts),
    settings: () => settings.current(reportSetting),
    enqueue: (tx, reportIds) => queue.addIn(tx, 'count-reports', { reportIds }),
  };
}
