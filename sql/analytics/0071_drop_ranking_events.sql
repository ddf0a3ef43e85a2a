-- ranking_keys took its place (0053 to 0065).
DROP TABLE IF EXISTS ranking_events
