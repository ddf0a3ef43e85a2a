-- Who decided the topic: the words, the platform's own category, a learned model or a person; and, where that was not sure, the two best guesses.
-- Rows from before tell a platform's category by its confidence, which words never reach exactly.
ALTER TABLE documents
    ADD COLUMN IF NOT EXISTS topic_by LowCardinality(String) DEFAULT if(topic_confidence = toFloat32(0.9), 'platform', 'words'),
    ADD COLUMN IF NOT EXISTS topic_guesses Array(LowCardinality(String))
