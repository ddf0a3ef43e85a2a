-- ranking_rows took its place (0053 to 0065).
DROP TABLE IF EXISTS feed_ranking_subjects
