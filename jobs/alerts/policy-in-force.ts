import type { District } from '#warehouse/model/district.ts';
import type { Settings } from '../settings/open-settings.ts';
import { policyOf, type AlertPolicy } from './lifecycle/policy.ts';
import { leadersOf, onDuty } from './roster.ts';
import { alertingSetting, quietHoursOf } from './settings/alerting-setting.ts';
import { calendarInForce, calendarSetting } from './settings/calendar-setting.ts';
import { channelsSetting, districtInForce } from './settings/channels-setting.ts';
import { clocksInForce, clocksSetting } from './settings/clocks-setting.ts';
import { personEndpoints, rosterSetting } from './settings/roster-setting.ts';
import { routesAt, routingSetting } from './settings/routing-setting.ts';

const kinds = [
  channelsSetting,
  alertingSetting,
  calendarSetting,
  clocksSetting,
  rosterSetting,
  routingSetting,
] as const;

/** What alerts go by now: the district's file with what the office has set since. Worked out anew when one of it changes. */
export function policySource(district: District, settings: Settings, now: () => Date): () => AlertPolicy {
  const inForce = districtInForce(district, settings);
  let held: { key: string; policy: AlertPolicy } | undefined;
  return () => {
    // Rules begin and end with days, so the day is part of what it depends on.
    const at = now().toISOString();
    const key = [at.slice(0, 13), ...kinds.map((kind) => settings.version(kind))].join();
    if (held?.key !== key) held = { key, policy: build(inForce(), settings, at) };
    return held.policy;
  };
}

function build(district: District, settings: Settings, at: string): AlertPolicy {
  const calendar = calendarInForce(settings);
  const alerting = settings.current(alertingSetting);
  const roster = settings.current(rosterSetting);
  const untouched = settings.version(clocksSetting) === 0;
  return {
    ...policyOf({ ...district, alerting }, calendar),
    ...(untouched ? {} : clocksInForce(settings.current(clocksSetting))),
    routing: routesAt(settings.current(routingSetting), at),
    onDuty: (unit, instant) => onDuty(roster.units, unit, instant),
    leadersOf: (unit) => leadersOf(roster.units, unit),
    quiet: quietHoursOf(alerting),
    dutyEndpoints: (person) => personEndpoints(roster, person),
  };
}
