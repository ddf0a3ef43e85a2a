-- usual_months took its place (0091).
DROP TABLE IF EXISTS usual_days
