-- What stood in memberships before ranking_rows was fed; the same rows as the view gives (0054), so repeating it changes nothing.
-- for each month of: memberships
INSERT INTO ranking_rows (is_mention, subject, day, document, published_at, revision, is_deleted, ward, person, copy, source, severity, weighs, is_open, is_private)
WITH cityHash64(event_id) AS event
SELECT
    subject != event AS is_mention,
    arrayJoin(arrayPushFront(arrayMap(place -> cityHash64(place, substring(topic_code, 1, 2)), places), event)) AS subject,
    toDate(published_at, 'UTC') AS day,
    cityHash64(source_id, external_id) AS document,
    published_at,
    revision,
    is_deleted,
    if(length(ward_code) >= 9, toUInt64OrZero(rightPad(ward_code, 12, '0')), 0) AS ward,
    if(reporter_key = '', document, cityHash64(reporter_key)) AS person,
    if(is_mention, 0, copy_key) AS copy,
    source_id AS source,
    severity,
    multiIf(severity >= 2 OR nature NOT IN ('praise', 'consult', 'other'), 1, nature = 'consult', 2, 0) AS weighs,
    is_open,
    visibility = 'private' AS is_private
FROM memberships FINAL
WHERE toYYYYMM(published_at) = {month:UInt32}
