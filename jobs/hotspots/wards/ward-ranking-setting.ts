import { z } from 'zod';
import type { District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import { shippedWardRules, type WardRules } from './ward-rules.ts';
import { wardRankingEffect } from './ward-ranking-effect.ts';

const code = z.string().regex(/^(\d{9}|\d{12})$/, '须为九位街镇或十二位居村代码');

const schema = z.object({
  per: z
    .enum(['residents', 'households'])
    .meta({ title: '万人榜按人口还是按户数', en: 'Rates per residents or households' }),
  // Bodies from before voices were counted have no such field, and may be restored.
  minVoices: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(shippedWardRules.minVoices)
    .meta({ title: '发声少于几人为数据不足', en: 'Voices below which there is no rate' }),
  peersBy: z.enum(['all', 'size', 'office']).meta({ title: '同类怎么分', en: 'Who is compared with whom' }),
  groups: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(20).meta({ title: '同类名称', en: 'Name' }),
        wards: z
          .array(code.meta({ pick: 'ward' }))
          .min(1)
          .max(1000)
          .meta({ title: '街镇或居村', en: 'Wards' }),
      }),
    )
    .max(50)
    .meta({ title: '自定的同类', en: 'Groups of the office' }),
  changes: z
    .array(
      z.object({
        former: code.meta({ title: '撤并前代码', en: 'Former code' }),
        current: code.meta({ title: '现在属于', en: 'Belongs to', pick: 'ward' }),
      }),
    )
    .max(1000)
    .meta({ title: '区划撤并（可比口径）', en: 'Boundary changes' }),
});

/** How wards are compared: per whom, with whom, from how many on, and within which boundaries. */
export const wardRankingSetting = defineSetting<WardRules>({
  kind: 'ward-ranking',
  title: { zh: '区域排名口径', en: 'Ranking of wards' },
  help: {
    zh: '页面、导出和报告的总量榜、万人榜都按这里的口径，名次按发声人数排：一人多件计一人，多人粘贴同一段文字只计最早的一人，刷帖刷不动名次；件数列在旁边。万人榜的数向同类的平均收缩，人数太少的标“数据不足”。撤并前代码下的诉求一律计入现在的街镇、居村，前后才可比；街镇撤并时，下辖居村未另列的保留后三位。',
    en: 'Pages, exports and reports rank wards by these rules, by the number of voices: all posts of one person count once, and a text that many paste counts once. Rates are drawn toward the mean of a ward’s peers. What stands under a former code counts where it belongs today.',
  },
  schema,
  initial: () => shippedWardRules,
  check: problemsOf,
  effect: wardRankingEffect,
});

function problemsOf({ peersBy, groups, changes }: WardRules, district: District): string[] {
  const known = new Set(
    district.streets.flatMap((street) => [street.code, ...street.communities.map((one) => one.code)]),
  );
  // What the file closes on a day may count where it belongs today.
  const all = [...district.streets, ...district.streets.flatMap((street) => street.communities)];
  const open = new Set(all.filter((ward) => ward.validTo === undefined).map((ward) => ward.code));
  const grouped = groups.flatMap(({ wards }) => wards);
  const former = changes.map((change) => change.former);
  return [
    ...(peersBy === 'office' && groups.length === 0 ? ['同类由本区自定时，至少要有一组'] : []),
    ...grouped.filter((one) => !known.has(one)).map((one) => `同类里的 ${one} 不在本区的区域表里`),
    ...repeated(grouped).map((one) => `${one} 分在两组里`),
    ...repeated(former).map((one) => `撤并前代码 ${one} 写了两次`),
    ...changes
      .filter(({ current }) => !known.has(current))
      .map(({ current }) => `撤并后的 ${current} 不在本区的区域表里`),
    ...former.filter((one) => open.has(one)).map((one) => `撤并前代码 ${one} 还在本区的区域表里`),
    ...changes
      .filter((change) => change.former.length !== change.current.length)
      .map((change) => `${change.former} 与 ${change.current} 不是同一级`),
  ];
}

function repeated(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((one, at) => codes.indexOf(one) !== at))];
}
