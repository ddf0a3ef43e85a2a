-- What stood in memberships before ranking_facts was fed; the same rows as the view gives (0011), so repeating it changes nothing.
INSERT INTO ranking_facts
SELECT
    arrayJoin(arrayPushFront(arrayMap(place -> cityHash64(place, substring(topic_code, 1, 2)), places), 0)) AS background,
    toDate(published_at, 'UTC') AS day,
    cityHash64(source_id, external_id) AS document,
    published_at,
    revision,
    is_deleted,
    -- A mention only tells who spoke of the place when
    if(background = 0, cityHash64(event_id), 0) AS event,
    if(length(ward_code) >= 9, toUInt64OrZero(rightPad(ward_code, 12, '0')), 0) AS ward,
    substring(topic_code, 1, 2) AS category,
    if(reporter_key = '', document, cityHash64(reporter_key)) AS person,
    if(background = 0, copy_key, 0) AS copy,
    source_id AS source,
    severity,
    nature NOT IN ('praise', 'consult', 'other') OR severity >= 2 AS weighs,
    is_open,
    visibility = 'private' AS is_private
FROM memberships FINAL
