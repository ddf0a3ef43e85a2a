import { z } from 'zod';
import type { Department, District } from '#warehouse/model/district.ts';
import { defineSetting } from '../../settings/define-setting.ts';
import type { Settings } from '../../settings/open-settings.ts';
import { openChannels, sealChannel, sealedChannel } from './channel-schema.ts';

const schema = z.object({
  units: z
    .array(
      z.object({
        unit: z.string().max(64).meta({ title: '单位', en: 'Unit', pick: 'department' }),
        channels: z.array(sealedChannel).max(5).default([]).meta({ title: '联系方式', en: 'Channels' }),
        lastResort: z
          .array(sealedChannel)
          .max(2)
          .default([])
          .meta({ title: '备用（其他方式送不到时才用）', en: 'Only where another has failed' }),
      }),
    )
    .max(500)
    .meta({ title: '各单位', en: 'Units' }),
});
export type ChannelsSetting = z.output<typeof schema>;
type Unit = ChannelsSetting['units'][number];

const kindNames: Record<Unit['channels'][number]['kind'], string> = {
  wecom: '企业微信',
  dingtalk: '钉钉',
  feishu: '飞书',
  webhook: '签名网址',
  email: '邮件',
  sms: '短信',
};

/** 单位联系方式: where messages for each department go. What waits goes to the corrected address. */
export const channelsSetting = defineSetting<ChannelsSetting>({
  kind: 'channels',
  title: { zh: '单位联系方式', en: 'Channels of units' },
  help: {
    zh: '每个责任单位的预警发到哪个群、邮箱、手机或网址。地址和密钥加密保存，不再显示。保存后到“消息渠道”发一条测试消息。',
    en: 'Groups, mailboxes, telephones and addresses that each department is written to. Addresses and secrets are sealed and not shown again. Send a test from the channels page afterwards.',
  },
  schema,
  initial: ({ departments }) => ({
    units: departments
      .filter(({ channels }) => channels.length > 0)
      .map(({ code, channels }) => ({
        unit: code,
        channels: channels.filter(({ fallback }) => !fallback).map(sealChannel),
        lastResort: channels.filter(({ fallback }) => fallback).map(sealChannel),
      })),
  }),
  check: ({ units }, { departments }, inForce) => {
    const known = new Set(departments.map(({ code }) => code));
    const codes = units.map(({ unit }) => unit);
    return [
      ...codes.filter((code) => !known.has(code)).map((code) => `没有责任单位 ${code}`),
      ...(new Set(codes).size === codes.length ? [] : ['同一个单位出现了两次']),
      ...units
        .filter(({ channels, lastResort }) => channels.length === 0 && lastResort.length > 0)
        .map(({ unit }) => `${unit}：只有备用方式，请先填一种联系方式`),
      ...units.flatMap(({ unit, channels, lastResort }) =>
        openChannels([...channels, ...lastResort]).flatMap((channel) => {
          const why = 'url' in channel ? inForce?.refusesTarget(channel.url) : null;
          const name = departments.find(({ code }) => code === unit)?.name ?? unit;
          return why ? [`${name}的${kindNames[channel.kind]}：${why}`] : [];
        }),
      ),
    ];
  },
  effect: async ({ district }, { before, after }) => {
    const rows = district.departments
      .map(({ code, name }) => ({ label: name, before: inWords(before, code), after: inWords(after, code) }))
      .filter((row) => row.before !== row.after);
    const unreached = district.departments.filter(({ code }) => inWords(after, code) === '无');
    const missing = unreached.length > 0 ? `没有联系方式、只能在页面上看到预警的单位：${unreached.length} 个。` : '';
    return { summary: `${rows.length} 个单位的渠道种类会改变。${missing}`, rows: rows.slice(0, 200) };
  },
});

function inWords({ units }: ChannelsSetting, code: string): string {
  const found = units.find(({ unit }) => unit === code);
  const names = [
    ...(found?.channels ?? []).map(({ kind }) => kindNames[kind]),
    ...(found?.lastResort ?? []).map(({ kind }) => `${kindNames[kind]}（备用）`),
  ];
  return names.join('、') || '无';
}

/**
 * The district with the channels that its departments have now; the same object until the setting changes. Until it was saved
 * once, those of the district's file hold.
 */
export function districtInForce(district: District, settings: Settings): () => District {
  let held = { version: 0, district };
  return () => {
    const version = settings.version(channelsSetting);
    if (version !== held.version) {
      const units = new Map(settings.current(channelsSetting).units.map((each) => [each.unit, each]));
      const departments = district.departments.map((each): Department => ({
        ...each,
        channels: channelsOf(units.get(each.code)),
      }));
      held = { version, district: { ...district, departments } };
    }
    return held.district;
  };
}

function channelsOf(unit: Unit | undefined): Department['channels'] {
  return unit ? [...openChannels(unit.channels), ...openChannels(unit.lastResort, true)] : [];
}
