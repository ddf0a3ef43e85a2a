import { Agent } from 'undici';

/** Connects to exactly `to`, whatever the name in a URL resolves to by now. One for each request: no connection is kept. */
export function pinnedAgent(to: { address: string; family: 4 | 6 }): Agent {
  return new Agent({
    connect: {
      lookup: (_host, options, done) => (options.all ? done(null, [to]) : done(null, to.address, to.family)),
    },
    pipelining: 0,
  });
}
