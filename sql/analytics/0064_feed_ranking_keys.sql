-- Keeps ranking_keys in step with events. An event names up to a few places, the most telling first: its background is that of the first.
CREATE MATERIALIZED VIEW IF NOT EXISTS feed_ranking_keys TO ranking_keys AS
SELECT
    document_count < 2 AS is_single,
    cityHash64(event_id) AS event,
    revision,
    is_deleted,
    event_id,
    if(place = '', 0, cityHash64(splitByString('、', place)[1], substring(topic_code, 1, 2))) AS background,
    first_at
FROM events
