import { departmentsSetting } from '../district/settings/departments-setting.ts';
import { wardMapSetting } from '../district/map/ward-map-setting.ts';
import { sourcesSetting } from '../district/settings/sources-setting.ts';
import { wardsSetting } from '../district/settings/wards-setting.ts';
import { alertingSetting } from '../alerts/settings/alerting-setting.ts';
import { calendarSetting } from '../alerts/settings/calendar-setting.ts';
import { cannedRepliesSetting } from '../alerts/settings/canned-replies-setting.ts';
import { channelsSetting } from '../alerts/settings/channels-setting.ts';
import { clocksSetting } from '../alerts/settings/clocks-setting.ts';
import { rosterSetting } from '../alerts/settings/roster-setting.ts';
import { routingSetting } from '../alerts/settings/routing-setting.ts';
import { templatesSetting } from '../alerts/settings/templates-setting.ts';
import { detectionSetting } from '../hotspots/detect/detection-setting.ts';
import { heatSetting } from '../hotspots/settings/heat-setting.ts';
import { wardGridSetting } from '../hotspots/wards/ward-grid-setting.ts';
import { wardRankingSetting } from '../hotspots/wards/ward-ranking-setting.ts';
import { distributionSetting } from '../reports/settings/distribution-setting.ts';
import { supervisionSetting } from '../supervision/settings/supervision-setting.ts';
import { reportSetting } from '../reports/settings/report-setting.ts';
import { lexiconSetting } from '../topics/settings/lexicon-setting.ts';
import { topicModelSetting } from '../topics/settings/topic-model-setting.ts';
import { synonymsSetting } from '../search/synonyms-setting.ts';
import type { Setting } from './define-setting.ts';

/** Every kind of setting that the district has, in the order that pages list them. */
export const settingRegistry: readonly Setting<unknown>[] = [
  wardsSetting,
  departmentsSetting,
  sourcesSetting,
  alertingSetting,
  heatSetting,
  detectionSetting,
  wardRankingSetting,
  wardGridSetting,
  wardMapSetting,
  routingSetting,
  channelsSetting,
  rosterSetting,
  clocksSetting,
  calendarSetting,
  templatesSetting,
  cannedRepliesSetting,
  supervisionSetting,
  reportSetting,
  distributionSetting,
  lexiconSetting,
  topicModelSetting,
  synonymsSetting,
];
