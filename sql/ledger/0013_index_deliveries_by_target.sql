-- Pacing asks how much a target was sent in the last minute.
create index deliveries_by_target on deliveries (target, claimed_at);
create index delivery_attempts_by_time on delivery_attempts (at);
