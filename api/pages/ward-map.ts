import { wardMapSetting } from '#jobs/district/map/ward-map-setting.ts';
import { levelOf, wardCodeLength } from '#warehouse/model/ward.ts';
import type { ApiContext } from '../context.ts';
import type { WardMapView, WardShape } from '../contract/ward-map.ts';
import type { Viewpoint } from './viewpoint.ts';
import { CHILD_LEVEL } from './ward-ranking.ts';

/** GET /api/ward-map: the wards of a ranking on the ground. A ward without borders of its own is those below it. */
export function wardMap(
  { settings, names }: Pick<ApiContext, 'settings' | 'names'>,
  { scope, wardCode }: Viewpoint,
): WardMapView {
  const { approval, shapes } = settings.current(wardMapSetting);
  const digits = wardCodeLength[CHILD_LEVEL[levelOf(wardCode) ?? 'district']];
  const isHere = (code: string): boolean =>
    code.startsWith(wardCode) && scope.wards.some((prefix) => code.startsWith(prefix));
  const drawn = names.wards
    .filter(({ code }) => code.length === digits && isHere(code))
    .flatMap(({ code }): WardShape[] => {
      const own = shapes.filter(({ ward }) => ward === code);
      const parts = own.length > 0 ? own : shapes.filter(({ ward }) => ward.startsWith(code));
      return parts.length === 0 ? [] : [{ ward: code, polygons: parts.flatMap(({ polygons }) => polygons) }];
    });
  return { approval: drawn.length > 0 ? approval : '', shapes: drawn };
}
