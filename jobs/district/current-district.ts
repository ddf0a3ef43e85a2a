import type { District } from '#warehouse/model/district.ts';
import type { Settings } from '../settings/open-settings.ts';
import { departmentsOf, departmentsSetting } from './settings/departments-setting.ts';
import { sourcesOf, sourcesSetting } from './settings/sources-setting.ts';
import { wardsSetting } from './settings/wards-setting.ts';

/** The settings that make another district of the one in the file: with a change, the product starts anew with it. */
export const districtSettings = [wardsSetting, departmentsSetting, sourcesSetting];

/** The one place that knows the wards, departments and sources in force: what the file says, with what was set since. */
export function currentDistrict(base: District, settings: Pick<Settings, 'current'>): District {
  const { streets } = settings.current(wardsSetting);
  return {
    ...base,
    streets,
    departments: departmentsOf(base, settings.current(departmentsSetting)),
    sources: sourcesOf(base, settings.current(sourcesSetting)),
  };
}
