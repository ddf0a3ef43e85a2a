import { webhookHeaders } from './standard-webhook.ts';
import { judgeStatus, type Transport } from './transport.ts';

// Two segments of 70 Chinese characters less their headers; a gateway bills and cuts by segments.
const longestText = 134;

/** 短信 through an HTTP gateway: a signed request with number and text, as an adapter of any provider takes it. */
export const sms: Transport = {
  prepare({ deliveryId, message, link }, endpoint, attemptMs) {
    const [, ...rest] = message.lines.toReversed();
    const room = longestText - link.length - 1;
    const whole = [message.heading, ...rest.toReversed()].join(' ');
    // A character outside the plane of UCS-2 counts twice and is never halved.
    const told = fitUnits(whole, Math.max(room, message.heading.length));
    const body = JSON.stringify({ type: 'sms', to: endpoint.to, text: `${told} ${link}` });
    return {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'minqing-sms/1',
        ...webhookHeaders(endpoint.secret, { id: deliveryId, body }, attemptMs),
      },
      body,
    };
  },
  judge(result, attemptMs) {
    return judgeStatus(result, attemptMs) ?? { verdict: 'sent', code: 'ok' };
  },
};

/** The first characters that take at most `units` of UTF-16, as short messages count Chinese. */
function fitUnits(text: string, units: number): string {
  const cut = text.slice(0, units);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
