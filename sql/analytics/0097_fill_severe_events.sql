-- What stood in memberships before severe_events was fed (0096).
INSERT INTO severe_events (day, event)
SELECT DISTINCT day, subject FROM ranking_rows WHERE is_mention = 0 AND severity >= 2 AND is_deleted = 0
