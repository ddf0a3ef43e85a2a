import type { DeliveryChannel } from '#warehouse/ledger/alerts/rows.ts';
import { dingtalk, feishu, wecom } from './bots.ts';
import type { Paces } from './claim-paced.ts';
import { sms } from './sms.ts';
import type { Transport } from './transport.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel that messages are sent by. */
export const transports: Partial<Record<DeliveryChannel, Transport>> = { webhook, wecom, dingtalk, feishu, sms };

/**
 * Messages a minute that a channel takes: below what the bots publish (20, 20, 100 and 5 a second), because a minute of ours and of
 * theirs do not begin together. Ordinary messages leave some of it to emergencies.
 */
export const paces: Paces = {
  wecom: { perMinute: 18, keptForRed: 4 },
  dingtalk: { perMinute: 18, keptForRed: 4 },
  feishu: { perMinute: 60, keptForRed: 10, perSecond: 4, avoidsFullHours: true },
  // Gateways stop numbers that get more, as a protection against abuse.
  sms: { perMinute: 10, keptForRed: 5 },
  email: { perMinute: 30, keptForRed: 5 },
};
