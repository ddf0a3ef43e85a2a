import type { AlertLevel } from '#warehouse/model/alert.ts';
import type { RaisableHotspot } from '../contract.ts';
import type { AlertPolicy } from './policy.ts';

// Severity 3 is fire, gas, water main, injury, threat: one report is enough, whatever the heat.
export const emergencySeverity = 3;
// Severity 2 is danger; the working day that 黄 grants for signing would be too long.
const dangerSeverity = 2;
// Burst p < 1e-4: at 600 wards looked at hourly, about one false alarm in two days before the people rule below.
const burstSurprise = 4;
const burstReporters = 8;
const burstCommunities = 3;
// Below p = 0.1 the volume is the usual one: hot by weight and delay, not by news.
const usualSurprise = 1;

/** Whether a hotspot raises an alert: an emergency, or hot enough with enough different people behind it. */
export function isHot(hotspot: RaisableHotspot, policy: Pick<AlertPolicy, 'enterHeat' | 'minReporters'>): boolean {
  if (hotspot.severity >= emergencySeverity && hotspot.documents > 0) return true;
  return hotspot.heat >= policy.enterHeat && hotspot.reporters >= policy.minReporters;
}

/** Whether a hotspot has cooled: below the exit threshold, which lies under the entry so that nothing flutters. */
export function isCool(hotspot: RaisableHotspot | undefined, policy: Pick<AlertPolicy, 'exitHeat'>): boolean {
  if (!hotspot) return true;
  return hotspot.heat < policy.exitHeat && hotspot.severity < emergencySeverity;
}

/** The level of an alert on this hotspot: 红 emergency, 橙 danger or burst, 黄 hot, 蓝 hot without anything new. */
export function levelOf(hotspot: RaisableHotspot): AlertLevel {
  if (hotspot.severity >= emergencySeverity) return 'red';
  const burst =
    hotspot.surprise >= burstSurprise &&
    (hotspot.reporters >= burstReporters || hotspot.communities >= burstCommunities);
  if (hotspot.severity >= dangerSeverity || burst) return 'orange';
  return hotspot.surprise < usualSurprise ? 'blue' : 'yellow';
}
