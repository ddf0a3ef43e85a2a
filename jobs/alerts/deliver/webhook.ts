import { levelNames } from './message.ts';
import { webhookHeaders } from './standard-webhook.ts';
import { judgeStatus, type Transport } from './transport.ts';

/** The signed webhook: Standard Webhooks 1.0.0 with a thin payload; 2xx is success, whatever the body says. */
export const webhook: Transport = {
  prepare({ deliveryId, facts, message, link }, endpoint, attemptMs) {
    const { reason, at, ...data } = facts;
    const isAlert = 'level' in facts;
    const body = JSON.stringify({
      type: `${isAlert ? 'alert' : 'special'}.${reason}`,
      timestamp: at,
      data: {
        ...data,
        ...(isAlert ? { levelName: levelNames[facts.level] } : {}),
        link,
        heading: message.heading,
        text: message.lines.join('\n'),
      },
    });
    return {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'minqing-webhook/1',
        ...webhookHeaders(endpoint.secret, { id: deliveryId, body }, attemptMs),
      },
      body,
    };
  },
  judge(result, attemptMs) {
    return judgeStatus(result, attemptMs) ?? { verdict: 'sent', code: 'ok' };
  },
};
