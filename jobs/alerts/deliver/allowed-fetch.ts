import { fetch as pinnableFetch } from 'undici';
import { SourceFault } from '#ingest/sources/source-fault.ts';
import { type AllowList, resolveTarget } from './allow-list.ts';
import { pinnedAgent } from './pinned-agent.ts';

// As for any refusal: it needs a person, so asking again at once helps nobody.
const RETRY_AFTER_MS = 60_000;

/**
 * `fetch` for addresses that were given in the browser. They are checked when they are saved, but a name says where it
 * leads only when it is asked: each request is checked again, and goes to the very address that was checked.
 * @throws SourceFault for an address that is not listed; what the resolver throws.
 */
export function allowedFetch(allow: AllowList): typeof fetch {
  const ask = async (input: string | URL, init: object): Promise<unknown> => {
    const url = new URL(input);
    const target = await resolveTarget(allow, url.href);
    if (target.kind === 'refused')
      throw new SourceFault('refused', `${url.host}: not in MINQING_ALLOW_TARGETS`, RETRY_AFTER_MS);
    const agent = pinnedAgent(target);
    try {
      return await pinnableFetch(url, { ...init, dispatcher: agent });
    } finally {
      // Waits for the body to be read; the asker's signal ends one that is not.
      void agent.close();
    }
  };
  return ask as typeof fetch;
}
