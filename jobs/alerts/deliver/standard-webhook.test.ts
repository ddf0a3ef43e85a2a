import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webhookHeaders } from './standard-webhook.ts';

describe('a signed webhook', () => {
  it('has the signature of the published vector', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
    expect(webhookHeaders('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message, 1_614_265_330_999)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by the reference library, Chinese body included, and not once a byte changed', () => {
    const secret = `whsec_${Buffer.from('a secret of more than 24 bytes').toString('base64')}`;
    const body = JSON.stringify({ text: '育才路右转车道拥堵' });
    const headers = webhookHeaders(secret, { id: 'msg_1', body }, Date.now());
    const reference = new Webhook(secret);
    expect(reference.verify(body, headers)).toEqual({ text: '育才路右转车道拥堵' });
    expect(() => reference.verify(body.replace('右', '左'), headers)).toThrow('No matching signature found');
  });
});
