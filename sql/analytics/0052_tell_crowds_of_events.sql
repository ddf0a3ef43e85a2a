-- Whom an event concerns (人群), in the words of its public documents; '' where they name nobody.
ALTER TABLE events ADD COLUMN IF NOT EXISTS crowds String
