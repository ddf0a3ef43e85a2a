import { z } from 'zod';
import { countUnlocated } from '#warehouse/analytics/intake/list-unlocated.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { checkWards } from '../check-wards.ts';
import { wardChanges } from '../ward-changes.ts';

const schema = z.object({ streets: districtSchema.shape.streets.max(200) });
export type WardsSetting = z.output<typeof schema>;

/** 区划: the ward tree with its names, aliases, estates and days. What is saved is looked for in documents at once. */
export const wardsSetting = defineSetting<WardsSetting>({
  kind: 'wards',
  title: { zh: '区划', en: 'Wards' },
  help: {
    zh: '街镇、居村和小区的名称、别名、户数与人口。撤并、拆分、划转写明生效日：那天以前的诉求仍算原来的居村。保存后几秒内生效，未定位的诉求自动重新定位。',
    en: 'Streets, communities and estates with names, aliases, households and residents. A merger, split or move has its day: what was before stays with the old ward. It takes effect within seconds; what had no ward is located again.',
  },
  schema,
  initial: ({ streets }) => ({ streets }),
  check: checkWards,
  effect: async ({ reader, district }, { before, after }) => {
    const rows = wardChanges(before.streets, after.streets);
    const unlocated = await countUnlocated(reader);
    const more = rows.length > SHOWN ? `（下面列出前 ${SHOWN} 处）` : '';
    return {
      summary: `${district.name}改动 ${rows.length} 处${more}；将重新定位 ${unlocated} 件未定位的诉求，已定位的不动。`,
      rows: rows.slice(0, SHOWN),
    };
  },
});

/** More rows nobody reads before saving; the number is said. */
const SHOWN = 200;
