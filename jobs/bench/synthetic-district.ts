import { type Analytics, runCommand } from '#warehouse/analytics/analytics.ts';

/** Events that more than one document may be about, for ten million documents; the largest get some thousand each. */
const SHARED_EVENTS = 250_000;
/** A single insert of ten million takes longer than a statement may on a busy machine. */
const SLICE = 1_000_000;

/**
 * Writes the memberships and events of an invented district, wholly inside ClickHouse: documents numbered from `from`,
 * over the year before `until`, half of them alone, half in events of all sizes that last up to two months and have a
 * home of one of 13 streets and 234 communities, a place (one in eight none) and a topic. The same numbers give the
 * same documents. Documents after the first year's are all of the last hour.
 */
export async function fillDistrict(
  analytics: Analytics,
  { documents, from, until }: { documents: number; from: number; until: string },
): Promise<void> {
  const params = { from, until, recent: from > 0 ? 1 : 0 };
  for (let first = from; first < from + documents; first += SLICE)
    await runCommand(analytics, {
      name: 'bench_fill_memberships',
      sql: MEMBERSHIPS,
      params: { ...params, first, documents: Math.min(SLICE, from + documents - first) },
      settings: { max_insert_threads: '2' },
    });
  await runCommand(analytics, { name: 'bench_fill_events', sql: EVENTS, params });
}

const MEMBERSHIPS = `
INSERT INTO memberships (source_id, external_id, seq, revision, is_deleted, event_id, published_at, ward_code, topic_code,
  nature, severity, visibility, is_open, reporter_key, copy_key, places)
WITH
  cityHash64(number, 1) AS h1, cityHash64(number, 2) AS h2,
  if(h1 % 2 = 0, ${SHARED_EVENTS} + number, toUInt64(floor(${SHARED_EVENTS} * pow((h2 % 1000000) / 1e6, 2)))) AS e,
  cityHash64(e, 3) AS e1, cityHash64(e, 4) AS e2,
  if(bitShiftRight(h1, 8) % 100 < 85, 1 + e1 % 13, 1 + bitShiftRight(h1, 16) % 13) AS street,
  if(bitShiftRight(h2, 20) % 100 < 60, 1 + bitShiftRight(e1, 8) % 18, 1 + bitShiftRight(h2, 32) % 18) AS community,
  86400 * (1 + bitShiftRight(e2, 8) % 8 * (bitShiftRight(e2, 16) % 8)) AS lasts,
  (bitShiftRight(e2, 24) % (365 * 86400) + bitShiftRight(h2, 8) % lasts) % (365 * 86400) AS age,
  concat('p', toString(bitShiftRight(e1, 16) % 8000)) AS place
SELECT
  concat('s', toString(bitShiftRight(h1, 24) % 5)), toString(number), number, number, 0,
  concat('e', lower(hex(cityHash64(e, 5)))),
  {until:DateTime64(3, 'UTC')} - toIntervalSecond(if({recent:UInt8}, age % 3600, age)),
  if(bitShiftRight(h1, 32) % 20 = 0, '', concat('990113', leftPad(toString(street), 3, '0'), leftPad(toString(community), 3, '0'))),
  concat(leftPad(toString(1 + bitShiftRight(e1, 32) % 20), 2, '0'), '01'),
  ['complaint', 'complaint', 'complaint', 'help', 'report', 'suggestion', 'consult', 'praise'][1 + bitShiftRight(h1, 40) % 8],
  multiIf(bitShiftRight(h2, 40) % 200 = 0, 2, bitShiftRight(h2, 40) % 20 = 0, 1, 0),
  if(bitShiftRight(h1, 48) % 10 = 0, 'private', 'public'),
  bitShiftRight(h2, 48) % 5 = 0,
  -- Each event has someone who posts again and again, and a text that goes around.
  hex(if(h2 % 10 = 0, e1, cityHash64(number, 6) % 1000000)),
  if(h1 % 19 = 0, e2, h1),
  multiIf(e1 % 8 = 0, [], h1 % 3 = 0, [place], [place, concat('p', toString(bitShiftRight(h2, 16) % 8000))])
FROM numbers({first:UInt64}, {documents:UInt64})`;

const EVENTS = `
INSERT INTO events (event_id, revision, is_deleted, kind, title, place, topic_code, first_at, last_at, document_count)
SELECT event_id, max(revision), 0, 'event', event_id, if(empty(any(places)), '', any(places)[1]), any(topic_code), min(published_at), max(published_at), count()
FROM memberships FINAL
WHERE {recent:UInt8} = 0 OR event_id IN (SELECT event_id FROM memberships WHERE revision >= {from:UInt64})
GROUP BY event_id`;
