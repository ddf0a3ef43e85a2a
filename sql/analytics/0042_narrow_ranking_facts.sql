-- Mentions are read from ranking_subjects now; weighs tells questions (2) from complaints (1), see there.
ALTER TABLE feed_ranking_facts MODIFY QUERY
SELECT
    toUInt64(0) AS background,
    toDate(published_at, 'UTC') AS day,
    cityHash64(source_id, external_id) AS document,
    published_at,
    revision,
    is_deleted,
    cityHash64(event_id) AS event,
    if(length(ward_code) >= 9, toUInt64OrZero(rightPad(ward_code, 12, '0')), 0) AS ward,
    substring(topic_code, 1, 2) AS category,
    if(reporter_key = '', document, cityHash64(reporter_key)) AS person,
    copy_key AS copy,
    source_id AS source,
    severity,
    multiIf(severity >= 2 OR nature NOT IN ('praise', 'consult', 'other'), 1, nature = 'consult', 2, 0) AS weighs,
    is_open,
    visibility = 'private' AS is_private
FROM memberships
