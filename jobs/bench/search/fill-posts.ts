import { createSegmenter } from '#ingest/segment/segmenter.ts';
import { type Analytics, insertRows, runCommand } from '#warehouse/analytics/analytics.ts';
import { topicLexicon } from '../../topics/data/topic-lexicon.ts';
import { inventPosts } from '../invent-posts.ts';

/** Posts whose clauses are taken apart; more bring no new clause. */
const TAKEN_APART = 6_000;
/** Clauses of a post behind its title: with them a post has some 60 words, the mean of real appeals. */
const CLAUSES = 11;
const FRAMES = ['这里的#一直没有解决', '家里老人被#影响', '去年也因为#反映过', '#到底归哪个部门管', '每天都是#'];
/** Posts per statement: the rows of their words must fit in memory while they are sorted. */
const AT_ONCE = 1_000_000;

/**
 * Writes invented posts wholly inside ClickHouse, over the two years before `until`, oldest first: clauses that real
 * posts would hold, the r-th in proportion to 1/r, under a title of an estate and a matter. Each clause was cut by the
 * project's segmenter, so that the words of a post are those that intake would give it. Equal numbers give equal posts.
 */
export async function fillPosts(
  analytics: Analytics,
  { documents, until }: { documents: number; until: string },
): Promise<void> {
  const { clauses, titles } = inventClauses();
  await runCommand(analytics, {
    name: 'bench_create_clauses',
    sql: `CREATE TABLE IF NOT EXISTS bench_clauses (id UInt32, text String, words Array(String)) ENGINE = Join(ANY, LEFT, id)`,
  });
  const segmenter = createSegmenter();
  await insertRows(analytics, {
    name: 'bench_insert_clauses',
    table: 'bench_clauses',
    rows: [...clauses, ...titles].map((text, id) => ({ id, text, words: segmenter.contentWords(text) })),
  });
  const params = { documents, until, clauses: clauses.length, titles: titles.length };
  for (let from = 0; from < documents; from += AT_ONCE)
    await runCommand(analytics, {
      name: 'bench_fill_documents',
      sql: POSTS,
      params: { ...params, from, count: Math.min(AT_ONCE, documents - from) },
      settings: { max_insert_threads: '2' },
    });
}

/** Every clause once, everyday ones first, and the titles: what is wrong where. */
function inventClauses(): { clauses: string[]; titles: string[] } {
  const titles = new Set<string>();
  const clauses = new Set<string>();
  for (const post of inventPosts(TAKEN_APART, 7)) {
    titles.add(post.title);
    for (const clause of post.text.split(/[，。？！：]/)) if (clause !== '') clauses.add(clause);
  }
  const phrases = Object.values(topicLexicon)
    .flatMap((list) => list.replace(' | ', ' ').split(' '))
    .map((entry) => entry.split(':')[0]!);
  for (const [at, phrase] of [...new Set(phrases)].entries())
    for (const frame of [FRAMES[at % FRAMES.length]!, FRAMES[(at + 2) % FRAMES.length]!])
      clauses.add(frame.replace('#', phrase));
  // Spread by a fixed stride, so that each kind of clause is among the frequent and the rare.
  const listed = [...clauses];
  const stride = 7_919;
  return { clauses: listed.map((_, at) => listed[(at * stride) % listed.length]!), titles: [...titles] };
}

const POSTS = `
INSERT INTO documents (source_id, external_id, version, seq, is_deleted, kind, visibility, published_at, ward_code, title, text, tokens,
  status, topic_code, nature)
WITH
  cityHash64(number, 1) AS h1, cityHash64(number, 2) AS h2,
  {clauses:UInt32} + h1 % {titles:UInt32} AS heading,
  arrayMap(i -> toUInt32(pow({clauses:UInt32}, (cityHash64(number, 10 + i) % 1000000) / 1e6) - 1), range(${CLAUSES})) AS ids
SELECT
  concat('s', toString(bitShiftRight(h1, 24) % 5)), toString(10000000 + number), 1, number + 1, 0, 'post',
  if(bitShiftRight(h1, 48) % 10 = 0, 'private', 'public'),
  {until:DateTime64(3, 'UTC')} - toIntervalSecond(intDiv(63072000 * ({documents:UInt64} - 1 - number), {documents:UInt64})),
  if(bitShiftRight(h1, 32) % 20 = 0, '',
    concat('990113', leftPad(toString(1 + bitShiftRight(h1, 40) % 13), 3, '0'), leftPad(toString(1 + bitShiftRight(h2, 8) % 18), 3, '0'))),
  joinGet('bench_clauses', 'text', toUInt32(heading)),
  arrayStringConcat(arrayMap(id -> joinGet('bench_clauses', 'text', id), ids), '，'),
  arrayConcat(joinGet('bench_clauses', 'words', toUInt32(heading)), arrayFlatten(arrayMap(id -> joinGet('bench_clauses', 'words', id), ids))),
  'open', concat(leftPad(toString(1 + bitShiftRight(h2, 20) % 20), 2, '0'), '01'), 'complaint'
FROM numbers({from:UInt64}, {count:UInt64})`;
