import { authorise, forgetToken, joinUrl, type TokenStore } from './authorise.ts';
import { httpRequest, type HttpAnswer, type Wire } from './http-request.ts';
import { readItemPath } from './item-path.ts';
import type { Manifest } from './manifest.ts';
import { parseXml } from './parse-xml.ts';
import { jsonOrUndefined } from './pull-cursor.ts';
import { SourceFault } from './source-fault.ts';

export interface Asker {
  manifest: Manifest;
  baseUrl: string;
  credential: string;
  tokens: TokenStore;
  wire: Wire;
}

export interface PlatformAnswer {
  status: number;
  headers: Headers;
  /** The parsed body; `undefined` for an expected status other than 2xx. */
  body: unknown;
}

function parseBody(answer: HttpAnswer, manifest: Manifest): unknown {
  const body = manifest.request.format === 'xml' ? parseXml(answer.text) : jsonOrUndefined(answer.text);
  if (body === undefined)
    throw new SourceFault('bad_body', `${manifest.platform}: not readable ${manifest.request.format}`);
  const { success } = manifest;
  if (success && String(readItemPath(body, success.path)) !== String(success.value)) {
    throw new SourceFault('unavailable', `${manifest.platform}: the answer reports an error`, 5_000);
  }
  return body;
}

/** A GraphQL query goes into the body with the query parameters as its variables; whole numbers are numbers there. */
function posted(
  url: URL,
  init: { headers: Record<string, string> },
  graphql: string | undefined,
): [URL, Parameters<typeof httpRequest>[1]] {
  if (graphql === undefined) return [url, init];
  const variables = Object.fromEntries(
    [...url.searchParams].map(([name, value]) => [name, /^\d{1,9}$/.test(value) ? Number(value) : value]),
  );
  const bare = new URL(url);
  bare.search = '';
  const headers = { ...init.headers, 'content-type': 'application/json' };
  return [bare, { method: 'POST', headers, body: JSON.stringify({ query: graphql, variables }) }];
}

/** A URL on the platform with the manifest's constant query and the given one. */
export function platformUrl(asker: Asker, path: string, query: Record<string, string>): URL {
  const url = joinUrl(asker.baseUrl, path);
  for (const [name, value] of Object.entries({ ...asker.manifest.request.query, ...query }))
    url.searchParams.set(name, value);
  return url;
}

/**
 * Asks one question and parses the answer; an expired OAuth token is renewed once.
 * @throws SourceFault
 */
export async function askPlatform(asker: Asker, url: URL, expected: readonly number[] = []): Promise<PlatformAnswer> {
  const { manifest, wire } = asker;
  const context = { ...asker, auth: manifest.auth };
  const accept = manifest.request.format === 'xml' ? 'application/xml, text/xml' : 'application/json';
  const ask = async (statuses: readonly number[]): Promise<HttpAnswer> => {
    const signed = new URL(url);
    const headers = await authorise(signed, context);
    const init = { headers: { ...headers, accept, 'user-agent': 'minqing' } };
    return httpRequest(...posted(signed, init, manifest.request.graphql), wire, statuses);
  };
  const renewable = manifest.auth.kind === 'oauth';
  let answer = await ask(renewable ? [401, ...expected] : expected);
  if (renewable && answer.status === 401) {
    forgetToken(context);
    answer = await ask(expected);
  }
  const body = expected.includes(answer.status) ? undefined : parseBody(answer, manifest);
  return { status: answer.status, headers: answer.headers, body };
}
