import { expect, it } from 'vitest';
import { killRun } from '../bench/alerts/kill-run.ts';
import { randomFrom } from '../testing/some-posts.ts';

// The whole figure (10 000 alerts, 50 kills) is in docs/benchmarks.md.
it('every alert arrives, under one id, though the process and PostgreSQL are killed in between', async () => {
  const report = await killRun({ alerts: 120, kills: 4, soon: true, random: randomFrom(20_201_212) });
  expect(report).toMatchObject({ lost: 0, foreignIds: 0, doubled: 0, logIntact: true });
  expect(report.kills).toEqual({ process: 2, postgres: 2 });
}, 180_000);
