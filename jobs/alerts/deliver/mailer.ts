import { createTransport } from 'nodemailer';
import type { Message } from './message.ts';
import type { Verdict } from './transport.ts';

/** One mail: `deliveryId` is the same on every attempt. */
export interface Letter {
  deliveryId: string;
  message: Message;
  attachments?: readonly { name: string; type: string; content: Buffer }[];
}

/** The installation's mail server. */
export interface Mailer {
  /** Hands one mail over; its Message-ID is the message's own id, so a repeat is recognised as one. */
  send(to: string, letter: Letter): Promise<{ verdict: Verdict; ms: number }>;
  close(): void;
}

// A server that needs longer is tried again.
const timeoutMs = 10_000;

/** Opens a mail server by its URL (smtp:// or smtps://, with user and password); `from` is the sender's address. */
export function createMailer(url: string, from: string): Mailer {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const server = createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    // Only where the operator says so, for a relay of the same machine room that has no certificate.
    ignoreTLS: searchParams.get('tls') === 'none',
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '') || 'minqing.invalid';
  return {
    async send(to, { deliveryId, message, attachments = [] }) {
      const started = performance.now();
      const mail = {
        from,
        to,
        subject: message.heading,
        text: message.lines.join('\n'),
        attachments: attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
        messageId: `<${deliveryId}@${domain}>`,
      };
      const verdict = await server.sendMail(mail).then((): Verdict => ({ verdict: 'sent', code: 'ok' }), judgeMail);
      return { verdict, ms: Math.round(performance.now() - started) };
    },
    close: () => server.close(),
  };
}

/** 4xx is tried again, 5xx is for good (RFC 5321); without an answer the network failed. */
function judgeMail(error: unknown): Verdict {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode === undefined) return { verdict: 'retry', code: code ?? 'network_error' };
  return { verdict: responseCode >= 500 ? 'dead' : 'retry', code: `smtp_${responseCode}` };
}
