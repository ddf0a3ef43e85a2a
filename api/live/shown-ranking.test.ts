import { beforeEach, expect, it } from 'vitest';
import type { Analytics } from '#warehouse/analytics/analytics.ts';
import { AnswerMemory } from '#warehouse/analytics/answer-memory.ts';
import type { LatestRun } from '#warehouse/analytics/pages/get-latest-run.ts';
import type { ApiContext } from '../context.ts';
import { ShownRanking } from './shown-ranking.ts';

const run = (at: string): LatestRun => ({ run_id: at, at, seq: 0 });
let now: number;
let newest: LatestRun | null;
let shown: ShownRanking<ApiContext>;
let context: ApiContext;
/** What views were counted, by the ranking that they were counted of. */
let counted: string[];

beforeEach(() => {
  now = 0;
  newest = run('first');
  counted = [];
  shown = new ShownRanking(
    () => Promise.resolve(newest),
    () => now,
  );
  context = { reader: { memory: new AnswerMemory(() => now) } as Analytics, shown } as unknown as ApiContext;
});

/** A view that counts once per ranking, if its answer is not known. */
const view = (name: string) => async (of: ApiContext) => {
  const at = (await of.shown.latest())?.at;
  return of.reader.memory!.recall(`${name} ${at}`, async () => [counted.push(`${name} of ${at}`)]);
};

it('a newer ranking is shown once the views that are open have been counted, and asking again counts nothing', async () => {
  expect((await shown.latest())?.at).toBe('first');
  shown.note('overview', view('overview'));
  newest = run('second');
  expect((await shown.latest())?.at).toBe('first');
  let before: string | undefined;
  shown.note('slow', async (of) => {
    before = (await shown.latest())?.at;
    return view('slow')(of);
  });
  await shown.advance(context);
  expect([before, (await shown.latest())?.at]).toEqual(['first', 'second']);
  await view('overview')(context);
  expect(counted).toEqual(['overview of second', 'slow of second']);
});

it('a view that nobody has asked for lately is not counted, and one that fails holds up nothing', async () => {
  shown.note('left', view('left'));
  now = 15_001;
  shown.note('broken', () => Promise.reject(new Error('busy')));
  shown.note('open', view('open'));
  newest = run('second');
  await shown.advance(context);
  expect([counted, (await shown.latest())?.at]).toEqual([['open of second'], 'second']);
});

it('rankings that come while one is being counted are one more look', async () => {
  shown.note('open', async (of) => {
    if (newest?.at === 'second') newest = run('third');
    return view('open')(of);
  });
  newest = run('second');
  await Promise.all([shown.advance(context), shown.advance(context), shown.advance(context)]);
  expect([counted, (await shown.latest())?.at]).toEqual([['open of second', 'open of third'], 'third']);
});

it('only the views asked for last are kept, so that a ranking is soon shown', async () => {
  for (let i = 0; i < 20; i++) shown.note(`view ${i}`, view(`${i}`));
  await shown.advance(context);
  expect(counted).toEqual(Array.from({ length: 12 }, (_, i) => `${i + 8} of first`));
});
