-- Keeps document_states in step with documents.
CREATE MATERIALIZED VIEW IF NOT EXISTS feed_document_states TO document_states AS
SELECT
    source_id,
    external_id,
    seq,
    received_at,
    version,
    is_deleted,
    visibility,
    status,
    ward_code,
    likes,
    comments,
    cityHash64(title, text) AS text_hash,
    if(reply = '', 0, cityHash64(reply)) AS reply_hash
FROM documents
