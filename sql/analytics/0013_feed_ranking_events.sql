-- Keeps ranking_events in step with events. An event names up to a few places, the most telling first: its background is that of the first.
CREATE MATERIALIZED VIEW IF NOT EXISTS feed_ranking_events TO ranking_events AS
SELECT
    cityHash64(event_id) AS event,
    revision,
    is_deleted,
    event_id,
    if(place = '', 0, cityHash64(splitByString('、', place)[1], substring(topic_code, 1, 2))) AS background,
    substring(topic_code, 1, 2) AS category,
    first_at
FROM events
