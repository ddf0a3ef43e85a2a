/** By address; each is given once. */
const kept = new Map<string, Promise<unknown>>();

/**
 * Takes what the server told the browser to fetch with the page (api/http/page-preloads.ts) and what is there by now, so
 * that the first picture is of the page and not of its skeleton: on a phone a picture costs a tenth of a second.
 * `ask` is given a path below /api. Resolves when all of them are read.
 */
export async function keepFirstAnswers(ask: (path: string) => Promise<unknown>): Promise<void> {
  // An entry appears when its answer has come.
  for (const { name } of performance.getEntriesByType('resource')) {
    const { origin, pathname, search } = new URL(name);
    const address = pathname + search;
    if (origin === location.origin && address.startsWith('/api/')) kept.set(address, ask(address.slice('/api'.length)));
  }
  await Promise.allSettled(kept.values());
}

/** The answer of an address that was fetched with the page. */
export function firstAnswer(address: string): Promise<unknown> | undefined {
  const answer = kept.get(address);
  kept.delete(address);
  return answer;
}

/** What nobody asked for by then is old for who asks later. */
export const dropFirstAnswers = (): void => kept.clear();
