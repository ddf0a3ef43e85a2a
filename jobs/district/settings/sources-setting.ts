import { z } from 'zod';
import { shippedManifests } from '#ingest/sources/shipped-manifests.ts';
import { type District, sourceSchema } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';

/** Whoever may set this may not have other secrets of the process sent to an address. */
const SECRET_NAME = /^(MINQING_SOURCE_[A-Z0-9_]{1,40})?$/;

const source = z.object({
  id: sourceSchema.shape.id.meta({ title: '编号（小写字母、数字、短横）', en: 'Id (lower case, digits, dashes)' }),
  name: sourceSchema.shape.name.meta({ title: '名称', en: 'Name' }),
  manifest: z.enum(shippedManifests).meta({ title: '平台', en: 'Platform' }),
  baseUrl: z.url().max(300).meta({ title: '接口地址', en: 'Address' }),
  secretEnv: z.string().regex(SECRET_NAME, '须是 MINQING_SOURCE_ 开头的环境变量名').default('').meta({
    title: '密钥所在的环境变量（MINQING_SOURCE_…）',
    en: 'Environment variable of its key (MINQING_SOURCE_…)',
  }),
  wardCode: sourceSchema.shape.wardCode.meta({
    title: '没写地点的归到',
    en: 'Ward of rows that name none',
    pick: 'ward',
  }),
  everySeconds: z
    .number()
    .int()
    .min(10)
    .max(86_400)
    .default(60)
    .meta({ title: '每隔几秒取一次', en: 'Seconds between pulls' }),
});
const schema = z.object({ sources: z.array(source).max(50).meta({ title: '平台', en: 'Platforms' }) });
export type SourcesSetting = z.output<typeof schema>;

/** 接入平台: sources that are asked over HTTP, beside those of the district's file, which win where an id is the same. */
export const sourcesSetting = defineSetting<SourcesSetting>({
  kind: 'sources',
  title: { zh: '接入平台', en: 'Sources' },
  help: {
    zh: '本系统定时去取诉求的平台：选平台、填接口地址。密钥不填在这里，由系统管理员放进 MINQING_SOURCE_ 开头的环境变量。保存后几秒内开始取，取得怎样看“数据源”。区配置文件里已有的平台不在此列，编号相同以文件为准。',
    en: 'Platforms that matters are pulled from: choose the platform, give its address. Its key is not entered here but put into an environment variable that begins with MINQING_SOURCE_. Pulling begins within seconds of saving; the sources page shows how it goes. Platforms of the district’s file are not listed; where an id is the same, the file’s holds.',
  },
  schema,
  initial: () => ({ sources: [] }),
  check: ({ sources }, district, inForce) => {
    const wards = new Set([
      district.code,
      ...district.streets.flatMap(({ code, communities }) => [code, ...communities.map((one) => one.code)]),
    ]);
    const ids = sources.map(({ id }) => id);
    return [
      ...[...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `编号 ${id} 出现了两次`),
      ...sources
        .filter(({ wardCode }) => wardCode !== '' && !wards.has(wardCode))
        .map(({ name, wardCode }) => `${name}：${wardCode} 不在本区的区域表里`),
      ...sources.flatMap(({ name, baseUrl }) => {
        const refusal = inForce?.refusesTarget(baseUrl);
        return refusal ? [`${name}：${refusal}`] : [];
      }),
    ];
  },
});

/** The sources of the file, and those that were set beside them. */
export function sourcesOf(base: District, { sources }: SourcesSetting): District['sources'] {
  const own = new Set(base.sources.map(({ id }) => id));
  const added = sources
    .filter(({ id }) => !own.has(id))
    .map(({ secretEnv, ...one }) => (secretEnv === '' ? one : { ...one, secretEnv }));
  return [...base.sources, ...added];
}
