-- What stood in events before ranking_events was fed; the same rows as the view gives (0013), so repeating it changes nothing.
INSERT INTO ranking_events
SELECT
    cityHash64(event_id) AS event,
    revision,
    is_deleted,
    event_id,
    if(place = '', 0, cityHash64(splitByString('、', place)[1], substring(topic_code, 1, 2))) AS background,
    substring(topic_code, 1, 2) AS category,
    first_at
FROM events FINAL
