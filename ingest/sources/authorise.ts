import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Manifest } from './manifest.ts';
import { httpRequest, type Wire } from './http-request.ts';
import { SourceFault } from './source-fault.ts';

/** OAuth tokens between pulls, kept by the caller in memory only; they are never written down. */
export type TokenStore = Map<string, { token: string; until: number }>;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(300),
});
// A token is renewed this long before its end, so that it does not end under way.
const RENEW_BEFORE_MS = 30_000;

export interface AuthContext {
  auth: Manifest['auth'];
  credential: string;
  baseUrl: string;
  wire: Wire;
  tokens: TokenStore;
}

function splitCredential(credential: string): [string, string] {
  const colon = credential.indexOf(':');
  if (colon <= 0) throw new SourceFault('refused', 'the credential is not of the form id:secret', 60_000);
  return [credential.slice(0, colon), credential.slice(colon + 1)];
}

async function clientToken(
  context: AuthContext,
  auth: { tokenPath: string; scope?: string | undefined },
): Promise<string> {
  const { credential, baseUrl, wire, tokens } = context;
  const [id, secret] = splitCredential(credential);
  const key = `${baseUrl} ${id}`;
  const known = tokens.get(key);
  if (known && known.until > wire.now.getTime()) return known.token;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  if (auth.scope) form.set('scope', auth.scope);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answer = await httpRequest(
    joinUrl(baseUrl, auth.tokenPath),
    { method: 'POST', headers, body: form.toString() },
    wire,
  );
  const parsed = tokenSchema.safeParse(safeJson(answer.text));
  if (!parsed.success) throw new SourceFault('bad_body', 'the token answer holds no access_token');
  const until = wire.now.getTime() + parsed.data.expires_in * 1000 - RENEW_BEFORE_MS;
  tokens.set(key, { token: parsed.data.access_token, until });
  return parsed.data.access_token;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text that a signed query signs: its parameters but the signature, sorted by name, `a=1&b=2`. */
export function signedText(query: URLSearchParams, signParam: string): string {
  const pairs = [...query].filter(([name]) => name !== signParam).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** A path on the platform; the base URL may itself have a path. */
export function joinUrl(baseUrl: string, path: string): URL {
  return new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
}

/** The headers that let a request in; a signed query is extended in place. */
export async function authorise(url: URL, context: AuthContext): Promise<Record<string, string>> {
  const { auth, credential } = context;
  if (auth.kind === 'none') return {};
  if (auth.kind === 'bearer') return { authorization: `Bearer ${credential}` };
  if (auth.kind === 'header') return { [auth.name]: credential };
  if (auth.kind === 'oauth') return { authorization: `Bearer ${await clientToken(context, auth)}` };
  const [app, secret] = splitCredential(credential);
  url.searchParams.set(auth.appParam, app);
  url.searchParams.set(auth.timeParam, String(Math.floor(context.wire.now.getTime() / 1000)));
  url.searchParams.set(auth.nonceParam, randomUUID());
  const signature = createHmac('sha256', secret).update(signedText(url.searchParams, auth.signParam)).digest('hex');
  url.searchParams.set(auth.signParam, signature);
  return {};
}

/** Forgets the platform's token, so that the next request asks for a new one. */
export function forgetToken({
  baseUrl,
  credential,
  tokens,
}: Pick<AuthContext, 'baseUrl' | 'credential' | 'tokens'>): void {
  tokens.delete(`${baseUrl} ${credential.slice(0, Math.max(credential.indexOf(':'), 0))}`);
}
