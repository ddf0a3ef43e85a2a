-- The append-only log of every transition. Each row carries sha-256 over its own fields and the hash before it,
-- so a changed, removed or reordered row breaks every hash after it; the head row shows a cut-off tail.

CREATE TABLE alert_log_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO alert_log_head (id, hash) VALUES (0, repeat('0', 64));

CREATE TABLE alert_log (
  id bigint PRIMARY KEY,
  alert_id text NOT NULL REFERENCES alerts,
  seq integer NOT NULL,
  assignment_id text NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  event text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  reason text NOT NULL,
  -- JSON as text, byte for byte as hashed.
  detail text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  UNIQUE (alert_id, seq)
);

-- Each field as <octets>:<text>, so that no two different rows read the same. jobs/alerts/verify-alert-log.ts
-- computes the same in TypeScript: an independent second opinion.
CREATE FUNCTION alert_log_field(value text) RETURNS text IMMUTABLE STRICT LANGUAGE sql
  RETURN octet_length(value)::text || ':' || value;

CREATE FUNCTION alert_log_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The row lock is held until commit: log rows, and what is written after them, commit in order of id.
  UPDATE alert_log_head SET id = id + 1 RETURNING id, hash INTO NEW.id, NEW.previous_hash;
  NEW.hash := encode(sha256(convert_to(
    alert_log_field(NEW.previous_hash) || alert_log_field(NEW.id::text) || alert_log_field(NEW.alert_id)
    || alert_log_field(NEW.seq::text) || alert_log_field(NEW.assignment_id)
    || alert_log_field(((extract(epoch FROM NEW.at) * 1000)::bigint)::text)
    || alert_log_field(NEW.actor_id) || alert_log_field(NEW.actor_name) || alert_log_field(NEW.event)
    || alert_log_field(NEW.from_state) || alert_log_field(NEW.to_state)
    || alert_log_field(NEW.reason) || alert_log_field(NEW.detail), 'UTF8')), 'hex');
  UPDATE alert_log_head SET hash = NEW.hash;
  RETURN NEW;
END $$;
CREATE TRIGGER alert_log_append BEFORE INSERT ON alert_log FOR EACH ROW EXECUTE FUNCTION alert_log_append();

CREATE FUNCTION alert_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'alert_log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER alert_log_refuse_change BEFORE UPDATE OR DELETE ON alert_log FOR EACH ROW EXECUTE FUNCTION alert_log_refuse();
CREATE TRIGGER alert_log_refuse_truncate BEFORE TRUNCATE ON alert_log FOR EACH STATEMENT EXECUTE FUNCTION alert_log_refuse();
