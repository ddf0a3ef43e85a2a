-- What usual_days counts is counted anew, into usual_months (0091).
TRUNCATE TABLE IF EXISTS usual_marks
