import { z } from 'zod';
import type { Department } from '#warehouse/model/district.ts';
import { seal, sealedSecret, unseal } from '../../secrets/seal.ts';

// The address of a bot holds its key, so the whole address is a secret.
const url = sealedSecret((text) => URL.canParse(text), '须为网址').meta({
  title: '地址（保存后不再显示）',
  en: 'Address',
});
const secret = sealedSecret(() => true, '').meta({ title: '签名密钥', en: 'Signing secret' });
const signing = sealedSecret((text) => /^whsec_[A-Za-z0-9+/=]{24,}$/.test(text), '须为 whsec_ 开头的密钥').meta({
  title: '签名密钥',
  en: 'Signing secret',
});

/** A way to write to somebody, as settings keep it: addresses and secrets sealed. */
export const sealedChannel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wecom'), url }),
  z.object({ kind: z.literal('dingtalk'), url, secret }),
  z.object({ kind: z.literal('feishu'), url, secret }),
  z.object({ kind: z.literal('webhook'), url, secret: signing }),
  z.object({ kind: z.literal('email'), to: z.email().meta({ title: '邮箱', en: 'Mail' }) }),
  z.object({
    kind: z.literal('sms'),
    to: z
      .string()
      .regex(/^\+?\d{5,15}$/, '须为电话号码')
      .meta({ title: '手机', en: 'Telephone' }),
    url,
    secret: signing,
  }),
]);
export type SealedChannel = z.output<typeof sealedChannel>;
type Channel = Department['channels'][number];

/** Channels with addresses and secrets in plain, for sending. */
export function openChannels(channels: readonly SealedChannel[], fallback = false): Channel[] {
  return channels.map(
    (each) =>
      ({
        ...each,
        ...('url' in each ? { url: unseal(each.url) } : {}),
        ...('secret' in each ? { secret: unseal(each.secret) } : {}),
        ...(fallback ? { fallback } : {}),
      }) as Channel,
  );
}

/** A channel of the district's file as a setting keeps it. */
export function sealChannel({ fallback: _fallback, ...channel }: Channel): SealedChannel {
  return {
    ...channel,
    ...('url' in channel ? { url: seal(channel.url) } : {}),
    ...('secret' in channel ? { secret: seal(channel.secret) } : {}),
  } as SealedChannel;
}
