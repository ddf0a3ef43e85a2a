import { alertingSetting } from '../alerts/settings/alerting-setting.ts';
import { detectionSetting } from '../hotspots/detect/detection-setting.ts';
import { reportSetting } from '../reports/settings/report-setting.ts';
import type { Setting } from './define-setting.ts';

/** Every kind of setting that the district has, in the order that pages list them. */
export const settingRegistry: readonly Setting<unknown>[] = [alertingSetting, detectionSetting, reportSetting];
