import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { ExtraWord } from '#ingest/segment/user-dictionary.ts';
import { runQuery } from '#warehouse/analytics/analytics.ts';
import { upsertSource } from '#warehouse/ledger/intake/upsert-source.ts';
import { getLatestHistoryRun } from '#warehouse/ledger/topics/history-runs.ts';
import { districtSchema } from '#warehouse/model/district.ts';
import { freshStores } from '#warehouse/testing/fresh-stores.ts';
import { encodeModel } from '../topics/learn/model-file.ts';
import { trainModel } from '../topics/learn/train-model.ts';
import { labelledTickets } from '../topics/testing/labelled-tickets.ts';
import type { SharedModel } from '../topics/topic-model.ts';
import { answerTopic, undoAnswer } from './answer-topic.ts';
import { runApplier } from './applier.ts';
import { createCleaningPool } from './cleaning-pool.ts';
import { createGroupingPool } from './grouping-pool.ts';
import { beginRerun, historyState, rerunHistory } from './rerun-history.ts';
import { storeBatch } from './store-batch.ts';

const { analytics, ledger } = await freshStores();
const NOW = '2020-12-16T04:00:00.000Z';
const now = () => new Date(NOW);
const district = districtSchema.parse({
  code: '990113',
  name: '测试区',
  streets: [{ code: '990113001', name: '淞南镇', communities: [{ code: '990113001001', name: '淞南一村居委' }] }],
  departments: ['水务', '交警', '教育', '物业'].map((name, n) => ({ code: `d${n}`, name, line: name })),
  routing: [
    { topic: '0705', lead: 'd0' },
    { topic: '08', lead: 'd1' },
    { topic: '17', lead: 'd2' },
    { topic: '01', lead: 'd3' },
    { topic: '', lead: 'd3' },
  ],
});
let words: readonly ExtraWord[] = [];
let model: SharedModel | undefined;
const setup = { district, reporterSecret: { keyId: 'k1', key: Buffer.alloc(32, 7) } };
const cleaning = createCleaningPool(setup, 1, { words: () => words, model: async () => model });
afterAll(() => cleaning.close());
const deps = { analytics, ledger, cleaning, now };
const by = { id: '7', name: '王社工' };

/** A page of the platform, as it tells it each time. */
async function pull(key: string): Promise<void> {
  await upsertSource(ledger, { sourceId: 'posts', name: 'posts' });
  const texts: [string, string][] = [
    ['梧桐里弄的事', '梧桐里弄的门口一直没有人来管'],
    ['说说这里', '水表走得快，水压太低，还有大货车闯红灯'],
  ];
  const rows = texts.map(([title, text], n) => ({
    position: String(n),
    value: { externalId: `p${n}`, kind: 'post', visibility: 'public', publishedAt: NOW, title, text },
  }));
  const batch = await cleaning.clean({ sourceId: 'posts', sourceWard: '', history: false, now: NOW, rows });
  await storeBatch(ledger, { sourceId: 'posts', inputKey: key, cursor: null, now: NOW, timeZone: 'UTC' }, batch);
  await apply();
}

/** One thread for all that start anew: a load leaves nothing of what it held. */
const grouping = createGroupingPool();
afterAll(() => grouping.close());

async function apply(): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  const applier = { analytics, ledger, grouping, timeZone: 'UTC', now, log, onCaughtUp: async () => {} };
  await runApplier(applier, async () => 'stop');
}

async function stored(externalId: string) {
  const [row] = await runQuery(analytics, {
    name: 'stored',
    sql: `SELECT topic_code, topic_by, topic_guesses, tokens, seq FROM documents FINAL WHERE external_id = {externalId:String}`,
    params: { externalId },
    row: z.object({
      topic_code: z.string(),
      topic_by: z.string(),
      topic_guesses: z.array(z.string()),
      tokens: z.array(z.string()),
      seq: z.number(),
    }),
  });
  return row!;
}

/** Runs the history again with the applier beside it, which takes what the run puts into the log. */
async function rerun(): Promise<number> {
  expect(await beginRerun(deps, '主任')).not.toBeNull();
  const done = await rerunHistory(deps);
  await apply();
  return done;
}

test('history, answers and edits meet as an office would have them', async () => {
  await pull('one');
  expect(await historyState(deps)).toMatchObject({ total: 2, outdated: 0 });
  expect((await stored('p0')).tokens).not.toContain('梧桐里弄');

  // New words hold for the history once it has been run again, and a second run finds nothing to do.
  words = [{ word: '梧桐里弄', tag: 'ns' }];
  expect(await historyState(deps)).toMatchObject({ total: 2, outdated: 2 });
  expect(await rerun()).toBe(2);
  expect((await stored('p0')).tokens).toContain('梧桐里弄');
  expect(await historyState(deps)).toMatchObject({ total: 2, outdated: 0 });
  expect(await getLatestHistoryRun(ledger)).toMatchObject({ total: 2, done: 2, finished_at: NOW });

  // A model at work decides what it is sure of, and asks about the rest.
  const bytes = encodeModel(trainModel(labelledTickets(400), { description: '', now: NOW }));
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  model = { number: 1, bytes: shared, minConfidence: 0.5 };
  await rerun();
  const sure = await stored('p1');
  expect(sure).toMatchObject({ topic_by: 'model', topic_code: '0705', topic_guesses: [] });
  model = { number: 2, bytes: shared, minConfidence: 1.1 };
  await rerun();
  const unsure = await stored('p1');
  expect(unsure.topic_guesses).toHaveLength(2);

  // What a person says holds through a pull of the same post and through runs, until it is taken back.
  const answer = { sourceId: 'posts', externalId: 'p1', topicCode: '0801', beforeCode: unsure.topic_code };
  const labelNo = await answerTopic(deps, { ...answer, guesses: unsure.topic_guesses, by, now: now() });
  expect(await answerTopic(deps, { ...answer, guesses: [], by, now: now() })).toBeNull();
  await apply();
  const said = { topic_code: '0801', topic_by: 'person', topic_guesses: [] };
  expect(await stored('p1')).toMatchObject(said);
  const { seq } = await stored('p1');
  await pull('two');
  expect(await stored('p1')).toMatchObject({ ...said, seq });
  model = { number: 3, bytes: shared, minConfidence: 0.5 };
  await rerun();
  expect(await stored('p1')).toMatchObject(said);
  const undo = { sourceId: 'posts', externalId: 'p1', labelNo: labelNo!, by, now: now() };
  expect(await undoAnswer(deps, undo)).toBe(true);
  expect(await undoAnswer(deps, undo)).toBe(false);
  await apply();
  expect(await stored('p1')).toMatchObject({ topic_by: 'model', topic_code: '0705' });
});
