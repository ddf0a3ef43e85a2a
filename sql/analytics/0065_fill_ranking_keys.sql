-- What stood in events before ranking_keys was fed; the same rows as the view gives (0064), so repeating it changes nothing.
INSERT INTO ranking_keys (is_single, event, revision, is_deleted, event_id, background, first_at)
SELECT
    document_count < 2 AS is_single,
    cityHash64(event_id) AS event,
    revision,
    is_deleted,
    event_id,
    if(place = '', 0, cityHash64(splitByString('、', place)[1], substring(topic_code, 1, 2))) AS background,
    first_at
FROM events FINAL
