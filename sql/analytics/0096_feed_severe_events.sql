-- Keeps severe_events in step with memberships.
CREATE MATERIALIZED VIEW IF NOT EXISTS feed_severe_events TO severe_events AS
SELECT DISTINCT toDate(published_at, 'UTC') AS day, cityHash64(event_id) AS event
FROM memberships
WHERE severity >= 2 AND is_deleted = 0
